"""Rules of the tables of estimates: which counts an effect, a mean or a risk rests on."""

import re

from chart2paper.dictionary.words import ROLES
from chart2paper.release.counts import Counts
from chart2paper.release.rules import names
from chart2paper.release.rules.rule import (
    NEVER,
    NOTHING,
    NamerOrNone,
    Rests,
    Row,
    TableRule,
    number_in,
)

# Exact functions of the counts of a two-by-two table: they would undo the rounding of its counts.
CRUDE = ("wilson", "newcombe", "katz_log")
BETWEEN_ARMS = re.compile(r"adjusted_difference|difference|interaction|odds_ratio|risk_ratio|nnt")
OF_A_LEVEL = re.compile(r"difference_(?!exposed|overlap|in_slope|at_target_day)(.+)")
OF_TWO_LEVELS = re.compile(r"interaction_(.+)_vs_(.+)")


def _n(role: str) -> NamerOrNone:
    def name(analysis: str, row: Row) -> str | None:
        """A number of people without a name of its own is printed by `control` only where it has this one."""
        level = OF_A_LEVEL.fullmatch(row["estimand"])
        if level and not row["estimand"].endswith("_difference"):
            return f"{names.with_outcome(analysis, role)}/mechanism={level[1]}"
        if "interaction" in row["estimand"]:
            return None
        if row["method"] == "without_outcome":
            return names.missing(analysis, role)
        if row["method"] == "mi_rubin" or row["outcome"] == "outcome_missing":
            return names.matched(analysis, role)
        if row["estimand"].startswith("missing_difference"):
            return names.matched(analysis, role)
        if row["outcome"].startswith("responder") and not row["method"].endswith("_known"):
            return names.matched(analysis, role)
        return names.with_outcome(analysis, role)

    return name


def _threshold(row: Row) -> str | None:
    return row["outcome"].removeprefix("responder_") if row["outcome"].startswith("responder_") else None


def relate_estimates(counts: Counts, analysis: str, rows: list[Row], file: str) -> None:
    """Add the responders behind each risk, who lie within the matched and within those with an outcome."""
    for row in rows:
        role = row["estimand"].removeprefix("risk_")
        if role in ROLES and _threshold(row) and row["method"] == "wilson" and row["estimate"] is not None:
            found = round(float(row["estimate"]) * (number_in(row, f"n_{role}") or 0))
            name = counts.add(names.responders(analysis, _threshold(row) or "", role), found, file)
            counts.part_of(names.matched(analysis, role), [name], f"{name}: not", file)
            counts.part_of(names.with_outcome(analysis, role), [name], f"{name}: not, with outcome", file)


def relate_mechanisms(counts: Counts, analysis: str) -> None:
    """People with an outcome at a pain mechanism lie within those with an outcome, and the matched at it."""
    for role in ROLES:
        total = names.with_outcome(analysis, role)
        parts = sorted(name for name in counts.numbers if name.startswith(f"{total}/mechanism="))
        counts.part_of(total, parts, f"{total}/mechanism other")
        for part in parts:
            everyone = names.level(analysis, role, "mechanism", part.rpartition("=")[2])
            counts.part_of(everyone, [part], f"{part}: without outcome")


def _rests(analysis: str, row: Row, counts: Counts) -> Rests:
    estimand, threshold = row["estimand"], _threshold(row)
    n = {role: number_in(row, f"n_{role}") or 0 for role in ROLES}
    if threshold is not None:
        return _responders(analysis, threshold, row, counts)
    if row["method"] in CRUDE:
        return NEVER
    if row["method"] == "without_outcome" or estimand.startswith("missing_difference"):
        return Rests(tuple(names.missing(analysis, role) for role in ROLES if n[role]))
    if levels := OF_TWO_LEVELS.fullmatch(estimand):
        parts = [f"{names.with_outcome(analysis, r)}/mechanism={x}" for x in levels.groups() for r in ROLES]
        return Rests((), tuple(counts.numbers.get(part, 0) for part in parts))
    if BETWEEN_ARMS.search(estimand) and all(n.values()):
        return Rests((), tuple(n.values()))
    return _of_one_arm(analysis, row, counts, n)


