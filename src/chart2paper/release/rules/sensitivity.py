"""Rules of the tables that ask how far the primary estimate holds: grid, tipping point, hidden bias, E-values."""

from functools import partial

from chart2paper.catalogue.estimands import find_estimand
from chart2paper.catalogue.responders import ADJUSTED_RISK_RATIO
from chart2paper.release.counts import Counts
from chart2paper.release.kinds import NOT_RELEASED, Kind, between_arms, of_arm, p_beside, side_of
from chart2paper.release.rules import names
from chart2paper.release.rules.rule import NEVER, Rests, Row, TableRule, number_in
from chart2paper.tables.closed_lists import ROLES
from chart2paper.tables.closed_lists import SHARE as SHARE_OF_PEOPLE


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
    adjusts_shares = find_estimand(row["outcome"], row["estimand"], ADJUSTED_RISK_RATIO.method) is not None
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
