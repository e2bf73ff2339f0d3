"""What may be asked with differential privacy: sums over exposed people to which each adds a bounded part of their own.

Every number is a sum over the exposed people who are eligible by their own records, matched or not. Who is compared
with whom depends on everybody else, so that no sum over comparators or matched sets has a bound that is small; none is
offered. Groups are fixed beforehand and never taken from the data: that a group exists would tell that it has somebody.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from chart2paper.catalogue.covariates import COVARIATES, MECHANISMS
from chart2paper.catalogue.outcomes import OUTCOMES, Outcome
from chart2paper.model.outcomes import AFTER_LOCK, NO_SCORE, NO_VISIT
from chart2paper.statistics.arms import is_exposed, numbers, responded

NOT_KNOWN = "not known"
SEXES = COVARIATES["sex"].values
AGES = {"under 40": 40, "40 to 59": 60, "60 to 79": 80, "80 or more": np.inf}
PEOPLE, BASELINE, FINAL = "people with both scores", "sum of baseline scores", "sum of final scores"
# Scores are added up in whole hundredths, so that sums and noise are exact.
PARTS = 100


@dataclass(frozen=True)
class Question:
    """Whole numbers to be told with noise.

    sensitivity: by how much all entries together can change (sum of absolute changes, L1) when one person is added or
    removed. What is one of several groups, of which a person is in one, has 1 (parallel composition).
    """

    name: str
    labels: tuple[str, ...]
    exact: tuple[int, ...]
    sensitivity: int


def exposed_once(population: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the exposed people of POPULATION, one a person."""
    return population[is_exposed(population)].drop_duplicates("person_id")


def _groups(name: str, labels: Sequence[str], group: pd.Series) -> Question:
    """Count people by group; who is in none of those named is in the last."""
    placed = group.astype("object").where(group.isin(labels[:-1]), labels[-1])
    counted = placed.value_counts()
    return Question(name, tuple(labels), tuple(int(counted.get(label, 0)) for label in labels), 1)


def _by_sex(people: pd.DataFrame, thresholds: Sequence[float], outcome: Outcome) -> list[Question]:
    return [_groups("sex", [*SEXES, NOT_KNOWN], people["sex"])]


def _by_age(people: pd.DataFrame, thresholds: Sequence[float], outcome: Outcome) -> list[Question]:
    bands = pd.cut(numbers(people, "age"), [-np.inf, *AGES.values()], right=False, labels=list(AGES))
    return [_groups("age", [*AGES, NOT_KNOWN], pd.Series(bands, index=people.index))]


def _by_mechanism(people: pd.DataFrame, thresholds: Sequence[float], outcome: Outcome) -> list[Question]:
    return [_groups("mechanism", [*MECHANISMS, NOT_KNOWN], people["mechanism"])]


def _by_outcome(people: pd.DataFrame, thresholds: Sequence[float], outcome: Outcome) -> list[Question]:
    known = people["final_score"].notna()
    reason = people["outcome_missing_because"].astype("object").mask(known, "with an outcome score")
    return [_groups("outcome", ["with an outcome score", AFTER_LOCK, NO_VISIT, NO_SCORE], reason)]


def _by_response(people: pd.DataFrame, thresholds: Sequence[float], outcome: Outcome) -> list[Question]:
    """Count people by the highest threshold that they improved by; without an outcome nobody responded."""
    ordered = sorted(set(thresholds))
    labels = [f"{_improved(outcome)} {low:g}% or more" for low in ordered]
    group = pd.Series("less, or no outcome score", index=people.index, dtype="object")
    for label, threshold in zip(labels, ordered, strict=True):
        group = group.mask(responded(people, threshold, outcome), label)
    names = dict(zip(labels, _ranges(ordered, _improved(outcome)), strict=True))
    return [_groups("response", [*names.values(), "less, or no outcome score"], group.replace(names))]


def _improved(outcome: Outcome) -> str:
    return f"{outcome.noun} {'fell' if outcome.better == 'lower' else 'rose'} by"


def _ranges(ordered: Sequence[float], improved: str) -> list[str]:
    between = [f"{low:g}% to below {high:g}%" for low, high in pairwise(ordered)]
    return [f"{improved} {text}" for text in [*between, f"{ordered[-1]:g}% or more"]] if ordered else []


def _scores(people: pd.DataFrame, thresholds: Sequence[float], outcome: Outcome) -> list[Question]:
    """Sums of the scores of people who have both, each held within the scale and counted from its middle."""
    before, after = (numbers(people, name) for name in ("baseline_score", "final_score"))
    both = ~(np.isnan(before) | np.isnan(after))
    sums = [(BASELINE, before[both]), (FINAL, after[both])]
    most = round(outcome.width / 2 * PARTS)
    return [
        Question("people", (PEOPLE,), (int(both.sum()),), 1),
        *(Question(name, (name,), (_centred(values, outcome),), most) for name, values in sums),
    ]


def _centred(values: np.ndarray, outcome: Outcome) -> int:
    held = np.clip(values, outcome.low, outcome.high) - outcome.middle
    return int(np.rint(held * PARTS).astype("int64").sum())


# The tables that may be asked for, and the questions that each takes; `reports/text/release/private/tables.md` has
# their titles.
PRIVATE_TABLES: dict[str, Callable[[pd.DataFrame, Sequence[float], Outcome], list[Question]]] = {
    "sex": _by_sex,
    "age": _by_age,
    "mechanism": _by_mechanism,
    "outcome": _by_outcome,
    "response": _by_response,
    "scores": _scores,
}


def questions_of(
    tables: Sequence[str], population: pd.DataFrame, settings: Mapping[str, Any]
) -> dict[str, list[Question]]:
    """Return the questions of each table, exact answers included.

    population: POPULATION of one analysis. settings: its `estimation`, plain values (thresholds in percent, `scale`).
    """
    people = exposed_once(population)
    thresholds, outcome = settings["responder_thresholds_percent"], OUTCOMES[settings["scale"]]
    return {name: PRIVATE_TABLES[name](people, thresholds, outcome) for name in tables}
