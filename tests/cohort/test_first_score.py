"""Time zero at the first scored visit: who is in, and the reason for everyone who is not."""

from dataclasses import replace

import pandas as pd
import pytest

from chart2paper.cohort.select import select_cohort
from cohort.small_clinic import FIRST_SCORE, Clinic, candidates_of


def treated() -> Clinic:
    """A, who takes LDN for five months from the second month on, and B, who never does."""
    return Clinic().patient("A").order("A", "2018-02-01", "2018-06-30").patient("B")


def person(clinic: Clinic, person_id: str, design=FIRST_SCORE) -> pd.Series:
    cohort = select_cohort(clinic.chart(design), design).cohort
    return cohort.set_index("person_id").loc[person_id]


def reason(clinic: Clinic, person_id: str, design=FIRST_SCORE) -> str:
    return person(clinic, person_id, design)["excluded_because"]


def test_users_are_exposed_and_never_users_comparators_at_their_own_first_score():
    cohort = select_cohort(treated().chart(FIRST_SCORE), FIRST_SCORE).cohort
    assert cohort["role"].tolist() == ["exposed", "comparator"]
    assert cohort["index_date"].dt.strftime("%Y-%m-%d").tolist() == ["2018-01-10", "2018-01-10"]
    assert cohort["baseline_score"].tolist() == [6.0, 6.0]


def test_a_score_outside_a_completed_visit_does_not_start_the_clock():
    clinic = (
        treated()
        .score("A", "2018-01-02", 9)
        .visit("A", "2018-01-03", status="no_show")
        .score("A", "2018-01-03", 9)
    )
    assert str(person(clinic, "A")["index_date"].date()) == "2018-01-10"


def test_a_score_within_a_stay_starts_it():
    clinic = treated().visit("A", "2018-01-01", "2018-01-05").score("A", "2018-01-02", 9)
    clinic.diagnosis("A", "2018-01-01")
    assert str(person(clinic, "A")["index_date"].date()) == "2018-01-02"


def test_people_without_a_scored_visit_are_out():
    clinic = treated().person("C").visit("C", "2018-01-01").score("C", "2018-01-02", 5)
    assert reason(clinic, "C") == "no pain score at a completed visit"


@pytest.mark.parametrize(
    ("born", "why"),
    [(None, "age unknown"), ("2000-01-11", "younger than 18 years on the index date")],
)
def test_people_too_young_or_of_unknown_age_are_out(born, why):
    assert reason(treated().patient("C", born=born), "C") == why


def test_people_who_turn_18_on_the_index_date_are_in():
    assert person(treated().patient("C", born="2000-01-10"), "C")["role"] == "comparator"


def test_a_pain_diagnosis_after_the_index_date_is_too_late():
    clinic = treated().person("C").scored_visit("C", "2018-01-01", 5).diagnosis("C", "2018-01-02")
    clinic.scored_visit("C", "2018-06-01", 5)
    assert reason(clinic, "C") == "no diagnosis on the pain code list by the index date"


@pytest.mark.parametrize(
    ("start", "role"), [("2018-01-09", None), ("2018-01-10", "exposed"), ("2019-01-10", "exposed")]
)
def test_exposure_must_start_on_or_after_the_index_date(start, role):
    clinic = Clinic().patient("A").order("A", start, "2020-01-01").patient("B")
    found = person(clinic, "A")
    assert (None if pd.isna(found["role"]) else found["role"]) == role
    if role is None:
        assert found["excluded_because"] == "had LDN before the index date"


@pytest.mark.parametrize(
    ("end", "why"), [("2018-04-01", None), ("2018-03-31", "used LDN for fewer than 60 days")]
)
def test_short_users_are_in_neither_arm(end, why):
    """60 days from 1 February to 1 April."""
    found = reason(treated().patient("C").order("C", "2018-02-01", end), "C")
    assert (None if pd.isna(found) else found) == why


def test_a_drug_that_does_not_count_as_exposure_makes_no_comparator_either():
    clinic = treated().patient("C").order("C", "2018-02-01", "2018-06-30", daily_dose_mg=50.0)
    assert reason(clinic, "C") == "had naltrexone in any form, but no order that counts as LDN"


@pytest.mark.parametrize("day", ["2014-01-01", "2018-02-01", "2020-12-31"])
def test_an_order_that_may_be_the_exposure_makes_no_comparator(day):
    clinic = treated().patient("C").order("C", day, ingredient="not_ordered", may_name="naltrexone")
    assert reason(clinic, "C").startswith("may have had naltrexone")
    later = treated().patient("C").order("C", "2021-01-01", ingredient="not_ordered", may_name="naltrexone")
    assert person(later, "C")["role"] == "comparator"


