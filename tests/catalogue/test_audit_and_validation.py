"""The audit pages and the simulated clinics know every record of the catalogue."""

from dataclasses import replace
from types import SimpleNamespace

import duckdb
import numpy as np
import pandas as pd
import pytest

from chart2paper.audit.pages_tables import declared, write_table
from chart2paper.audit.person_rows import parts_of
from chart2paper.audit.stage_people import model_sections
from chart2paper.catalogue.checks import CHECKS
from chart2paper.catalogue.covariates import COVARIATES
from chart2paper.catalogue.estimands import TARGETS, TARGETS_IN_POINTS
from chart2paper.clean.code_lists import read_drugs, read_pain_conditions
from chart2paper.protocol.load import load_study
from chart2paper.protocol.values import analysis_of, values_of
from chart2paper.reading.mapping import load_mapping
from chart2paper.sensitivity.whole_analysis import Setting, with_settings
from chart2paper.tables.validation import CLINICS
from chart2paper.validation import clinic
from chart2paper.validation.performance import OTHERS
from chart2paper.validation.scenarios import SCENARIOS, Size
from chart2paper.validation.target_trial import target_trial_result
from chart2paper.validation.words_read import read_words_of_clinic
from project_copy import ROOT

EVERY = pytest.mark.parametrize("covariate", COVARIATES.values(), ids=list(COVARIATES))
TABLES_OF_PEOPLE = ("cohort/cohort.csv", "model/analysis_set.csv")
LISTS, LOCK = ROOT / "data/codelists", "2020-12-31"


@pytest.mark.parametrize("inside", TABLES_OF_PEOPLE)
def test_the_audit_says_of_each_covariate_in_a_table_of_people_what_it_means(tmp_path, inside):
    path = tmp_path / "people.csv"
    pd.DataFrame([dict.fromkeys(COVARIATES, "1")]).to_csv(path, index=False)
    run = SimpleNamespace(inside=lambda _: f"target_trial/{inside}")
    shown = write_table(run, tmp_path / "pages", str(path))
    for column, covariate in zip(shown["columns"], COVARIATES.values(), strict=True):
        assert (column["name"], column["meaning"]) == (covariate.name, covariate.meaning)
        assert column["number"] == (covariate.type != "text")


@pytest.mark.parametrize(("inside", "part"), [*zip(TABLES_OF_PEOPLE, ("cohort.a", "model.a"), strict=True)])
def test_the_audit_tells_a_person_each_covariate_of_theirs(tmp_path, inside, part):
    path = tmp_path / "a" / inside
    path.parent.mkdir(parents=True)
    pd.DataFrame(
        [{"person_id": "P0001", "set_id": "1", "role": "exposed", **dict.fromkeys(COVARIATES, "7")}]
    ).to_csv(path, index=False)
    run = SimpleNamespace(results=tmp_path, study={"analyses": {"a": {}}}, makers={str(path): "rule"})
    (found,) = parts_of(run)
    assert found.name == part
    row = duckdb.sql(found.sql).df().iloc[0]
    assert {name: row[name] for name in COVARIATES} == dict.fromkeys(COVARIATES, "7")


def test_the_audit_shows_how_every_check_of_the_design_was_judged(tmp_path):
    file = tmp_path / "a/model/diagnostics.csv"
    file.parent.mkdir(parents=True)
    judged = pd.DataFrame({"check": [*CHECKS], "value": 0.1, "judgement": "pass"})
    judged.to_csv(file, index=False)
    study = {"analyses": {"a": {"title": "A design"}}, "primary_analysis": "a"}
    (shown,) = model_sections(SimpleNamespace(results=tmp_path, study=study))
    assert [row[:1] + row[2:] for row in shown["rows"]] == [[name, "pass"] for name in CHECKS]


def test_the_audit_says_what_identifies_an_estimate():
    columns = {column.name: column.meaning for column in declared("a/model/estimates.csv").columns}
    assert all(columns[name] for name in ("outcome", "estimand", "method"))


@pytest.fixture(scope="module")
def simulated():
    """The protocol that ships, and what is read of the words of a simulated clinic."""
    study = load_study(ROOT / "config.yaml")
    shared = (values_of(study.exposure), values_of(study.score.kinds), values_of(study.data_lock_date))
    settings = (Setting(analysis_of(study, name), *shared) for name in ("target_trial", "replication"))
    words = read_words_of_clinic(
        read_drugs(LISTS / "drugs.csv"),
        read_pain_conditions(LISTS / "pain_conditions.csv"),
        load_mapping(ROOT / "data/mappings/demo_clinic.yaml"),
        LOCK,
    )
    return clinic.Protocol(*settings, study.sensitivity.estimate.value), words


@pytest.fixture(scope="module")
def analysed(simulated):
    """The people whom the target trial matches in one simulated clinic when it adjusts for everything."""
    protocol, words = simulated
    sets, original = [], clinic.target_trial_result
    everything = {"estimation": {"adjust_for": [*COVARIATES]}}
    adjusted = replace(protocol, target_trial=with_settings(protocol.target_trial, everything))

    def kept(analysis_set, effects, estimation, named):
        sets.append(analysis_set)
        return original(analysis_set, effects, estimation, named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clinic, "target_trial_result", kept)
        scenario = replace(SCENARIOS["demo_36"], size=Size(36, 42, 1265))
        (row,) = clinic.run_clinics(scenario, range(1, 2), words, adjusted).to_dict("records")
    return sets[0], row


def test_a_protocol_that_adjusts_for_every_covariate_has_an_estimate_in_a_simulated_clinic(analysed):
    assert analysed[1]["status"].startswith("ok")


@EVERY
def test_a_covariate_differs_between_people_of_a_simulated_clinic_unless_it_is_an_observation(
    analysed, covariate
):
    assert bool(covariate.observed_as) or analysed[0][covariate.name].nunique() > 1


@pytest.mark.parametrize("named", TARGETS_IN_POINTS)
def test_what_is_validated_is_the_primary_estimate_that_the_protocol_names(analysed, simulated, named):
    people, _ = analysed
    effects = pd.Series(-1.0, index=people["person_id"])
    estimation = simulated[0].target_trial.analysis["estimation"]
    found = target_trial_result(people, effects, estimation, named)
    assert found["estimate"] == found[f"estimate_{named}"]
    assert found["ci_low"] < found["estimate"] < found["ci_high"]
    assert np.isnan(found["standard_error"]) == (named != "adjusted_final_score")


def test_every_estimate_in_points_that_a_protocol_may_name_is_measured():
    columns = {f"estimate_{name}" for name in TARGETS_IN_POINTS}
    assert columns <= set(CLINICS.column_names) and columns <= set(OTHERS.values())
    in_points = {name for name, target in TARGETS.items() if target.known.estimand.number.unit == "points"}
    assert in_points == set(TARGETS_IN_POINTS)


def test_a_simulated_clinic_is_analysed_as_the_study_that_ships(simulated):
    assert simulated[0].named == load_study(ROOT / "config.yaml").sensitivity.estimate.value
