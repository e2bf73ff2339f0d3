"""Rules of the tables that compare the arms: balance, what could explain a difference."""

from functools import partial

from chart2paper.catalogue.covariates import COVARIATES, NOT_RECORDED
from chart2paper.release.again import chance_limit_again
from chart2paper.release.cell import HELD, WITHHELD_CELL, Cell
from chart2paper.release.counts import Counts
from chart2paper.release.kinds import (
    NOT_RELEASED,
    OF_AN_ARM,
    Kind,
    Position,
    again,
    beside,
    between_arms,
    of_arm,
    stepped,
    word,
)
from chart2paper.release.rules import names
from chart2paper.release.rules.rule import NEVER, Namer, Rests, Row, TableRule
from chart2paper.release.whole_numbers import differences_exist
from chart2paper.tables.closed_lists import ROLES

# Steps on which the difference of two means of whole numbers, in SDs, is printed: the finest that may do.
SMD_STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5)
# Where the size of the SD is not in the row, or scores are compared: an SD of two points and eleven people.
SMD_STEP = 0.05


def people_of_arms(analysis: str, counts: Counts) -> tuple[int, ...]:
    """Return the matched people of each arm; 0 where an arm is not known."""
    return tuple(counts.numbers.get(names.matched(analysis, role), 0) for role in ROLES)


def _covariate(analysis: str, row: Row, counts: Counts) -> Rests:
    """A difference of means rests on the people in whom the covariate is known. One of shares is a function of four
    counts and of the weights of the sets, so that it cannot be worked out again, and stays."""
    name = row["covariate"]
    known = tuple(names.known(analysis, role, name) for role in ROLES)
    of_shares = row["level"] is not None or not COVARIATES[name].is_number
    if of_shares or any(one not in counts.numbers for one in known):
        return NEVER
    return Rests(known, people_of_arms(analysis, counts))


def _smd(position: Position) -> Cell:
    """Return the SMD on the finest step that leaves both numbers of people open.

    Alone, the difference of two sums of whole numbers must have room for a whole number in every equal number of
    people above the threshold. Beside the means of Table 1, there must be sums for every number that is printed alike.
    """
    unit = float(position.row.get("smd_unit") or 0)
    for step in SMD_STEPS:
        cell = stepped(position.number, step)
        if step * unit * (position.control.threshold + 1) >= 1 and _open_beside_means(position, cell, unit):
            return cell
    return WITHHELD_CELL


def _open_beside_means(position: Position, cell: Cell, unit: float) -> bool:
    one, other = (
        position.control.printed_mean(names.known(position.sheet.analysis, role, position.row["covariate"]))
        for role in ROLES
    )
    if position.row["sample"] != "after" or cell.number is None or cell.step is None or not one or not other:
        return True
    ends = ((cell.number - cell.step / 2) * unit, (cell.number + cell.step / 2) * unit)
    return differences_exist(one, other, ends)


def printed_beside(column: str, position: Position) -> bool:
    """Return whether the number that a word judges is printed beside it."""
    return beside(position, column).state != HELD


BALANCE = TableRule(
    labels=("covariate", "level", "sample"),
    statistics={
        "smd": Kind(OF_AN_ARM, _smd),
        # An interval of an SMD is a function of it and of both numbers of people.
        "smd_ci_low": NOT_RELEASED,
        "smd_ci_high": NOT_RELEASED,
        "smd_flagged": word(partial(printed_beside, "smd")),
        "chance_limit": again(chance_limit_again),
        "variance_ratio": of_arm(0.1),
    },
    rests=_covariate,
    labels_rest=True,
)

WEIGHTED_BALANCE = TableRule(
    labels=("scheme", "covariate", "level"),
    statistics={"smd_before": of_arm(SMD_STEP), "smd_after": of_arm(SMD_STEP)},
    rests=_covariate,
)


def _not_matched(analysis: str, row: Row, counts: Counts) -> Rests:
    """A mean of those left out rests on how many they are; a share at a level of so few is never shown."""
    of_means = row["level"] is None and COVARIATES[row["covariate"]].is_number
    needed = (names.unmatched(analysis, "exposed"), names.matched(analysis, "exposed"))
    return Rests(needed) if of_means else NEVER


def _of_kept(role: str) -> Namer:
    def name(analysis: str, row: Row) -> str:
        return names.matched(analysis, "exposed") if role == "kept" else names.unmatched(analysis, "exposed")

    return name


KEPT_DROPPED = TableRule(
    labels=("covariate", "level"),
    counts={"n_kept": _of_kept("kept"), "n_dropped": _of_kept("dropped")},
    borrowed=("n_kept", "n_dropped"),
    statistics={
        **{"kept": of_arm(0.1), "dropped": of_arm(0.1)},
        # Beside both means it would tell the numbers of people.
        **dict.fromkeys(("smd", "smd_ci_low", "smd_ci_high"), NOT_RELEASED),
    },
    rests=_not_matched,
    labels_rest=True,
)


def _confounder(analysis: str, row: Row, counts: Counts) -> Rests:
    """What a covariate with levels could explain is a function of the counts at its strongest level."""
    name = row["covariate"]
    unknown = (names.level(analysis, role, name, NOT_RECORDED) for role in ROLES)
    if COVARIATES[name].has_levels or any(level in counts.numbers for level in unknown):
        return NEVER
    known = tuple(names.known(analysis, role, name) for role in ROLES)
    return (
        Rests(known, people_of_arms(analysis, counts)) if all(k in counts.numbers for k in known) else NEVER
    )


MEASURED_CONFOUNDERS = TableRule(
    labels=("covariate", "adjusted"),
    statistics={
        **dict.fromkeys(("difference", "strength", "times_estimate", "times_limit"), of_arm(0.1)),
        **dict.fromkeys(("risk_ratio_exposure", "risk_ratio_outcome", "bounding_factor"), of_arm(0.05)),
        "estimate_changed": between_arms(),
    },
    words=("status",),
    rests=_confounder,
    labels_rest=True,
)
