"""How strong the measured covariates are as confounders: what unmeasured confounding is set against."""

import math

import numpy as np
import pandas as pd

from chart2paper.model.ancova import final_score_model
from chart2paper.model.explain.e_value import bounding_factor, e_value, risk_ratio_of
from chart2paper.model.explain.e_values import outcome_sd
from chart2paper.model.set_weights import set_weights
from chart2paper.statistics.arms import is_exposed, with_outcome
from chart2paper.statistics.regression import Model
from chart2paper.statistics.results import NO_VARIATION, NotEstimable
from chart2paper.status import OK, not_estimable
from chart2paper.tables.explain import MEASURED_CONFOUNDERS
from chart2paper.tables.read_write import shape


def measured_confounders(
    people: pd.DataFrame,
    balance: pd.DataFrame,
    e_values: pd.DataFrame,
    adjust_for: list[str],
    matched_on: list[str],
) -> pd.DataFrame:
    """Return, per covariate matched on or adjusted for, how strong a confounder it is (MEASURED_CONFOUNDERS).

    people: ANALYSIS_SET. balance: BALANCE. e_values: E_VALUES of the same analysis, the primary
    difference first. With exposure: the
    largest standardised mean difference of its levels before matching. With outcome: the difference in final
    score between one SD below and one above the mean of the covariate's part of the primary model, divided by
    the SD of the score (two SDs, so that numbers compare with yes-no covariates; Gelman 2008). Both become
    risk ratios as in the E-value. The common strength that can shift a risk ratio as far as the two of them
    is the E-value of their bounding factor; the E-value of the effect is a multiple of it on the log scale,
    on which standardised differences add up.
    """
    observed = with_outcome(people)
    primary = e_values.iloc[0]
    rows = [
        _row(name, observed, balance, primary, adjust_for)
        for name in dict.fromkeys([*adjust_for, *matched_on])
    ]
    return shape(pd.DataFrame(rows, columns=MEASURED_CONFOUNDERS.column_names), MEASURED_CONFOUNDERS)


def _row(
    name: str, observed: pd.DataFrame, balance: pd.DataFrame, primary: pd.Series, adjust_for: list[str]
) -> dict[str, object]:
    row: dict[str, object] = {"covariate": name, "adjusted": int(name in adjust_for)}
    smd = _largest_smd(balance, name)
    difference = _difference_in_outcome(observed, name, adjust_for)
    if isinstance(smd, NotEstimable) or isinstance(difference, NotEstimable):
        reason = next(part.reason for part in (smd, difference) if isinstance(part, NotEstimable))
        return row | {"status": not_estimable(reason)}
    with_exposure = risk_ratio_of(smd)
    outcome = risk_ratio_of(difference / outcome_sd(observed))
    factor = bounding_factor(with_exposure, outcome)
    return row | {
        "smd_before": smd,
        "difference": difference,
        "risk_ratio_exposure": with_exposure,
        "risk_ratio_outcome": outcome,
        "bounding_factor": factor,
        "strength": e_value(factor),
        "times_estimate": _times(primary["e_value"], e_value(factor)),
        "times_limit": _times(primary["e_value_limit"], e_value(factor)),
        "estimate_changed": _estimate_changed(observed, name, adjust_for),
        "status": OK,
    }


def _largest_smd(balance: pd.DataFrame, name: str) -> float | NotEstimable:
    before = balance["covariate"].eq(name) & balance["sample"].eq("before")
    found = balance.loc[before, "smd"].abs().max()
    return NotEstimable("its balance before matching is not known") if np.isnan(found) else float(found)


def _difference_in_outcome(observed: pd.DataFrame, name: str, adjust_for: list[str]) -> float | NotEstimable:
    """Return the difference in final score between one SD below and above the mean of a covariate's part."""
    model = _model(observed, list(dict.fromkeys([*adjust_for, name])))
    if isinstance(model, NotEstimable):
        return model
    if not outcome_sd(observed) > NO_VARIATION:
        return NotEstimable("the outcome does not vary within the arms")
    own = np.array([covariate == name for covariate in model.design.covariates])
    if not own.any():
        return NotEstimable("among people with an outcome it does not vary, is too rare or repeats others")
    part = model.design.matrix[:, own] @ model.fit.coefficients[own]
    share = model.fit.weights / model.fit.weights.sum()
    return 2 * math.sqrt(float(share @ (part - share @ part) ** 2))


def _estimate_changed(observed: pd.DataFrame, name: str, adjust_for: list[str]) -> float:
    """Return the primary difference with a covariate left out of the model, or added when it is not in it."""
    without = [other for other in adjust_for if other != name]
    model = _model(observed, without if name in adjust_for else [*adjust_for, name])
    if isinstance(model, NotEstimable):
        return math.nan
    return float(model.design.contrast({"exposed": 1}) @ model.fit.coefficients)


def _model(observed: pd.DataFrame, covariates: list[str]) -> Model | NotEstimable:
    return final_score_model(observed, covariates, {"exposed": is_exposed(observed)}, set_weights(observed))


def _times(needed: float, strength: float) -> float:
    """Return how many times as strong; not a number when nothing needs explaining or nothing is associated."""
    nothing = np.isnan(needed) or needed <= 1 or strength <= 1
    return math.nan if nothing else math.log(needed) / math.log(strength)
