"""Somebody who has a release and wants the counts that it withholds. Shares no code with the release.

They know what every count means, so they know which sums hold, and that no count is below zero. `solved`
is exact algebra with fractions; `ranges` bounds every unknown by linear programming.
"""

from fractions import Fraction

from scipy.optimize import linprog

Equations = list[tuple[str, tuple[str, ...]]]


def solved(shown: dict[str, int], equations: Equations) -> dict[str, Fraction]:
    """Return every count that is not shown but follows from those that are, by Gaussian elimination."""
    unknown = sorted({name for total, parts in equations for name in (total, *parts)} - shown.keys())
    rows = [_row(total, parts, shown, unknown) for total, parts in equations]
    pivots: dict[int, list[Fraction]] = {}
    for column in range(len(unknown)):
        pivot = next((row for row in rows if row[column] != 0), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        pivot = [value / pivot[column] for value in pivot]
        rows = [_less(row, pivot, column) for row in rows]
        pivots = {place: _less(row, pivot, column) for place, row in pivots.items()}
        pivots[column] = pivot
    return {
        unknown[column]: row[-1]
        for column, row in pivots.items()
        if all(value == 0 for place, value in enumerate(row[:-1]) if place != column)
    }


def ranges(shown: dict[str, int], equations: Equations, wanted: set[str]) -> dict[str, tuple[float, float]]:
    """Return the lowest and highest value of each wanted count."""
    unknown = sorted({name for total, parts in equations for name in (total, *parts)} - shown.keys())
    rows = [_row(total, parts, shown, unknown) for total, parts in equations]
    left = [[float(value) for value in row[:-1]] for row in rows]
    right = [float(row[-1]) for row in rows]
    found = {}
    for name in sorted(wanted):
        if name not in unknown:
            found[name] = (0.0, float("inf"))
            continue
        ends = []
        for sign in (1, -1):
            goal = [sign * (one == name) for one in unknown]
            answer = linprog(goal, A_eq=left, b_eq=right, bounds=(0, None))
            assert answer.status in (0, 3), answer.message
            ends.append(sign * answer.fun if answer.status == 0 else sign * -float("inf"))
        found[name] = (ends[0], ends[1])
    return found


def _row(total: str, parts: tuple[str, ...], shown: dict[str, int], unknown: list[str]) -> list[Fraction]:
    row = [Fraction(0)] * (len(unknown) + 1)
    for name, sign in [(total, 1), *((part, -1) for part in parts)]:
        if name in shown:
            row[-1] -= sign * shown[name]
        else:
            row[unknown.index(name)] += sign
    return row


def _less(row: list[Fraction], pivot: list[Fraction], column: int) -> list[Fraction]:
    factor = row[column]
    return [value - factor * own for value, own in zip(row, pivot, strict=True)] if factor else row
