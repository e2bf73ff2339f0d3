"""Functions of counts, worked out again from the counts as they are printed."""

import math
from collections.abc import Callable, Iterable
from itertools import pairwise, product
from typing import Any

from chart2paper.catalogue.estimand import NNT, RATIO, SHARE, Estimand, Number
from chart2paper.model.nnt import number_needed_to_treat
from chart2paper.release.kinds import Position
from chart2paper.release.rounding import cell_of
from chart2paper.release.rules import names
from chart2paper.statistics.group_differences import chance_limit
from chart2paper.statistics.proportions import katz, newcombe, wilson
from chart2paper.statistics.results import Interval, Result
from chart2paper.tables.closed_lists import ROLES

# Four counts: part and whole of the exposed, part and whole of the comparators.
TwoByTwo = tuple[int, int, int, int]
COLUMNS = {"estimate": "estimate", "ci_low": "low", "ci_high": "high"}
# By the kind of number, and the arm where it is a number of one.
OF_COUNTS: dict[tuple[Number, str], Callable[[TwoByTwo], Result]] = {
    (SHARE, "exposed"): lambda n: wilson(n[0], n[1], "the exposed"),
    (SHARE, "comparator"): lambda n: wilson(n[2], n[3], "comparators"),
    (SHARE, ""): lambda n: newcombe(*n),
    (RATIO, ""): lambda n: katz(*n),
    (NNT, ""): lambda n: number_needed_to_treat(newcombe(*n)),
}


def shown(position: Position, counts: Iterable[str]) -> list[int] | None:
    """Return counts as they are printed; None when one of them is not."""
    numbers = [position.control.count(name).number for name in counts]
    return None if any(number is None for number in numbers) else [int(number or 0) for number in numbers]


def _within(found: list[int]) -> TwoByTwo:
    """Return parts that rounding has not made larger than their wholes."""
    return min(found[0], found[1]), found[1], min(found[2], found[3]), found[3]


def of_two_risks(counts: tuple[str, str, str, str], estimand: Estimand, position: Position) -> float | None:
    """Return the estimate or limit of a risk, or of the crude difference, ratio or NNT of two, from printed counts.

    counts: names of part and whole of the exposed and of the comparators. Intervals are those of Wilson,
    Newcombe and Katz; None where a count is not shown or the result cannot be estimated.
    """
    own = {"exposed": counts[:2], "comparator": counts[2:]}.get(estimand.arm, counts)
    found = shown(position, own)
    if found is None or not all(found[1::2]):
        return None
    result = OF_COUNTS[estimand.number, estimand.arm](_within(found if len(found) == 4 else [*found, *found]))
    if not isinstance(result, Interval):
        return None
    number = float(getattr(result, COLUMNS[position.column]))
    return number if math.isfinite(number) else None


def chance_limit_again(position: Position) -> float | None:
    """Return the chance limit of an SMD for the printed numbers of people; before matching of those eligible."""
    group = names.matched if position.row["sample"] == "after" else names.eligible
    found = shown(position, (group(position.sheet.analysis, role) for role in ROLES))
    return None if found is None or not all(found) else chance_limit(*found)


def share_again(part: str, whole: str, position: Position) -> float | None:
    """Return a share of two printed counts."""
    found = shown(position, (part, whole))
    return None if found is None or not found[1] else min(1.0, found[0] / found[1])


def still_taking(
    at_risk: Callable[[dict[str, Any]], str], stopped: Callable[[dict[str, Any]], str], position: Position
) -> float | None:
    """Return the share still taking the drug on a day: the actuarial life table (Cutler and Ederer 1958) over the
    days that are shown, from the printed numbers at risk and stopped. People who leave between two days for
    another reason count as half at risk.
    """
    rows = position.sheet.rows[: position.place + 1]
    at, gone = (shown(position, map(name, rows)) for name in (at_risk, stopped))
    if at is None or gone is None:
        return None
    share = 1.0
    for (before, now), (so_far, by_now) in zip(pairwise(at), pairwise(gone), strict=True):
        events = max(0, by_now - so_far)
        lost = max(0, before - now - events)
        exposed_to_risk = before - lost / 2
        share *= max(0.0, 1 - events / exposed_to_risk) if exposed_to_risk > 0 else 1.0
    return share


def span(
    position: Position, counts: Iterable[str], function: Callable[..., float]
) -> tuple[float, float] | None:
    """Return between which limits a function that rises or falls in each count lies, over all counts that are
    printed alike; None when a count is not shown."""
    found = shown(position, counts)
    if found is None:
        return None
    cells = [cell_of(number, position.control.base, position.control.threshold) for number in found]
    values = [function(*corner) for corner in product(*cells)]
    return min(values), max(values)
