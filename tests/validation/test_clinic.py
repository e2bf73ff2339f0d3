"""Both analyses on simulated clinics: the machinery, not the method (that takes many thousands of clinics)."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from scipy import optimize, stats

from chart2paper.demo_clinic.course import simulate_course
from chart2paper.demo_clinic.people import simulate_people
from chart2paper.demo_clinic.truth import find_truth
from chart2paper.tables.read_write import check
from chart2paper.tables.validation import CLINICS
from chart2paper.validation.clinic import run_clinics
from chart2paper.validation.performance import performance
from chart2paper.validation.replication import PARTS
from chart2paper.validation.scenarios import COMPARED, SCENARIOS, Size

SMALL = replace(SCENARIOS["demo_36"], size=Size(36, 42, 400))
# The first ten are also analysed with what the protocol had before, the others are not.
FIFTY = range(COMPARED - 9, COMPARED + 41)
ONE = COMPARED - 3


@pytest.fixture(scope="module")
def fifty(words, protocol) -> pd.DataFrame:
    return run_clinics(SMALL, FIFTY, words, protocol)


def test_every_clinic_has_a_row_within_the_contract(fifty):
    check(fifty, CLINICS, "clinics.csv")
    assert fifty["clinic"].tolist() == list(FIFTY)
    assert fifty["seed"].is_unique
    known = fifty["estimate"].notna()
    assert (known == (fifty["status"].str.startswith("ok"))).all()
    assert known.sum() > 40


def test_a_clinic_is_the_same_alone_and_in_a_block(fifty, words, protocol):
    alone = run_clinics(SMALL, range(ONE, ONE + 1), words, protocol)
    pd.testing.assert_frame_equal(alone, fifty[fifty["clinic"] == ONE].reset_index(drop=True))


def test_the_estimates_scatter_around_the_truth(fifty):
    measures = performance(fifty).set_index(["estimator", "measure"])
    bias, error = measures.loc[("target_trial", "bias"), ["value", "mc_error"]]
    assert abs(bias) < 4 * error < 1
    assert fifty["truth"].mean() < -0.5


def test_the_truth_of_all_starters_is_that_of_the_truth_file(fifty):
    p = SMALL.parameters(ONE)
    people = simulate_people(p)
    truth = find_truth(people, simulate_course(people, p), p)
    row = fifty[fifty["clinic"] == ONE].iloc[0]
    assert row["n_starters"] == truth["n_initiators"]
    assert row["truth_starters"] == pytest.approx(truth["att_day_90"], abs=1e-4)


def test_interval_standard_error_and_p_value_rest_on_the_same_degrees_of_freedom(fifty):
    """The degrees of freedom at which Student's t gives the interval (at least one) give the p value too."""
    known = fifty[fifty["estimate"].notna()]
    half = (known["ci_high"] - known["ci_low"]) / 2
    for row, quantile in zip(known.itertuples(), half / known["standard_error"], strict=True):
        df = optimize.brentq(lambda df, wanted=quantile: stats.t.ppf(0.975, df) - wanted, 1 - 1e-6, 1e6)
        p_value = 2 * stats.t.sf(abs(row.estimate / row.standard_error), df)
        assert row.p_value == pytest.approx(p_value, rel=1e-6)


@pytest.mark.parametrize("arm", ["exposed", "comparator"])
def test_the_parts_of_the_replications_change_add_up(fifty, arm):
    parts = sum(fifty[f"replication_{part}_{arm}"] for part in PARTS)
    np.testing.assert_allclose(parts, fifty[f"replication_change_{arm}"], atol=1e-9)


def test_comparators_of_the_replication_owe_nothing_to_ldn(fifty):
    assert (fifty["replication_ldn_comparator"].dropna() == 0).all()
    assert (fifty["replication_ldn_exposed"].dropna() < 0).mean() > 0.8


def test_without_an_effect_every_truth_is_zero(words, protocol):
    null = replace(SCENARIOS["null_36"], size=Size(36, 42, 500))
    found = run_clinics(null, range(1, 3), words, protocol)
    for column in ("truth", "truth_starters", "replication_ldn_exposed", "replication_effect_day_90"):
        assert (found[column].dropna() == 0).all()


def test_a_clinic_where_nobody_starts_is_not_estimable_and_no_crash(words, protocol):
    nobody = replace(SMALL, changes=(("start_logit", -99.0),), size=Size(36, 42, 60))
    found = run_clinics(nobody, range(1, 3), words, protocol)
    assert found["n_starters"].eq(0).all()
    assert found["status"].str.startswith("not estimable").all()
    measures = performance(found).set_index(["estimator", "measure"])["value"]
    assert measures["target_trial", "not_estimable"] == 2
    assert np.isnan(measures["target_trial", "bias"])
