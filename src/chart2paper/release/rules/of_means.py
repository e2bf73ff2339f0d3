"""Means of an arm and their unadjusted differences: numbers of one table that follow from each other.

Sums of whole numbers tie them together: a change is a final mean less a baseline mean, and a difference of two changes
has whole sums behind it. Each is therefore worked out again from the means that are printed, or, where these are not,
printed in tenths.
"""

from functools import partial

from chart2paper.catalogue.estimand import MEAN_POINTS, PERCENT_CHANGE, Estimand
from chart2paper.catalogue.estimands import estimand_of
from chart2paper.release.kinds import NOT_RELEASED, Kind, Position, Row, beside, of_arm, of_printed, p_beside
from chart2paper.release.rounding import to_step
from chart2paper.tables.closed_lists import ROLES

MEAN_STEP = 0.1


def mean_of(position: Position, outcome: str, role: str) -> float | None:
    """Return the mean of an outcome in an arm as this table prints it; None where it does not."""
    for place, row in enumerate(position.sheet.rows):
        estimand = _estimand(row)
        if (estimand.outcome, estimand.arm, estimand.number) == (outcome, role, MEAN_POINTS):
            return beside(position, "estimate", place).number
    return None


def _estimand(row: Row) -> Estimand:
    return estimand_of(row["outcome"], row["estimand"], row["method"]).estimand


def _change(position: Position) -> float | None:
    """Return the final less the baseline mean, as printed."""
    role = _estimand(position.row).arm
    final, baseline = (mean_of(position, outcome, role) for outcome in ("final_score", "baseline_score"))
    return None if final is None or baseline is None else final - baseline


def _middle(position: Position) -> float:
    """Return the difference of the two printed means, or the exact one in tenths where they are not printed."""
    ones, others = (mean_of(position, str(position.row["outcome"]), role) for role in ROLES)
    exact = float(position.row["estimate"])
    return to_step(exact, MEAN_STEP) if ones is None or others is None else ones - others


def _end(sign: int, position: Position) -> float:
    """Return a limit: the printed difference and the half width in tenths, so that its middle tells no more."""
    half = (float(position.row["ci_high"]) - float(position.row["ci_low"])) / 2
    return _middle(position) + sign * to_step(half, MEAN_STEP)


UNADJUSTED_KINDS: dict[str, Kind] = {
    "estimate": of_printed(_middle, MEAN_STEP),
    "ci_low": of_printed(partial(_end, -1), MEAN_STEP),
    "ci_high": of_printed(partial(_end, 1), MEAN_STEP),
    "p_value": p_beside(finest=MEAN_STEP),
}


def kind_of_mean(estimand: Estimand) -> Kind:
    """Return the kind of a mean of one arm, or of another number of one arm."""
    if estimand.release.leaves == "change of an arm's means":
        return of_printed(_change, MEAN_STEP)
    if estimand.release.leaves == "mean of an arm":
        return of_arm(1.0 if estimand.number == PERCENT_CHANGE else MEAN_STEP)
    return NOT_RELEASED
