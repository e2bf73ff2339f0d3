"""The sensitivity grid: what else the primary analysis could sensibly have chosen, as data."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field, field_validator

from chart2paper.catalogue.estimands import TARGETS
from chart2paper.protocol.choice import Choice
from chart2paper.strict import Strict

if TYPE_CHECKING:
    EstimateName = str
else:
    EstimateName = Literal[*TARGETS]
# Those that have a sentence of their own at the top of a paper.
MAY_BE_PRIMARY = tuple(name for name, target in TARGETS.items() if target.known.estimand.headline)
# What a variation may say besides settings: which result of it is taken.
ESTIMATE = "estimate"
PRIMARY, CROSSED = "primary", "crossed"
# Joins the names of variations that are combined.
AND = "+"


class Question(Strict):
    """A question that a reader may ask of the primary analysis, and other sensible answers to it."""

    question: str = Field(description="The question, in plain words.")
    variations: dict[str, dict[str, Any]] = Field(
        min_length=1,
        description="Other answers: a label in plain words, and the settings that differ from the primary analysis "
        "(section.setting: value). Everything else stays.",
    )


class Sensitivity(Strict):
    """Does the answer depend on choices that could have been made otherwise? The primary analysis, varied."""

    estimate: Choice[EstimateName] = Field(
        description="The primary estimate: what answers the study's question, and what is taken from every analysis "
        "here; a variation may take another one (estimate: name). Final score and change are in points; percent change "
        "and responders have a unit of their own. Responders can only be taken by a variation."
    )
    questions: dict[str, Question] = Field(description="One thing is changed at a time.")
    crossed: Choice[dict[str, list[str]]] = Field(
        description="Variations that are also made together, each with each: question: labels. Empty = none."
    )

    @field_validator("estimate")
    @classmethod
    def _can_be_primary(cls, estimate: Choice[EstimateName]) -> Choice[EstimateName]:
        if estimate.value not in MAY_BE_PRIMARY:
            known = ", ".join(MAY_BE_PRIMARY)
            raise ValueError(
                f"{estimate.value} cannot be the primary estimate, only vary it; these can: {known}"
            )
        return estimate

    @field_validator("questions")
    @classmethod
    def _names(cls, questions: dict[str, Question]) -> dict[str, Question]:
        """Names of questions become part of the ids of values."""
        for name in questions:
            if not re.fullmatch("[a-z0-9_]+", name) or name in (PRIMARY, CROSSED):
                raise ValueError(
                    f'"{name}" cannot name a question: use small letters, digits and _, not {PRIMARY} or {CROSSED}'
                )
        return questions


@dataclass(frozen=True)
class Variation:
    """One analysis of the grid: which question it answers, what it is called, and what it changes.

    name: `question.label` in small letters; of variations made together both names, joined by +.
    """

    name: str
    question: str
    label: str
    changes: dict[str, Any]


def variations_in(grid: Sensitivity) -> list[Variation]:
    """Return the analyses of the grid: the primary one, one change at a time, then the crossed ones."""
    primary = Variation(PRIMARY, PRIMARY, "Primary analysis", {})
    return [primary, *_one_at_a_time(grid), *_crossed(grid)]


def _one_at_a_time(grid: Sensitivity) -> Iterator[Variation]:
    for name, question in grid.questions.items():
        for label in question.variations:
            yield _single(grid, name, label)


def _single(grid: Sensitivity, question: str, label: str) -> Variation:
    changes = grid.questions[question].variations[label]
    return Variation(f"{question}.{_in_small(label)}", question, label, changes)


def _in_small(label: str) -> str:
    """Return a label in small letters; one without any letter or digit of English by its SHA-256."""
    found = re.sub(r"[^a-z0-9]+", "_", label.lower()).strip("_")
    return found or hashlib.sha256(label.encode()).hexdigest()[:8]


def _crossed(grid: Sensitivity) -> Iterator[Variation]:
    """Give every combination of two or more crossed variations, at most one per question.

    What `crossed` names must be there (see `variations.problems_of_grid`).
    """
    answers = [
        [None, *(_single(grid, question, label) for label in labels)]
        for question, labels in grid.crossed.value.items()
    ]
    for combination in product(*answers):
        parts = [part for part in combination if part]
        if len(parts) > 1:
            yield Variation(
                AND.join(part.name for part in parts),
                CROSSED,
                "; ".join(part.label for part in parts),
                {key: value for part in parts for key, value in part.changes.items()},
            )
