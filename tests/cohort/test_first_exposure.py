"""Time zero at the first order: exposed people and the people who could have been exposed on that day."""

from dataclasses import replace

import pandas as pd
import pytest

from chart2paper.cohort.select import select_cohort
from cohort.small_clinic import FIRST_EXPOSURE, Clinic, candidates_of


def clinic_of_two() -> Clinic:
    """A starts LDN on 1 February 2018, B is seen at the same time and never does; both were seen on 10 January."""
    return Clinic().patient("A").order("A", "2018-02-01", "2018-02-20").patient("B")


def person(clinic: Clinic, person_id: str, design=FIRST_EXPOSURE) -> pd.Series:
    cohort = select_cohort(clinic.chart(design), design).cohort
    return cohort.set_index("person_id").loc[person_id]


def candidates(clinic: Clinic, exposed: str = "A", design=FIRST_EXPOSURE) -> list[str]:
    found = candidates_of(clinic, design)
    return found.loc[found["exposed_id"] == exposed, "person_id"].tolist()


def test_the_clock_of_the_exposed_starts_at_their_first_order():
    found = person(clinic_of_two(), "A")
    assert (found["role"], str(found["index_date"].date())) == ("exposed", "2018-02-01")
    assert (found["baseline_score"], str(found["baseline_date"].date())) == (6.0, "2018-01-10")


def test_early_stoppers_stay_in():
    assert person(Clinic().patient("A").order("A", "2018-02-01").patient("B"), "A")["role"] == "exposed"


def test_comparators_have_no_date_of_their_own_but_inherit_one():
    clinic = clinic_of_two()
    assert person(clinic, "B")["role"] == "comparator"
    assert pd.isna(person(clinic, "B")["index_date"]) and pd.isna(person(clinic, "B")["age"])
    row = candidates_of(clinic, FIRST_EXPOSURE).iloc[0]
    assert (row["exposed_id"], row["person_id"], str(row["index_date"].date())) == ("A", "B", "2018-02-01")
    assert row["days_in_care"] == 22


def test_covariates_of_candidates_are_those_of_the_inherited_date():
    clinic = (
        clinic_of_two()
        .patient("C", "2017-01-10", 3.0)
        .order("C", "2017-02-01")
        .scored_visit("B", "2017-01-20", 9.0)
    )
    clinic.diagnosis("B", "2017-01-20")
    found = candidates_of(clinic, FIRST_EXPOSURE).set_index(["exposed_id", "person_id"])["baseline_score"]
    assert found["A", "B"] == 6.0
    assert found["C", "B"] == 9.0


@pytest.mark.parametrize(
    ("start", "kept"), [("2018-02-02", True), ("2018-02-01", False), ("2017-12-01", False)]
)
def test_a_candidate_is_unexposed_on_and_before_the_inherited_date_and_may_start_later(start, kept):
    clinic = clinic_of_two().patient("C").order("C", start, "2018-12-31")
    assert ("C" in candidates(clinic)) == kept


def test_a_candidate_never_had_the_drug_in_any_form_before():
    assert candidates(clinic_of_two().patient("C").order("C", "2014-01-01", daily_dose_mg=50.0)) == ["B"]


UNCLEAR = {"ingredient": "not_understood", "may_name": "naltrexone"}
MAY_HAVE_HAD = "may have had naltrexone"


@pytest.mark.parametrize(
    ("day", "kept"), [("2018-02-02", True), ("2018-02-01", False), ("2014-01-01", False)]
)
def test_an_order_that_may_be_the_exposure_bars_a_candidate_from_that_day_on(day, kept):
    clinic = clinic_of_two().patient("C").order("C", day, **UNCLEAR)
    assert ("C" in candidates(clinic)) == kept


def test_who_is_barred_on_every_day_is_counted_with_the_reason():
    clinic = clinic_of_two().patient("C").order("C", "2014-01-01", ingredient="bupropion+naltrexone")
    assert person(clinic, "C")["excluded_because"].startswith(MAY_HAVE_HAD)
    ledger = select_cohort(clinic.chart(FIRST_EXPOSURE), FIRST_EXPOSURE).attrition
    assert ledger.loc[ledger["reason"].str.startswith(MAY_HAVE_HAD), "comparator"].tolist() == [1]


