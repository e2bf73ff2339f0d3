"""Whom an exposed person could have been matched to: the nearest possible comparators and what became of each."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from chart2paper.match.near import Ints, pairs_of_each
from chart2paper.match.sets import Matching
from chart2paper.tables.match import NEAREST
from chart2paper.tables.read_write import shape

# Comparators shown of each exposed person; those matched to them are shown however far away they are.
SHOWN = 10
# With shared comparators one of them may be in thousands of sets: this many are named.
NAMED = 5
HERE, ELSEWHERE, UNUSED = "matched here", "matched to another", "not used"


def nearest_comparators(matching: Matching) -> pd.DataFrame:
    """Return NEAREST rows of every exposed person who has a possible comparator.

    Places are by distance, equal distances by id, among everyone that the protocol allows for this exposed person. Only
    the rows that are returned are held as text, so that memory does not grow with the pairs.
    """
    possible, chosen = matching.possible, matching.chosen
    candidate = possible.candidate[possible.slot_row]
    keep, rank, of = _shown(possible.exposed_row, candidate, matching.distance, chosen)
    slots = possible.slots.iloc[possible.slot_row[keep]]
    exposed_id = possible.exposed["person_id"].to_numpy(dtype=object)
    here, used_by = chosen[keep], _sets_of(candidate[chosen], exposed_id[possible.exposed_row[chosen]])
    own = exposed_id[possible.exposed_row[keep]]
    sets = [used_by.get(number, []) for number in candidate[keep]]
    others = [[name for name in names if name != mine] for names, mine in zip(sets, own, strict=True)]
    used = np.array([len(names) for names in sets], dtype="int64")
    rows = {
        "exposed_id": own,
        "place": rank,
        "of": of,
        "person_id": slots["person_id"].to_numpy(),
        "index_date": slots["index_date"].to_numpy(),
        "distance": matching.distance[keep],
        "became": np.where(here, HERE, np.where(used > 0, ELSEWHERE, UNUSED)),
        "other_sets": used - here,
        "matched_to": ["+".join(names[:NAMED]) or None for names in others],
    }
    return shape(pd.DataFrame(rows), NEAREST)


def _shown(
    exposed: Ints, candidate: Ints, distance: NDArray[np.float64], chosen: NDArray[np.bool_]
) -> tuple[Ints, Ints, Ints]:
    """Return which pairs are shown, the place of each (from 1) and among how many."""
    found: list[tuple[Ints, Ints, Ints]] = []
    for own in pairs_of_each(exposed):
        ranked = own[np.lexsort((candidate[own], distance[own]))]
        rank = np.arange(1, len(own) + 1)
        show = (rank <= SHOWN) | chosen[ranked]
        found.append((ranked[show], rank[show], np.full(show.sum(), len(own))))
    if not found:
        nothing = np.zeros(0, dtype="int64")
        return nothing, nothing, nothing
    pairs, rank, of = (np.concatenate(part) for part in zip(*found, strict=True))
    return pairs, rank, of


def _sets_of(candidate: Ints, set_id: NDArray[np.object_]) -> dict[int, list[str]]:
    """Return the ids of the sets that each matched candidate is in, sorted."""
    sets: dict[int, list[str]] = {}
    for number, name in sorted(zip(candidate.tolist(), set_id, strict=True)):
        sets.setdefault(number, []).append(name)
    return sets
