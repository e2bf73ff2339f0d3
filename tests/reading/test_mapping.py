"""A mapping file is read strictly: every mistake is told, in words, and at once."""

import pytest

from chart2paper.problems import Problems
from chart2paper.reading.mapping import load_mapping


def mistakes(clinic) -> str:
    with pytest.raises(Problems) as caught:
        _ = clinic.mapping
    return caught.value.report()


@pytest.mark.parametrize("name", ["demo_clinic", "mimic3_demo"])
def test_the_shipped_mappings_are_valid(root, name):
    assert load_mapping(root / f"data/mappings/{name}.yaml").clinic == name


def test_a_mapping_knows_which_files_fill_a_table(clinic):
    (file, part), *others = clinic.mapping.filling("measurement")
    assert (file.file, part.record_number, others) == ("scores.csv", "MRN", [])
    assert clinic.mapping.filling("observation") == []


def test_columns_that_tell_people_apart_must_be_there_but_go_nowhere(clinic):
    file, part = clinic.mapping.filling("person")[0]
    assert part.mapped_columns == ["MRN", "DOB", "Sex"]
    assert file.export_columns == ["MRN", "DOB", "Sex", "LastName"]


def test_a_wrong_key_is_told_with_the_right_one(clinic):
    clinic.settings["date_format"] = ["%Y"]
    assert 'Did you mean "date_formats"?' in mistakes(clinic)


def test_a_wrong_table_and_a_wrong_column_are_told_with_the_right_ones(clinic):
    clinic.table("visits.csv")["table"] = "visit_ocurrence"
    clinic.table("patients.csv")["columns"]["birthdate"] = "DOB"
    report = mistakes(clinic)
    assert 'Did you mean "visit_occurrence"?' in report
    assert 'Did you mean "birth_date"?' in report


def test_all_mistakes_are_told_at_once(clinic):
    clinic.settings["clinic"] = "Not A Name"
    clinic.settings["colour"] = "blue"
    clinic.settings["date_formats"] = ["%d.%m.%y", "%j"]
    clinic.settings["values"]["visit_status"]["Gone"] = "noshow"
    clinic.settings["files"][0]["encoding"] = "ascii"
    clinic.settings["files"][1]["delimiter"] = '"'
    del clinic.table("visits.csv")["columns"]["person_id"]
    report = mistakes(clinic)
    assert report.startswith("7 problems")
    for words in ('"%d.%m.%y" needs %Y', '"%j" needs', 'Did you mean "no_show"?', "encoding", "delimiter"):
        assert words in report
    assert "record number (person_id)" in report


def test_the_record_number_may_become_a_study_id_and_nothing_else(clinic):
    clinic.table("visits.csv")["columns"]["visit_source_value"] = "MRN"
    clinic.table("scores.csv")["unpivot"] = ["Worst", "MRN"]
    report = mistakes(clinic)
    assert 'visits.csv: column "MRN" holds the record number' in report
    assert 'scores.csv: column "MRN" holds the record number' in report


def test_a_column_of_another_file_may_have_the_name_of_the_record_number(clinic):
    """Synthea calls the patient Id in one file, and the visit Id in another."""
    patients, visits = clinic.table("patients.csv"), clinic.table("visits.csv")
    patients["columns"] |= {"person_id": "Id"}
    visits["columns"] |= {"person_id": "PATIENT", "visit_occurrence_id": "Id"}
    assert clinic.mapping.filling("visit_occurrence")[0][1].record_number == "PATIENT"


def test_several_columns_may_name_a_person_and_then_do_so_everywhere(clinic):
    clinic.table("patients.csv")["columns"]["person_id"] = ["LastName", "DOB"]
    clinic.table("patients.csv")["same_person"] = []
    assert "person_id must be made of as many columns" in mistakes(clinic)
    for file in ("visits.csv", "scores.csv"):
        clinic.table(file)["columns"]["person_id"] = ["Patient", "Born"]
    part = clinic.mapping.filling("visit_occurrence")[0][1]
    assert (part.record_columns, part.record_number) == (["Patient", "Born"], "Patient + Born")


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"person_id": ["Patient", "Patient"]}, "list each of its columns once"),
        ({"person_id": []}, "list each of its columns once"),
        ({"visit_start_date": ["Day", "Month"]}, "only person_id may be made of several columns"),
        ({"person_id": ["Patient", "Date"]}, 'column "Date" holds the record number'),
    ],
)
def test_columns_that_name_a_person_are_listed_once_and_name_nothing_else(clinic, columns, told):
    clinic.table("visits.csv")["columns"] |= columns
    assert told in mistakes(clinic)


