"""Means of an arm and their unadjusted differences: numbers of one table that follow from each other.

Sums of whole numbers tie them together: a change is a final mean less a baseline mean, and a difference of two changes
has whole sums behind it. Each is therefore worked out again from the means that are printed, or, where these are not,
printed in tenths.
"""

from functools import partial

from chart2paper.release.kinds import NOT_RELEASED, Asked, Kind, beside, of_arm, of_printed, p_beside
from chart2paper.release.rounding import to_step
from chart2paper.tables.closed_lists import ROLES

MEAN_STEP = 0.1
T_INTERVAL = "t_interval"
# Differences of two means without adjustment.
UNADJUSTED = ("welch_t", "unadjusted", "matched_cr2")
# They repeat a mean that another table prints, or would give the sum of scores of those without an outcome.
REPEATED = ("exposed_change", "expected_without_exposure")
PARTS_OF_ARMS = ("without_outcome",)


def mean_of(asked: Asked, outcome: str, role: str) -> float | None:
    """Return the mean of an outcome in an arm as this table prints it; None where it does not."""
    for place, row in enumerate(asked.sheet.rows):
        if (row["outcome"], row["estimand"], row["method"]) == (outcome, f"mean_{role}", T_INTERVAL):
            return beside(asked, "estimate", place).number
    return None


def _change(asked: Asked) -> float | None:
    """Return the final less the baseline mean, as printed."""
    role = str(asked.row["estimand"]).removeprefix("mean_")
    final, baseline = (mean_of(asked, outcome, role) for outcome in ("final_score", "baseline_score"))
    return None if final is None or baseline is None else final - baseline


def _middle(asked: Asked) -> float:
    """Return the difference of the two printed means, or the exact one in tenths where they are not printed."""
    ones, others = (mean_of(asked, str(asked.row["outcome"]), role) for role in ROLES)
    exact = float(asked.row["estimate"])
    return to_step(exact, MEAN_STEP) if ones is None or others is None else ones - others


def _end(sign: int, asked: Asked) -> float:
    """Return a limit: the printed difference and the half width in tenths, so that its middle tells no more."""
    half = (float(asked.row["ci_high"]) - float(asked.row["ci_low"])) / 2
    return _middle(asked) + sign * to_step(half, MEAN_STEP)


UNADJUSTED_KINDS: dict[str, Kind] = {
    "estimate": of_printed(_middle, MEAN_STEP),
    "ci_low": of_printed(partial(_end, -1), MEAN_STEP),
    "ci_high": of_printed(partial(_end, 1), MEAN_STEP),
    "p_value": p_beside(finest=MEAN_STEP),
}


def kind_of_mean(column: str, outcome: str, estimand: str, method: str) -> Kind:
    """Return the kind of a mean of one arm, or of another number of one arm."""
    if column != "estimate" or estimand in REPEATED or method in PARTS_OF_ARMS:
        # With its SD, or that of another table, the interval of a mean gives the number of people.
        return NOT_RELEASED
    if outcome == "score_change" and method == T_INTERVAL:
        return of_printed(_change, MEAN_STEP)
    return of_arm(1.0 if outcome == "percent_change" else MEAN_STEP)
