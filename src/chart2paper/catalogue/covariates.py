"""The covariates: what is known of a person on an index date and may be matched on and adjusted for.

How each is measured stands in `cohort/covariates.py`, under the same name. Every consumer (declared tables, protocol,
matching, models, tables of the paper, figures, release, changes) loops over these records or asks one by its name.
"""

from chart2paper.catalogue.covariate import Covariate

MECHANISMS = ("neuropathic", "nociceptive", "nociplastic", "mixed", "unclassified")
# The level of people in whom a covariate is not known: in tables of people, and in tables of balance.
NOT_RECORDED, MISSING = "not recorded", "missing"


def _yes_no(name: str, meaning: str, label: str, prose: str, worth: float = 30) -> Covariate:
    return Covariate(name, "yes_no", "integer", meaning, label, prose, unit="0/1", low=0, high=1, worth=worth)


COVARIATES = {
    covariate.name: covariate
    for covariate in (
        Covariate(
            name="age",
            kind="number",
            type="number",
            meaning="age on the index date; 90 stands for over 89",
            label="Age, years",
            prose="age",
            unit="years",
            low=0,
            high=90,
            written="age",
            known_before=True,
        ),
        Covariate(
            name="sex",
            kind="category",
            type="text",
            meaning="sex",
            label="Sex",
            prose="sex",
            values=("female", "male", "other"),
            people={"female": "women", "male": "men"},
            known_before=True,
            worth=25,
        ),
        Covariate(
            name="pain_group",
            kind="category",
            type="text",
            meaning="painful condition coded most often up to the index date",
            label="Painful condition",
            prose="painful condition",
            level_words={"crps": "CRPS"},
            known_before=True,
            worth=8,
        ),
        Covariate(
            name="mechanism",
            kind="category",
            type="text",
            meaning="pain mechanism of that condition",
            label="Pain mechanism",
            prose="pain mechanism",
            values=MECHANISMS,
            people={name: f"{name} pain" for name in MECHANISMS},
            made_of="pain_group",
            known_before=True,
            worth=35,
        ),
        Covariate(
            name="baseline_score",
            kind="number",
            type="number",
            meaning="score at baseline",
            label="Baseline {score} ({scale})",
            prose="baseline score",
            unit="points",
            scored=True,
        ),
        Covariate(
            name="previous_score",
            kind="number",
            type="number",
            meaning="last score before the baseline score",
            label="Previous {score} ({scale})",
            prose="the score before that",
            unit="points",
            scored=True,
            negative_control="Score before the baseline",
            always_compared=True,
        ),
        Covariate(
            name="score_level",
            kind="number",
            type="number",
            meaning="mean score of the year up to the index date, shrunk towards the mean of all people by then",
            label="Usual {score} of the year before ({scale})",
            prose="the usual score of the year before",
            unit="points",
            scored=True,
            always_compared=True,
            of_others=True,
        ),
        Covariate(
            name="score_age",
            kind="number",
            type="integer",
            meaning="days from the baseline score to the index date",
            label="Days since the baseline score",
            prose="the age of the baseline score",
            unit="days",
            written="days",
            always_compared=True,
        ),
        Covariate(
            name="first_visit",
            kind="yes_no",
            type="integer",
            meaning="no scored visit before that of the baseline score",
            label="Baseline at the first scored visit",
            prose="a baseline at the first scored visit",
            unit="0/1",
            low=0,
            high=1,
            people={"1": "people at their first scored visit", "0": "people scored before"},
            always_compared=True,
            worth=30,
        ),
        _yes_no(
            "on_opioid",
            "an opioid, not the exposure, covers the index date",
            "Taking an opioid",
            "opioid use",
        ),
        _yes_no(
            "on_adjuvant",
            "a nerve-pain drug or antidepressant, not the exposure, covers it",
            "Taking a nerve-pain drug or antidepressant",
            "use of a nerve-pain drug or antidepressant",
        ),
        Covariate(
            name="days_in_care",
            kind="number",
            type="number",
            meaning="days since the first completed visit",
            label="Days since first visit",
            prose="time in care",
            unit="days",
            low=0,
            written="days",
            negative_control="Days since the first visit",
        ),
        Covariate(
            name="log_days_in_care",
            kind="number",
            type="number",
            meaning="natural logarithm of 1 + days since the first completed visit",
            label="Log of days since first visit",
            prose="the logarithm of time in care",
            unit="log days",
            low=0,
            transform_of="days_in_care",
            always_compared=True,
        ),
        Covariate(
            name="visits_before",
            kind="number",
            type="integer",
            meaning="completed visits in the year up to the index date",
            label="Visits in the year before",
            prose="number of visits in the year before",
            unit="visits",
            low=0,
            negative_control="Visits in the year before",
            always_compared=True,
        ),
        Covariate(
            name="index_year",
            kind="year",
            type="integer",
            meaning="calendar year of the index date",
            label="Calendar year",
            prose="calendar year",
            unit="year",
            known_before=True,
            worth=1,
        ),
    )
}

CHARACTERISTICS = tuple(
    name for name, covariate in COVARIATES.items() if covariate.kind != "year" and not covariate.transform_of
)
ALWAYS_COMPARED = tuple(name for name, covariate in COVARIATES.items() if covariate.always_compared)
OBSERVED = frozenset(name for covariate in COVARIATES.values() for name in covariate.observed_as)
NEGATIVE_CONTROLS = tuple(name for name, covariate in COVARIATES.items() if covariate.negative_control)