def _responders(analysis: str, threshold: str, row: Row, counts: Counts) -> Rests:
    there = all(names.responders(analysis, threshold, role) in counts.numbers for role in ROLES)
    # The interval of a risk, and differences and ratios of two risks, are exact functions of the counts.
    if row["method"].removesuffix("_known") in CRUDE or not there:
        return NEVER
    roles = list(ROLES)
    whole = names.with_outcome if row["method"].endswith("_known") else names.matched
    return Rests(
        tuple(names.responders(analysis, threshold, role) for role in roles)
        + tuple(whole(analysis, role) for role in roles)
    )


def _of_one_arm(analysis: str, row: Row, counts: Counts, n: dict[str, int]) -> Rests:
    """A mean of an arm, or a part of its change: the printed number of people must be known and shown."""
    needed = []
    for role in (role for role in ROLES if n[role]):
        same = [
            name
            for name in (names.with_outcome(analysis, role), names.matched(analysis, role))
            if counts.numbers.get(name) == n[role]
        ]
        if not same:
            return NEVER
        needed.append(same[0])
    return Rests(tuple(needed)) if needed else NOTHING


def _share_of(analysis: str, row: Row) -> tuple[str, str] | None:
    """A risk is worked out again from the printed numbers of responders and of people."""
    threshold, role = _threshold(row), row["estimand"].removeprefix("risk_")
    if threshold is None or role not in ROLES:
        return None
    whole = names.with_outcome if row["method"].endswith("_known") else names.matched
    return names.responders(analysis, threshold, role), whole(analysis, role)


ESTIMATES = TableRule(
    labels=("analysis", "outcome", "estimand", "method"),
    counts={"n_exposed": _n("exposed"), "n_comparator": _n("comparator")},
    borrowed=("n_exposed", "n_comparator"),
    statistics=("estimate", "ci_low", "ci_high", "p_value"),
    share_of=_share_of,
    words=("status",),
    rests=_rests,
    relate=relate_estimates,
)


def _people_of_both(analysis: str, row: Row, counts: Counts) -> Rests:
    return Rests((), (number_in(row, "n_exposed") or 0, number_in(row, "n_comparator") or 0))


def _of_grid(analysis: str, row: Row, counts: Counts) -> Rests:
    found = re.search(r"estimate: responders_(\w+)", str(row["changed"]))
    arms = _people_of_both(analysis, row, counts)
    if not found:
        return arms
    return Rests(tuple(names.responders(analysis, found[1], role) for role in ROLES), arms.people)


SENSITIVITY = TableRule(
    labels=("place", "name", "question", "label", "changed", "unit", "is_primary"),
    # Numbers of people of each variation have no name: that they are many is all that is said.
    counts={column: lambda analysis, row: None for column in ("n_exposed", "n_comparator", "sets")},
    statistics=("estimate", "ci_low", "ci_high", "p_value"),
    words=("status",),
    rests=_of_grid,
)


def _matched_people(analysis: str, row: Row, counts: Counts) -> Rests:
    return Rests((), tuple(counts.numbers.get(names.matched(analysis, role), 0) for role in ROLES))


def _missing_people(analysis: str, row: Row, counts: Counts) -> Rests:
    """How fast the estimate moves with the shift tells how many scores were imputed; without a shift it does not."""
    if row["delta_exposed"] == 0 and row["delta_comparator"] == 0:
        return _matched_people(analysis, row, counts)
    return Rests(tuple(names.missing(analysis, role) for role in ROLES))


TIPPING_POINT = TableRule(
    labels=("delta_exposed", "delta_comparator"),
    statistics=("estimate", "ci_low", "ci_high", "p_value"),
    words=("status",),
    rests=_missing_people,
    labels_rest=True,
)


ROSENBAUM_BOUNDS = TableRule(
    labels=("gamma",),
    statistics=("p_upper", "estimate_low", "estimate_high"),
    words=("status",),
    rests=lambda analysis, row, counts: Rests((), (number_in(row, "sets") or 0,)),
)


def _of_e_value(analysis: str, row: Row, counts: Counts) -> Rests:
    threshold = _threshold(row)
    if threshold is None:
        return _matched_people(analysis, row, counts)
    return Rests(tuple(names.responders(analysis, threshold, role) for role in ROLES))


E_VALUES = TableRule(
    labels=("outcome", "estimand"),
    statistics=(
        *("estimate", "ci_low", "ci_high", "sd", "risk_ratio", "risk_ratio_limit"),
        *("e_value", "e_value_limit"),
    ),
    words=("status",),
    rests=_of_e_value,
)