@pytest.mark.parametrize(
    ("table", "split", "told"),
    [
        ("measurement", {"value_source_value": ";"}, "split is for the tables drug_exposure,"),
        ("observation", {"observation_source_value": ""}, "needs the text between two entries"),
        ("observation", {"observation_source_value": []}, "needs the text between two entries"),
        ("observation", {"value_as_string": ";"}, "must be a text that a column of the export fills"),
        ("observation", {"observation_date": ";"}, "must be a text that a column of the export fills"),
        ("observation", {"person_id": ";"}, "must be a text that a column of the export fills"),
    ],
)
def test_split_is_for_texts_of_which_a_cell_may_hold_several(clinic, table, split, told):
    columns = {"person_id": "MRN", f"{table}_date": "Date", f"{table}_source_value": "Effect"}
    parts = [{"table": table, "columns": columns, "split": split}]
    clinic.settings["files"].append({"file": "more.csv", "tables": parts})
    assert told in mistakes(clinic)


def test_exactly_one_file_lists_the_patients(clinic):
    del clinic.settings["files"][0]
    assert "exactly one file must fill the table person" in mistakes(clinic)


def test_a_file_is_listed_once_and_fills_a_table_once(clinic):
    clinic.settings["files"].append(clinic.settings["files"][1])
    assert 'file "visits.csv" is listed twice' in mistakes(clinic)
    clinic.settings["files"].pop()
    clinic.settings["files"][1]["tables"] *= 2
    assert "table visit_occurrence is filled twice" in mistakes(clinic)


@pytest.mark.parametrize(
    ("file", "change", "told"),
    [
        ("visits.csv", {"unpivot": ["A", "A"]}, "unpivot is for the table measurement only"),
        ("scores.csv", {"unpivot": ["A", "A"]}, '"A" is listed twice'),
        ("visits.csv", {"same_person": ["A"]}, "same_person is for the table person only"),
        (
            "visits.csv",
            {"from_visit": {"visit_end_date": "visit_start_date"}},
            "is not for visits themselves",
        ),
        ("scores.csv", {"from_visit": {"measurement_date": "visit_date"}}, 'Did you mean "visit_end_date"?'),
        ("scores.csv", {"constants": {"value_source_value": "x"}}, "is filled in two ways"),
        ("visits.csv", {"where_blank": {"visit_end_date": "End"}}, "must be a column that columns fills"),
        ("visits.csv", {"where_blank": {"person_id": "Other"}}, "other than person_id"),
    ],
)
def test_settings_that_contradict_each_other_are_mistakes(clinic, file, change, told):
    clinic.table(file).update(change)
    assert told in mistakes(clinic)


def test_a_code_system_is_stated_not_read_from_a_column(clinic):
    columns = {"person_id": "MRN", "code_system": "Version"}
    table = {"table": "condition_occurrence", "columns": columns, "constants": {}}
    clinic.settings["files"].append({"file": "dx.csv", "tables": [table]})
    assert "code_system cannot come from a column" in mistakes(clinic)
    del columns["code_system"]
    table["constants"]["code_system"] = "ICD11"
    assert "code_system must be one of ICD9CM, ICD10CM" in mistakes(clinic)


def test_values_name_known_columns_and_each_text_once(clinic):
    clinic.settings["values"] = {
        "visit_state": {"a": "completed"},
        "order_status": {"On": "active", " on": "active"},
    }
    report = mistakes(clinic)
    assert 'Did you mean "visit_status"?' in report
    assert '"on" is listed twice' in report
