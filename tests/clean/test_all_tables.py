"""The tables are cleaned one after the other, and what is wrong with any of them is told together."""

import pytest

from chart2paper.catalogue.outcomes import PAIN
from chart2paper.clean.all_tables import Settings, clean_tables
from chart2paper.clean.code_lists import Lists
from chart2paper.reading.mapping import Mapping
from chart2paper.tables.extract import EXTRACT_TABLES
from clean.small_tables import LOCK, SETTINGS, extract

PERSON = {"person_id": "P0001", "birth_date": "1960-01-01", "gender_source_value": "F"}
VISIT = {
    "person_id": "P0001",
    "visit_occurrence_id": "V1",
    "visit_start_date": "2016-01-01",
    "visit_status": "completed",
}
SCORE = {
    "person_id": "P0001", "measurement_id": "M1", "measurement_date": "2016-01-01",
    "measurement_source_value": "AveragePain", "value_source_value": "5",
}  # fmt: skip
DIAGNOSIS = {
    "person_id": "P0001", "condition_occurrence_id": "C1", "condition_start_date": "2016-01-01",
    "condition_source_value": "M79.7",
}  # fmt: skip

DIAGNOSES = {
    "file": "diagnoses.csv",
    "tables": [
        {
            "table": "condition_occurrence",
            "columns": {"person_id": "MRN", "condition_start_date": "Day", "condition_source_value": "Code"},
        }
    ],
}
MAPPING = Mapping.model_validate(SETTINGS | {"files": [*SETTINGS["files"], DIAGNOSES]})


@pytest.fixture
def cleaned(words, drug_list, conditions):
    """Clean tables (name -> rows); return what each came to and every problem as file, column and what it is."""

    def run(**rows):
        settings = Settings(MAPPING, Lists(drug_list, words, conditions), LOCK, PAIN)
        tables = ((name, extract(EXTRACT_TABLES[name], *found)) for name, found in rows.items())
        problems = []
        made = {name: clean for name, _, clean in clean_tables(tables, settings, problems)}
        return made, [(problem.file, problem.column, problem.what) for problem in problems]

    return run


def test_every_table_is_cleaned_people_with_the_visits_that_they_need(cleaned):
    made, problems = cleaned(person=[PERSON], visit_occurrence=[VISIT], measurement=[SCORE])
    assert list(made) == ["person", "visit_occurrence", "measurement"]
    assert [len(clean.table) for clean in made.values()] == [1, 1, 1]
    assert problems == []


def test_what_is_wrong_with_several_tables_is_told_at_once_with_the_file_of_each(cleaned):
    made, problems = cleaned(
        person=[{**PERSON, "gender_source_value": "?"}],
        visit_occurrence=[VISIT],
        measurement=[SCORE],
        condition_occurrence=[{**DIAGNOSIS, "condition_source_value": "Z99.9"}],
    )
    assert [(file, column) for file, column, _ in problems] == [
        ("patients.csv", "gender_source_value"),
        ("diagnoses.csv", "condition_source_value"),
    ]
    # What needs people has nothing clean either, and is not told as wrong.
    assert all(clean is None for clean in made.values())


def test_what_is_wrong_with_the_dates_of_visits_is_told_once(cleaned):
    other = {**VISIT, "visit_start_date": "soon"}
    _, problems = cleaned(person=[PERSON], visit_occurrence=[other])
    assert len(problems) == len(set(problems)) > 0
