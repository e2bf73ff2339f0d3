"""The estimator that docs/extending.md adds touches three files, and then every consumer knows it."""

import pytest

from catalogue.diffs import files_of, project_with, ran_in, shown_diff

RECORD = "src/chart2paper/catalogue/estimators.py"
FUNCTION = "src/chart2paper/model/median_shift.py"
PARAGRAPH = "reports/text/estimators/median_shift.md"
EVERY_CONSUMER = "tests/catalogue/test_estimands.py"


@pytest.fixture(scope="module")
def diff():
    return shown_diff("An estimator")


def test_it_touches_a_record_a_function_and_a_paragraph(diff):
    assert sorted(files_of(diff)) == [PARAGRAPH, RECORD, FUNCTION]


def test_every_consumer_knows_it(diff, tmp_path):
    copy = project_with(diff, tmp_path / "copy")
    ran = ran_in(copy, EVERY_CONSUMER, "tests/catalogue/median_shift.py")
    assert ran.returncode == 0, ran.stdout
    assert "failed" not in ran.stdout


def test_a_record_without_a_paragraph_or_a_printed_method_is_found(diff, tmp_path):
    copy = project_with(diff, tmp_path / "copy")
    (copy / PARAGRAPH).unlink()
    record = (copy / RECORD).read_text(encoding="utf-8")
    without = record.replace('    methods={"hodges_lehmann": "Hodges–Lehmann"},\n', "")
    assert without != record
    (copy / RECORD).write_text(without, encoding="utf-8")
    ran = ran_in(copy, EVERY_CONSUMER, "-k", "paragraph or page_of_changes")
    assert ran.returncode == 1
    assert "[median_shift]" in ran.stdout and "KeyError: 'hodges_lehmann'" in ran.stdout
