"""Rules of the tables of estimates: which counts an effect, a mean or a risk rests on."""

from collections.abc import Callable
from functools import partial

from chart2paper.catalogue.estimand import COUNTED, SHARE
from chart2paper.catalogue.estimands import Known, estimand_of
from chart2paper.release.again import of_two_risks
from chart2paper.release.counts import Counts
from chart2paper.release.kinds import (
    NOT_RELEASED,
    Kind,
    Position,
    again,
    between_arms,
    p_beside,
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

Of = Callable[[str, Known, str, Row], str | None]
# The covariate whose levels an analysis compares: a row of its estimates knows it besides its cells.
SPLIT_BY = "split by"


def _estimand(row: Row) -> Known:
    return estimand_of(row["outcome"], row["estimand"], row["method"])


# What the people beside an estimate are called; where they have no name of their own, `control` does not print them.
PEOPLE: dict[str, Of] = {
    "with outcome": lambda analysis, known, role, row: names.with_outcome(analysis, role),
    "matched": lambda analysis, known, role, row: names.matched(analysis, role),
    "missing": lambda analysis, known, role, row: names.missing(analysis, role),
    "at level": lambda analysis, known, role, row: names.outcome_at_level(
        analysis, role, row[SPLIT_BY], known.parameters["level"]
    ),
    "at levels": lambda analysis, known, role, row: None,
}


def _n(role: str) -> NamerOrNone:
    def name(analysis: str, row: Row) -> str | None:
        """A number of people without a name of its own is printed by `control` only where it has this one."""
        known = _estimand(row)
        return PEOPLE[known.estimand.release.people](analysis, known, role, row)

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


def relate_levels(counts: Counts, analysis: str) -> None:
    """People with an outcome at a level of a covariate lie within those with an outcome, and the matched at it."""
    for role in ROLES:
        total, parts = names.with_outcome(analysis, role), counts.of("outcome at level", analysis, role)
        for covariate in sorted({part.counted.covariate for part in parts}):
            at_levels = sorted(part for part in parts if part.counted.covariate == covariate)
            counts.part_of(total, at_levels, f"{total}/{covariate} other")
            for part in at_levels:
                everyone = names.level(analysis, role, covariate, part.counted.level)
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
        parts = [
            names.outcome_at_level(analysis, role, row[SPLIT_BY], level)
            for level in known.parameters.values()
            for role in ROLES
        ]
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


def _two_by_two(analysis: str, row: Row) -> tuple[str, str, str, str]:
    """Return the names of the counts that an estimate about shares is a function of."""
    known = _estimand(row)
    whole, threshold = PEOPLE[known.estimand.release.people], known.parameters.get("threshold")
    exposed, comparator = (
        (
            names.responders(analysis, threshold, role) if threshold else names.missing(analysis, role),
            str(whole(analysis, known, role, row)),
        )
        for role in ROLES
    )
    return *exposed, *comparator


def _from_counts(position: Position) -> float | None:
    counts = _two_by_two(position.sheet.analysis, position.row)
    return of_two_risks(counts, _estimand(position.row).estimand, position)


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
