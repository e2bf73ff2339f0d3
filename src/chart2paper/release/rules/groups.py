"""Which groups of people the statistics of a row rest on; `people_behind.py` makes the groups.

A table that is not listed rests on every group of its analysis.
"""

from collections.abc import Callable
from dataclasses import replace
from math import ceil

from chart2paper.catalogue.estimands import estimand_of
from chart2paper.release.group_name import EVERYONE, GroupName
from chart2paper.release.rules import names
from chart2paper.release.rules.estimates import SPLIT_BY
from chart2paper.release.rules.rule import Row, TableRule

Groups = tuple[GroupName, ...]


def matched(analysis: str) -> Groups:
    """The matched people, and those of them with an outcome."""
    return GroupName(analysis, names.MATCHED), GroupName(analysis, names.WITH_OUTCOME)


def _estimate(analysis: str, row: Row) -> Groups:
    """The levels of one grouping leave together or not at all: two of three levels and the whole give the third."""
    known = estimand_of(row["outcome"], row["estimand"], row["method"])
    at_levels = known.estimand.release.people in ("at level", "at levels")
    parts = [GroupName(analysis, part=(str(row[SPLIT_BY]),))] if at_levels else []
    parts += [GroupName(analysis, part=(known.estimand.part_of,))] if known.estimand.part_of else []
    return (*matched(analysis), *parts)


def _dose(analysis: str, row: Row) -> Groups:
    return (*matched(analysis), GroupName(analysis, "on treatment"), GroupName(analysis, part=("dose",)))


def _everyone(analysis: str, row: Row) -> Groups:
    return GroupName(analysis, names.ELIGIBLE), GroupName(analysis, EVERYONE), *matched(analysis)


def _grid(analysis: str, row: Row) -> Groups:
    own = GroupName(analysis, part=("grid", str(row["place"])))
    return (own, *matched(analysis)) if row["is_primary"] else (own,)


def _subgroup(analysis: str, row: Row) -> Groups:
    return (*matched(analysis), GroupName(analysis, part=("subgroup", str(row["subgroup"]))))


def _day(analysis: str, row: Row) -> Groups:
    width = int(row["days"])
    day = f"{width * ceil(float(row['day']) / width):g}"
    return GroupName(analysis, part=("day", day)), GroupName(analysis, names.MATCHED)


def _balance(analysis: str, row: Row) -> Groups:
    return (GroupName(analysis, names.MATCHED if row["sample"] == "after" else names.ELIGIBLE),)


BY_TABLE: dict[str, Callable[[str, Row], Groups]] = {
    "figures/trajectories": _day,
    "match/balance": _balance,
    "model/dose_estimates": _dose,
    "model/dose_response": _dose,
    "model/sensitivity": _grid,
    "model/subgroups": _subgroup,
    "model/weighted_balance": _everyone,
    "model/weighting_estimates": _everyone,
    **dict.fromkeys(
        (
            *("model/estimates", "model/missing_estimates", "model/negative_controls_estimates"),
            *("model/regression_to_mean_estimates", "model/resampling_estimates"),
        ),
        _estimate,
    ),
}


def with_groups(table: str, rule: TableRule) -> TableRule:
    """Return a rule whose rows name the groups of people that their statistics rest on."""
    named: Callable[[str, Row], Groups] = BY_TABLE.get(
        table, lambda analysis, row: (GroupName(analysis),) if analysis else ()
    )
    rests = rule.rests
    return replace(
        rule,
        rests=lambda analysis, row, counts: replace(
            rests(analysis, row, counts), groups=named(analysis, row)
        ),
    )
