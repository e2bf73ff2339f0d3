"""Rules of the tables of estimates: which counts an effect, a mean or a risk rests on."""

import re
from functools import partial

from chart2paper.release.again import BY_ESTIMAND, of_two_risks
from chart2paper.release.counts import Counts
from chart2paper.release.kinds import (
    NOT_RELEASED,
    Asked,
    Kind,
    again,
    between_arms,
    of_arm,
    p_beside,
    side_of,
)
from chart2paper.release.rules import names
from chart2paper.release.rules.of_means import UNADJUSTED, UNADJUSTED_KINDS, kind_of_mean
from chart2paper.release.rules.rule import (
    NEVER,
    NOTHING,
    NamerOrNone,
    Rests,
    Row,
    TableRule,
    number_in,
)
from chart2paper.tables.closed_lists import ROLES, SHARE

# Exact functions of the counts of a two-by-two table: worked out again from the printed ones.
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
    estimand = row["estimand"]
    n = {role: number_in(row, f"n_{role}") or 0 for role in ROLES}
    if of_shares(row):
        return NEVER
    if row["method"] == "without_outcome" or estimand.startswith("missing_difference"):
        return Rests(tuple(names.missing(analysis, role) for role in ROLES if n[role]))
    if levels := OF_TWO_LEVELS.fullmatch(estimand):
        parts = [f"{names.with_outcome(analysis, r)}/mechanism={x}" for x in levels.groups() for r in ROLES]
        return Rests((), tuple(counts.numbers.get(part, 0) for part in parts))
    if BETWEEN_ARMS.search(estimand) and all(n.values()):
        return Rests((), tuple(n.values()))
    return _of_one_arm(analysis, row, counts, n)


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


def of_shares(row: Row) -> bool:
    """Return whether an estimate is about shares of people: responders, or those without an outcome."""
    return _threshold(row) is not None or row["outcome"] == "outcome_missing"


def _two_by_two(analysis: str, row: Row) -> tuple[str, str, str, str]:
    """Return the names of the counts that an estimate about shares is a function of."""
    known = str(row["method"]).endswith("_known")
    whole, threshold = names.with_outcome if known else names.matched, _threshold(row)
    parts = [
        names.missing(analysis, role) if threshold is None else names.responders(analysis, threshold, role)
        for role in ROLES
    ]
    return parts[0], whole(analysis, ROLES[0]), parts[1], whole(analysis, ROLES[1])


def _from_counts(asked: Asked) -> float | None:
    return of_two_risks(_two_by_two(asked.sheet.analysis, asked.row), asked)


def _estimate_kind(column: str, analysis: str, row: Row) -> Kind:
    """By the score equations of the logistic model, adjusted effects on responders give the risks in each arm: they
    stay, and the crude ones, with their intervals, are worked out again from printed counts."""
    if of_shares(row):
        crude = row["method"].removesuffix("_known") in CRUDE and row["estimand"] in BY_ESTIMAND
        step = 0.01 if "risk_difference" in row["estimand"] or row["estimand"].startswith("risk_e") else 0.1
        step = 0.01 if row["estimand"] == "risk_comparator" else step
        return again(_from_counts, step) if crude and column != "p_value" else NOT_RELEASED
    if row["estimand"].startswith("missing_difference"):
        return NOT_RELEASED
    if _is_of_one_arm(row):
        return kind_of_mean(column, row["outcome"], row["estimand"], row["method"])
    if row["method"] in UNADJUSTED and row["outcome"] != "percent_change":
        return UNADJUSTED_KINDS[column]
    return p_beside() if column == "p_value" else between_arms()


def _is_of_one_arm(row: Row) -> bool:
    between = BETWEEN_ARMS.search(row["estimand"]) or row["estimand"] in ("remainder", "slope_per_mg")
    return not between


ESTIMATES = TableRule(
    labels=("analysis", "outcome", "estimand", "method"),
    counts={"n_exposed": _n("exposed"), "n_comparator": _n("comparator")},
    borrowed=("n_exposed", "n_comparator"),
    statistics={
        column: partial(_estimate_kind, column) for column in ("estimate", "ci_low", "ci_high", "p_value")
    },
    words=("status",),
    rests=_rests,
    relate=relate_estimates,
)


def _people_of_both(analysis: str, row: Row, counts: Counts) -> Rests:
    return Rests((), (number_in(row, "n_exposed") or 0, number_in(row, "n_comparator") or 0))


def _grid_kind(column: str, analysis: str, row: Row) -> Kind:
    """Variations that compare shares of people are functions of counts that have no name."""
    if row["unit"] == SHARE:
        return NOT_RELEASED
    return p_beside() if column == "p_value" else between_arms()


SENSITIVITY = TableRule(
    labels=("place", "name", "question", "label", "changed", "unit", "is_primary"),
    # Numbers of people of each variation have no name: that they are many is all that is said.
    counts={column: lambda analysis, row: None for column in ("n_exposed", "n_comparator", "sets")},
    statistics={
        column: partial(_grid_kind, column) for column in ("estimate", "ci_low", "ci_high", "p_value")
    },
    words=("status",),
    rests=_people_of_both,
)


def _matched_people(analysis: str, row: Row, counts: Counts) -> Rests:
    return Rests((), tuple(counts.numbers.get(names.matched(analysis, role), 0) for role in ROLES))


def _shifted(analysis: str, row: Row, counts: Counts) -> Rests:
    """How fast the estimate moves with the shift tells how many scores were imputed; without a shift it does not."""
    still = row["delta_exposed"] == 0 and row["delta_comparator"] == 0
    return _matched_people(analysis, row, counts) if still else NEVER


TIPPING_POINT = TableRule(
    labels=("delta_exposed", "delta_comparator"),
    statistics={
        **dict.fromkeys(("estimate", "ci_low", "ci_high"), between_arms()),
        "p_value": p_beside(),
    },
    words=("status",),
    rests=_shifted,
    labels_rest=True,
)


ROSENBAUM_BOUNDS = TableRule(
    labels=("gamma",),
    statistics={
        # Each p value is one equation for the number of sets and the sum of ranks; two of them would give both.
        "p_upper": side_of(0.05),
        **dict.fromkeys(("estimate_low", "estimate_high"), between_arms("estimate_low", "estimate_high")),
    },
    words=("status",),
    rests=lambda analysis, row, counts: Rests((), (number_in(row, "sets") or 0,)),
)


def _of_e_value(analysis: str, row: Row, counts: Counts) -> Rests:
    return NEVER if of_shares(row) else _matched_people(analysis, row, counts)


E_VALUES = TableRule(
    labels=("outcome", "estimand"),
    statistics={
        **dict.fromkeys(("estimate", "ci_low", "ci_high"), between_arms()),
        # The SD of the outcome, and ratios in two digits that give it, would fix the people from an interval.
        "sd": NOT_RELEASED,
        **dict.fromkeys(("risk_ratio", "risk_ratio_limit", "e_value", "e_value_limit"), of_arm(0.1)),
    },
    words=("status",),
    rests=_of_e_value,
)
