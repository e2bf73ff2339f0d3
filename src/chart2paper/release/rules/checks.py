"""Rules of the checks on which the primary estimate is judged, and of the overlap of preference scores."""

from collections.abc import Callable

from chart2paper.catalogue.checks import CHECKS
from chart2paper.model.diagnostics.gate import judge
from chart2paper.release.again import share_again, shown, span
from chart2paper.release.counts import Counts
from chart2paper.release.kinds import NOT_RELEASED, Kind, Position, again, between_arms, of_arm, word
from chart2paper.release.rules import names
from chart2paper.release.rules.balance import people_of_arms, printed_beside
from chart2paper.release.rules.rule import Rests, Row, TableRule
from chart2paper.tables.closed_lists import OVERLAP_SHARES, ROLES

# Shares of the comparators, who have weights, are rounded to one in twenty.
WEIGHTED_SHARE_STEP = 0.05


def _check(analysis: str, row: Row, counts: Counts) -> Rests:
    """Numbers of the checks that are no function of counts rest on both arms being many."""
    return Rests((), people_of_arms(analysis, counts))


def _missing(analysis: str) -> tuple[str, ...]:
    """Missing and matched people of the exposed, then of the comparators."""
    return tuple(
        name for role in ROLES for name in (names.missing(analysis, role), names.matched(analysis, role))
    )


def _kept(analysis: str) -> tuple[str, ...]:
    return names.matched(analysis, "exposed"), names.eligible(analysis, "exposed")


def _share(part: float, whole: float) -> float:
    return min(1.0, part / whole) if whole else 0.0


def _larger(*n: float) -> float:
    return max(_share(*n[:2]), _share(*n[2:]))


def _apart(*n: float) -> float:
    return _share(*n[:2]) - _share(*n[2:])


# Check -> the counts that it is a function of, and the function.
CHECKS_OF_COUNTS: dict[str, tuple[Callable[[str], tuple[str, ...]], Callable[..., float]]] = {
    "equipoise": (lambda a: (in_place(a, "in_equipoise", "before"), names.eligible(a, "exposed")), _share),
    "exposed_kept": (_kept, _share),
    "missing_outcome": (_missing, _larger),
    "missing_difference": (_missing, _apart),
}


def _check_again(position: Position) -> float | None:
    counts, function = CHECKS_OF_COUNTS[position.row["check"]]
    found = shown(position, counts(position.sheet.analysis))
    return None if found is None else abs(function(*found))


def _check_kind(analysis: str, row: Row) -> Kind:
    return {
        "of counts": again(_check_again),
        # They look at the shares among the covariates as well, which stay.
        "of covariates": NOT_RELEASED,
        "between arms": between_arms(),
    }[CHECKS[row["check"]].released]


def _judged_alike(position: Position) -> bool:
    """Return whether every count that is printed alike gives the same word; other numbers are printed beside it."""
    row = position.row
    if row["check"] not in CHECKS_OF_COUNTS:
        return printed_beside("number", position)
    counts, function = CHECKS_OF_COUNTS[row["check"]]
    limits = span(position, counts(position.sheet.analysis), function)
    if limits is None:
        return False
    ends = [abs(end) for end in limits] + ([0.0] if limits[0] < 0 < limits[1] else [])
    return len({judge(end, row["warn_at"], row["fail_at"], row["worse_when"]) for end in ends}) == 1


DIAGNOSTICS = TableRule(
    labels=("place", "check", "unit", "worse_when", "warn_at", "fail_at"),
    statistics={"number": _check_kind, "judgement": word(_judged_alike)},
    rests=_check,
)


def in_place(analysis: str, measure: str, sample: str = "after") -> str:
    """The matched exposed people in equipoise, or within the range of the comparators; before: the eligible."""
    group = names.matched if sample == "after" else names.eligible
    return f"{group(analysis, 'exposed')}/{measure}"


def _is_share_of_exposed(row: Row) -> bool:
    return row["role"] == "exposed" and row["measure"] in OVERLAP_SHARES


def _whole(analysis: str, row: Row) -> str:
    return (names.matched if row["sample"] == "after" else names.eligible)(analysis, "exposed")


def _relate_overlap(counts: Counts, analysis: str, rows: list[Row], file: str) -> None:
    for row in rows:
        total = _whole(analysis, row)
        if _is_share_of_exposed(row) and total in counts.numbers and row["value"] is not None:
            part = in_place(analysis, row["measure"], row["sample"])
            name = counts.add(part, round(row["value"] * counts.numbers[total]), file)
            counts.part_of(total, [name], f"{name}: not", file)


def _overlap_again(position: Position) -> float | None:
    analysis, row = position.sheet.analysis, position.row
    part = in_place(analysis, row["measure"], row["sample"])
    return share_again(part, _whole(analysis, row), position)


def _overlap(analysis: str, row: Row) -> Kind:
    """Shares of comparators are weighted and no counts; ends of the range are scores of single people, effective
    numbers tell the true ones."""
    if _is_share_of_exposed(row):
        return again(_overlap_again)
    weighted = row["sample"] == "after" and row["measure"] in OVERLAP_SHARES
    return of_arm(WEIGHTED_SHARE_STEP) if weighted else NOT_RELEASED


def _overlap_rests(analysis: str, row: Row, counts: Counts) -> Rests:
    return Rests((), people_of_arms(analysis, counts))


OVERLAP_SUMMARY = TableRule(
    labels=("measure", "sample", "role"),
    statistics={"value": _overlap},
    words=("status",),
    rests=_overlap_rests,
    relate=_relate_overlap,
)
