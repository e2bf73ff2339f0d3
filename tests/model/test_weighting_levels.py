"""Weighting where a level of a covariate is found in one arm only."""

import numpy as np
import pandas as pd
import pytest

from chart2paper.model.weighting.steps import Settings, estimate_steps
from chart2paper.model.weighting.summary import weighted_balance, weights_summary
from chart2paper.model.weighting.weights import models_of
from chart2paper.statistics.arms import is_exposed
from chart2paper.statistics.both_arms import in_both_arms
from chart2paper.statistics.results import NotEstimable
from chart2paper.tables.read_write import shape
from chart2paper.tables.weighting import POPULATION
from model.eligible import eligible
from model.people import clinic

CHOSEN = Settings(["baseline_score", "age", "mechanism"], ["baseline_score", "age"], 99.0)


def weighted(people: pd.DataFrame, chosen: Settings = CHOSEN) -> pd.DataFrame:
    models = models_of(people, chosen.covariates, chosen.adjust_for, 0.05)
    found = estimate_steps(people, clinic(10, seed=1), models, chosen, "x")
    return found[found["estimand"].isin(["difference_exposed", "difference_overlap"])].reset_index(drop=True)


def with_level(arm: str, count: int, seed: int = 3) -> pd.DataFrame:
    """Return 300 people eligible, of whom `count` of an arm alone have visceral pain."""
    people = eligible(300, seed=seed).assign(mechanism="mixed")
    people.loc[people.index % 3 == 0, "mechanism"] = "nociceptive"
    people.loc[people.index[people["role"] == arm][:count], "mechanism"] = "visceral"
    return shape(people, POPULATION)


@pytest.mark.parametrize("count", [5, 6, 40])
def test_comparators_at_a_level_that_nobody_exposed_has_are_left_out_and_the_rest_is_weighted(count):
    """The reference is the limit of the likelihood: the same people without them."""
    people = with_level("comparator", count)
    others = people[people["mechanism"] != "visceral"].reset_index(drop=True)
    found, alone = weighted(people), weighted(others)
    numbers = ["estimate", "ci_low", "ci_high", "p_value", "n_exposed", "n_comparator"]
    pd.testing.assert_frame_equal(found[numbers], alone[numbers])
    note = (
        f"{count} comparators are left out, with weight 0, because no exposed person has mechanism=visceral"
    )
    assert all(note in status for status in found["status"])


def test_the_weights_are_those_that_penalising_ever_less_leads_to():
    """Independent source: logistic regression with a vanishing ridge penalty (by Newton's method)."""
    people = with_level("comparator", 12)
    exposed = people["role"].eq("exposed").to_numpy(dtype=float)
    columns = [
        np.ones(len(people)),
        *(people[name].to_numpy(dtype=float) for name in ("baseline_score", "age")),
    ]
    columns += [people["mechanism"].eq(level).to_numpy(dtype=float) for level in ("nociceptive", "visceral")]
    matrix = np.column_stack(columns)
    matrix[:, 1:3] -= matrix[:, 1:3].mean(axis=0)
    beta, ridge = np.zeros(5), 1e-7 * np.diag([0.0, 0, 0, 0, 1])
    for _ in range(60):
        risk = 1 / (1 + np.exp(-matrix @ beta))
        slope = matrix.T @ (exposed - risk) - ridge @ beta
        beta = beta + np.linalg.solve((matrix * (risk * (1 - risk))[:, None]).T @ matrix + ridge, slope)
    risk = 1 / (1 + np.exp(-matrix @ beta))
    models = models_of(people, CHOSEN.covariates, CHOSEN.adjust_for, 0.05)
    assert not isinstance(models, NotEstimable)
    assert risk[~models.kept].max() < 1e-4
    np.testing.assert_allclose(models.propensity.probability, risk[models.kept], atol=1e-5)


