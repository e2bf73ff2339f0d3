"""Comparisons that should find nothing: outcomes that the exposure cannot have changed, and a cleaner baseline."""

from typing import Any

import numpy as np
import pandas as pd

from chart2paper.catalogue.covariates import COVARIATES
from chart2paper.catalogue.estimand import Estimand
from chart2paper.catalogue.estimands import Known
from chart2paper.catalogue.further_estimates import MEAN_BASELINE, NEGATIVE_CONTROL, PLACEBO
from chart2paper.model.ancova import final_score_model, set_result
from chart2paper.model.set_weights import set_weights
from chart2paper.statistics.arms import counts, is_exposed, numbers, too_few, with_outcome
from chart2paper.statistics.results import NotEstimable, Result, Row, row

PERSON = ["set_id", "person_id"]
EARLIER = "score_before_placebo"


def negative_controls(
    people: pd.DataFrame, scores: pd.DataFrame, adjust_for: list[str], explanations: dict[str, Any]
) -> list[Row]:
    """Return the adjusted differences in outcomes that lie before the index date, and with a mean baseline.

    people: ANALYSIS_SET. scores: SCORES. explanations: values of that section of the protocol. Each is the
    primary analysis of covariance with another outcome (Lipsitch, Tchetgen Tchetgen and Cohen 2010) or
    another baseline (mean of two scores, which has less noise to regress from).
    """
    placebo = with_placebo_score(people, scores, explanations)
    # Drugs and visits up to the index date were not known before the placebo window.
    known = [name for name in adjust_for if COVARIATES[name].known_before]
    rows = [_row(PLACEBO, {}, placebo, [*known, EARLIER], "with a score in the placebo window")]
    for name in explanations["negative_controls"]:
        others = [other for other in adjust_for if other != name]
        measured = people.assign(final_score=numbers(people, name))
        rows.append(_row(NEGATIVE_CONTROL, {"covariate": name}, measured, others, "for whom it is known"))
    return [*rows, _with_mean_baseline(people, adjust_for)]


def with_placebo_score(
    people: pd.DataFrame, scores: pd.DataFrame, explanations: dict[str, Any]
) -> pd.DataFrame:
    """Return people with the placebo score as their final score, and the score before that one.

    Of the scores in the window and before the baseline score, the one nearest to the target day (of two as
    near, the earlier). The baseline score itself is matched on, so it cannot be a negative control.
    """
    first, last = explanations["placebo_window_days"]
    baseline_day = (people["baseline_date"] - people["index_date"]).dt.days
    days = people[PERSON].assign(baseline_day=baseline_day.astype("float64"))
    before = scores[[*PERSON, "day", "score"]].merge(days, on=PERSON)
    before = before[~before["day"].ge(before["baseline_day"])].sort_values([*PERSON, "day"])
    before[EARLIER] = before.groupby(PERSON)["score"].shift()
    inside = before[before["day"].between(first, last)]
    far = (inside["day"] - explanations["placebo_target_day"]).abs()
    chosen = inside.assign(far=far).sort_values([*PERSON, "far", "day"]).drop_duplicates(PERSON)
    chosen = chosen[[*PERSON, "score", EARLIER]].rename(columns={"score": "final_score"})
    return people.drop(columns="final_score").merge(chosen, on=PERSON, how="left")


def _with_mean_baseline(people: pd.DataFrame, adjust_for: list[str]) -> Row:
    """Return the primary difference with the mean of baseline and previous score as the one baseline."""
    both = np.column_stack([numbers(people, "baseline_score"), numbers(people, "previous_score")])
    known = ~np.isnan(both)
    total = np.where(known, both, 0).sum(axis=1)
    mean = np.where(known[:, 0], total / np.maximum(known.sum(axis=1), 1), np.nan)
    others = [name for name in adjust_for if name not in ("baseline_score", "previous_score")]
    changed = with_outcome(people.assign(baseline_score=mean))
    result = _difference(changed, ["baseline_score", *others], "with an outcome")
    return row(*Known(MEAN_BASELINE, {}).key, counts(changed), result)


def _row(
    estimand: Estimand, parameters: dict[str, str], people: pd.DataFrame, covariates: list[str], what: str
) -> Row:
    known = with_outcome(people)
    return row(*Known(estimand, parameters).key, counts(known), _difference(known, covariates, what))


def _difference(known: pd.DataFrame, covariates: list[str], what: str) -> Result:
    short = too_few(known, what)
    if short:
        return short
    model = final_score_model(known, covariates, {"exposed": is_exposed(known)}, set_weights(known))
    if isinstance(model, NotEstimable):
        return model
    return set_result(model, model.design.contrast({"exposed": 1}))
