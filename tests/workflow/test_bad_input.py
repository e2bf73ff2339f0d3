"""What a clinic gets wrong is told once, in plain words, with exit code 1 and nothing half-written."""

import re

import pytest

from project_copy import copy_project, run

RAW = "data/raw/demo_clinic"


@pytest.fixture
def project(tmp_path):
    return copy_project(tmp_path)


def replace(file, old, new, encoding="utf-8"):
    content = file.read_bytes()
    assert old.encode(encoding) in content
    file.write_bytes(content.replace(old.encode(encoding), new.encode(encoding), 1))


def failure(project):
    """Run the project, which must fail; return the report of problems that was printed, and nothing else."""
    code, output = run(project, "--cores", "2")
    assert code == 1, output[-3000:]
    assert "Traceback" not in output
    # The texts are checked first of all; nothing else of a paper may be there.
    assert {path.name for path in (project / "results" / "paper").glob("*")} <= {"texts_checked.txt"}
    reports = re.findall(r"^\d+ problems? to fix before this can run:\n(?:^ .*\n)+", output, re.MULTILINE)
    assert len(set(reports)) == 1, output[-3000:]
    assert output.rstrip().endswith(reports[-1].rstrip()), "a failed run ends with its problems"
    assert "input:" not in output, "and not below a wall of files"
    return reports[0]


def test_wrong_settings_are_listed_together_before_anything_runs(project):
    replace(project / "config.yaml", "min_exposure_days:", "min_exposure_dais:")
    replace(project / "config.yaml", "value: 2020-12-31", "value: the end of 2020")
    output = failure(project)
    assert "unknown setting" in output
    assert 'Did you mean "min_exposure_days"?' in output
    assert "data_lock_date.value" in output
    assert not (project / "results").exists()


def test_missing_files_of_the_export_and_the_protocol_are_named(project):
    (project / RAW / "visits.csv").unlink()
    (project / RAW / "medications.csv").unlink()
    output = failure(project)
    for name in ("visits.csv", "medications.csv"):
        assert f"{RAW}/{name}: the mapping names this file, but it is not in the export" in output


def test_empty_unreadable_and_wrongly_headed_files_are_reported_together(project):
    (project / RAW / "visits.csv").write_bytes(b"")
    (project / RAW / "diagnoses.csv").write_bytes(
        b"DxID,MRN,VisitID,DxDate,Code,Description\n1,2,3,4,\xff\xfe,x\n"
    )
    replace(project / RAW / "pain_scores.csv", "AveragePain", "AvgPain")
    output = failure(project)
    assert output.startswith("3 problems")
    for name in ("visits.csv", "diagnoses.csv", "pain_scores.csv"):
        assert f". {name}" in output
    assert "AveragePain" in output
    assert not list((project / "results" / "extract").glob("*.parquet"))


def test_a_code_list_that_matches_nothing_is_an_error_and_not_an_empty_column(project):
    codes = project / "data/codelists/pain_conditions.csv"
    header = codes.read_text().splitlines()[0]
    row = [""] * len(header.split(","))
    fields = dict(zip(header.split(","), row, strict=True)) | {
        "system": "ICD10CM",
        "code": "Z99.9",
        "match": "exact",
        "pain_group": "none_such",
        "mechanism": "mixed",
    }
    codes.write_text(header + "\n" + ",".join(fields[name] for name in header.split(",")) + "\n")
    output = failure(project)
    assert "pain_conditions.csv" in output


def test_a_mapping_with_a_wrong_table_and_a_wrong_column_is_reported(project):
    replace(project / "data/mappings/demo_clinic.yaml", "visit_start_date", "visit_start")
    assert "visit_start_date" in failure(project)
