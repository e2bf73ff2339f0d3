"""Logistic regression where fitted risks reach 0 or 1 in the machine's arithmetic."""

import numpy as np
import pytest
from scipy import special

from chart2paper.statistics.logistic import Logistic, logistic


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
