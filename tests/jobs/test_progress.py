"""What a run says while it runs."""

import logging
from textwrap import indent
from typing import Any

import pytest
from snakemake_interface_logger_plugins.common import LogEvent
from snakemake_interface_logger_plugins.registry import LoggerPluginRegistry
from snakemake_interface_logger_plugins.tests import MockOutputSettings

from snakemake_logger_plugin_chart2paper import LogHandler
from snakemake_logger_plugin_chart2paper.plain_formatter import progress, time_left


@pytest.fixture
def said(capsys):
    """What is printed of records, given as (event, fields); a run begins at second 0."""

    def of(*records: tuple[LogEvent | None, dict[str, Any]], dryrun: bool = False) -> str:
        settings = MockOutputSettings()
        settings.dryrun = dryrun
        handler = LogHandler(settings, None)
        for event, fields in records:
            made = {
                "msg": "",
                "levelno": logging.INFO,
                "levelname": "INFO",
                **fields,
                **({"event": event} if event else {}),
            }
            handler.emit(logging.makeLogRecord(made))
        return str(capsys.readouterr().err)

    return of


STARTED: dict[str, Any] = {
    "jobid": 7,
    "rule_msg": "Reading the export",
    "rule_name": "extract_tables",
    "reason": "",
    "created": 100.0,
}
ERROR: dict[str, Any] = {
    "jobid": 7,
    "rule_msg": None,
    "rule_name": "extract_tables",
    "input": [f"data/raw/file{number}.csv" for number in range(150)],
    "output": ["results/extract/person.parquet"],
    "log": ["results/logs/extract_tables.json"],
    "conda_env": None,
    "shellcmd": None,
    "aux": {},
}


def test_snakemake_finds_the_plugin():
    assert LoggerPluginRegistry().is_installed("chart2paper")


def test_a_job_is_one_line_and_its_end_is_the_progress_of_the_run(said):
    text = said(
        (LogEvent.JOB_INFO, STARTED),
        (LogEvent.JOB_FINISHED, {"msg": "Finished jobid: 7 (Rule: extract_tables)"}),
        (LogEvent.PROGRESS, {"done": 13, "total": 65, "created": 160.0}),
    )
    assert text.strip() == "Reading the export\n  13 of 65 jobs done, about 4 min left"


def test_a_failed_job_is_named_without_the_wall_of_its_files(said):
    text = said((LogEvent.JOB_INFO, STARTED), (LogEvent.JOB_ERROR, ERROR))
    assert "Failed: Reading the export (rule extract_tables, log results/logs/extract_tables.json)" in text
    assert "data/raw" not in text


def test_problems_found_before_any_job_end_with_the_problems(said):
    report = "2 problems to fix before this can run:\n  1. a.yaml: x\n    To do: y\n  2. b.yaml: z\n"
    where = 'File "/x/Snakefile", line 31, in <module>'
    around = f"WorkflowError in file /x/Snakefile, line 31:\n{report}  {where}"
    deeper = (
        f"InputFunctionException:\nError:\n  WorkflowError:\n{indent(report, '    ')}Wildcards:\n  block=01"
    )
    for text in (around, deeper):
        for dryrun in (False, True):
            assert said((LogEvent.ERROR, {"msg": text}), dryrun=dryrun).strip() == report.strip()


def test_a_dry_run_tells_what_snakemake_tells(said):
    assert "Job 7: Reading the export" in said((LogEvent.JOB_INFO, STARTED), dryrun=True)


def test_what_it_has_no_words_for_is_printed_as_it_is(said):
    assert said((None, {"msg": "Building DAG of jobs..."})) == "Building DAG of jobs...\n"


def test_there_is_no_colour_outside_a_terminal(said):
    assert "\033" not in said((LogEvent.JOB_INFO, STARTED), (LogEvent.JOB_ERROR, ERROR))


@pytest.mark.parametrize(
    ("done", "seconds", "line"),
    [
        (4, 60, "4 of 65 jobs done"),
        (30, 5, "30 of 65 jobs done"),
        (60, 60, "60 of 65 jobs done, less than a minute left"),
        (13, 60, "13 of 65 jobs done, about 4 min left"),
        (65, 60, "65 of 65 jobs done"),
    ],
)
def test_the_time_left_is_told_when_a_guess_is_worth_something(done, seconds, line):
    assert progress(done, 65, seconds).strip() == line


def test_a_long_time_is_told_in_hours():
    assert time_left(7200) == "about 2 h left"
