"""Where the result tips: sentences found on the grid of shifted imputed scores."""

from collections.abc import Iterator
from typing import Any, Literal

from chart2paper.paper import result_facts as s
from chart2paper.paper.estimate_values import why_not
from chart2paper.writing.about import About
from chart2paper.writing.material import Estimate, Sheet
from chart2paper.writing.numbers import interval, is_missing, number
from chart2paper.writing.values import Values

WORDS = "supplement/missing_tipping"
# How fast the estimate moves with the shift tells how many scores were imputed.
HOW_FAST = About("withheld")
# What the result may become: one without a clear difference, a clear benefit, a clear harm.
Towards = Literal["no_difference", "benefit", "harm"]
# Whose imputed scores are shifted, and which way: 1 = worse, -1 = better, for the exposed, then comparators.
SHIFTED: dict[tuple[int, int], str] = {
    (1, 0): "exposed_worse",
    (-1, 0): "exposed_better",
    (0, 1): "comparators_worse",
    (0, -1): "comparators_better",
    (1, -1): "exposed_worse_comparators_better",
    (-1, 1): "exposed_better_comparators_worse",
}

# For each direction of the unshifted result: what may change, and the paths of shifts that work towards it.
SEARCHES: dict[str, list[tuple[Towards, tuple[int, int]]]] = {
    "better": [("no_difference", (1, 0)), ("no_difference", (0, -1)), ("no_difference", (1, -1))],
    "worse": [("no_difference", (-1, 0)), ("no_difference", (0, 1)), ("no_difference", (-1, 1))],
    "unclear": [("benefit", (-1, 1)), ("harm", (1, -1))],
    "not_estimable": [],
}


def tipping_sentences(values: Values, sheet: Sheet, missing: dict[str, int]) -> list[str]:
    """Return the ids of the sentences on where the result tips (`missing.tipping...`).

    sheet: TIPPING_POINT; missing: people without an outcome per arm. An arm without any has no path of its
    own: shifting nobody's scores changes nothing.
    """
    rows = {(row["delta_exposed"], row["delta_comparator"]): (place, row) for place, row in sheet.rows()}
    place, middle = rows[(0.0, 0.0)]
    way = s.direction(_estimate(middle), values.outcome.better)
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
            "missing.tipping.reason",
            None,
            status,
            file=sheet.file,
            row=place,
            column="status",
            about=HOW_FAST,
        )
    else:
        low, high, estimate = (float(middle[name]) for name in ("ci_low", "ci_high", "estimate"))
        text = f"{number(estimate, 'difference')}, 95% interval {interval(low, high, 'difference')}"
        names["estimate"] = values.add(
            "missing.tipping.estimate", estimate, text, file=sheet.file, row=place, column="estimate"
        )
    return values.sentence("missing.tipping.base", f"{WORDS}#base", {"direction": way}, **names)


def _path(
    values: Values,
    sheet: Sheet,
    rows: dict[tuple[float, float], tuple[int, dict[str, Any]]],
    what: Towards,
    path: tuple[int, int],
    way: s.Direction,
) -> str:
    """Add the sentence on one path: the least shift that changes the result, or the largest that does not."""
    identifier = f"missing.tipping.{SHIFTED[path]}"
    column = "delta_exposed" if path[0] else "delta_comparator"
    outcome = values.outcome
    tried = list(_along(rows, (int(-outcome.gain(path[0])), int(-outcome.gain(path[1])))))
    changed = next(
        (
            found
            for found in tried
            if _has_become(s.direction(_estimate(found[2]), outcome.better), way, what)
        ),
        None,
    )
    shift, place, row = changed or tried[-1]
    rule, size = "size of the shift, without its sign", f"{shift:g}"
    names = {
        "shift": values.add(
            f"{identifier}.shift",
            row[column],
            size,
            file=sheet.file,
            row=place,
            column=column,
            rule=rule,
            about=HOW_FAST,
            made="magnitude",
        )
    }
    choice = {"towards": what, "reached": changed is not None, "shifted": SHIFTED[path]}
    return values.sentence(f"{identifier}.text", f"{WORDS}#path", choice, HOW_FAST, **names)


def _has_become(now: s.Direction, way: s.Direction, what: Towards) -> bool:
    """Say whether a result is no longer what it was without a shift, and is what is searched for."""
    return now != way and (what == "no_difference" or now == {"benefit": "better", "harm": "worse"}[what])


def _along(
    rows: dict[tuple[float, float], tuple[int, dict[str, Any]]], path: tuple[int, int]
) -> Iterator[tuple[float, int, dict[str, Any]]]:
    """Give the size of the shift, the row's place and the row along a path of signs, beginning without a shift."""
    for shift in sorted({abs(exposed) for exposed, _ in rows}):
        place, row = rows[(path[0] * shift, path[1] * shift)]
        yield shift, place, row


def _estimate(row: dict[str, Any]) -> Estimate:
    estimate, low, high = (
        None if is_missing(row[name]) else float(row[name]) for name in ("estimate", "ci_low", "ci_high")
    )
    return Estimate("missing.tipping", estimate, low, high, None, 0, 0, str(row["status"]))