@pytest.mark.parametrize(("last", "role"), [("2017-08-04", "exposed"), ("2017-08-05", None)])
def test_an_unclear_order_never_moves_the_index_date_but_breaks_the_washout(last, role):
    clinic = clinic_of_two().order("A", "2017-08-01", last, **UNCLEAR)
    found = person(clinic, "A")
    assert (None if pd.isna(found["role"]) else found["role"]) == role
    if role:
        assert str(found["index_date"].date()) == "2018-02-01"
    else:
        assert found["excluded_because"].startswith(MAY_HAVE_HAD)
    free = replace(FIRST_EXPOSURE, washout_days=None)
    assert person(clinic, "A", free)["role"] == "exposed"


def test_someone_who_starts_later_can_be_exposed_and_before_that_a_candidate():
    clinic = clinic_of_two().patient("C").order("C", "2018-03-01", "2018-12-31")
    assert person(clinic, "C")["role"] == "exposed"
    assert candidates(clinic, "A") == ["B", "C"]
    assert candidates(clinic, "C") == ["B"]


@pytest.mark.parametrize(("day", "kept"), [("2017-11-03", True), ("2017-11-02", False)])
def test_a_candidate_is_under_care_if_a_visit_reaches_into_the_90_days_before(day, kept):
    clinic = (
        clinic_of_two().person("C").diagnosis("C", "2017-01-01").visit("C", day).score("C", "2018-01-15", 6)
    )
    assert ("C" in candidates(clinic)) == kept


def test_a_stay_keeps_a_candidate_under_care_to_its_end_and_a_missed_visit_does_not():
    clinic = clinic_of_two().person("C").diagnosis("C", "2017-01-01").score("C", "2018-01-15", 6)
    clinic.visit("C", "2017-10-01", "2017-11-30")
    clinic.person("D").diagnosis("D", "2017-01-01").score("D", "2018-01-15", 6)
    clinic.visit("D", "2018-01-15", status="no_show")
    assert candidates(clinic) == ["B", "C"]


@pytest.mark.parametrize(("day", "kept"), [("2017-11-03", True), ("2017-11-02", False), ("2018-02-01", True)])
def test_a_candidate_has_a_score_in_the_baseline_window(day, kept):
    clinic = (
        clinic_of_two().person("C").diagnosis("C", "2017-01-01").visit("C", "2018-01-20").score("C", day, 6)
    )
    assert ("C" in candidates(clinic)) == kept


def test_a_candidate_has_the_same_pain_group_on_that_date():
    clinic = (
        clinic_of_two().patient("C").diagnosis("C", "2018-02-02", "crps").diagnosis("C", "2018-02-03", "crps")
    )
    clinic.patient("D").diagnosis("D", "2018-01-20", "crps").diagnosis("D", "2018-01-21", "crps")
    assert candidates(clinic) == ["B", "C"]


@pytest.mark.parametrize(
    ("score", "born", "kept"),
    [(7.0, "1985-06-15", True), (7.1, "1985-06-15", False), (7.0, "1986-06-15", False)],
)
def test_calipers_hold_on_the_inherited_date(score, born, kept):
    design = replace(FIRST_EXPOSURE, calipers={"baseline_score": 1.0, "age": 15})
    assert ("C" in candidates(clinic_of_two().patient("C", score=score, born=born), design=design)) == kept


def test_an_earlier_order_in_another_form_within_the_washout_excludes():
    clinic = clinic_of_two().order("A", "2017-08-01", "2017-08-05", daily_dose_mg=50.0)
    assert person(clinic, "A")["excluded_because"].startswith(
        "had naltrexone in any form in the 180 days before"
    )
    clinic = clinic_of_two().order("A", "2017-08-01", "2017-08-04", daily_dose_mg=50.0)
    assert person(clinic, "A")["role"] == "exposed"


def test_an_exposed_person_not_under_care_is_out_with_the_reason():
    clinic = Clinic().person("A").diagnosis("A", "2017-01-01").scored_visit("A", "2017-01-01", 5)
    clinic.order("A", "2018-02-01", "2018-06-01")
    assert person(clinic, "A")["excluded_because"].startswith("no exposed person to be compared with")


