"""Matching: one door from exposed people and their possible comparators to matched sets."""

from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from chart2paper.cohort.alike import alike
from chart2paper.dictionary import MATCHES
from chart2paper.match.assign import optimal_pairs
from chart2paper.match.candidates import Possible, possible_pairs
from chart2paper.match.distance import distances, numbers_of, spread_out
from chart2paper.match.valid import assert_valid_matches
from chart2paper.tables import shape

NOBODY_ALIKE = "no possible comparator is equal and close enough"
ALL_TAKEN = "every possible comparator was needed for someone else"


def match_sets(
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
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the matched sets with the smallest total Mahalanobis distance, and who could not be matched.

    Parameters
    ----------
    exposed: COHORT rows of the exposed.
    candidates: CANDIDATES rows; each says who could be compared with whom and on which date.
    exact: covariates that must be equal within a set. calipers: largest allowed difference by covariate.
    distance_on: covariates of the distance (see `distance`).
    ratio: comparators per exposed person (see `assign.optimal_pairs` for ratios between whole numbers).

    Returns
    -------
    matches: MATCHES rows; a set is named after its exposed person.
    unmatched: person_id and reason of exposed people without a comparator.
    """
    if (method, distance, propensity_caliper, replacement) != ("optimal", "mahalanobis", None, False):
        raise NotImplementedError(f"matching: {method}, {order}, {distance}")
    possible = possible_pairs(exposed, candidates)
    numbers = possible.exposed_row, possible.slot_row
    fits = alike(possible.exposed, possible.slots, numbers, exact, calipers)
    possible = replace(possible, exposed_row=possible.exposed_row[fits], slot_row=possible.slot_row[fits])
    how_far = mahalanobis(possible, distance_on)
    candidate = possible.candidate[possible.slot_row]
    chosen = optimal_pairs(possible.exposed_row, candidate, how_far, ratio)
    people = _matched_people(possible, chosen, how_far)
    assert_valid_matches(people, exact, calipers, ratio)
    return shape(people, MATCHES), _unmatched(possible, chosen)


def mahalanobis(possible: Possible, distance_on: list[str]) -> NDArray[np.float64]:
    """Return the Mahalanobis distance of every pair, scaled by the sample before matching.

    The sample is the exposed and each candidate once, whatever the number of dates and pairs.
    """
    n_exposed = len(possible.exposed)
    weights = np.concatenate([np.ones(n_exposed), possible.slot_weights()])
    both = pd.concat([possible.exposed[distance_on], possible.slots[distance_on]], ignore_index=True)
    place = spread_out(numbers_of(both, weights), np.arange(len(both)) < n_exposed, weights)
    return distances(place[:n_exposed], place[n_exposed:], possible.exposed_row, possible.slot_row)


def _matched_people(
    possible: Possible, chosen: NDArray[np.bool_], distance: NDArray[np.float64]
) -> pd.DataFrame:
    """Return MATCHES rows with covariates: the exposed person and the comparators of every set."""
    exposed_row = possible.exposed_row[chosen]
    names = possible.exposed["person_id"]
    comparators = possible.slots.iloc[possible.slot_row[chosen]].assign(
        set_id=names.iloc[exposed_row].to_numpy(), role="comparator", distance=distance[chosen]
    )
    exposed = possible.exposed.iloc[np.unique(exposed_row)]
    exposed = exposed.assign(set_id=exposed["person_id"], role="exposed", distance=0.0)
    return pd.concat([exposed[comparators.columns], comparators], ignore_index=True)


def _unmatched(possible: Possible, chosen: NDArray[np.bool_]) -> pd.DataFrame:
    rows = np.arange(len(possible.exposed))
    unmatched = ~np.isin(rows, possible.exposed_row[chosen])
    had_a_chance = np.isin(rows, possible.exposed_row)
    reason = pd.Series(np.where(had_a_chance, ALL_TAKEN, NOBODY_ALIKE), dtype="string")
    people = pd.DataFrame({"person_id": possible.exposed["person_id"], "reason": reason})
    return people[unmatched].reset_index(drop=True)
