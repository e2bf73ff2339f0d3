"""What the machine refuses is said as such, in plain words, and never in those of the error."""

import errno
import json
import os
import resource
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import duckdb
import pandas as pd
import pytest

from chart2paper.jobs.job import job, without_words
from chart2paper.jobs.machine import CAUSES, cause_of
from chart2paper.tables.read_write import write_csv, write_parquet

CELL = "Ruth Ames 1960-02-01"
FULL = Path("/dev/full")
frame = pd.DataFrame({"note": [CELL] * 200_000})


def duckdb_copy() -> None:
    duckdb.sql(f"copy (select '{CELL}' || i from range(2000000) t(i)) to '/dev/full' (format csv)")


@pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize(
    "write",
    [
        lambda: FULL.write_text(CELL),
        lambda: write_csv(frame, FULL),
        lambda: write_parquet(frame, FULL),
        duckdb_copy,
    ],
    ids=["text", "pandas", "pyarrow", "DuckDB"],
)
def test_a_full_disk_is_called_so_whoever_was_writing(write):
    with pytest.raises(Exception) as raised:
        write()
    said = without_words(raised.value)
    assert said.startswith("The disk is full") and "To do: make room" in said
    assert CELL not in said and "This is a mistake in the workflow" not in said


def child(limit: str, code: str) -> str:
    """Return what a job says that runs code in a process with a limit on it."""
    set_limit = f"import resource; resource.setrlimit(resource.{limit})\n"
    job = (
        "from chart2paper.jobs.job import without_words\n"
        f"try:\n    {set_limit}    {code}\nexcept BaseException as error:\n    print(without_words(error))\n"
    )
    done = subprocess.run([sys.executable, "-c", job], capture_output=True, text=True, env=os.environ)
    return done.stdout


def test_a_limit_on_the_size_of_files_is_called_so(tmp_path):
    text = child("RLIMIT_FSIZE, (1000, 1000)", f"open({str(tmp_path / 'a')!r}, 'w').write('{CELL}' * 1000)")
    assert (
        text.startswith("A file became larger than this machine or your account allows") and CELL not in text
    )


def test_too_many_open_files_are_called_so(tmp_path):
    code = f"kept = [open({str(tmp_path)!r} + f'/{{n}}', 'w') for n in range(100)]"
    assert child("RLIMIT_NOFILE, (30, 30)", code).startswith("Too many files are open at once")


def test_too_little_memory_is_called_so():
    code = f"kept = ['{CELL}'] * 10**12"
    text = child("RLIMIT_AS, (2**31, 2**31)", code)
    assert text.startswith("There is not enough memory") and CELL not in text


@pytest.mark.parametrize("cause", CAUSES, ids=lambda cause: cause.what)
def test_every_number_of_the_system_has_its_words(cause):
    for number in cause.numbers:
        assert cause_of(OSError(number, os.strerror(number), "x")) is cause
        # Libraries put the system's words into errors of their own.
        assert cause_of(duckdb.IOException(f"IO Error: could not do it: {os.strerror(number)}")) is cause


def test_a_cell_that_holds_such_words_is_not_the_machine():
    assert cause_of(ValueError("could not read 'permission denied, disk full'")) is None
    assert cause_of(KeyError("out of memory")) is None


def test_the_machine_is_found_behind_the_errors_that_it_led_to():
    try:
        try:
            raise OSError(errno.ENOSPC, "No space left on device", f"/x/{CELL}.csv")
        except OSError as first:
            raise RuntimeError(CELL) from first
    except RuntimeError as error:
        said = without_words(error)
    assert said.startswith("The disk is full.") and CELL not in said


@pytest.mark.parametrize(
    ("name", "told"),
    [("results/x.csv", " (results/x.csv)"), ("data/raw/clinic/ames_ruth.csv", ""), ("/etc/shadow", "")],
)
def test_the_file_is_named_unless_its_name_may_tell_of_the_export(name, told):
    said = without_words(PermissionError(errno.EACCES, "Permission denied", name))
    assert said.startswith(f"Your account may not read or write a file or folder{told}.")


def test_a_file_of_a_project_in_the_folder_for_temporary_files_is_one_of_the_project(monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(Path.cwd().parent))
    said = without_words(PermissionError(errno.EACCES, "Permission denied", "results/x.csv"))
    assert "(results/x.csv)" in said


def test_a_job_that_cannot_even_write_its_log_says_so_and_nothing_of_the_cell(tmp_path, capsys):
    snakemake = SimpleNamespace(log=[str(FULL)], input=[], output=[], params={})
    with pytest.raises(SystemExit) as ended, job(snakemake):
        raise ValueError(CELL)
    shown = capsys.readouterr().err
    assert ended.value.code == 1
    assert "could not be written to the job's log either" in shown and CELL not in shown


def test_a_log_that_does_not_fit_on_the_disk_ends_the_job_in_plain_words(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("chart2paper.jobs.job.record", lambda snakemake: {"a": json.dumps(CELL)})
    snakemake = SimpleNamespace(log=[str(FULL)], input=[], output=[], params={})
    with pytest.raises(SystemExit), job(snakemake):
        pass
    assert "The disk is full" in capsys.readouterr().err
    assert resource.getrlimit(resource.RLIMIT_FSIZE)  # limits of the tests' own process are untouched
