"""Matching: from exposed people and their possible comparators to matched sets."""

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from chart2paper.cohort.alike import alike
from chart2paper.match.assign import optimal_pairs
from chart2paper.match.candidates import Possible, possible_pairs
from chart2paper.match.distance import Matrix, distances, numbers_of, spread_out, spread_out_ranks
from chart2paper.match.full import full_pairs
from chart2paper.match.nearest import greedy_pairs
from chart2paper.match.propensity import LOGIT, standard_deviation, with_propensity
from chart2paper.match.replacement import shared_pairs
from chart2paper.match.valid import assert_valid_matches
from chart2paper.statistics.results import NotEstimable
from chart2paper.tables.match import MATCHES
from chart2paper.tables.read_write import shape

NOBODY_ALIKE = "no possible comparator is equal and close enough"
NO_SCORE = "no possible comparator has their level of a covariate of the propensity score"
ALL_TAKEN = "every possible comparator was needed for someone else"


@dataclass(frozen=True)
class Matching:
    """The pairs that the protocol allows, how far apart they are, and which of them form the sets.

    why_none: for each exposed person, why they have no pair, in case they have none.
    """

    possible: Possible
    distance: NDArray[np.float64]
    chosen: NDArray[np.bool_]
    why_none: NDArray[np.str_]


