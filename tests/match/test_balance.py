"""Balance before and after matching, against MatchIt 4.7.1 on lalonde."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from chart2paper.dictionary import BALANCE, COHORT
from chart2paper.match.balance import Sample, assess_balance, balance_table
from chart2paper.match.sets import match_sets
from chart2paper.match.statistics import (
    Group,
    effective_size,
    smd_interval,
    standardised_difference,
    variance,
)
from chart2paper.tables import check
from match.lalonde import COVARIATES, arms
from match.people import SETTING, candidates, exposed

REFERENCE = Path(__file__).parents[3] / "shared" / "reference" / "lalonde_matchit_balance.csv"

# Specifications whose matching is nearest-neighbour on the (logit of the) propensity score: logit, ratio, caliper.
SPECIFICATIONS = {
    "lalonde/nn11": (False, 1, np.inf),
    "lalonde/nn11_logit": (True, 1, np.inf),
    "lalonde/nn11_cal02_logit": (True, 1, 0.360902392537548),
    "lalonde/nn12_cal02_logit": (True, 2, 0.360902392537548),
}


def nearest_neighbours(treated, control, ratio, caliper) -> tuple[np.ndarray, np.ndarray]:
    """Match as MatchIt's method "nearest": from the largest score down, round by round, without replacement."""
    free, pairs, in_play = np.ones(len(control), bool), [], list(np.argsort(-treated, kind="stable"))
    for _ in range(ratio):
        for i in list(in_play):
            gap = np.where(free, np.abs(control - treated[i]), np.inf)
            j = int(gap.argmin())
            if gap[j] > caliper:
                in_play.remove(i)
            else:
                free[j] = False
                pairs.append((i, j))
    i, j = np.array(pairs).T
    return i, j


def lalonde_balance(logit: bool, ratio: int, caliper: float) -> pd.DataFrame:
    treated, control = arms()
    if logit:
        treated, control = (
            arm.assign(distance=np.log(arm["distance"] / (1 - arm["distance"]))) for arm in (treated, control)
        )
    i, j = nearest_neighbours(treated["distance"].to_numpy(), control["distance"].to_numpy(), ratio, caliper)
    per_treated = np.bincount(i, minlength=len(treated))
    before = everyone(treated), everyone(control)
    after = everyone(treated[per_treated > 0]), Sample(control.iloc[j], 1 / per_treated[i], np.arange(len(j)))
    table = balance_table(before, after, ["distance", *COVARIATES])
    table["variable"] = table["covariate"] + table["level"].fillna("")
    return table.set_index(["sample", "variable"])


def everyone(people: pd.DataFrame) -> Sample:
    return Sample(people, np.ones(len(people)), np.arange(len(people)))


@pytest.mark.parametrize(
    ("sample", "variable", "smd", "variance_ratio"),
    [
        ("before", "age", -0.309445261997982, 0.439995463435061),
        ("before", "re74", -0.721083809071869, 0.518128480856177),
        ("before", "raceblack", 1.76154188981543, None),
        ("before", "married", -0.826309272340716, None),
        ("after", "age", -0.00836183069972898, 0.419783197205519),
        ("after", "re74", -0.038909976555363, 1.38192873966246),
        ("after", "raceblack", 0.0352627215346985, None),
        ("after", "married", -0.272782325808409, None),
    ],
)
def test_lalonde_with_one_or_two_comparators_per_set_is_matchits(sample, variable, smd, variance_ratio):
    """MatchIt 4.7.1, nearest, ratio 2, caliper 0.2 SD on the logit: 117 treated, 147 controls."""
    row = lalonde_balance(*SPECIFICATIONS["lalonde/nn12_cal02_logit"]).loc[(sample, variable)]
    assert row["smd"] == pytest.approx(smd, abs=1e-6)
    if variance_ratio is None:
        assert np.isnan(row["variance_ratio"])
    else:
        assert row["variance_ratio"] == pytest.approx(variance_ratio, abs=1e-6)


@pytest.mark.skipif(not REFERENCE.exists(), reason="the full reference table is not part of the project")
@pytest.mark.parametrize("specification", SPECIFICATIONS)
def test_every_number_of_matchits_balance_table_is_reproduced(specification):
    reference = pd.read_csv(REFERENCE).query("spec == @specification")
    reference["sample"] = reference["sample"].map({"unmatched": "before", "matched": "after"})
    found = lalonde_balance(*SPECIFICATIONS[specification]).loc[
        pd.MultiIndex.from_frame(reference[["sample", "variable"]])
    ]
    assert len(found) == 20
    np.testing.assert_allclose(found["smd"], reference["Std. Mean Diff."], atol=1e-6)
    np.testing.assert_allclose(found["variance_ratio"].astype(float), reference["Var. Ratio"], atol=1e-6)


def test_the_effective_size_of_weighted_comparators_is_matchits():
    """MatchIt 4.7.1, nn12_cal02_logit: 147 controls count for 134.2."""
    treated, control = (np.log(p / (1 - p)) for p in (arm["distance"].to_numpy() for arm in arms()))
    i, j = nearest_neighbours(treated, control, 2, 0.360902392537548)
    group = Group(control[j], 1 / np.bincount(i)[i], np.arange(len(j)))
    assert len(j) == 147
    assert effective_size(group) == pytest.approx(134.205882352941, abs=1e-9)


# --- the statistics --------------------------------------------------------------------------------


