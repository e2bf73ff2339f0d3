"""Logistic regression where fitted risks reach 0 or 1 in the machine's arithmetic."""

import numpy as np
import pytest
from scipy import optimize, special

from chart2paper.statistics.logistic import Logistic, logistic
from chart2paper.statistics.results import NotEstimable
from model import written_out


@pytest.mark.filterwarnings("error")
def test_a_risk_that_rounds_to_one_leaves_no_residual():
    """Eight ordinary people, and one so far out that the model is certain of them."""
    risk_factor = np.array([0.0, 0, 0, 0, 1, 1, 1, 1, 60])
    events = np.array([0.0, 0, 1, 1, 0, 1, 1, 1, 1])
    fit = logistic(np.column_stack([np.ones(9), risk_factor]), events, np.ones(9))
    assert isinstance(fit, Logistic)
    assert special.expit(fit.coefficients @ [1, 60]) == 1
    assert fit.working.residuals[-1] == 0
    assert np.isfinite(fit.working.residuals).all()


def test_without_such_people_the_working_residuals_are_pearsons():
    import statsmodels.api as sm

    rng = np.random.default_rng(5)
    matrix = np.column_stack([np.ones(60), rng.normal(size=60)])
    events = (rng.random(60) < 0.4).astype(float)
    fit = logistic(matrix, events, np.ones(60))
    assert isinstance(fit, Logistic)
    expected = sm.GLM(events, matrix, family=sm.families.Binomial()).fit().resid_pearson
    np.testing.assert_allclose(fit.working.residuals, expected, rtol=1e-6)


def people(n: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Columns, events and weights of so many people."""
    rng = np.random.default_rng(n)
    matrix = np.column_stack([np.ones(n), rng.normal(size=n), rng.integers(0, 2, n)])
    events = (rng.random(n) < special.expit(matrix @ [-0.5, 1, 0.7])).astype(float)
    return matrix, events, rng.choice([1, 1 / 2, 1 / 3], n)


@pytest.mark.parametrize("n", [30, 80, 300])
def test_coefficients_and_their_information_are_those_of_newtons_method(n):
    matrix, events, weights = people(n)
    fit = logistic(matrix, events, weights)
    assert isinstance(fit, Logistic)
    coefficients, inverse = written_out.logistic(matrix, events, weights)
    np.testing.assert_allclose(fit.coefficients, coefficients, atol=1e-10)
    np.testing.assert_allclose(fit.working.bread, inverse, rtol=1e-9)


def test_years_as_they_stand_do_not_pass_for_separation():
    """Beside 1 they are nearly a repeat of it; the risks are those of years counted from the first."""
    matrix, events, weights = people(80)
    years = np.arange(80) % 3 / 2
    near = logistic(np.column_stack([matrix, years]), events, weights)
    far = logistic(np.column_stack([matrix, 20150 + years]), events, weights)
    assert isinstance(near, Logistic) and isinstance(far, Logistic)
    np.testing.assert_allclose(far.coefficients[1:], near.coefficients[1:], atol=1e-8)


SEPARATED = {
    "one column tells who": ([1.0, 2, 3, 4, 5, 6], [0.0, 0, 0, 1, 1, 1]),
    "all but those at one value": ([1.0, 2, 3, 3, 4, 5], [0.0, 0, 0, 1, 1, 1]),
}


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("name", SEPARATED)
def test_covariates_that_predict_perfectly_leave_no_solution(name):
    column, events = (np.array(values) for values in SEPARATED[name])
    found = logistic(np.column_stack([np.ones(6), column]), events, np.ones(6))
    assert found == NotEstimable("the covariates predict the outcome perfectly for some people (separation)")


def test_coefficients_that_settle_where_every_risk_is_0_or_1_are_no_solution():
    """Found by random search: the weighted least squares run into risks of 0 and 1 and stop there."""
    year = [2016, 2015, 2015, 2017, 2019, 2018, 2016, 2016, 2016, 2016, 2016]
    female = [1, 1, 1, 0, 0, 1, 0, 0, 1, 0, 0]
    age = [49.7, 57.8, 34.1, 46.8, 42.0, 47.5, 61.9, 71.2, 38.5, 43.6, 42.5]
    events = np.array([0.0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1])
    matrix = np.column_stack([np.ones(11), year, female, age]).astype(float)
    assert isinstance(logistic(matrix, events, np.ones(11)), NotEstimable)


UNITS = {
    "days in care beside a year": (1.0, 0.0),
    "nanoseconds since 1970": (86_400e9, 1.4e18),
    "millionths": (1e-6, 0.0),
}


@pytest.mark.parametrize("name", UNITS)
def test_neither_unit_nor_start_of_counting_decides_whether_there_is_a_solution(name):
    """The slopes are those that scipy's minimiser finds for columns centred and scaled by hand."""
    unit, start = UNITS[name]
    rng = np.random.default_rng(31)
    days, year = np.round(rng.exponential(900, 200)), 2016 + np.floor(rng.random(200) * 6)
    events = (rng.random(200) < special.expit(-1.5 + 0.2 * (year - 2018) + days / 2000)).astype(float)
    by_hand = np.column_stack([np.ones(200), (days - 900) / 900, year - 2018])

    def loss(b: np.ndarray) -> float:
        return float(np.logaddexp(0, by_hand @ b).sum() - events @ (by_hand @ b))

    best = optimize.minimize(loss, np.zeros(3)).x
    risk = special.expit(by_hand @ best)
    spread = np.linalg.inv((by_hand * (risk * (1 - risk))[:, None]).T @ by_hand)
    fit = logistic(np.column_stack([np.ones(200), start + unit * days, year]), events, np.ones(200))
    assert isinstance(fit, Logistic)
    scale = np.array([unit * 900, 1])
    np.testing.assert_allclose(fit.coefficients[1:] * scale, best[1:], atol=1e-5)
    np.testing.assert_allclose(np.diag(fit.working.bread)[1:] * scale**2, np.diag(spread)[1:], rtol=1e-4)


@pytest.mark.parametrize("unit", [1e-9, 1.0, 1e15])
def test_separation_and_repeated_columns_are_found_in_any_unit(unit):
    days, events = (np.array(values) for values in SEPARATED["all but those at one value"])
    other = np.array([3.0, 1, 4, 1, 5, 9])
    separated = np.column_stack([np.ones(6), unit * days, 2016 + other])
    assert isinstance(logistic(separated, events, np.ones(6)), NotEstimable)
    repeated = np.column_stack([np.ones(6), unit * other, 2016 + 2 * other])
    assert isinstance(logistic(repeated, np.array([0.0, 1, 0, 1, 0, 1]), np.ones(6)), NotEstimable)
