"""Rules of the tables that say who was left at each step: attrition, and the study flow."""

from itertools import pairwise

from chart2paper.release.counts import Counts
from chart2paper.release.rules import names
from chart2paper.release.rules.counted import CountName
from chart2paper.release.rules.rule import Namer, NamerOrNone, Row, TableRule, number_in
from chart2paper.tables.closed_lists import ROLES

# Part of the flow -> the group of people that it counts.
FLOW_GROUPS = {
    "eligible": names.ELIGIBLE,
    "unmatched": names.UNMATCHED,
    "matched": names.MATCHED,
    "outcome": names.WITH_OUTCOME,
}


def _left(analysis: str, row: Row) -> str:
    return names.PEOPLE if number_in(row, "step") == 0 else names.left(analysis, row["step"])


def _removed(role: str = "") -> Namer:
    def name(analysis: str, row: Row) -> str:
        return names.removed(analysis, row["step"], role)

    return name


def _relate_attrition(counts: Counts, analysis: str, rows: list[Row], file: str) -> None:
    """Each step leaves what the step before left, less those it removes; the last leaves the eligible."""
    for row in rows:
        removed = names.removed(analysis, row["step"])
        counts.add(removed, int(row["exposed"]) + int(row["comparator"]), file)
        counts.whole(removed, [names.removed(analysis, row["step"], role) for role in ROLES], file)
    for before, row in pairwise(rows):
        parts = (_left(analysis, row), names.removed(analysis, row["step"]))
        counts.whole(_left(analysis, before), parts, file)
    if rows:
        counts.whole(_left(analysis, rows[-1]), (names.both(analysis, names.ELIGIBLE),), file)


ATTRITION = TableRule(
    labels=("step", "reason"),
    counts={"exposed": _removed("exposed"), "comparator": _removed("comparator"), "remaining": _left},
    relate=_relate_attrition,
)


def _of(analysis: str, group: str, role: str) -> CountName:
    """Return the name of a group of people: of an arm, or of both where no arm is named."""
    return names.of_arm(analysis, group, role) if role else names.both(analysis, group)


def _lacking(analysis: str, reason: str, role: str) -> CountName:
    return names.missing(analysis, role, reason) if role else names.missing_of_both(analysis, reason)


def _flow_name(column: str) -> NamerOrNone:
    def name(analysis: str, row: Row) -> str | None:
        part, role = row["part"], "" if column == "total" else column
        if part == "records":
            return names.PEOPLE if column == "total" else None
        if column == "remaining":
            return _left(analysis, {"step": row["row"]}) if part == "excluded" else None
        if part == "excluded":
            return names.removed(analysis, row["row"], role)
        return (
            _lacking(analysis, row["label"], role)
            if part == "missing"
            else _of(analysis, FLOW_GROUPS[part], role)
        )

    return name


def _relate_flow(counts: Counts, analysis: str, rows: list[Row], file: str) -> None:
    """Arms make up totals; the eligible are matched or not, the matched have an outcome or a reason why not."""
    reasons = [row["label"] for row in rows if row["part"] == "missing"]
    for role in ("", *ROLES):
        matched = _of(analysis, names.MATCHED, role)
        counts.whole(
            _of(analysis, names.ELIGIBLE, role), [_of(analysis, names.UNMATCHED, role), matched], file
        )
        lacking = [_lacking(analysis, reason, role) for reason in reasons]
        counts.whole(matched, [_of(analysis, names.WITH_OUTCOME, role), *lacking], file)
    for group in FLOW_GROUPS.values():
        counts.whole(names.both(analysis, group), names.arms(analysis, group), file)
    for reason in reasons:
        parts = [names.missing(analysis, role, reason) for role in ROLES]
        counts.whole(names.missing_of_both(analysis, reason), parts, file)


FLOW = TableRule(
    labels=("row", "part", "label"),
    # In the clinic's copy this label holds the number of matched sets.
    relabel={"label": lambda row: "In matched sets" if row["part"] == "matched" else str(row["label"])},
    counts={column: _flow_name(column) for column in ("exposed", "comparator", "total", "remaining")},
    relate=_relate_flow,
)
