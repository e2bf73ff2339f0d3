"""What the covariate of docs/extending.md does in a copy of the project that has it (see test_adding_a_covariate)."""

import pandas as pd

from chart2paper.catalogue.covariates import COVARIATES
from chart2paper.protocol.load import load_study
from chart2paper.sensitivity.whole_analysis import CleanTables, analysis_set_of
from cohort.small_clinic import Clinic
from cohort.test_covariates import on
from model.test_harms import counted, effects
from project_copy import ROOT
from sensitivity.sensitivity_clinic import PRIMARY, clean_tables

STATUS = "smoking status"


def smokes(clinic: Clinic):
    return on(clinic, "2018-06-15")["smoker"]


def test_the_last_status_up_to_the_index_date_counts():
    clinic = Clinic().person("A").observed("A", "2017-01-01", STATUS, "never")
    assert smokes(clinic) == 0
    assert smokes(clinic.observed("A", "2018-06-15", STATUS, "current")) == 1
    assert smokes(clinic.observed("A", "2018-06-16", STATUS, "former")) == 1


def test_it_is_not_known_without_a_status_and_with_one_that_says_nothing():
    assert pd.isna(smokes(Clinic().person("A").observed("A", "2018-01-01", "nausea", "current")))
    assert pd.isna(smokes(Clinic().person("A").observed("A", "2018-01-01", STATUS, "asked")))


def test_smoking_is_no_adverse_effect():
    noted = effects(*((person, 1, name) for person in ("P000", "P001") for name in (STATUS, "nausea")))
    events = counted(noted).index.get_level_values("event")
    assert STATUS not in events and "nausea" in events


def test_matched_people_of_both_arms_have_it():
    tables = clean_tables()
    noted = tables["observation"].assign(observation_source_value=STATUS, value_as_string="current")
    people = analysis_set_of(CleanTables(**{**tables, "observation": noted}), PRIMARY)
    assert people.groupby("role")["smoker"].min().to_dict() == {"comparator": 1, "exposed": 1}


def test_the_study_adjusts_for_it():
    adjusted = load_study(ROOT / "config.yaml").analyses["target_trial"].estimation.adjust_for.value
    assert "smoker" in adjusted
    assert COVARIATES["smoker"].people_at("0") == "people who do not smoke"
