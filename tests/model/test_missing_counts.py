"""Missing outcomes counted, and the whole topic on every kind of hopeless data."""

import numpy as np
import pytest
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from chart2paper.model.missing.counts import missing_outcomes, missingness
from chart2paper.model.missing.handling import handle_missing
from chart2paper.model.missing.responders_known import responders_with_outcome
from chart2paper.statistics.results import rows_frame
from chart2paper.tables.missing import MISSING_OUTCOMES, TIPPING_POINT
from chart2paper.tables.model import ESTIMATES
from chart2paper.tables.read_write import check, shape
from model.missing_records import PROTOCOL, records
from model.people import ESTIMATION, number, people
from model.test_degenerate import CASES, assert_complete

NO_VISIT, NO_SCORE = "no visit in the outcome window", "a visit in the outcome window but no readable score"


def three_of_eight():
    frame = people([(6, 5), (8, None), (7, 3), (5, 4)], [(6, 5), (9, None), (7, None), (5, 4)])
    why = {"P001": NO_VISIT, "P005": NO_VISIT, "P006": NO_SCORE}
    return frame.assign(outcome_missing_because=frame["person_id"].map(why).astype("string"))


def test_each_arm_has_every_reason_and_all_of_them_together():
    """Source of the interval: statsmodels proportion_confint(method="wilson")."""
    table = missing_outcomes(three_of_eight()).set_index(["role", "reason"])
    assert table["n"].to_dict() == {
        ("comparator", NO_SCORE): 1,
        ("comparator", "any reason"): 2,
        ("comparator", NO_VISIT): 1,
        ("exposed", NO_SCORE): 0,
        ("exposed", "any reason"): 1,
        ("exposed", NO_VISIT): 1,
    }
    row = table.loc[("comparator", "any reason")]
    assert (row["ci_low"], row["ci_high"]) == pytest.approx(proportion_confint(2, 4, method="wilson"))


def test_the_arms_differ_in_missing_outcomes_by_newcombe():
    """Source: statsmodels confint_proportions_2indep(method="newcomb")."""
    table = rows_frame(missingness(three_of_eight()), "x")
    row = number(table, "outcome_missing", "risk_difference", "newcombe")
    assert row.estimate == pytest.approx(-0.25)
    reference = confint_proportions_2indep(1, 4, 2, 4, method="newcomb")
    assert (row.ci_low, row.ci_high) == pytest.approx(reference)


def test_baseline_pain_of_people_with_and_without_an_outcome():
    table = rows_frame(missingness(three_of_eight()), "x")
    with_one = number(table, "baseline_score", "mean_comparator", "with_outcome")
    without = number(table, "baseline_score", "mean_comparator", "without_outcome")
    assert (with_one.estimate, without.estimate) == (5.5, 8)
    assert number(table, "baseline_score", "missing_difference_comparator", "welch_t").estimate == 2.5
    alone = number(table, "baseline_score", "missing_difference_exposed", "welch_t")
    assert alone.status == "not estimable: fewer than 2 people with or without an outcome"


def test_responders_among_those_with_an_outcome_leave_the_others_out():
    frame = people([(6, 3), (8, None), (7, 3), (5, 4)] * 3, [(6, 5), (9, None), (7, None), (6, 3)] * 3)
    table = rows_frame(responders_with_outcome(frame, ESTIMATION | {"adjust_for": []}), "x")
    risk = number(table, "responder_50", "risk_exposed", "wilson_known")
    assert (risk.estimate, risk.n_exposed) == (pytest.approx(6 / 9), 9)
    # Without covariates the standardised difference is the crude one.
    crude = number(table, "responder_50", "risk_difference", "newcombe_known")
    adjusted = number(table, "responder_50", "risk_difference", "standardised_logistic_known")
    assert adjusted.estimate == pytest.approx(crude.estimate)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("case", CASES)
def test_the_whole_topic_answers_or_says_why_not(case):
    frame = CASES[case]
    handled = handle_missing(records(frame), "x", PROTOCOL)
    assert_complete(shape(handled.estimates, ESTIMATES))
    assert len(handled.estimates) == 19, "the same rows, whatever the data"
    check(handled.missing_outcomes, MISSING_OUTCOMES, "missing_outcomes.csv")
    check(handled.tipping_point, TIPPING_POINT, "tipping_point.csv")
    points = handled.tipping_point
    ok = points["status"].eq("ok").to_numpy(dtype=bool)
    assert np.isfinite(points.loc[ok, ["estimate", "ci_low", "ci_high", "p_value"]].to_numpy()).all()
    assert points.loc[~ok, "status"].str.startswith("not estimable: ").all()
    assert points.loc[~ok, ["estimate", "ci_low", "ci_high", "p_value"]].isna().all(axis=None)
    if case != "empty":
        assert handled.missing_outcomes["n"].max() <= len(frame)
