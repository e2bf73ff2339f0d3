"""The propensity model against R's glm (MatchIt 4.7.1 on lalonde) and where it has no answer."""

import numpy as np
import pandas as pd
import pytest

from chart2paper.match.candidates import possible_pairs
from chart2paper.match.propensity import LOGIT, propensity_logits, standard_deviation, with_propensity
from chart2paper.statistics.results import NotEstimable
from match.lalonde import COVARIATES, lalonde
from match.people import candidates, exposed


def test_log_odds_equal_those_of_r_on_lalonde():
    people = lalonde()
    exposed = people["treat"].eq(1).to_numpy()
    found = propensity_logits(people, exposed, COVARIATES, np.ones(len(people)))
    assert not isinstance(found, NotEstimable) and not found.left_out
    # `distance` is the probability that R's glm gives.
    np.testing.assert_allclose(1 / (1 + np.exp(-found.logits)), people["distance"], rtol=1e-6)


def test_a_weight_of_two_is_a_person_twice():
    people = pd.DataFrame({"age": [30.0, 40, 50, 60, 35, 45, 55, 65]})
    exposed = np.array([True, False, True, False, False, True, False, False])
    weights = np.array([1.0, 2, 1, 1, 2, 1, 1, 1])
    rows = np.repeat(np.arange(8), weights.astype(int))
    once = propensity_logits(people, exposed, ["age"], weights)
    twice = propensity_logits(people.iloc[rows], exposed[rows], ["age"], np.ones(len(rows)))
    np.testing.assert_allclose(once.logits[rows], twice.logits, rtol=1e-8)


@pytest.mark.parametrize("exposed", [[True] * 6, [False] * 6, [True, True, True, False, False, False]])
def test_an_empty_arm_or_arms_that_covariates_tell_apart_have_no_score(exposed):
    people = pd.DataFrame({"age": [80.0, 75, 70, 40, 35, 30]})
    assert isinstance(propensity_logits(people, np.array(exposed), ["age"], np.ones(6)), NotEstimable)


def ages(people: dict[str, int]) -> dict[str, dict[str, int]]:
    return {name: {"age": age} for name, age in people.items()}


def test_a_candidate_of_many_exposed_people_counts_once_in_the_model_and_in_its_unit():
    """Every candidate is offered to one exposed person, or to all three at two dates: the same score."""
    people = exposed(**ages({"A": 50, "B": 60, "C": 70}))
    others = ages({"W": 45, "X": 55, "Y": 65, "Z": 40})
    once = possible_pairs(people, candidates(*(("A", name, what) for name, what in others.items())))
    often = possible_pairs(
        people,
        candidates(
            *(
                (who, name, what | {"index_date": day})
                for who, day in (("A", "2018-02-01"), ("B", "2018-02-01"), ("C", "2019-02-01"))
                for name, what in others.items()
            )
        ),
    )
    one, other = with_propensity(once, ["age"]), with_propensity(often, ["age"])
    assert other.exposed[LOGIT].to_numpy() == pytest.approx(one.exposed[LOGIT].to_numpy(), abs=1e-8)
    assert len(other.slots) == 2 * len(one.slots)
    logits = np.concatenate([one.exposed[LOGIT], one.slots[LOGIT]])
    assert standard_deviation(one) == pytest.approx(logits.std(ddof=1))
    assert logits.var() * 7 == pytest.approx(_sum_of_squares(other))


def _sum_of_squares(possible) -> float:
    """About the weighted mean, each candidate once."""
    logits, _, weights = possible.everyone([LOGIT])
    values = logits[LOGIT].to_numpy()
    return float(weights @ (values - np.average(values, weights=weights)) ** 2)
