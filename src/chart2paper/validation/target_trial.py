"""What the target trial finds in a simulated clinic, and the truth for the people it compares."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from chart2paper.catalogue.estimands import ADJUSTED_DIFFERENCE, TARGETS, TARGETS_IN_POINTS
from chart2paper.model.ancova import final_score_model
from chart2paper.model.estimates import estimate_effects
from chart2paper.model.set_weights import set_weights
from chart2paper.statistics.arms import counts, is_exposed, with_outcome
from chart2paper.statistics.results import NotEstimable

Key = tuple[str, str, str]


def target_trial_result(
    analysis_set: pd.DataFrame, effects: pd.Series, estimation: dict[str, Any], named: str
) -> dict[str, Any]:
    """Return counts, truth, the primary estimate with standard error, interval and p value, and the other estimates.

    analysis_set: ANALYSIS_SET rows. effects: by study id, the true effect (points) of starting LDN on each starter
    about 90 days later. The truth is its mean over the exposed who were matched. named: the primary estimate, as the
    protocol names it.
    """
    n, seen = counts(analysis_set), counts(with_outcome(analysis_set))
    exposed = analysis_set.loc[is_exposed(analysis_set), "person_id"]
    rows = published(analysis_set, estimation, TARGETS_IN_POINTS)
    primary = rows[named]
    return {
        "n_exposed": n.exposed,
        "n_comparator": n.comparator,
        "seen_exposed": seen.exposed,
        "seen_comparator": seen.comparator,
        "truth": float(effects.loc[exposed].mean()) if len(exposed) else np.nan,
        "standard_error": standard_error(analysis_set, estimation["adjust_for"], TARGETS[named].known.key),
        **{name: primary[name] for name in ("estimate", "ci_low", "ci_high", "p_value", "status")},
        **{f"estimate_{name}": row["estimate"] for name, row in rows.items()},
    }


def published(
    analysis_set: pd.DataFrame, estimation: dict[str, Any], names: Iterable[str]
) -> dict[str, dict[Any, Any]]:
    """Return rows of ESTIMATES by their name in the protocol, whether the analysis prints them or not."""
    found = {name: TARGETS[name] for name in names}
    makers = list(dict.fromkeys(target.estimator.name for target in found.values()))
    frame = estimate_effects(analysis_set, "", {**estimation, "estimators": makers})
    keys = zip(*(frame[name] for name in ("outcome", "estimand", "method")), strict=True)
    rows = dict(zip(keys, frame.to_dict("records"), strict=True))
    return {name: rows[target.known.key] for name, target in found.items()}


def standard_error(analysis_set: pd.DataFrame, adjust_for: list[str], key: Key) -> float:
    """Return the CR2 standard error that the interval of the adjusted difference is made from.

    Missing when it is not estimable; of other estimates none is kept.
    """
    observed = with_outcome(analysis_set)
    model = final_score_model(observed, adjust_for, {"exposed": is_exposed(observed)}, set_weights(observed))
    if isinstance(model, NotEstimable) or key != ADJUSTED_DIFFERENCE:
        return np.nan
    variance, _ = model.variance(model.fit, model.design.contrast({"exposed": 1}))
    return float(np.sqrt(variance))
