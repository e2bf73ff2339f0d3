"""The covariates: what is known of a person on an index date and may be matched on and adjusted for.

How each is measured stands in `cohort/covariates.py`, under the same name. Every consumer (declared tables, protocol,
matching, models, tables of the paper, figures, release, changes) loops over these records or asks one by its name.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from chart2paper.catalogue.outcomes import Outcome

# year: a number in models, counted year by year, and no characteristic of a person.
Kind = Literal["number", "yes_no", "category", "year"]
MECHANISMS = ("neuropathic", "nociceptive", "nociplastic", "mixed", "unclassified")
# The level of people in whom a covariate is not known: in tables of people, and in tables of balance.
NOT_RECORDED, MISSING = "not recorded", "missing"


@dataclass(frozen=True)
class Covariate:
    """All that is known of one covariate.

    meaning: for the data dictionary and the protocol. label: see `title`. prose: inside a sentence.
    type: of its column. low, high, values: what the column may hold. written: the kind of number that its mean is.
    level_words, people: how a level, and the people at it, are called where that is not the level's own name.
    made_of: the covariate whose levels its own levels are made of, by a code list.
    known_before: whether it was the same a year before the index date, so that it may adjust earlier outcomes.
    negative_control: what it is called where it is compared as if it were an outcome; empty = it may not be.
    scored: a score of the outcome, whose record has its unit and ends.
    observed_as: names under which it is charted as an observation; these are no adverse effects.
    worth: what a release loses when the number of people at a level is withheld (see `release.rules.names`).
    """

    name: str
    kind: Kind
    type: Literal["number", "integer", "text"]
    meaning: str
    label: str
    prose: str
    unit: str = ""
    low: float | None = None
    high: float | None = None
    values: tuple[str, ...] = ()
    written: Literal["score", "age", "days"] = "score"
    level_words: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    made_of: str | None = None
    known_before: bool = False
    negative_control: str = ""
    scored: bool = False
    observed_as: tuple[str, ...] = ()
    worth: float = 10

    @property
    def is_number(self) -> bool:
        """Whether it has a mean, may be split at a number and may have a caliper."""
        return self.kind in ("number", "year")

    @property
    def has_levels(self) -> bool:
        """Whether people are counted at its levels rather than described by a mean and an SD."""
        return self.kind != "number"

    def title(self, outcome: Outcome) -> str:
        """Return its name in tables and figures; that of a score names the study's outcome and its scale."""
        return self.label.format(score=outcome.score, scale=outcome.scale)

    def in_table(self, level: str) -> str:
        """Return a level as a table prints it: `low_back_pain` is `Low back pain`, 1 is `Yes`."""
        words = self.in_prose(level)
        return words[:1].upper() + words[1:]

    def in_prose(self, level: str) -> str:
        """Return a level inside a line of text: small letters, acronyms kept."""
        own = {"1": "yes", "0": "no"} if self.kind == "yes_no" else {}
        return {**own, **self.level_words}.get(level, level.replace("_", " ").lower())

    def people_at(self, level: str) -> str:
        """Return the people at a level, in prose: `neuropathic pain`, `women`, `no opioid use`."""
        if self.kind == "yes_no" and level not in self.people:
            return self.prose if level == "1" else f"no {self.prose}"
        return self.people.get(level, self.in_prose(level))


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
            name="visits_before",
            kind="number",
            type="integer",
            meaning="completed visits in the year up to the index date",
            label="Visits in the year before",
            prose="number of visits in the year before",
            unit="visits",
            low=0,
            negative_control="Visits in the year before",
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

CHARACTERISTICS = tuple(name for name, covariate in COVARIATES.items() if covariate.kind != "year")
OBSERVED = frozenset(name for covariate in COVARIATES.values() for name in covariate.observed_as)
NEGATIVE_CONTROLS = tuple(name for name, covariate in COVARIATES.items() if covariate.negative_control)
