"""The Mahalanobis distance, against SciPy's."""

import numpy as np
import pandas as pd
import pytest
from scipy.spatial.distance import mahalanobis

from chart2paper.match.distance import distances, numbers_of, spread_out, spread_out_ranks
from match.lalonde import COVARIATES, arms


def distance(frame: pd.DataFrame, exposed: list[bool], weights=None) -> np.ndarray:
    """Return the distance of every pair of rows."""
    weights = np.ones(len(frame)) if weights is None else np.array(weights)
    places = spread_out(numbers_of(frame, weights), np.array(exposed), weights)
    i, j = (side.ravel() for side in np.indices((len(frame), len(frame))))
    return distances(places, places, i, j).reshape(len(frame), len(frame))


def random_frame(seed: int = 1, n: int = 40) -> tuple[pd.DataFrame, list[bool]]:
    random = np.random.default_rng(seed)
    frame = pd.DataFrame({"age": random.normal(50, 12, n), "score": random.normal(6, 2, n)})
    frame["days"] = frame["age"] * 20 + random.normal(0, 100, n)
    return frame, (np.arange(n) % 4 == 0).tolist()


def test_it_is_scipys_with_the_covariance_pooled_within_the_groups():
    """Rubin 1980: ((n1 - 1) S1 + (n0 - 1) S0) / (n1 + n0 - 2)."""
    frame, exposed = random_frame()
    one, other = frame[exposed], frame[~np.array(exposed)]
    pooled = (one.cov() * (len(one) - 1) + other.cov() * (len(other) - 1)) / (len(frame) - 2)
    inverse = np.linalg.inv(pooled)
    found = distance(frame, exposed)
    assert found[0, 1] == pytest.approx(mahalanobis(frame.iloc[0], frame.iloc[1], inverse), abs=1e-8)
    assert found[3, 17] == pytest.approx(mahalanobis(frame.iloc[3], frame.iloc[17], inverse), abs=1e-8)


def test_the_unit_of_a_covariate_does_not_matter():
    frame, exposed = random_frame()
    other = frame.assign(age=frame["age"] * 365.25, days=frame["days"] / 1e6)
    assert distance(frame, exposed) == pytest.approx(distance(other, exposed), abs=1e-7)


def test_a_covariate_given_twice_counts_once():
    frame, exposed = random_frame()
    assert distance(frame.assign(again=frame["age"] * 2), exposed) == pytest.approx(
        distance(frame, exposed), abs=1e-6
    )


def test_a_text_counts_by_its_levels_and_naming_them_otherwise_changes_nothing():
    frame, exposed = random_frame()
    frame["sex"] = np.where(np.arange(len(frame)) % 3 == 0, "male", "female")
    coded = frame.assign(sex=(frame["sex"] == "male").astype("float64"))
    assert distance(frame, exposed) == pytest.approx(distance(coded, exposed), abs=1e-7)


def test_a_missing_number_is_like_the_mean_but_unlike_a_known_one():
    frame = pd.DataFrame({"previous_score": [2.0, 4.0, 6.0, np.nan, np.nan, 4.0]})
    found = distance(frame, [True, False, True, False, True, False])
    assert found[3, 4] == 0
    assert found[1, 5] == 0
    assert found[3, 1] > 0


def test_constant_and_empty_covariates_make_no_distance():
    frame = pd.DataFrame({"age": [50.0] * 4, "previous_score": [np.nan] * 4, "sex": ["female"] * 4})
    assert (distance(frame, [True, True, False, False]) == 0).all()
    assert (distance(frame[[]], [True, True, False, False]) == 0).all()


def test_one_exposed_person_leaves_the_scale_to_the_others():
    frame = pd.DataFrame({"age": [70.0, 40.0, 50.0, 60.0]})
    assert distance(frame, [True, False, False, False])[0, 1] == pytest.approx(3.0)  # their SD is 10


def test_a_candidate_of_many_dates_counts_once_in_the_scale():
    frame = pd.DataFrame({"age": [70.0, 40.0, 50.0, 60.0, 60.0]})
    found = distance(frame, [True, False, False, False, False], weights=[1, 1, 1, 0.5, 0.5])
    assert found[0, 1] == pytest.approx(3.0)


# --- ranks ---------------------------------------------------------------------------------------


def rank_distance(frame: pd.DataFrame, weights=None) -> np.ndarray:
    weights = np.ones(len(frame)) if weights is None else np.array(weights)
    places = spread_out_ranks(numbers_of(frame, weights), weights)
    i, j = (side.ravel() for side in np.indices((len(frame), len(frame))))
    return distances(places, places, i, j).reshape(len(frame), len(frame))


@pytest.mark.parametrize(
    ("covariates", "expected"),
    [
        (
            [name for name in COVARIATES if name != "race"],
            [3.882198602456, 3.781828891656, 3.530034993408, 4.028837544952],
        ),
        (COVARIATES, [4.019161624320, 4.346050846861, 4.065971071283, 4.824755782523]),
    ],
)
def test_robust_distances_are_those_of_rosenbaums_function_on_lalonde(covariates, expected):
    """R 4.2.2 with MASS 7.3-58.2: sqrt(smahal(treat, X)) of Rosenbaum 2010, section 8.3, race as three 0/1 columns;
    treated 1, 1, 100, 185 with controls 1, 429, 7, 200."""
    found = rank_distance(pd.concat(arms(), ignore_index=True)[covariates])
    assert found[[0, 0, 99, 184], [185, 613, 191, 384]] == pytest.approx(expected, abs=1e-8)


def test_an_outlier_counts_no_more_than_its_rank():
    frame = pd.DataFrame({"age": [40.0, 50.0, 60.0, 70.0, 80.0]})
    outlier = frame.replace({80.0: 8000.0})
    assert (rank_distance(frame) == rank_distance(outlier)).all()


def test_a_rare_level_weighs_no_more_in_ranks_than_it_does_on_its_own():
    """Mahalanobis gives one person in 100 a distance of 10 SDs; ranks are rescaled as if they had no ties."""
    frame = pd.DataFrame({"rare": [1.0] + [0.0] * 99})
    exposed = [True, True] + [False] * 98
    assert rank_distance(frame)[0, 99] < 2 < distance(frame, exposed)[0, 99]


def test_a_candidate_with_two_dates_counts_once_in_ranks():
    frame = pd.DataFrame({"age": [40.0, 50.0, 60.0, 70.0], "score": [5.0, 3.0, 8.0, 1.0]})
    twice = pd.concat([frame, frame.tail(1)], ignore_index=True)
    assert rank_distance(twice, [1, 1, 1, 0.5, 0.5])[:4, :4] == pytest.approx(rank_distance(frame), abs=1e-8)


@pytest.mark.parametrize("n", [0, 1, 3])
def test_where_nothing_varies_every_distance_in_ranks_is_0(n):
    assert (rank_distance(pd.DataFrame({"age": [50.0] * n, "missing": [np.nan] * n})) == 0).all()
