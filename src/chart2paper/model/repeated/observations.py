"""The scores of the outcome window as a regression sees them: one row a score, covariates of its person."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from chart2paper.statistics.arms import is_exposed, too_few
from chart2paper.statistics.clusters import clusters
from chart2paper.statistics.design_matrix import design
from chart2paper.statistics.regression import least_squares, no_spread
from chart2paper.statistics.results import NotEstimable

# Slopes are told per month of 30 days.
MONTH = 30.0
# Of a column as it stands, less than this left after taking out the others is a repeat of them.
REPEATS = 1e-7
KEY = ["set_id", "role", "person_id"]
ESTIMANDS = ("difference_at_target_day", "difference_in_slope")


@dataclass(frozen=True)
class Observations:
    """Scores (n), their design matrix (n x p), the person of each score and the matched set of each person.

    `contrasts` picks the coefficients of the exposure at the target day and of its change per 30 days.
    """

    outcome: np.ndarray
    matrix: np.ndarray
    person: np.ndarray
    set_of_person: np.ndarray
    contrasts: dict[str, np.ndarray]
    notes: tuple[str, ...]


def with_scores(people: pd.DataFrame, scores: pd.DataFrame) -> pd.DataFrame:
    """Keep the people of an analysis set who have a score in the outcome window."""
    seen = pd.MultiIndex.from_frame(scores.loc[scores["in_window"] == 1, KEY])
    return people[pd.MultiIndex.from_frame(people[KEY]).isin(seen)]


def observations(
    people: pd.DataFrame, scores: pd.DataFrame, covariates: list[str], target_day: int | None
) -> Observations | NotEstimable:
    """Return every score in the outcome window with exposure, time and exposure x time beside the covariates.

    people: the rows of ANALYSIS_SET who have a score there; scores: SCORES. Time is counted in months of 30 days
    from the target day, or from the median day of the scores when the protocol names none.
    """
    short = too_few(people, "with a score in the outcome window")
    if short:
        return short
    columns = design(people, covariates, {"exposed": is_exposed(people)})
    if isinstance(columns, NotEstimable):
        return columns
    people = people.reset_index(drop=True)
    used = scores[scores["in_window"] == 1].merge(
        people[KEY].assign(person=range(len(people))), on=KEY, validate="m:1"
    )
    if not used["person"].duplicated().any():
        return NotEstimable("nobody has more than one score in the outcome window")
    centre = float(used["day"].median()) if target_day is None else float(target_day)
    person, time = used["person"].to_numpy(), (used["day"].to_numpy(dtype=float) - centre) / MONTH
    exposed = is_exposed(people)[person]
    matrix = np.column_stack([columns.matrix[person], time, time * exposed])
    outcome = used["score"].to_numpy(dtype=float)
    lacking = _repeats(matrix) or no_spread(least_squares(matrix, outcome, np.ones(len(outcome))), outcome)
    if lacking:
        return lacking
    names = (*columns.names, "time", "exposed x time")
    contrasts = {
        estimand: np.array([float(name == wanted) for name in names])
        for estimand, wanted in zip(ESTIMANDS, ("exposed", "exposed x time"), strict=True)
    }
    notes = (f"{len(outcome):,} scores of {len(people):,} people", *columns.notes)
    if target_day is None:
        notes = (*notes, f"no target day in the protocol: the difference is that on day {centre:g}")
    sets = pd.factorize(clusters(people), sort=True)[0]
    return Observations(outcome, matrix, person, sets, contrasts, notes)


def _repeats(matrix: np.ndarray) -> NotEstimable | None:
    scaled = matrix / np.maximum(np.linalg.norm(matrix, axis=0), REPEATS)
    if np.linalg.svd(scaled, compute_uv=False)[-1] > REPEATS:
        return None
    return NotEstimable("the scores lie on too few different days to follow pain over time")
