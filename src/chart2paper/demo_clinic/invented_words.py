"""Invented names, places and phrases. No real person, phone or address is among them."""

SURNAME_STARTS = (
    "Ash", "Bram", "Calder", "Dun", "Elm", "Fair", "Glen", "Hart", "Iver", "Kes", "Lang", "Mar", "Nor", "Oak",
    "Pen", "Quill", "Raven", "Sel", "Thorn", "Under", "Vale", "Wex", "Yar", "Zeld",
)  # fmt: skip
SURNAME_ENDS = (
    "bourne", "bury", "combe", "dale", "den", "field", "ford", "grove", "ham", "hurst", "ley", "man", "mere",
    "more", "ridge", "sett", "shaw", "son", "stead", "ton", "wick", "wood", "worth", "quist", "ström", "núñez",
)  # fmt: skip
WOMEN = (
    "Adela", "Beatriz", "Carol", "Dana", "Elena", "Fiona", "Greta", "Hannah", "Ines", "Jolene", "Karin", "Lucía",
    "Marta", "Nadia", "Olive", "Paula", "Renée", "Sofia", "Tessa", "Una", "Vera", "Wilma", "Yvonne", "Zoë",
)  # fmt: skip
MEN = (
    "Albert", "Boris", "Carl", "Daniel", "Emil", "Frank", "Gus", "Henry", "Ivan", "José", "Karl", "Luis", "Martin",
    "Noël", "Oscar", "Peter", "Quentin", "Ralph", "Simon", "Tomás", "Uwe", "Victor", "Walter", "Yann",
)  # fmt: skip
STREETS = ("Sample Street", "Invented Avenue", "Pretend Road", "Example Lane", "Fiction Drive", "Mock Court")
TOWNS = ("Nowhere", "Exampleville", "Port Pretend", "Fort Fiction", "Mockton")

PROVIDERS = (
    "Dr. José Peñaloza",
    "Dr. Zoë Müller",
    "Dr. Chloé Lefèvre",
    "Dr. Ann Placeholder",
    "PA Björn Åkesson",
)
VISIT_TYPES = ("New patient", "Follow-up", "Telephone", "Procedure")

NOTES = (
    "",
    "Doing about the same, no new complaints.",
    "Reviewed imaging, labs, and plan.",
    "Sleep poor, mood fair, activity limited.\nPlan: continue, recheck at next visit.",
    'Patient states "some days are fine, others not", advised pacing.',
    "Meds reconciled.\nTolerating well, no aberrant behavior.",
    "Temp 37° C, no red flags",
)
NOTE_WEIGHTS = (70, 10, 5, 4, 3, 4, 4)

PROCEDURES = (
    "Epidural steroid injection, lumbar",
    "Trigger point injection",
    "Medial branch block",
    "Sympathetic block",
    "Joint injection, knee",
    "TENS trial",
    "Spinal cord stimulator trial",
)
COMMENTS = ("", "patient unsure", "worse with weather", "average over 7 days", "pain ≥ usual")
COMMENT_WEIGHTS = (94, 2, 2, 1, 1)