def test_people_are_removed_at_the_last_step_they_reach_in_any_role_on_any_day():
    clinic = clinic_of_two().person("C").person("D").diagnosis("D", "2018-01-01")
    clinic.person("E").diagnosis("E", "2018-01-01").visit("E", "2018-01-01").patient("F", "2014-03-01")
    clinic.patient("G", born=None).patient("H", born="2010-01-01")
    reasons = select_cohort(clinic.chart(FIRST_EXPOSURE), FIRST_EXPOSURE).cohort.set_index("person_id")[
        "excluded_because"
    ]
    assert reasons[["A", "B"]].isna().all()
    assert reasons["C"] == "no diagnosis on the pain code list by the index date"
    assert reasons["D"] == "no completed visit in the 90 days up to the index date"
    assert reasons["E"] == "no pain score in the baseline window (day -90 to day 0)"
    assert (
        reasons["F"]
        == "no exposed person to be compared with (eligible on their index date; same pain group)"
    )
    assert reasons["G"] == "age unknown"
    assert reasons["H"] == "younger than 18 years on the index date"


def test_a_required_outcome_is_asked_of_both_arms_on_their_dates():
    design = replace(FIRST_EXPOSURE, outcome_required=True, outcome_days=(150, 200))
    clinic = clinic_of_two().person("C").diagnosis("C", "2018-01-10").scored_visit("C", "2018-01-10", 6.0)
    assert candidates(clinic, design=design) == ["B"]
    assert (
        person(clinic, "C", design)["excluded_because"]
        == "no pain score in the outcome window (day 150 to day 200)"
    )


def test_nobody_exposed_leaves_nobody_in():
    selection = select_cohort(Clinic().patient("A").patient("B").chart(FIRST_EXPOSURE), FIRST_EXPOSURE)
    assert selection.cohort["role"].isna().all()
    assert selection.attrition["remaining"].iloc[-1] == 0


def test_a_clinic_without_people_has_a_ledger_of_zeros():
    for design in (FIRST_EXPOSURE, replace(FIRST_EXPOSURE, time_scale="days_in_stay")):
        selection = select_cohort(Clinic().chart(design), design)
        assert selection.cohort.empty and selection.pairs.empty
        assert (selection.attrition["remaining"] == 0).all()


# --- days in stay --------------------------------------------------------------------------------

IN_STAY = replace(
    FIRST_EXPOSURE,
    time_scale="days_in_stay",
    under_care_days=0,
    baseline_days=(-2, 0),
    pain_diagnosis=False,
    exact=(),
)


def hospital() -> Clinic:
    """A is admitted on 1 March 2100 and has the first order on the third day (day 2) of the stay."""
    return (
        Clinic().person("A", born="2050-01-01").visit("A", "2100-03-01", "2100-03-09").score("A", "2100-03-03", 6)
        .order("A", "2100-03-03")
        .person("B", born="2120-01-01")
    )  # fmt: skip


LATE = replace(IN_STAY, data_lock_date=IN_STAY.data_lock_date.replace(year=2200))


def test_an_inherited_day_of_stay_is_that_day_of_the_candidates_own_stay():
    clinic = hospital().visit("B", "2170-05-10", "2170-05-20").score("B", "2170-05-11", 4)
    row = candidates_of(clinic, LATE).iloc[0]
    assert (row["exposed_id"], row["person_id"], str(row["index_date"].date())) == ("A", "B", "2170-05-12")


def test_the_day_must_lie_within_the_candidates_stay():
    clinic = hospital().visit("B", "2170-05-10", "2170-05-11").score("B", "2170-05-11", 4)
    assert candidates_of(clinic, LATE).empty


def test_of_several_eligible_stays_the_earliest_counts():
    clinic = hospital()
    for year in (2171, 2172, 2170):
        clinic.visit("B", f"{year}-05-10", f"{year}-05-20")
    clinic.score("B", "2171-05-12", 4).score("B", "2172-05-12", 4)
    assert candidates_of(clinic, LATE)["index_date"].dt.year.tolist() == [2171]


def test_exposure_outside_any_stay_is_out():
    clinic = (
        hospital()
        .person("C", born="2050-01-01")
        .visit("C", "2100-03-01", "2100-03-02")
        .score("C", "2100-03-02", 6)
    )
    clinic.order("C", "2100-03-03")
    design = replace(LATE, under_care_days=None)
    assert candidates(clinic, "C", design) == []
    assert pd.isna(person(clinic, "C", design)["role"])


def test_of_overlapping_stays_the_one_begun_last_sets_the_day():
    clinic = hospital().visit("A", "2100-03-02", "2100-03-05")
    clinic.visit("B", "2170-05-10", "2170-05-20").score("B", "2170-05-10", 4)
    assert str(candidates_of(clinic, LATE)["index_date"].iloc[0].date()) == "2170-05-11"
