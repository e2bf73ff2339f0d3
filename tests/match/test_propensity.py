"""The propensity model against R's glm (MatchIt 4.7.1 on lalonde) and where it has no answer."""

import numpy as np
import pandas as pd
import pytest

from chart2paper.match.propensity import propensity_logits
from chart2paper.model.results import NotEstimable
from match.lalonde import COVARIATES, lalonde


def test_log_odds_equal_those_of_r_on_lalonde():
    people = lalonde()
    exposed = people["treat"].eq(1).to_numpy()
    found = propensity_logits(people, exposed, COVARIATES, np.ones(len(people)))
    assert not isinstance(found, NotEstimable)
    # `distance` is the probability that R's glm gives.
    np.testing.assert_allclose(1 / (1 + np.exp(-found)), people["distance"], rtol=1e-6)


def test_a_weight_of_two_is_a_person_twice():
    people = pd.DataFrame({"age": [30.0, 40, 50, 60, 35, 45, 55, 65]})
    exposed = np.array([True, False, True, False, False, True, False, False])
    weights = np.array([1.0, 2, 1, 1, 2, 1, 1, 1])
    rows = np.repeat(np.arange(8), weights.astype(int))
    once = propensity_logits(people, exposed, ["age"], weights)
    twice = propensity_logits(people.iloc[rows], exposed[rows], ["age"], np.ones(len(rows)))
    np.testing.assert_allclose(np.asarray(once)[rows], twice, rtol=1e-8)


@pytest.mark.parametrize("exposed", [[True] * 6, [False] * 6, [True, True, True, False, False, False]])
def test_an_empty_arm_or_arms_that_covariates_tell_apart_have_no_score(exposed):
    people = pd.DataFrame({"age": [80.0, 75, 70, 40, 35, 30]})
    assert isinstance(propensity_logits(people, np.array(exposed), ["age"], np.ones(6)), NotEstimable)