def match_sets(
    exposed: pd.DataFrame, candidates: pd.DataFrame, **setting: Any
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the matched sets of one analysis, and who could not be matched: see `match_pairs` and `sets_of`."""
    return sets_of(match_pairs(exposed, candidates, **setting))


def match_pairs(
    exposed: pd.DataFrame,
    candidates: pd.DataFrame,
    *,
    method: str,
    order: str,
    distance: str,
    exact: list[str],
    calipers: dict[str, float],
    propensity_caliper: float | None,
    distance_on: list[str],
    replacement: bool,
    ratio: float,
) -> Matching:
    """Return which exposed people and candidates are matched.

    Parameters
    ----------
    exposed: COHORT rows of the exposed.
    candidates: CANDIDATES rows; each says who could be compared with whom and on which date.
    The others are the values of the protocol (`protocol.analysis.Matching`).

    Where the propensity score is matched on, whoever is at a level of one arm has no pair (see `propensity_logits`).
    A comparator of several exposed people (full matching, or with replacement) is in each of their sets, on the date
    inherited there.
    """
    possible = possible_pairs(exposed, candidates)
    needs_score = distance == "propensity" or propensity_caliper is not None
    if needs_score or (method == "nearest" and order in ("largest", "smallest")):
        scored = with_propensity(possible, distance_on)
        if isinstance(scored, NotEstimable) and needs_score:
            return _nobody(possible, f"the propensity score is not estimable: {scored.reason}")
        possible = possible if isinstance(scored, NotEstimable) else scored
    if propensity_caliper is not None:
        calipers = calipers | {LOGIT: propensity_caliper * standard_deviation(possible)}
    points = coordinates(possible, distance, distance_on)
    fits = alike(possible.exposed, possible.slots, (possible.exposed_row, possible.slot_row), exact, calipers)
    known, known_of_slot = (_is_scored(each, needs_score) for each in (possible.exposed, possible.slots))
    fits &= known[possible.exposed_row] & known_of_slot[possible.slot_row]
    possible = replace(possible, exposed_row=possible.exposed_row[fits], slot_row=possible.slot_row[fits])
    apart = distances(*points, possible.exposed_row, possible.slot_row)
    chosen = _choose(possible, apart, method, order, replacement, ratio)
    matching = Matching(possible, apart, chosen, np.where(known, NOBODY_ALIKE, NO_SCORE))
    people = _matched_people(matching)
    assert_valid_matches(people, exact, calipers, None if method == "full" else ratio, replacement)
    return matching


def sets_of(matching: Matching) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return MATCHES rows, a set being named after its exposed person, and UNMATCHED rows."""
    return shape(_matched_people(matching), MATCHES), _unmatched(matching)


def _is_scored(people: pd.DataFrame, needed: bool) -> NDArray[np.bool_]:
    """Return who has a propensity score between 0 and 1; everyone where none is needed."""
    if not needed:
        return np.ones(len(people), dtype=bool)
    scored: NDArray[np.bool_] = np.isfinite(people[LOGIT].to_numpy("float64"))
    return scored


def _choose(
    possible: Possible,
    apart: NDArray[np.float64],
    method: str,
    order: str,
    replacement: bool,
    ratio: float,
) -> NDArray[np.bool_]:
    """Return which of the possible pairs, `apart` from each other, form the sets."""
    pairs = possible.exposed_row, possible.candidate[possible.slot_row], apart
    if method == "full":
        return full_pairs(*pairs)
    if replacement:
        return shared_pairs(*pairs, ratio)
    if method == "nearest":
        return greedy_pairs(*pairs, ratio, _turn(possible, order))
    return optimal_pairs(*pairs, ratio)


def coordinates(possible: Possible, distance: str, distance_on: list[str]) -> tuple[Matrix, Matrix]:
    """Return coordinates of the exposed and of the slots whose Euclidean distance is the one asked for.

    The scale comes from the sample before matching: the exposed and each candidate once, whatever the number of
    dates and pairs.
    """
    if distance == "propensity":
        return possible.exposed[[LOGIT]].to_numpy("float64"), possible.slots[[LOGIT]].to_numpy("float64")
    both, is_exposed, weights = possible.everyone(distance_on)
    numbers = numbers_of(both, weights)
    if distance == "robust_mahalanobis":
        ranks = spread_out_ranks(numbers, weights)
    else:
        ranks = spread_out(numbers, is_exposed, weights)
    return ranks[is_exposed], ranks[~is_exposed]


def _turn(possible: Possible, order: str) -> NDArray[np.int64] | None:
    """Return the exposed in the order in which they choose; None when the closest pair goes first.

    Equal propensity scores, and all of them when the score is not estimable, are in the order of the ids.
    """
    if order == "closest":
        return None
    if order == "data" or LOGIT not in possible.exposed:
        return np.arange(len(possible.exposed))
    logit = possible.exposed[LOGIT].to_numpy("float64").round(9)
    return np.argsort(-logit if order == "largest" else logit, kind="stable")


def _matched_people(matching: Matching) -> pd.DataFrame:
    """Return MATCHES rows with covariates: the exposed person and the comparators of every set."""
    possible, chosen = matching.possible, matching.chosen
    exposed_row = possible.exposed_row[chosen]
    names = possible.exposed["person_id"]
    comparators = possible.slots.iloc[possible.slot_row[chosen]].assign(
        set_id=names.iloc[exposed_row].to_numpy(), role="comparator", distance=matching.distance[chosen]
    )
    exposed = possible.exposed.iloc[np.unique(exposed_row)]
    exposed = exposed.assign(set_id=exposed["person_id"], role="exposed", distance=0.0)
    return pd.concat([exposed[comparators.columns], comparators], ignore_index=True)


def _nobody(possible: Possible, reason: str) -> Matching:
    """Return a matching without any pair, and why."""
    none = np.zeros(0, dtype="int64")
    possible = replace(possible, exposed_row=none, slot_row=none)
    return Matching(possible, np.zeros(0), np.zeros(0, dtype=bool), np.full(len(possible.exposed), reason))


def _unmatched(matching: Matching) -> pd.DataFrame:
    possible = matching.possible
    rows = np.arange(len(possible.exposed))
    unmatched = ~np.isin(rows, possible.exposed_row[matching.chosen])
    had_a_chance = np.isin(rows, possible.exposed_row)
    found = np.where(had_a_chance, ALL_TAKEN, matching.why_none)
    reason = pd.Series(found, dtype="string")
    people = pd.DataFrame({"person_id": possible.exposed["person_id"], "reason": reason})
    return people[unmatched].reset_index(drop=True)
