"""All numbers that the gate looks at, from the tables of the primary analysis."""

from dataclasses import dataclass

import pandas as pd

from chart2paper.catalogue.estimands import Known, in_points
from chart2paper.catalogue.further_estimates import PLACEBO
from chart2paper.model.diagnostics import checks


@dataclass(frozen=True)
class Material:
    """Tables of the primary analysis; of the cohort and of the matched people only their roles are needed.

    named: the primary estimate that the protocol names.
    """

    named: str

    analysis_set: pd.DataFrame
    estimates: pd.DataFrame
    balance: pd.DataFrame
    overlap: pd.DataFrame
    negative_controls: pd.DataFrame
    cohort_roles: pd.Series
    matched_roles: pd.Series


def numbers_to_judge(of: Material) -> dict[str, checks.Number]:
    """Return the number of each check by its name (see `catalogue.checks`)."""
    eligible, matched = (int(roles.eq("exposed").sum()) for roles in (of.cohort_roles, of.matched_roles))
    return {
        "largest_imbalance": checks.largest_imbalance(of.balance),
        "imbalance_beyond_chance": checks.imbalance_beyond_chance(of.balance),
        "constant_in_one_arm": checks.constant_in_one_arm(of.analysis_set, of.balance),
        "equipoise": checks.equipoise(of.overlap),
        "exposed_kept": checks.exposed_kept(eligible, matched),
        "missing_outcome": checks.missing_outcome(of.analysis_set),
        "missing_difference": checks.missing_difference(of.analysis_set),
        "placebo_period": checks.beyond_chance(of.negative_controls, *Known(PLACEBO, {}).key),
        "detectable_difference": checks.detectable_difference(of.estimates, *in_points(of.named).key),
    }
