"""What is known of a person on an index date."""

import pandas as pd
import pytest

from chart2paper.catalogue.covariates import COVARIATES
from chart2paper.cohort.covariates import covariates_on
from chart2paper.cohort.days import day_numbers
from cohort.small_clinic import FIRST_EXPOSURE, Clinic

DAY = "2018-06-15"


def on(clinic: Clinic, day: str = DAY, window=(-90, 0), design=FIRST_EXPOSURE) -> pd.Series:
    moments = pd.DataFrame({"person": [0], "day": day_numbers(pd.Series(pd.to_datetime([day])))})
    return covariates_on(moments, clinic.chart(design), window).iloc[0]


def woman() -> Clinic:
    return Clinic().person("A")


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        ("1970-06-15", "2018-06-14", 47),
        ("1970-06-15", "2018-06-15", 48),
        ("2000-02-29", "2018-02-28", 17),
        ("2000-02-29", "2018-03-01", 18),
        ("1920-01-01", "2018-06-15", 90),
    ],
)
def test_age_is_in_completed_years_and_90_above_89(born, day, age):
    assert on(Clinic().person("A", born=born), day)["age"] == age


def test_age_is_unknown_without_a_birth_date_and_before_birth():
    assert pd.isna(on(Clinic().person("A", born=None))["age"])
    assert pd.isna(on(Clinic().person("A", born="2018-06-16"))["age"])


def test_over_89_is_90_without_a_birth_date():
    clinic = Clinic()
    clinic.person("A", born=None)
    clinic.rows["person"][0]["over_89"] = True
    assert on(clinic)["age"] == 90


def test_the_pain_group_is_the_one_coded_on_most_days():
    clinic = (
        woman()
        .diagnosis("A", "2018-01-01", "crps", "neuropathic")
        .diagnosis("A", "2018-01-02", "crps", "neuropathic")
    )
    clinic.diagnosis("A", "2018-06-01", "fibromyalgia", "nociplastic")
    found = on(clinic)
    assert (found["pain_group"], found["mechanism"]) == ("crps", "neuropathic")


def test_several_codes_of_a_group_on_one_day_count_once():
    clinic = woman().diagnosis("A", "2018-01-01", "crps").diagnosis("A", "2018-01-01", "crps")
    clinic.diagnosis("A", "2018-02-01", "migraine")
    assert on(clinic)["pain_group"] == "migraine"


def test_a_tie_goes_to_the_group_coded_last_and_then_to_the_alphabet():
    clinic = woman().diagnosis("A", "2018-01-01", "crps").diagnosis("A", "2018-02-01", "migraine")
    assert on(clinic)["pain_group"] == "migraine"
    clinic.diagnosis("A", "2018-02-01", "crps").diagnosis("A", "2018-01-01", "migraine")
    assert on(clinic)["pain_group"] == "crps"


def test_diagnoses_after_the_index_date_are_not_known_yet():
    assert pd.isna(on(woman().diagnosis("A", "2018-06-16"))["pain_group"])


def test_the_baseline_is_the_last_score_of_the_window():
    clinic = woman().score("A", "2018-05-01", 4).score("A", "2018-06-10", 7).score("A", "2018-06-16", 1)
    found = on(clinic)
    assert (found["baseline_score"], str(found["baseline_date"].date())) == (7, "2018-06-10")
    assert found["previous_score"] == 4


@pytest.mark.parametrize(("day", "score"), [("2018-03-17", 5), ("2018-03-16", None), ("2018-06-15", 5)])
def test_the_window_includes_its_first_and_last_day(day, score):
    found = on(woman().score("A", day, 5))["baseline_score"]
    assert (None if pd.isna(found) else found) == score


def test_the_previous_score_may_be_older_than_the_window():
    clinic = woman().score("A", "2015-01-01", 3).score("A", "2018-06-10", 7)
    assert on(clinic)["previous_score"] == 3


def test_without_a_baseline_there_is_no_previous_score():
    found = on(woman().score("A", "2015-01-01", 3))
    assert (
        pd.isna(found["baseline_score"])
        and pd.isna(found["previous_score"])
        and pd.isna(found["baseline_date"])
    )


@pytest.mark.parametrize(
    ("first", "last", "covers"),
    [
        ("2018-06-01", "2018-06-15", 1),
        ("2018-06-15", "2018-07-15", 1),
        ("2018-06-15", None, 1),
        ("2018-06-01", "2018-06-14", 0),
        ("2018-06-16", "2018-07-15", 0),
    ],
)
def test_an_order_covers_the_index_date_from_its_first_to_its_last_day(first, last, covers):
    opioid = {"ingredient": "acetaminophen+oxycodone", "drug_class": "analgesic+opioid"}
    assert on(woman().order("A", first, last, **opioid))["on_opioid"] == covers


def test_an_ended_order_does_not_hide_one_that_still_runs():
    opioid = {"ingredient": "morphine", "drug_class": "opioid"}
    clinic = (
        woman()
        .order("A", "2018-01-01", "2018-12-31", **opioid)
        .order("A", "2018-02-01", "2018-02-10", **opioid)
    )
    assert on(clinic)["on_opioid"] == 1


def test_classes_are_told_apart_word_by_word():
    antagonist = {"ingredient": "naloxone", "drug_class": "opioid_antagonist"}
    adjuvant = {"ingredient": "gabapentin", "drug_class": "adjuvant"}
    found = on(woman().order("A", DAY, DAY, **antagonist).order("A", DAY, DAY, **adjuvant))
    assert (found["on_opioid"], found["on_adjuvant"]) == (0, 1)


def test_the_exposure_drug_is_never_a_covariate():
    assert on(woman().order("A", DAY, DAY, drug_class="opioid"))["on_opioid"] == 0


def test_care_counts_completed_visits_only():
    clinic = (
        woman().visit("A", "2018-01-01", status="no_show").visit("A", "2018-06-05").visit("A", "2018-06-10")
    )
    found = on(clinic)
    assert (found["days_in_care"], found["visits_before"]) == (10, 2)


@pytest.mark.parametrize(
    ("day", "visits"), [("2017-06-15", 0), ("2017-06-16", 1), ("2018-06-15", 1), ("2018-06-16", 0)]
)
def test_the_year_of_visits_ends_with_the_index_date(day, visits):
    assert on(woman().visit("A", day))["visits_before"] == visits


def test_days_in_care_are_unknown_before_the_first_visit():
    assert pd.isna(on(woman().visit("A", "2018-06-16"))["days_in_care"])


def test_records_of_others_do_not_count():
    clinic = woman().patient("B", DAY).order("B", DAY, DAY, ingredient="morphine", drug_class="opioid")
    found = on(clinic)
    assert found[["pain_group", "baseline_score", "previous_score", "days_in_care"]].isna().all()
    assert (found["on_opioid"], found["visits_before"]) == (0, 0)


def test_nobody_and_every_covariate_of_the_dictionary():
    nobody = pd.DataFrame({"person": [], "day": []}, dtype="int64")
    found = covariates_on(nobody, woman().chart(FIRST_EXPOSURE), (-90, 0))
    assert found.empty
    assert set(COVARIATES) <= set(found.columns)
