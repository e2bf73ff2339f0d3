"""Whether the effect differs between two kinds of people: one test of the difference, never one per kind."""

from typing import Any

import numpy as np
import pandas as pd

from chart2paper.model import ancova, whole_sample
from chart2paper.model.set_weights import set_weights
from chart2paper.statistics.arms import counts, is_exposed, with_outcome, with_percent_change
from chart2paper.statistics.regression import Model
from chart2paper.statistics.results import Counts, NotEstimable, Result, Row, row, without_p


def subgroup_interaction(people: pd.DataFrame, estimation: dict[str, Any]) -> list[Row]:
    """Return the effect at each of two levels of a covariate, and the difference of the two with its test.

    One model for the people of both levels with shared slopes of the covariates: the analysis of
    covariance when the protocol runs it, otherwise the whole-sample model of percent change. Levels have
    no p value of their own, because "significant here but not there" is no comparison (Altman and Bland 2003).
    """
    by_ancova = "ancova" in estimation["estimators"]
    method = ancova if by_ancova else whole_sample
    usable = with_outcome(people) if by_ancova else with_percent_change(people)
    covariate, first, second = estimation["subgroups"]
    both = usable[usable[covariate].astype("string").isin([first, second])]
    is_first = both[covariate].astype("string").eq(first).to_numpy(dtype=bool)
    size = {first: counts(both[is_first]), second: counts(both[~is_first])}
    effects = {first: is_exposed(both) & is_first, second: is_exposed(both) & ~is_first}
    covariates = [name for name in estimation["adjust_for"] if name != covariate]
    model = _lacking(covariate, size) or _model(both, covariates, effects, {first: is_first}, by_ancova)
    wanted: list[tuple[str, dict[str, float], Counts]] = [
        (f"difference_{first}", {first: 1.0}, size[first]),
        (f"difference_{second}", {second: 1.0}, size[second]),
        (f"interaction_{first}_vs_{second}", {first: 1.0, second: -1.0}, counts(both)),
    ]
    return [
        row(method.OUTCOME, estimand, method.METHOD, n, _result(model, weights, by_ancova))
        for estimand, weights, n in wanted
    ]


def _model(
    both: pd.DataFrame,
    covariates: list[str],
    effects: dict[str, np.ndarray],
    level: dict[str, np.ndarray],
    by_ancova: bool,
) -> Model | NotEstimable:
    named = {_effect(level): values for level, values in effects.items()}
    if by_ancova:
        return ancova.final_score_model(both, covariates, named, set_weights(both), level)
    return whole_sample.percent_change_model(both, covariates, named, level)


def _effect(level: str) -> str:
    """Name the column of the effect at a level, apart from any column of a covariate."""
    return f"exposed at {level}"


def _lacking(covariate: str, sizes: dict[str, Counts]) -> NotEstimable | None:
    """Say which level has fewer than two people of an arm."""
    short = [
        f"{size.exposed} exposed and {size.comparator} comparators with {covariate} {level}"
        for level, size in sizes.items()
        if min(size) < 2
    ]
    return NotEstimable(f"only {' and '.join(short)} have an outcome") if short else None


def _result(model: Model | NotEstimable, weights: dict[str, float], by_ancova: bool) -> Result:
    if isinstance(model, NotEstimable):
        return model
    contrast = model.design.contrast({_effect(level): weight for level, weight in weights.items()})
    result = ancova.set_result(model, contrast) if by_ancova else model.result(contrast)
    return result if len(weights) == 2 else without_p(result)
