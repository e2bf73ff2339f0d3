"""A clinic turned into clean tables in memory is the clinic that was written to files, read and cleaned."""

import shutil
from dataclasses import replace

import pandas as pd
import pytest

from chart2paper.catalogue.outcomes import PAIN
from chart2paper.clean.code_lists import read_score_words
from chart2paper.clean.conditions import clean_condition
from chart2paper.clean.drugs import clean_drug
from chart2paper.clean.measurements import clean_measurement
from chart2paper.clean.others import clean_observation
from chart2paper.clean.persons import clean_person
from chart2paper.clean.visits import clean_visit
from chart2paper.demo_clinic.course import simulate_course
from chart2paper.demo_clinic.export import write_tables
from chart2paper.demo_clinic.parameters import DemoParameters
from chart2paper.demo_clinic.people import simulate_people
from chart2paper.demo_clinic.records import write_down
from chart2paper.extract.export import extract_tables
from chart2paper.extract.linkage import link_persons
from chart2paper.extract.person_rows import read_person_rows
from chart2paper.sensitivity.whole_analysis import CleanTables, analysis_set_of
from chart2paper.validation.clean_tables import clean_tables
from conftest import ROOT
from validation.conftest import LOCK

PARAMETERS = replace(DemoParameters(), seed=2, n_persons=700)


@pytest.fixture(scope="module")
def world():
    people = simulate_people(PARAMETERS)
    return people, simulate_course(people, PARAMETERS)


@pytest.fixture(scope="module")
def in_memory(world, words) -> CleanTables:
    return clean_tables(*world, PARAMETERS, words)


@pytest.fixture(scope="module")
def from_files(world, lists, mapping, tmp_path_factory) -> CleanTables:
    """The clean tables of the export without mess, made by the functions of extract and clean."""
    folder = tmp_path_factory.mktemp("clinic")
    write_tables(write_down(*world, PARAMETERS), folder)
    _, part = mapping.filling("person")[0]
    linkage = link_persons(read_person_rows(mapping, folder), part.same_person)
    raw = {extracted.table: extracted.rows for extracted in extract_tables(mapping, folder, linkage)}
    shutil.rmtree(folder)
    drugs, conditions = lists
    words = read_score_words(ROOT / "data/codelists/pain_words.csv", PAIN)
    person = clean_person(raw["person"], raw["visit_occurrence"], mapping, LOCK).table
    visit = clean_visit(raw["visit_occurrence"], person, mapping, LOCK).table
    return CleanTables(
        person,
        visit,
        clean_measurement(raw["measurement"], person, visit, words, mapping, LOCK, PAIN).table,
        clean_drug(raw["drug_exposure"], person, drugs, mapping, LOCK).table,
        clean_condition(raw["condition_occurrence"], person, conditions, mapping, LOCK).table,
        clean_observation(raw["observation"], person, mapping, LOCK).table,
    )


@pytest.mark.parametrize("name", ["person", "visit", "measurement", "drug", "condition"])
def test_each_clean_table_is_that_of_the_written_export(in_memory, from_files, name):
    made, read = getattr(in_memory, name), getattr(from_files, name)
    if name == "measurement":
        read = read[read["score_kind"] == "average"]
    columns = list(made.columns)
    both = [
        frame[columns].astype({name: "string" for name in columns if frame[name].dtype != "datetime64[us]"})
        for frame in (made, read)
    ]
    both = [frame.sort_values(columns).reset_index(drop=True) for frame in both]
    assert len(both[0]) > 100
    pd.testing.assert_frame_equal(*both)


@pytest.mark.parametrize("name", ["target_trial", "replication"])
def test_both_analyses_find_the_same_in_either(in_memory, from_files, protocol, name):
    setting = getattr(protocol, name)
    found = analysis_set_of(in_memory, setting)
    assert found["role"].eq("exposed").sum() > 5
    pd.testing.assert_frame_equal(found, analysis_set_of(from_files, setting))
