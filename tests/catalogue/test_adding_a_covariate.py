"""The covariate that docs/extending.md adds touches three files, and then every consumer knows it."""

import pytest

from catalogue.diffs import files_of, project_with, ran_in, shown_diff

RECORD = "src/chart2paper/catalogue/covariates.py"
MEASURE = "src/chart2paper/cohort/covariates.py"


@pytest.fixture(scope="module")
def diff():
    return shown_diff("A covariate")


def test_it_touches_a_record_a_function_and_the_study_file(diff):
    assert sorted(files_of(diff)) == ["config.yaml", RECORD, MEASURE]


def test_every_consumer_knows_it(diff, tmp_path):
    copy = project_with(diff, tmp_path / "copy")
    asked = ("test_covariates.py", "test_audit_and_validation.py", "smoker.py")
    ran = ran_in(copy, *(f"tests/catalogue/{name}" for name in asked))
    assert ran.returncode == 0, ran.stdout
    assert "failed" not in ran.stdout


def test_a_record_that_nothing_measures_is_found(diff, tmp_path):
    copy = project_with(diff, tmp_path / "copy")
    measures = (copy / MEASURE).read_text(encoding="utf-8")
    (copy / MEASURE).write_text(measures.replace('    "smoker": _smoker,\n', ""), encoding="utf-8")
    ran = ran_in(copy, "tests/catalogue/test_covariates.py", "-k", "measures")
    assert ran.returncode == 1 and "smoker" in ran.stdout
