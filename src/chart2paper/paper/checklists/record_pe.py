"""RECORD-PE, the extension of RECORD for studies of medicines.

Numbers and topics: Langan et al. 2018, BMJ 363:k3532 (fifteen items). Item 4.a was compared with a published copy, the
others were written from knowledge of the statement. The recommendations are shortened in our words.
"""

from chart2paper.paper.checklists import answers
from chart2paper.paper.checklists.item import Checklist, Item

RECORD_PE = Checklist(
    "record_pe",
    "RECORD-PE checklist for studies of medicines [@langan2018], beyond RECORD",
    {
        "Methods": (
            Item("4.a", "The design, and several designs where used", answers.several_designs),
            Item(
                "4.b",
                "Diagram of the design: exposure, washout, observation",
                answers.design_diagram,
            ),
            Item(
                "6.1.a",
                "Entry criteria and their order; indication; one entry or several",
                "@sec-flow-tables; @suptbl-designs; each person enters once",
            ),
            Item("7.1.a", "How the definition of exposure was made", "@sec-outcome; @sec-reasons"),
            Item("7.1.b", "Source of the exposure data", "@sec-source; @sec-outcome"),
            Item("7.1.c", "Time window of exposure and its reason", "@suptbl-designs; @sec-reasons"),
            Item(
                "7.1.d",
                "How events are put down to current, past or cumulative exposure",
                "@suptbl-designs: the outcome of a person counts for the arm at the index date",
            ),
            Item("7.1.e", "Dose, and how time on therapy is considered", answers.dose),
            Item("7.1.f", "Comparator groups and their reason", "@sec-outcome; @sec-matching"),
            Item(
                "7.1.g",
                "People with more than one relevant exposure",
                "@sec-outcome (other forms of the drug); @sec-matching (other pain drugs are covariates)",
            ),
            Item(
                "8.a",
                "Healthcare system, how exposure records arise, care setting",
                "In part: @sec-source; how an order comes to be written is not described",
            ),
            Item("12.1.a", "How assumptions were evaluated", answers.assumptions_tested),
            Item("12.1.b", "Several designs or analyses and their reason", answers.sensitivity),
        ),
        "Discussion": (
            Item(
                "19.1.a",
                "How well the database captures the exposure",
                "In part: orders, not intake, are known (@sec-outcome); drugs from elsewhere are not addressed",
            ),
            Item(
                "20.a",
                "Confounding by indication, contraindication or severity; healthy adherers, sick stoppers",
                "@sec-limitations; @sec-robust",
            ),
        ),
    },
)