def group(*values: float) -> Group:
    return Group(np.array(values), np.ones(len(values)), np.arange(len(values)))


def test_variance_is_the_samples_or_p_times_q():
    assert variance(group(1, 2, 3, 4), binary=False) == pytest.approx(np.var([1, 2, 3, 4], ddof=1))
    assert variance(group(0, 0, 0, 1), binary=True) == pytest.approx(0.25 * 0.75)
    assert np.isnan(variance(group(1), binary=False))


def test_the_interval_is_that_of_hedges_and_olkin():
    """By hand: an SMD of 0.6 with 10 and 10 people has variance 20 / 100 + 0.36 / 40 = 0.209."""
    low, high = smd_interval(0.6, 10, 10)
    assert ((high - low) / 2 / 1.959964) ** 2 == pytest.approx(0.209, abs=1e-6)
    assert (low + high) / 2 == pytest.approx(0.6)


def test_36_against_42_people_are_uncertain_by_0227():
    """The standard error of an SMD of 0 with 36 and 42 people is 0.227."""
    low, high = smd_interval(0.0, 36, 42)
    assert (high - low) / 2 / 1.959964 == pytest.approx(0.227, abs=5e-4)


def test_no_difference_is_zero_and_a_difference_without_variation_has_no_unit():
    assert standardised_difference(group(5, 5), group(5, 5), sd=0.0) == 0
    assert np.isnan(standardised_difference(group(5, 5), group(6, 6), sd=0.0))
    assert all(np.isnan(smd_interval(0.5, 0, 10)))


# --- cohorts ---------------------------------------------------------------------------------------


def balance(people, others, matches=None, covariates=("age",)) -> pd.DataFrame:
    if matches is None:
        matches, _ = match_sets(people, others, **SETTING | {"distance_on": ["age"], "ratio": 2})
    table = assess_balance(people, others, matches, list(covariates))
    check(table, BALANCE, "balance")
    return table.set_index(["covariate", "level", "sample"])["smd"]


def test_a_candidate_of_many_exposed_people_counts_once_before_matching():
    """X is 40 on both dates, Y is 70 on one: the candidates' mean age is 55 and not 50."""
    people = exposed(A={"age": 50}, B={"age": 60})
    others = candidates(
        ("A", "X", {"age": 40}), ("B", "X", {"age": 40, "index_date": "2019-02-01"}), ("A", "Y", {"age": 70})
    )
    assert balance(people, others)["age", pd.NA, "before"] == pytest.approx(0.0)


def test_the_unit_is_the_sd_of_all_exposed_before_matching():
    people = exposed(A={"age": 50}, B={"age": 60}, C={"age": 70})
    others = candidates(("A", "X", {"age": 55}), ("B", "Y", {"age": 65}))
    after = balance(people, others)["age", pd.NA, "after"]
    assert after == pytest.approx((55 - 60) / 10)


def test_comparators_of_a_set_share_its_weight():
    people = exposed(A={"age": 50}, B={"age": 70})
    others = candidates(("A", "X", {"age": 50}), ("A", "Y", {"age": 50}), ("B", "Z", {"age": 70}))
    assert balance(people, others)["age", pd.NA, "after"] == pytest.approx(0.0)


def test_people_who_start_later_count_in_both_arms():
    people = exposed(A={"age": 50}, B={"age": 60, "index_date": "2019-01-01"})
    others = candidates(("A", "B", {"age": 59}), ("B", "X", {"age": 61, "index_date": "2019-01-01"}))
    assert balance(people, others)["age", pd.NA, "after"] == pytest.approx(-5 / np.std([50, 60], ddof=1))


def test_missing_values_are_left_out_and_compared_on_their_own():
    people = exposed(A={"previous_score": 4}, B={"previous_score": 6}, C={})
    others = candidates(("A", "X", {"previous_score": 5}), ("B", "Y", {"previous_score": 5}), ("C", "Z", {}))
    found = balance(people, others, covariates=["previous_score"])
    assert found["previous_score", pd.NA, "before"] == pytest.approx(0.0)
    assert found["previous_score", "missing", "before"] == pytest.approx(0.0)


def test_every_level_of_a_text_has_a_row():
    people = exposed(A={"sex": "female"}, B={"sex": "male"})
    found = balance(
        people, candidates(("A", "X", {"sex": "female"}), ("B", "Y", {"sex": "other"})), covariates=["sex"]
    )
    assert found.index.get_level_values("level").unique().tolist() == ["female", "male", "other"]


def test_without_anyone_there_are_rows_without_numbers():
    nobody = exposed().reindex(columns=COHORT.column_names)
    found = balance(nobody, candidates(), covariates=["age", "previous_score"])
    assert len(found) == 4
    assert found.isna().all()


def test_a_comparator_in_three_sets_is_one_person_in_the_interval():
    people = exposed(A={"age": 50}, B={"age": 52}, C={"age": 57})
    others = candidates(*((name, "X", {"age": 51}) for name in "ABC"), ("A", "Y", {"age": 90}))
    matches, _ = match_sets(people, others, **SETTING | {"distance_on": ["age"], "replacement": True})
    after = assess_balance(people, others, matches, ["age"]).set_index("sample").loc["after"]
    assert (after["smd_ci_low"], after["smd_ci_high"]) == pytest.approx(smd_interval(after["smd"], 3, 1))
