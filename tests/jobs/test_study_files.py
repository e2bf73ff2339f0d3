"""A study file that Snakemake cannot read ends in one problem with file and row, not in a traceback."""

import subprocess
import sys

import pytest

from snakemake_logger_plugin_chart2paper.study_files import named_files, unreadable_study_file

ERROR = 'File ".../snakemake/common/configfile.py", line 38, in load_configfile\nValueError: month must be in 1..12'


@pytest.mark.parametrize(
    ("arguments", "files"),
    [
        (["--cores", "1", "--configfile", "a.yaml"], ["a.yaml"]),
        (["--configfile=a.yaml", "paper"], ["a.yaml"]),
        (["--configfiles", "a.yaml", "b.yaml", "-n", "c"], ["a.yaml", "b.yaml"]),
        (["paper", "--config", "x=1"], []),
    ],
)
def test_the_study_files_of_a_command_line_are_found(arguments, files):
    assert list(named_files(arguments)) == files


def test_the_problem_of_the_file_stands_in_place_of_the_traceback(tmp_path):
    study = tmp_path / "study.yaml"
    study.write_text("study: a\nday: 2016-13-01\n", encoding="utf-8")
    report = unreadable_study_file(ERROR, ["--configfile", str(study)])
    assert report.startswith("1 problem to fix") and f'{study}, row 2, column "day"' in report


def test_what_is_to_be_made_stands_before_the_study_file(tmp_path):
    study = tmp_path / "study.yaml"
    study.write_text("study: a\n", encoding="utf-8")
    report = unreadable_study_file(ERROR, ["--configfile", str(study), "check_export"])
    assert "snakemake check_export --configfile ..." in report


def test_other_errors_stay_as_they_are(tmp_path):
    study = tmp_path / "study.yaml"
    study.write_text("study: a\n", encoding="utf-8")
    assert unreadable_study_file("ValueError: something else", ["--configfile", "gone.yaml"]) == ""
    assert unreadable_study_file(ERROR, ["--configfile", str(study)]) == ""


def test_the_plugin_leaves_it_to_the_snakefile_which_library_is_used():
    loaded = "[name for name in sys.modules if name.startswith('chart2paper')]"
    code = f"import sys, snakemake_logger_plugin_chart2paper; print({loaded})"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
