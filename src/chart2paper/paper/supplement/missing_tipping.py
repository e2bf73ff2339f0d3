"""Where the result tips: sentences found on the grid of shifted imputed scores."""

from collections.abc import Iterator
from typing import Any

from chart2paper.paper import sentences as s
from chart2paper.paper.estimate_values import why_not
from chart2paper.paper.supplement.missing_sentences import (
    SHIFTED,
    TIPPING_BASE,
    TIPPING_CHANGES,
    TIPPING_HOLDS,
    WhatChanges,
)
from chart2paper.writing.material import Estimate, Sheet
from chart2paper.writing.numbers import interval, is_missing, number
from chart2paper.writing.values import PROGRAM, Values

# For each direction of the unshifted result: what may change, and the paths of shifts that work towards it.
SEARCHES: dict[str, list[tuple[WhatChanges, tuple[int, int]]]] = {
    "better": [("clear", (1, 0)), ("clear", (0, -1)), ("clear", (1, -1))],
    "worse": [("clear", (-1, 0)), ("clear", (0, 1)), ("clear", (-1, 1))],
    "unclear": [("to_better", (-1, 1)), ("to_worse", (1, -1))],
    "not_estimable": [],
}


def tipping_sentences(values: Values, sheet: Sheet, missing: dict[str, int]) -> list[str]:
    """Return the ids of the sentences on where the result tips (`missing.tipping...`).

    sheet: TIPPING_POINT; missing: people without an outcome per arm. An arm without any has no path of its
    own: shifting nobody's scores changes nothing.
    """
    rows = {(row["delta_exposed"], row["delta_comparator"]): (place, row) for place, row in sheet.rows()}
    place, middle = rows[(0.0, 0.0)]
    way = s.direction(_estimate(middle))
    ids = [_base(values, sheet, place, middle, way)]
    for what, path in SEARCHES[way]:
        if _moves_somebody(path, missing):
            ids.append(_path(values, sheet, rows, what, path, way))
    return ids


def _moves_somebody(path: tuple[int, int], missing: dict[str, int]) -> bool:
    """Say whether every arm that a path shifts has imputed scores."""
    return all(missing[role] for role, sign in zip(("exposed", "comparator"), path, strict=True) if sign)


def _base(values: Values, sheet: Sheet, place: int, middle: dict[str, Any], way: s.Direction) -> str:
    names = {"drug": "study.short"}
    if way == "not_estimable":
        status = why_not(str(middle["status"]))
        names["reason"] = values.add(
            "missing.tipping.reason", None, status, file=sheet.file, row=place, column="status"
        )
    else:
        low, high, estimate = (float(middle[name]) for name in ("ci_low", "ci_high", "estimate"))
        text = f"{number(estimate, 'difference')}, 95% interval {interval(low, high, 'difference')}"
        names["estimate"] = values.add(
            "missing.tipping.estimate", estimate, text, file=sheet.file, row=place, column="estimate"
        )
    return values.say("missing.tipping.base", TIPPING_BASE[way], **names)


def _path(
    values: Values,
    sheet: Sheet,
    rows: dict[tuple[float, float], tuple[int, dict[str, Any]]],
    what: WhatChanges,
    path: tuple[int, int],
    way: s.Direction,
) -> str:
    """Add the sentence on one path: the least shift that changes the result, or the largest that does not."""
    id = f"missing.tipping.{what}_{'_'.join(_word(sign) for sign in path)}"
    column = "delta_exposed" if path[0] else "delta_comparator"
    rule = "size of the shift, without its sign"
    shifted = values.add(
        f"{id}.shifted", None, SHIFTED[path], file=PROGRAM, rule="whose imputed scores are shifted"
    )
    for shift, place, row in _along(rows, path):
        now = s.direction(_estimate(row))
        if now != way and (what == "clear" or now == what.removeprefix("to_")):
            size = values.add(
                f"{id}.shift", row[column], f"{shift:g}", file=sheet.file, row=place, column=column, rule=rule
            )
            return values.say(f"{id}.text", TIPPING_CHANGES[what], shifted=shifted, shift=size)
    most = values.add(
        f"{id}.most", row[column], f"{shift:g}", file=sheet.file, row=place, column=column, rule=rule
    )
    return values.say(f"{id}.text", TIPPING_HOLDS[what], shifted=shifted, most=most)


def _along(
    rows: dict[tuple[float, float], tuple[int, dict[str, Any]]], path: tuple[int, int]
) -> Iterator[tuple[float, int, dict[str, Any]]]:
    """Give the size of the shift, the row's place and the row along a path, beginning without a shift."""
    for shift in sorted({abs(exposed) for exposed, _ in rows}):
        place, row = rows[(path[0] * shift, path[1] * shift)]
        yield shift, place, row


def _word(sign: int) -> str:
    return {1: "more", 0: "same", -1: "less"}[sign]


def _estimate(row: dict[str, Any]) -> Estimate:
    estimate, low, high = (
        None if is_missing(row[name]) else float(row[name]) for name in ("estimate", "ci_low", "ci_high")
    )
    return Estimate("missing.tipping", estimate, low, high, None, 0, 0, str(row["status"]))
