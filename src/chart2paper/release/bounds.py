"""Between which limits a withheld count can lie, for somebody who knows every count that is shown."""

from collections.abc import Iterable

import numpy as np
from scipy.optimize import linprog

from chart2paper.release.counts import Counts, Relation

# Limits come from sums and differences of whole numbers; a solver's last digits are none of them.
SLACK = 1e-6


def limits(counts: Counts, withheld: set[str], wanted: Iterable[str]) -> dict[str, tuple[float, float]]:
    """Return the lowest and highest value that each `wanted` count can have (infinite where there is no limit).

    Known are all counts but the withheld ones, every relation, and that no count is below zero. That counts
    are whole numbers is not used; rounding is not either: the shown counts are taken as exact, so that what
    holds here holds all the more for what is printed. Each limit is a linear programme (Fischetti and
    Salazar 2000, the attacker's problem).
    """
    found: dict[str, tuple[float, float]] = {}
    left = set(wanted)
    shown = counts.numbers.keys() - withheld
    for names, relations in counts.components(shown):
        asked = [name for name in names if name in left]
        if asked:
            matrix, constant = equations(counts, names, relations)
            for name in asked:
                least = [(counts.least.get(one, 0), None) for one in names]
                found[name] = _limits_of(names.index(name), matrix, constant, least)
    return found


def equations(counts: Counts, names: list[str], relations: list[Relation]) -> tuple[np.ndarray, np.ndarray]:
    """Return A and b of `A x = b` for the unknown counts `names`; all others are known."""
    place = {name: column for column, name in enumerate(names)}
    matrix, constant = np.zeros((len(relations), len(names))), np.zeros(len(relations))
    for row, relation in enumerate(relations):
        for name, sign in [(relation.total, 1.0), *((part, -1.0) for part in relation.parts)]:
            if name in place:
                matrix[row, place[name]] += sign
            else:
                constant[row] -= sign * counts.numbers[name]
    return matrix, constant


def _limits_of(
    column: int, matrix: np.ndarray, constant: np.ndarray, least: list[tuple[int, None]]
) -> tuple[float, float]:
    ends = []
    for sign in (1.0, -1.0):
        goal = np.zeros(matrix.shape[1])
        goal[column] = sign
        if len(matrix) == 0:
            ends.append(float(least[column][0]) if sign > 0 else np.inf)
            continue
        solved = linprog(goal, A_eq=matrix, b_eq=constant, bounds=least, method="highs")
        # Status 3: without a limit. The true counts always solve the system, so that it can have no other fault.
        ends.append(sign * solved.fun if solved.status == 0 else sign * -np.inf)
    return float(ends[0]), float(ends[1])
