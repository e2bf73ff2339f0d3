"""What the target trial finds in a simulated clinic, and the truth for the people it compares."""

from typing import Any

import numpy as np
import pandas as pd

from chart2paper.catalogue.estimands import TARGETS
from chart2paper.model.ancova import ancova, final_score_model
from chart2paper.model.set_weights import set_weights
from chart2paper.statistics.arms import counts, is_exposed, with_outcome
from chart2paper.statistics.regression import Model
from chart2paper.statistics.results import NotEstimable

# What is validated: the primary estimate of the study that ships, and the same weighted for missing outcomes.
MEASURED, WEIGHTED = "adjusted_final_score", "weighted_final_score"


def target_trial_result(
    analysis_set: pd.DataFrame, effects: pd.Series, estimation: dict[str, Any]
) -> dict[str, Any]:
    """Return counts, truth, estimate, standard error, interval and p value of the primary estimate.

    analysis_set: ANALYSIS_SET rows. effects: by study id, the true effect (points) of starting LDN on each starter
    about 90 days later. The truth is its mean over the exposed who were matched.
    """
    n, seen = counts(analysis_set), counts(with_outcome(analysis_set))
    exposed = analysis_set.loc[is_exposed(analysis_set), "person_id"]
    rows = {(row.outcome, row.estimand, row.method): row for row in ancova(analysis_set, estimation)}
    primary, weighted = (rows[TARGETS[name].known.key] for name in (MEASURED, WEIGHTED))
    return {
        "n_exposed": n.exposed,
        "n_comparator": n.comparator,
        "seen_exposed": seen.exposed,
        "seen_comparator": seen.comparator,
        "truth": float(effects.loc[exposed].mean()) if len(exposed) else np.nan,
        "estimate": primary.estimate,
        "standard_error": standard_error(analysis_set, estimation["adjust_for"]),
        "ci_low": primary.ci_low,
        "ci_high": primary.ci_high,
        "p_value": primary.p_value,
        "estimate_weighted": weighted.estimate,
        "status": primary.status,
    }


def primary_estimate(analysis_set: pd.DataFrame, adjust_for: list[str]) -> float:
    """Return the primary estimate alone; missing when not estimable."""
    model = _model(analysis_set, adjust_for)
    if isinstance(model, NotEstimable):
        return np.nan
    return float(model.design.contrast({"exposed": 1}) @ model.fit.coefficients)


def standard_error(analysis_set: pd.DataFrame, adjust_for: list[str]) -> float:
    """Return the CR2 standard error that the primary interval is made from; missing when not estimable."""
    model = _model(analysis_set, adjust_for)
    if isinstance(model, NotEstimable):
        return np.nan
    variance, _ = model.variance(model.fit, model.design.contrast({"exposed": 1}))
    return float(np.sqrt(variance))


def _model(analysis_set: pd.DataFrame, adjust_for: list[str]) -> Model | NotEstimable:
    observed = with_outcome(analysis_set)
    return final_score_model(observed, adjust_for, {"exposed": is_exposed(observed)}, set_weights(observed))
