"""The record of a covariate: all that any consumer knows of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from chart2paper.catalogue.outcomes import Outcome

# year: a number in models, counted year by year, and no characteristic of a person.
Kind = Literal["number", "yes_no", "category", "year"]


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
    transform_of: the covariate that it is a transform of; tables of people show that one.
    always_compared: whether it is in the table of balance whatever is matched on and adjusted for.
    of_others: whether the records of other people have a part in its value.
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
    transform_of: str = ""
    always_compared: bool = False
    of_others: bool = False
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