def test_an_unclear_order_before_the_index_date_leaves_the_exposed_in_doubt():
    unclear = {"ingredient": "not_understood", "may_name": "gabapentin+naltrexone"}
    assert reason(treated().order("A", "2017-06-01", **unclear), "A").startswith("may have had naltrexone")
    assert person(treated().order("A", "2018-06-01", **unclear), "A")["role"] == "exposed"


def test_exposure_after_the_data_lock_is_not_known():
    assert person(treated().patient("C").order("C", "2021-02-01", "2021-06-30"), "C")["role"] == "comparator"


def test_an_outcome_must_be_there_when_required_and_its_value_is_not_looked_at():
    clinic = treated().person("C").diagnosis("C", "2018-01-10").scored_visit("C", "2018-01-10", 5)
    assert reason(clinic, "C") == "no pain score in the outcome window (day 1 to the data lock date)"
    assert person(clinic, "C", replace(FIRST_SCORE, outcome_required=False))["role"] == "comparator"


def test_a_covariate_that_matching_needs_must_be_known():
    design = replace(FIRST_SCORE, exact=("sex",), calipers={"previous_score": 1.0})
    clinic = treated().patient("C", sex=None)
    assert reason(clinic, "C", design) == "not known, but needed for matching: sex, previous score"


def test_comparators_without_any_exposed_person_like_them_are_out():
    clinic = treated().person("C").diagnosis("C", "2018-01-10", "crps", "neuropathic")
    clinic.scored_visit("C", "2018-01-10", 5).scored_visit("C", "2018-06-10", 5)
    assert reason(clinic, "C") == "no exposed person to be compared with (same pain group)"


def test_under_care_and_washout_apply_when_set():
    design = replace(FIRST_SCORE, under_care_days=30, washout_days=10, min_exposure_days=None)
    clinic = treated().patient("C").order("C", "2018-01-05", "2018-01-05", daily_dose_mg=50.0)
    assert reason(clinic, "C", design) == "had naltrexone in any form in the 10 days before the index date"
    assert person(clinic, "B", design)["role"] == "comparator"


def test_candidates_carry_their_own_date_and_covariates():
    clinic = treated().patient("C", "2019-03-01", 8.0)
    candidates = candidates_of(clinic, FIRST_SCORE)
    assert candidates["exposed_id"].tolist() == ["A", "A"]
    assert candidates["person_id"].tolist() == ["B", "C"]
    assert candidates["index_date"].dt.strftime("%Y-%m-%d").tolist() == ["2018-01-10", "2019-03-01"]
    assert candidates["baseline_score"].tolist() == [6.0, 8.0]


@pytest.mark.parametrize(("score", "kept"), [(7.0, True), (7.1, False), (5.0, True)])
def test_calipers_limit_the_candidates(score, kept):
    design = replace(FIRST_SCORE, calipers={"baseline_score": 1.0})
    candidates = candidates_of(treated().patient("C", score=score), design)
    assert ("C" in candidates["person_id"].tolist()) == kept


def test_the_ledger_accounts_for_everyone():
    clinic = treated().person("C").patient("D", born=None).patient("E").order("E", "2018-02-01", "2018-02-02")
    selection = select_cohort(clinic.chart(FIRST_SCORE), FIRST_SCORE)
    ledger = selection.attrition.set_index("reason")
    assert ledger.loc["everyone in the export", "remaining"] == 5
    assert ledger.loc[
        "no pain score at a completed visit", ["exposed", "comparator", "remaining"]
    ].tolist() == [0, 1, 4]
    assert ledger.loc["age unknown", ["exposed", "comparator", "remaining"]].tolist() == [0, 1, 3]
    assert ledger.loc["used LDN for fewer than 60 days", ["exposed", "comparator", "remaining"]].tolist() == [
        1,
        0,
        2,
    ]
    assert ledger["remaining"].iloc[-1] == selection.cohort["role"].notna().sum() == 2


def test_one_exposed_person_and_nobody_else():
    selection = select_cohort(
        Clinic().patient("A").order("A", "2018-02-01", "2018-06-30").chart(FIRST_SCORE), FIRST_SCORE
    )
    assert selection.cohort["role"].tolist() == ["exposed"]
    assert selection.pairs.empty