def test_exposed_at_a_level_that_no_comparator_has_are_left_out_and_the_population_is_named():
    people = with_level("exposed", 7)
    found, alone = (
        weighted(people),
        weighted(people[people["mechanism"] != "visceral"].reset_index(drop=True)),
    )
    pd.testing.assert_series_equal(found["estimate"], alone["estimate"])
    note = (
        "7 exposed people are left out because no comparator has mechanism=visceral: the effect is that in the other "
        "exposed people"
    )
    assert all(note in status for status in found["status"])
    everyone = (people["role"] == "exposed") & people["final_score"].notna()
    assert (found["n_exposed"] == (everyone & (people["mechanism"] != "visceral")).sum()).all()


def test_up_to_four_people_at_a_level_are_not_adjusted_for_and_stay():
    people = with_level("comparator", 4)
    assert in_both_arms(people, ["mechanism"], is_exposed(people))[0].all()
    assert not weighted(people)["estimate"].isna().any()


def test_the_commonest_level_may_be_that_of_one_arm_too():
    people = with_level("comparator", 200)
    assert (people["mechanism"] == "visceral").mean() > 0.5
    kept, _ = in_both_arms(people, ["mechanism"], is_exposed(people))
    assert (kept == (people["mechanism"] != "visceral")).all()
    assert not weighted(people)["estimate"].isna().any()


def test_a_yes_no_and_a_missing_number_of_one_arm_are_levels_too():
    people = with_level("comparator", 0)
    comparators = people.index[people["role"] == "comparator"]
    people.loc[comparators[:6], "previous_score"] = pd.NA
    people.loc[comparators[6:], "previous_score"] = 5.0
    people.loc[people["role"] == "exposed", "previous_score"] = (
        np.arange((people["role"] == "exposed").sum()) % 9
    )
    people["on_adjuvant"] = 0
    people.loc[comparators[10:18], "on_adjuvant"] = 1
    kept, left_out = in_both_arms(people, ["previous_score", "on_adjuvant"], is_exposed(people))
    assert set(people.index[~kept]) == {*comparators[:6], *comparators[10:18]}
    assert [(each.level, each.exposed) for each in left_out] == [
        ("previous_score missing", False),
        ("on_adjuvant=1", False),
    ]


def test_leaving_people_out_may_leave_another_level_to_one_arm():
    """The only exposed people at level b of `sex` are those whom level x of `mechanism` loses."""
    people = with_level("exposed", 8)
    people["sex"] = "male"
    people.loc[people["mechanism"] == "visceral", "sex"] = "female"
    people.loc[people.index[people["role"] == "comparator"][:9], "sex"] = "female"
    kept, left_out = in_both_arms(people, ["mechanism", "sex"], is_exposed(people))
    assert len(left_out) == 2
    assert set(people.loc[kept, "sex"]) == {"male"} and "visceral" not in set(people.loc[kept, "mechanism"])


def test_an_arm_is_never_emptied():
    people = with_level("exposed", 0)
    people["mechanism"] = people["role"].map({"exposed": "mixed", "comparator": "visceral"})
    assert in_both_arms(people, ["mechanism"], is_exposed(people))[0].all()
    assert isinstance(models_of(people, CHOSEN.covariates, CHOSEN.adjust_for, 0.05), NotEstimable)


def test_the_tables_beside_count_who_is_weighted_and_compare_with_everyone():
    people = with_level("comparator", 12)
    models = models_of(people, CHOSEN.covariates, CHOSEN.adjust_for, 0.05)
    summary = weights_summary(people, models, 99.0).set_index(["scheme", "role"])
    comparators = people[people["role"] == "comparator"]
    known = comparators["final_score"].notna()
    row = summary.loc[("att", "comparator")]
    assert row["n"] == len(comparators)
    assert row["n_outcome"] == (known & (comparators["mechanism"] != "visceral")).sum()
    balance = weighted_balance(people, models, 99.0, CHOSEN.covariates)
    visceral = balance[(balance["level"] == "visceral") & (balance["scheme"] == "att")].iloc[0]
    assert visceral["smd_after"] == 0
    age = balance[(balance["covariate"] == "age") & (balance["scheme"] == "att")].iloc[0]
    arms = [people[people["role"] == role]["age"] for role in ("exposed", "comparator")]
    assert age["smd_before"] == pytest.approx((arms[0].mean() - arms[1].mean()) / arms[0].std())
