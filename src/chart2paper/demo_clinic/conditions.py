"""The painful conditions of the simulated clinic, with the codes a practice would use for them."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Condition:
    """A painful condition: mechanism, share of patients, shift of usual pain (points), codes.

    `codes` pairs an ICD-9-CM code with the ICD-10-CM code of the same condition.
    """

    name: str
    mechanism: str
    share: float
    pain: float
    codes: tuple[tuple[str, str], ...]


CONDITIONS = (
    Condition("Fibromyalgia", "nociplastic", 0.15, 0.4, (("729.1", "M79.7"),)),
    Condition(
        "Complex regional pain syndrome",
        "neuropathic",
        0.05,
        0.6,
        (("337.21", "G90.511"), ("337.22", "G90.521")),
    ),
    Condition("Lumbar radiculopathy", "neuropathic", 0.13, 0.1, (("724.4", "M54.16"),)),
    Condition("Cervical radiculopathy", "neuropathic", 0.05, 0.0, (("723.4", "M54.12"),)),
    Condition("Diabetic neuropathy", "neuropathic", 0.08, 0.1, (("250.60", "E11.42"), ("357.2", "E11.40"))),
    Condition(
        "Postherpetic neuralgia", "neuropathic", 0.04, 0.1, (("053.19", "B02.29"), ("053.13", "B02.23"))
    ),
    Condition("Carpal tunnel syndrome", "neuropathic", 0.03, -0.5, (("354.0", "G56.01"),)),
    Condition("Osteoarthritis", "nociceptive", 0.14, -0.2, (("715.96", "M17.9"), ("715.95", "M16.9"))),
    Condition("Low back pain", "nociceptive", 0.12, 0.0, (("724.2", "M54.5"),)),
    Condition("Lumbar spondylosis", "nociceptive", 0.06, 0.0, (("721.3", "M47.816"),)),
    Condition("Rheumatoid arthritis", "nociceptive", 0.05, -0.1, (("714.0", "M06.9"),)),
    Condition("Migraine", "mixed", 0.04, 0.2, (("346.70", "G43.709"), ("346.90", "G43.909"))),
    Condition("Chronic pain syndrome", "nociplastic", 0.03, 0.5, (("338.4", "G89.4"),)),
    Condition("Postlaminectomy syndrome", "mixed", 0.03, 0.5, (("722.83", "M96.1"),)),
)

# Not painful in themselves; coded beside the pain now and then.
OTHER_DIAGNOSES = (
    ("Essential hypertension", "401.9", "I10"),
    ("Type 2 diabetes without complications", "250.00", "E11.9"),
    ("Depression", "311", "F32.9"),
    ("Anxiety", "300.00", "F41.9"),
    ("Chronic hepatitis C", "070.54", "B18.2"),
    ("Obstructive sleep apnea", "327.23", "G47.33"),
    ("Hypothyroidism", "244.9", "E03.9"),
)

MECHANISM_OF = np.array([condition.mechanism for condition in CONDITIONS])
SHARES = np.array([condition.share for condition in CONDITIONS])
PAIN_SHIFTS = np.array([condition.pain for condition in CONDITIONS])


def by_mechanism(condition: np.ndarray, values: dict[str, float]) -> np.ndarray:
    """Return for each person the value that belongs to the mechanism of their condition."""
    of_people: np.ndarray = np.array([values[mechanism] for mechanism in MECHANISM_OF])[condition]
    return of_people
