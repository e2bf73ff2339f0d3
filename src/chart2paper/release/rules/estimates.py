"""Rules of the tables of estimates: which counts an effect, a mean or a risk rests on."""

from collections.abc import Callable
from functools import partial

from chart2paper.catalogue.estimand import COUNTED, SHARE
from chart2paper.catalogue.estimands import Known, estimand_of, find_estimand
from chart2paper.catalogue.estimators import STANDARDISED
from chart2paper.release.again import of_two_risks
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
from chart2paper.release.rules.of_means import UNADJUSTED_KINDS, kind_of_mean
from chart2paper.release.rules.rule import (
    NEVER,
    NOTHING,
    NamerOrNone,
    Rests,
    Row,
    TableRule,
    number_in,
)
from chart2paper.tables.closed_lists import ROLES
from chart2paper.tables.closed_lists import SHARE as SHARE_OF_PEOPLE

Of = Callable[[str, Known, str], str | None]


def _estimand(row: Row) -> Known:
    return estimand_of(row["outcome"], row["estimand"], row["method"])


def _at_level(analysis: str, role: str, level: str) -> str:
    return f"{names.with_outcome(analysis, role)}/mechanism={level}"


# What the people beside an estimate are called; where they have no name of their own, `control` does not print them.
PEOPLE: dict[str, Of] = {
    "with outcome": lambda analysis, known, role: names.with_outcome(analysis, role),
    "matched": lambda analysis, known, role: names.matched(analysis, role),
    "missing": lambda analysis, known, role: names.missing(analysis, role),
    "at level": lambda analysis, known, role: _at_level(analysis, role, known.parameters["level"]),
    "at levels": lambda analysis, known, role: None,
}


def _n(role: str) -> NamerOrNone:
    def name(analysis: str, row: Row) -> str | None:
        """A number of people without a name of its own is printed by `control` only where it has this one."""
        known = _estimand(row)
        return PEOPLE[known.estimand.release.people](analysis, known, role)

    return name


def relate_estimates(counts: Counts, analysis: str, rows: list[Row], file: str) -> None:
    """Add the responders behind each risk, who lie within the matched and within those with an outcome."""
    for row in rows:
        known = _estimand(row)
        role, release = known.estimand.arm, known.estimand.release
        if role and release == COUNTED and row["estimate"] is not None:
            found = round(float(row["estimate"]) * (number_in(row, f"n_{role}") or 0))
            name = counts.add(names.responders(analysis, known.parameters["threshold"], role), found, file)
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
    known = _estimand(row)
    n = {role: number_in(row, f"n_{role}") or 0 for role in ROLES}
    rests = known.estimand.release.rests
    if rests == "never":
        return NEVER
    if rests == "missing":
        return Rests(tuple(names.missing(analysis, role) for role in ROLES if n[role]))
    if rests == "levels large":
        parts = [_at_level(analysis, role, x) for x in known.parameters.values() for role in ROLES]
        return Rests((), tuple(counts.numbers.get(part, 0) for part in parts))
    if rests == "arms large" and all(n.values()):
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


def _two_by_two(analysis: str, known: Known) -> tuple[str, str, str, str]:
    """Return the names of the counts that an estimate about shares is a function of."""
    whole, threshold = PEOPLE[known.estimand.release.people], known.parameters.get("threshold")
    exposed, comparator = (
        (
            names.responders(analysis, threshold, role) if threshold else names.missing(analysis, role),
            str(whole(analysis, known, role)),
        )
        for role in ROLES
    )
    return *exposed, *comparator


def _from_counts(asked: Asked) -> float | None:
    known = _estimand(asked.row)
    return of_two_risks(_two_by_two(asked.sheet.analysis, known), known.estimand, asked)


def _estimate_kind(column: str, analysis: str, row: Row) -> Kind:
    estimand = _estimand(row).estimand
    leaves = estimand.release.leaves
    if leaves == "from counts":
        # Shares in whole percent, ratios and NNT in tenths.
        step = 0.01 if estimand.number == SHARE else 0.1
        return again(_from_counts, step) if column != "p_value" else NOT_RELEASED
    if leaves == "difference of means":
        return UNADJUSTED_KINDS[column]
    if leaves == "between arms":
        return p_beside() if column == "p_value" else between_arms()
    # With its SD, or that of another table, the interval of a mean gives the number of people.
    return kind_of_mean(estimand) if column == "estimate" else NOT_RELEASED


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
    if row["unit"] == SHARE_OF_PEOPLE:
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
    """What tells of shares of people has a method that adjusts shares."""
    adjusts_shares = find_estimand(row["outcome"], row["estimand"], STANDARDISED) is not None
    return NEVER if adjusts_shares else _matched_people(analysis, row, counts)


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
