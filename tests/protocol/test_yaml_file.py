"""Settings files are read so that nothing in them is lost or turned into something else."""

from datetime import date

import pytest

from chart2paper.problems import Problems
from chart2paper.protocol.load import load_study, study_file
from chart2paper.reading.mapping import load_mapping
from chart2paper.yaml_file import read_yaml


def written(folder, text, name="study.yaml"):
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def problems(folder, text, **more):
    with pytest.raises(Problems) as caught:
        read_yaml(written(folder, text), **more)
    return [str(problem).split("study.yaml")[-1] for problem in caught.value.problems]


def test_keys_that_stand_twice_are_all_told_with_both_rows(tmp_path):
    text = "study: a\nclinic:\n  name: x\n  name: y\nlist:\n  - {a: 1, a: 2}\nstudy: b\n"
    told = problems(tmp_path, text)
    assert [line.split(":")[0] for line in told] == [
        ', row 4, column "clinic.name"',
        ', row 6, column "list.0.a"',
        ', row 7, column "study"',
    ]
    assert "first in row 3" in told[0]


def test_a_key_may_stand_in_several_places_of_their_own(tmp_path):
    assert read_yaml(written(tmp_path, "a: {x: 1}\nb: {x: 2}\n")) == {"a": {"x": 1}, "b": {"x": 2}}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("study: a\nclinic:\n\tname: x\n", ", row 3: the row is indented with a tab"),
        ("study: [a\n", "the YAML cannot be read"),
        ("study: a\n b: c: d\n", ", row 2: the YAML cannot be read"),
        ("study: a\nb: \x00\n", ", row 2: the YAML cannot be read"),
        ("a: *nothing\n", ", row 1: the YAML cannot be read"),
        ("a: 1\n---\nb: 2\n", "the YAML cannot be read"),
        ("a: !thing x\n", ", row 1: the YAML cannot be read"),
        ("a: &x [*x]\n", "a part of the file refers to itself"),
        ("- a\n", ": the file holds no settings"),
        ("", ": the file holds no settings"),
        (b"study: a\nname: caf\xe9\n", ", row 2: the file is not UTF-8 text"),
        ("a:\n  day: 2016-13-01\n", ', row 2, column "a.day": 2016-13-01 is not a day of the calendar'),
    ],
)
def test_a_file_that_cannot_be_read_is_one_problem_with_its_row(tmp_path, text, told):
    (problem,) = problems(tmp_path, text)
    assert told in problem


def test_a_missing_file_and_a_folder_are_told(tmp_path):
    with pytest.raises(Problems, match="the file does not exist"):
        read_yaml(tmp_path / "gone.yaml")
    with pytest.raises(Problems, match="this is a folder, not a file"):
        read_yaml(tmp_path)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("NO", "NO"),
        ("yes", "yes"),
        ("on", "on"),
        ("true", True),
        ("12:30", "12:30"),
        ("00123", "00123"),
        ("0o17", "0o17"),
        ("1_000", "1_000"),
        ("123", 123),
        ("-4.5", -4.5),
        ("1e-3", 0.001),
        ("2016-03-05", date(2016, 3, 5)),
        ("2016-03-05 10:00:00", "2016-03-05 10:00:00"),
        ("", None),
        ("null", None),
    ],
)
def test_only_what_looks_like_it_is_a_number_a_date_or_true(tmp_path, text, value):
    assert read_yaml(written(tmp_path, f"a: {text}\n")) == {"a": value}


def test_a_byte_order_mark_is_no_part_of_the_first_key(tmp_path):
    assert read_yaml(written(tmp_path, "\ufeffstudy: a\n")) == {"study": "a"}


MAPPING = """clinic: small
description: by hand
date_formats: ["%Y-%m-%d"]
code_system: {before: ICD9CM, after: ICD10CM, switch_date: 2015-10-01}
over_89_birth_shift: yes
values:
  gender_source_value: {1: female, 0: male, NO: other, 007: other}
  visit_status: {Yes: completed, on: completed, 12:30: no_show, null: cancelled, 1.0: completed}
files:
  - file: p.csv
    tables:
      - {table: person, columns: {person_id: 1, birth_date: 2016}}
"""


def test_texts_of_a_mapping_are_texts_whatever_they_look_like(tmp_path):
    mapping = load_mapping(written(tmp_path, MAPPING))
    assert list(mapping.values["gender_source_value"]) == ["1", "0", "NO", "007"]
    assert list(mapping.values["visit_status"]) == ["Yes", "on", "12:30", "null", "1.0"]
    assert mapping.filling("person")[0][1].sources == {"birth_date": "2016"}
    assert mapping.over_89_birth_shift is True


def test_a_day_that_does_not_exist_is_told_with_its_row(tmp_path):
    text = MAPPING.replace("2015-10-01", "01.10.2015")
    with pytest.raises(Problems, match=r"row 4, .*switch_date.*: this is not a day of the calendar"):
        load_mapping(written(tmp_path, text))


def test_a_wrong_setting_is_told_with_its_row(tmp_path):
    text = MAPPING.replace("over_89_birth_shift: yes", "over_90_birth_shift: yes")
    with pytest.raises(Problems, match=r"row 5, .*Did you mean"):
        load_mapping(written(tmp_path, text))


def test_a_bad_day_of_a_study_is_told_with_its_row(root, tmp_path):
    text = (root / "config.yaml").read_text(encoding="utf-8")
    changed = text.replace("data_lock_date:\n  value: ", "data_lock_date:\n  value: 31.12.2020 #", 1)
    with pytest.raises(Problems, match=r'row [0-9]+, column "data_lock_date.value": this is not a day'):
        load_study(written(tmp_path, changed))


def test_settings_of_the_command_line_go_over_the_study_file(root):
    study = load_study(root / "config.yaml", {"results_dir": "results_b", "clinic": {"raw_folder": "other"}})
    assert (study.results_dir, study.clinic.raw_folder) == ("results_b", "other")
    assert study.clinic.mapping == load_study(root / "config.yaml").clinic.mapping


def test_one_study_file_is_named_or_none():
    assert (study_file([]), study_file(["studies/a.yaml"])) == ("config.yaml", "studies/a.yaml")
    with pytest.raises(Problems, match="2 study files are named"):
        study_file(["a.yaml", "b.yaml"])
