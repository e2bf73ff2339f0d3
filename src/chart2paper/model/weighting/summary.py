"""What the weights look like, and how alike they make the arms."""

import numpy as np
import pandas as pd

from chart2paper.match.balance import Sample, balance_table
from chart2paper.model.weighting.weights import Models, Weights, att_weights, overlap_weights, truncated
from chart2paper.statistics.arms import ARMS, is_exposed
from chart2paper.statistics.results import NotEstimable
from chart2paper.status import OK, not_estimable
from chart2paper.tables.read_write import shape
from chart2paper.tables.weighting import POPULATION, SCHEMES, WEIGHTED_BALANCE, WEIGHTS_SUMMARY


def schemes(models: Models, percentile: float) -> dict[str, Weights]:
    """Return the weights of each scheme as the estimates use them: for the exposed cut, for overlap whole."""
    return {
        "att": truncated(att_weights(models), models.exposed, percentile),
        "overlap": overlap_weights(models),
    }


def weights_summary(
    population: pd.DataFrame, models: Models | NotEstimable, percentile: float
) -> pd.DataFrame:
    """Return WEIGHTS_SUMMARY: for each scheme and arm, how many people count for how many.

    Weights are stabilised: scaled such that the mean of an arm (people with an outcome) is 1 after truncation,
    which changes no estimate, because means divide by the sum of the weights.
    """
    people = shape(population, POPULATION)
    exposed, known = is_exposed(people), people["final_score"].notna().to_numpy()
    weights = {} if isinstance(models, NotEstimable) else schemes(models, percentile)
    kept = np.ones(len(people), dtype=bool) if isinstance(models, NotEstimable) else models.kept
    why_not = {"status": not_estimable(models.reason)} if isinstance(models, NotEstimable) else {}
    rows = [
        {"scheme": scheme, "role": role, "n": arm.sum(), "n_outcome": (arm & known & kept).sum()}
        | (_described(weights[scheme], (arm & known)[kept]) if weights else why_not)
        for scheme in SCHEMES
        for role, arm in zip(ARMS, (exposed, ~exposed), strict=True)
    ]
    return shape(pd.DataFrame(rows), WEIGHTS_SUMMARY)


def _described(weights: Weights, who: np.ndarray) -> dict[str, object]:
    """Return effective size (Kish 1965), largest weight before and after truncation, and how many were cut."""
    after, before = weights.values[who], weights.untruncated[who]
    if not len(after):
        return {"status": not_estimable("nobody has an outcome")}
    return {
        "effective_n": after.sum() ** 2 / (after**2).sum(),
        "largest_before": before.max() / after.mean(),
        "largest_after": after.max() / after.mean(),
        "truncated": int((after < before).sum()),
        "status": OK,
    }


def weighted_balance(
    population: pd.DataFrame, models: Models | NotEstimable, percentile: float, covariates: list[str]
) -> pd.DataFrame:
    """Return WEIGHTED_BALANCE: standardised mean differences before and after weighting, for each scheme.

    Before: everyone eligible, also those without a weight. After: people with an outcome, as the estimate weights
    them, so that what missing outcomes undo shows too. The unit is the SD of the exposed before weighting, as for
    matching.
    """
    people = shape(population, POPULATION)
    if isinstance(models, NotEstimable):
        return shape(pd.DataFrame(columns=WEIGHTED_BALANCE.column_names), WEIGHTED_BALANCE)
    before = _samples(people, np.ones(len(people)), covariates)
    parts = []
    for scheme, weights in schemes(models, percentile).items():
        after = _samples(people[models.kept], weights.values, covariates)
        smd = balance_table(before, after, covariates)
        first, then = (smd[smd["sample"].eq(side)].reset_index(drop=True) for side in ("before", "after"))
        parts.append(first.assign(scheme=scheme, smd_before=first["smd"], smd_after=then["smd"]))
    return shape(pd.concat(parts, ignore_index=True), WEIGHTED_BALANCE)


def _samples(people: pd.DataFrame, weights: np.ndarray, covariates: list[str]) -> tuple[Sample, Sample]:
    exposed = is_exposed(people)
    both = []
    for arm in (exposed, ~exposed):
        columns = people.loc[arm, covariates].reset_index(drop=True)
        both.append(Sample(columns, weights[arm], np.arange(len(columns))))
    return both[0], both[1]
