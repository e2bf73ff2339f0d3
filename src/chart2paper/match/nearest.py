"""Greedy nearest neighbour matching: one exposed person after the other takes the nearest comparator who is still free.

Source: Rubin 1973 (matching to remove bias in observational studies); the orders are those of MatchIt.
"""

import heapq
import math
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain, islice

import numpy as np
from numpy.typing import NDArray

from chart2paper.match.near import Flags, Ints, Vector, needed


def greedy_pairs(
    exposed: Ints, candidate: Ints, distance: Vector, ratio: float, turn: Ints | None = None
) -> Flags:
    """Return which pairs form the matched sets.

    Parameters
    ----------
    exposed, candidate: numbers of the people of each possible pair, in the order of their ids; no pair twice.
    distance: how unlike they are; at least 0.
    ratio: comparators per exposed person. Everyone gets a first comparator before anyone gets a second, and so on,
        until floor(ratio * n) are used for the n exposed people who have one.
    turn: exposed numbers in the order in which they choose. None = the closest pair of all is taken first, then the
        closest of those left.

    Of equally close candidates the one with the lower number is taken; of equally close pairs the one with the
    lower exposed number first.
    """
    near = np.flatnonzero(needed(exposed, candidate, distance, ratio))
    choices = _Choices(exposed[near], candidate[near], distance[near])
    one_each = choices.closest_first if turn is None else partial(choices.in_turn, turn.tolist())
    first = list(one_each())
    further = math.floor(ratio * len(first) + 1e-9) - len(first)
    later_rounds = chain.from_iterable(one_each() for _ in range(math.ceil(ratio) - 1))
    chosen = np.zeros(len(exposed), dtype=bool)
    chosen[near[[*first, *islice(later_rounds, further)]]] = True
    return chosen


class _Choices:
    """Each exposed person's candidates, nearest first, and who is taken."""

    def __init__(self, exposed: Ints, candidate: Ints, distance: NDArray[np.float64]) -> None:
        self.order = np.lexsort((candidate, distance, exposed))
        self.candidate, self.distance = candidate[self.order], distance[self.order]
        people, start = np.unique(exposed[self.order], return_index=True)
        end = np.searchsorted(exposed[self.order], people, side="right")
        self.first = dict(zip(people.tolist(), start.tolist(), strict=True))
        self.end = dict(zip(people.tolist(), end.tolist(), strict=True))
        self.taken = np.zeros(candidate.max(initial=-1) + 1, dtype=bool)

    def in_turn(self, turn: list[int]) -> Iterator[int]:
        """Take the nearest free pair of each and say where it stands."""
        for person in turn:
            position = self._next(person)
            if position is not None:
                yield self._take(position)

    def closest_first(self) -> Iterator[int]:
        """Take one pair of each, the closest free pair of all first, and say where it stands."""
        queue: list[tuple[float, int, int]] = []
        self._enqueue(queue, self.first)
        while queue:
            _, person, position = heapq.heappop(queue)
            if self.taken[self.candidate[position]]:
                self._enqueue(queue, [person])
            else:
                yield self._take(position)

    def _enqueue(self, queue: list[tuple[float, int, int]], people: Iterable[int]) -> None:
        for person in people:
            position = self._next(person)
            if position is not None:
                heapq.heappush(queue, (float(self.distance[position]), person, position))

    def _next(self, person: int) -> int | None:
        """Return where the nearest free candidate of a person stands."""
        start, end = self.first.get(person, 0), self.end.get(person, 0)
        free = np.flatnonzero(~self.taken[self.candidate[start:end]])
        if not len(free):
            return None
        first: int = start + int(free[0])
        self.first[person] = first
        return first

    def _take(self, position: int) -> int:
        self.taken[self.candidate[position]] = True
        return int(self.order[position])
