"""Missing final scores, filled in from people like those who lack them."""

import numpy as np
import pandas as pd

from chart2paper.statistics.arms import ARMS, is_exposed, numbers, too_few, with_outcome
from chart2paper.statistics.design_matrix import Design, design, independent
from chart2paper.statistics.random_streams import stream
from chart2paper.statistics.regression import least_squares
from chart2paper.statistics.results import NotEstimable

# A model with more columns than this allows fits the noise of so few scores; the first columns stay. Five is our
# choice, between the 2 that keep linear regression unbiased (Austin and Steyerberg 2015) and the usual 10.
PEOPLE_PER_COLUMN = 5


def completed_scores(
    people: pd.DataFrame, predictors: list[str], imputations: int, count: int
) -> np.ndarray | NotEstimable:
    """Return the final scores with those missing filled in (people x imputations).

    Predictive mean matching (van Buuren 2018, algorithm 3.3, as R's mice does by default) in each arm
    apart, so that the course may depend on everything differently with and without the exposure. Scores
    of real people stand in, so they keep to the scale. Who is matched to whom is not touched.

    people: rows of ANALYSIS_SET, sorted. predictors: columns of `people`, the most important first; missing
    ones get the mean and an indicator, as in the analysis model. count: donors of whom one is drawn.
    """
    # A comparator who is in several sets on one date has one outcome there: it is known, or drawn, once.
    slot, first = _once(people)
    people = people.iloc[first]
    short = too_few(with_outcome(people))
    if short:
        return short
    exposed = is_exposed(people)
    completed = np.repeat(numbers(people, "final_score")[:, None], imputations, axis=1)
    for role, arm in zip(ARMS, (exposed, ~exposed), strict=True):
        random = stream(0, f"imputed final scores of {role}")
        completed[arm] = _complete(_matrix(people[arm], predictors), completed[arm], count, random)
    everyone: np.ndarray = completed[slot]
    return everyone


def _once(people: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Return for each row the number of its role, person and date, and where each of these stands first."""
    slot = people.groupby(["role", "person_id", "index_date"], sort=False).ngroup().to_numpy()
    return slot, np.unique(slot, return_index=True)[1]


def _matrix(arm: pd.DataFrame, predictors: list[str]) -> np.ndarray:
    """Return the columns of the imputation model, of which no more are kept than the known scores can bear."""
    columns = design(arm, predictors, {})
    assert isinstance(columns, Design)  # only an effect that is asked about can fail, and none is
    known = arm["final_score"].notna().to_numpy()
    matrix = columns.matrix[:, : max(1, int(known.sum()) // PEOPLE_PER_COLUMN)]
    return matrix[:, independent(matrix[known])]


def _complete(matrix: np.ndarray, scores: np.ndarray, count: int, random: np.random.Generator) -> np.ndarray:
    """Return scores (people x imputations) with every missing one drawn from its nearest donors."""
    known = ~np.isnan(scores[:, 0])
    donated, number = scores[known, 0], scores.shape[1]
    fit = least_squares(matrix[known], donated, np.ones(len(donated)))
    # Coefficients from their posterior: the model itself is not known for certain either.
    df = len(donated) - matrix.shape[1]
    sigma = np.sqrt((fit.residuals**2).sum() / random.chisquare(df, number))
    root = np.linalg.inv(np.linalg.qr(matrix[known], mode="r"))
    drawn = fit.coefficients[:, None] + root @ random.standard_normal((matrix.shape[1], number)) * sigma
    donors = nearest(matrix[known] @ fit.coefficients, matrix[~known] @ drawn, count)
    pick = random.integers(0, donors.shape[-1], donors.shape[:-1])
    completed = scores.copy()
    completed[~known] = donated[np.take_along_axis(donors, pick[..., None], axis=-1)[..., 0]]
    return completed


def nearest(values: np.ndarray, wanted: np.ndarray, count: int) -> np.ndarray:
    """Return the places in `values` of the `count` values nearest to each wanted one (wanted's shape x count).

    All of them when there are fewer; of two equally near, the lower value, then the earlier place.
    """
    order = np.argsort(values, kind="stable")
    # The nearest `count` lie within `count` places on either side of where a wanted value would stand.
    around = np.searchsorted(values[order], wanted)[..., None] + np.arange(-count, count)
    inside = (around >= 0) & (around < len(values))
    positions = order[np.clip(around, 0, len(values) - 1)]
    distance = np.where(inside, np.abs(values[positions] - wanted[..., None]), np.inf)
    first = np.argsort(distance, axis=-1, kind="stable")[..., : min(count, len(values))]
    return np.take_along_axis(positions, first, axis=-1)
