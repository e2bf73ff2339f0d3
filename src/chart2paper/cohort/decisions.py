"""Every eligibility decision about every person, in the order of the steps.

The attrition ledger counts only the step that removes a person. An auditor who asks about one person also wants to know
what the other restrictions would have said, and which could not be asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from chart2paper.cohort.design import Design
from chart2paper.cohort.reasons import reason_for, steps_of

# Restrictions that look at the person and not at a date.
_WITHOUT_DATE = ("scored_visit", "age_known", "clear_exposure", "enough_use")
# The answers as small numbers: wide tables of them cost little, so that every run can keep them.
PASSES, FAILS, NO_DATE, NO_AGE, EXPOSED_ONLY, NOT_OF_EXPOSED, NOT_ELIGIBLE, NO_DAY, NOBODY = range(9)
ANSWERS: dict[int, tuple[str, str | None]] = {
    PASSES: ("passes", None),
    FAILS: ("fails", None),
    NO_DATE: ("not asked", "there is no index date to ask about"),
    NO_AGE: ("not asked", "the age is unknown"),
    EXPOSED_ONLY: ("not asked", "asked of the exposed only"),
    NOT_OF_EXPOSED: (
        "not asked",
        "asked of comparators only; matching finds theirs, or lists them in unmatched",
    ),
    NOT_ELIGIBLE: ("not asked", "only people who meet every earlier restriction are compared"),
    NO_DAY: ("not asked", "there is no day on which they meet every earlier restriction"),
    NOBODY: ("not asked", "asked on index dates beside exposed people like them, and there are none"),
}


@dataclass(frozen=True)
class Considered:
    """People considered in one role. answers: person (number) x step, each a number of ANSWERS."""

    role: str
    answers: pd.DataFrame


def on_own_dates(people: pd.DataFrame, passes: pd.DataFrame) -> pd.DataFrame:
    """Return the answers about people on index dates of their own (`people.day`, missing where they have none).

    passes: whether each person (row) meets each restriction (column). A restriction that fails only because there is no
    index date, or no age, is not asked; an earlier step then fails for that reason.
    """
    answers = {}
    for step in passes:
        answer = np.where(passes[step], PASSES, FAILS)
        if step not in _WITHOUT_DATE and "scored_visit" in passes:
            answer = np.where(people["day"].isna(), NO_DATE, answer)
        if step == "old_enough":
            answer = np.where(passes["age_known"] | (answer == NO_DATE), answer, NO_AGE)
        answers[step] = answer.astype("int8")
    return pd.DataFrame(answers, index=passes.index)


def with_counterparts(
    answers: pd.DataFrame, exposed: pd.Series | bool, compared: pd.Series | bool = False
) -> pd.DataFrame:
    """Add the last step for people with own dates: is there an exposed person to be compared with?"""
    eligible = (answers == PASSES).all(axis="columns")
    found = np.where(compared, PASSES, np.where(eligible, FAILS, NOT_ELIGIBLE))
    return answers.assign(counterpart=np.where(exposed, NOT_OF_EXPOSED, found).astype("int8"))


def on_inherited_dates(passes: pd.DataFrame, paired: pd.Series) -> pd.DataFrame:
    """Return the answers about people whose dates would be inherited.

    passes: whether, on any day, each person meets this restriction and all before it; after the first that they do not
    meet there is no day left to ask about. paired: who was like an exposed person on such a day.
    """
    answers = {}
    left: NDArray[np.bool_] = np.ones(len(passes), dtype=bool)
    for step in passes:
        met = passes[step].to_numpy(dtype=bool)
        answer = np.where(left, np.where(met, PASSES, FAILS), NO_DAY)
        if step == "outcome":
            answer = np.where(left & ~paired, NOBODY, answer)
        if step == "enough_use":
            answer = np.full(len(passes), EXPOSED_ONLY)
        answers[step] = answer.astype("int8")
        left = left & met
    return pd.DataFrame(answers, index=passes.index)


def decisions(considered: tuple[Considered, ...], person_id: pd.Series, design: Design) -> pd.DataFrame:
    """Return the DECISIONS rows, sorted. person_id: of person number 0, 1, ..., in the order of the ids."""
    steps = steps_of(design)
    role = np.concatenate([np.full(len(group.answers), i) for i, group in enumerate(considered)])
    person = np.concatenate([group.answers.index.to_numpy() for group in considered])
    answers = np.concatenate([group.answers[steps].to_numpy() for group in considered])
    order = np.lexsort((np.array([group.role for group in considered])[role], person))
    answer, position = answers[order].ravel(), np.tile(np.arange(len(steps)), len(order))
    return pd.DataFrame(
        {
            "person_id": person_id.to_numpy()[person[order]].repeat(len(steps)),
            "considered_as": _texts([group.role for group in considered])[role[order]].repeat(len(steps)),
            "step": position + 1,
            "reason": _texts([reason_for(step, design) for step in steps])[position],
            "decision": _texts([ANSWERS[number][0] for number in range(len(ANSWERS))])[answer],
            "why_not_asked": _texts([ANSWERS[number][1] for number in range(len(ANSWERS))])[answer],
        }
    )


def _texts(texts: Sequence[str | None]) -> NDArray[np.object_]:
    """Return texts as references: copies of a million long texts would take half a gigabyte."""
    return np.array(texts, dtype=object)
