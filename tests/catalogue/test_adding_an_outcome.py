"""The outcome that docs/extending.md adds touches a record and a study file, and then its paper speaks of it."""

import pytest

from catalogue.diffs import files_of, project_with, ran_in, shown_diff

RECORD = "src/chart2paper/catalogue/outcomes.py"
STUDY = "studies/function_demo.yaml"
ASKED = ("tests/catalogue/test_outcomes.py", "tests/catalogue/vitality.py")


@pytest.fixture(scope="module")
def diff():
    return shown_diff("An outcome")


def test_it_touches_a_record_and_a_study_file(diff):
    assert sorted(files_of(diff)) == [RECORD, STUDY]


def test_every_consumer_knows_it(diff, tmp_path):
    ran = ran_in(project_with(diff, tmp_path / "copy"), *ASKED)
    assert ran.returncode == 0, ran.stdout
    assert "failed" not in ran.stdout


def with_changed_record(diff, folder, old, new):
    """Return a copy of the project in which the new record has other text."""
    copy = project_with(diff, folder)
    before, name, record = (copy / RECORD).read_text(encoding="utf-8").partition("VITALITY = ")
    assert old in record
    (copy / RECORD).write_text(before + name + record.replace(old, new, 1), encoding="utf-8")
    return copy


def test_a_record_on_which_the_wrong_way_is_better_is_found(diff, tmp_path):
    copy = with_changed_record(diff, tmp_path / "copy", 'better="higher"', 'better="lower"')
    ran = ran_in(copy, "tests/catalogue/vitality.py")
    assert ran.returncode == 1 and "better vitality" in ran.stdout


def test_a_record_without_all_its_words_is_refused(diff, tmp_path):
    copy = with_changed_record(diff, tmp_path / "copy", '    gained="better",\n', "")
    ran = ran_in(copy, "tests/catalogue/vitality.py")
    assert ran.returncode != 0
    assert "missing 1 required positional argument: 'gained'" in ran.stdout + ran.stderr
