"""E-values and what they are set against: published examples, and measured covariates of known strength."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chart2paper.model.estimates import estimate_effects
from chart2paper.model.explain.e_value import bounding_factor, e_value, nearer_to_one, risk_ratio_of
from chart2paper.model.explain.e_values import as_risk_ratio, e_values, outcome_sd
from chart2paper.model.explain.measured import measured_confounders
from chart2paper.statistics.results import Interval, NotEstimable
from chart2paper.tables.explain import E_VALUES, MEASURED_CONFOUNDERS
from chart2paper.tables.match import BALANCE
from chart2paper.tables.read_write import check, shape
from model.people import ESTIMATION, clinic, people
from model.test_degenerate import CASES

NAMED = "adjusted_final_score"
RUN = ESTIMATION | {"estimators": ["ancova", "responders"]}


@pytest.mark.parametrize(
    ("risk_ratio", "expected"),
    [
        (3.9, 7.26),  # formula feeding and death from respiratory infection, its lower limit 1.8
        (1.8, 3.0),
        (0.5, 3.41),  # breastfeeding and ovarian cancer, its upper limit 0.8
        (0.8, 1.81),
        (1.0, 1.0),
    ],
)
def test_published_examples(risk_ratio, expected):
    """Source: VanderWeele and Ding 2017, Annals of Internal Medicine 167:268-274."""
    assert e_value(risk_ratio) == pytest.approx(expected, abs=0.005)


def test_a_standardised_difference_has_the_e_value_of_the_r_package():
    """Source: R package EValue, evalues.MD(est = 0.5, se = 0.2); it takes 1.78 for 0.91 x 1.96."""
    assert e_value(risk_ratio_of(0.5)) == pytest.approx(2.52914198186127, rel=1e-12)
    limit = 0.5 - 1.78 / 0.91 * 0.2
    assert e_value(risk_ratio_of(limit)) == pytest.approx(1.44302956344269, rel=1e-12)


def test_without_variation_within_the_arms_a_difference_has_no_risk_ratio():
    assert as_risk_ratio(Interval(-1.0, -2.0, -0.5), sd=0.0) == NotEstimable(
        "the outcome does not vary within the arms"
    )


def test_the_limit_nearer_to_no_effect_is_1_when_the_interval_holds_1():
    assert nearer_to_one(1.2, 3.0) == 1.2
    assert nearer_to_one(0.2, 0.7) == 0.7
    assert nearer_to_one(0.8, 1.4) == 1


RATIO = st.floats(1.001, 50)


@given(RATIO)
def test_a_confounder_as_strong_as_the_e_value_just_explains_the_risk_ratio(ratio):
    """Source: the definition (Ding and VanderWeele 2016): the bounding factor of E and E is the risk ratio."""
    assert bounding_factor(e_value(ratio), e_value(ratio)) == pytest.approx(ratio)
    assert e_value(1 / ratio) == pytest.approx(e_value(ratio))


@given(RATIO, RATIO)
def test_a_confounder_cannot_shift_a_risk_ratio_by_more_than_its_weaker_association(first, second):
    assert 1 < bounding_factor(first, second) <= min(first, second)


def table_of(frame: pd.DataFrame) -> pd.DataFrame:
    return e_values(frame, estimate_effects(frame, "x", RUN), NAMED).set_index("outcome")


def test_a_difference_is_divided_by_the_sd_within_arms():
    frame = clinic(25, seed=3, effect=-3)
    known = frame[frame["final_score"].notna()]
    arms = [group["final_score"].to_numpy() for _, group in known.groupby("role")]
    squares = sum(((arm - arm.mean()) ** 2).sum() for arm in arms)
    assert outcome_sd(frame) == pytest.approx(math.sqrt(squares / (len(known) - 2)))
    row = table_of(frame).loc["final_score"]
    assert row.risk_ratio == pytest.approx(math.exp(0.91 * row.estimate / row.sd))
    assert row.ci_high < 0
    assert row.risk_ratio_limit == pytest.approx(math.exp(0.91 * row.ci_high / row.sd))
    assert 1 < row.e_value_limit < row.e_value


def test_an_interval_that_holds_no_effect_leaves_nothing_to_explain():
    row = table_of(clinic(25, seed=3, effect=0)).loc["final_score"]
    assert row.ci_low < 0 < row.ci_high
    assert (row.risk_ratio_limit, row.e_value_limit) == (1, 1)
    assert row.e_value > 1


def test_a_response_uses_the_adjusted_risk_ratio():
    frame = clinic(40, seed=5)
    estimates = estimate_effects(frame, "x", RUN).set_index(["outcome", "estimand", "method"])["estimate"]
    expected = estimates["responder_30", "risk_ratio", "standardised_logistic"]
    assert table_of(frame).loc["responder_30", "risk_ratio"] == pytest.approx(expected)


def balance_of(**smds: float) -> pd.DataFrame:
    rows = [
        {"covariate": name, "sample": sample, "smd": smd if sample == "before" else 0.0}
        for name, smd in smds.items()
        for sample in ("before", "after")
    ]
    return shape(pd.DataFrame(rows, columns=BALANCE.column_names), BALANCE)


def measured(frame, balance, adjust_for, matched_on=()):
    needed = e_values(frame, estimate_effects(frame, "x", RUN | {"adjust_for": adjust_for}), NAMED)
    found = measured_confounders(frame, balance, needed, adjust_for, list(matched_on))
    check(found, MEASURED_CONFOUNDERS, "measured_confounders.csv")
    return needed.set_index("outcome").loc["final_score"], found.set_index("covariate")


def test_a_covariate_is_as_strong_as_its_two_associations():
    """By hand: the score rises by 1 point per point of baseline, whose SD is 2, so that 2 SDs are 4 points."""
    baseline = [2.0, 6.0] * 20
    exposed = [(b, b - 1 + e) for b, e in zip(baseline, [-1, -1, 1, 1] * 10, strict=True)]
    comparators = [(b, b + e) for b, e in zip(baseline, [1, 1, -1, -1] * 10, strict=True)]
    primary, found = measured(
        people(exposed, comparators), balance_of(baseline_score=-0.5), ["baseline_score"]
    )
    row = found.loc["baseline_score"]
    assert row.difference == pytest.approx(4)
    assert row.smd_before == 0.5
    assert row.risk_ratio_exposure == pytest.approx(math.exp(0.91 * 0.5))
    assert primary.sd == pytest.approx(math.sqrt((80 * 4 + 80 * 1) / 78))
    assert row.risk_ratio_outcome == pytest.approx(math.exp(0.91 * 4 / primary.sd))
    assert row.strength == pytest.approx(
        e_value(bounding_factor(row.risk_ratio_exposure, row.risk_ratio_outcome))
    )


def test_a_confounder_that_many_times_as_strong_has_the_e_value():
    frame = clinic(25, seed=3, effect=-3)
    primary, found = measured(
        frame, balance_of(baseline_score=0.4, on_opioid=0.1), ["baseline_score", "on_opioid"]
    )
    row = found.loc["baseline_score"]
    assert row.strength**row.times_estimate == pytest.approx(primary.e_value)
    assert row.strength**row.times_limit == pytest.approx(primary.e_value_limit)


def test_an_effect_is_not_compared_when_there_is_none_to_explain():
    _, found = measured(clinic(25, seed=3, effect=0), balance_of(baseline_score=0.4), ["baseline_score"])
    assert found["times_limit"].isna().all() and found["times_estimate"].notna().all()


def test_the_estimate_is_given_without_an_adjusted_covariate_and_with_a_matched_one():
    frame = clinic(25, seed=3)
    _, found = measured(frame, balance_of(baseline_score=0.4, age=0.1), ["baseline_score"], ["age"])

    def primary(*adjust_for):
        return table_primary(frame, list(adjust_for))

    assert found["adjusted"].to_dict() == {"age": 0, "baseline_score": 1}
    assert found.loc["baseline_score", "estimate_changed"] == pytest.approx(primary())
    assert found.loc["age", "estimate_changed"] == pytest.approx(primary("baseline_score", "age"))


def table_primary(frame, adjust_for):
    estimates = estimate_effects(frame, "x", RUN | {"estimators": ["ancova"], "adjust_for": adjust_for})
    return estimates.set_index("method").loc["ancova_cr2", "estimate"]


def test_a_covariate_whose_balance_is_unknown_says_so():
    _, found = measured(clinic(25, seed=3), balance_of(age=0.1), ["baseline_score"])
    assert found["status"].tolist() == ["not estimable: its balance before matching is not known"]


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("case", CASES)
def test_hopeless_data_give_rows_that_say_why(case):
    frame = CASES[case]
    estimates = estimate_effects(frame, "x", RUN)
    needed = e_values(frame, estimates, NAMED)
    check(needed, E_VALUES, "e_values.csv")
    assert needed["outcome"].tolist() == ["final_score", "responder_30", "responder_50"]
    balance = balance_of(**dict.fromkeys(RUN["adjust_for"], 0.2))
    found = measured_confounders(frame, balance, needed, RUN["adjust_for"], ["pain_group"])
    check(found, MEASURED_CONFOUNDERS, "measured_confounders.csv")
    for table, number in ((needed, "e_value"), (found, "strength")):
        ok = table["status"].eq("ok").to_numpy(dtype=bool)
        assert (table["status"].str.startswith("not estimable: ").to_numpy(dtype=bool) ^ ok).all()
        assert (table[number].notna().to_numpy() == ok).all()
        assert np.isfinite(table.loc[ok, number]).all()


def test_an_analysis_without_the_primary_estimator_says_so():
    frame = clinic(12, seed=30)
    needed = e_values(
        frame, estimate_effects(frame, "x", ESTIMATION | {"estimators": ["group_means"]}), NAMED
    )
    assert needed["status"].tolist() == [
        "not estimable: the protocol of this analysis does not ask for the estimate"
    ]


def test_the_first_e_value_is_that_of_the_primary_difference_that_the_protocol_names():
    frame = clinic(25, seed=3, effect=-3)
    estimates = estimate_effects(frame, "x", ESTIMATION | {"estimators": ["ancova", "group_means"]})
    first = e_values(frame, estimates, "unadjusted_change").iloc[0]
    row = estimates[estimates["outcome"].eq("score_change") & estimates["method"].eq("welch_t")].iloc[0]
    assert (first["outcome"], first["estimand"]) == ("score_change", "difference")
    assert first["estimate"] == row["estimate"]


def test_where_the_primary_estimate_is_not_in_points_the_adjusted_difference_in_the_score_is_explained():
    frame = clinic(25, seed=3, effect=-3)
    estimates = estimate_effects(frame, "x", RUN)
    assert e_values(frame, estimates, "percent_change").equals(e_values(frame, estimates, NAMED))
