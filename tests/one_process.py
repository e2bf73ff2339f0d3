"""Snakemake as on the command line, but the scripts of its jobs run in its own process, one after the other.

`python one_process.py ARGUMENTS`, as `snakemake ARGUMENTS`. Each job finds its libraries imported already: what a test
asks of the workflow's logic is the same, and most of the time that starting a job takes is saved.
"""

import runpy
import sys
from subprocess import CalledProcessError
from threading import Lock
from typing import Any

AT_A_TIME = Lock()


def run_script(job: Any, file: str, edit: bool = False) -> None:
    """Run a job's script, as Snakemake wrote it to `file`; its exit code decides, as that of a process would."""
    if job.bench_record is not None:  # which Snakemake fills in from a process
        job.bench_record.running_time = 0
    with AT_A_TIME:
        folders = list(sys.path)
        try:
            runpy.run_path(file, run_name="__main__")
        except SystemExit as end:
            if end.code:
                raise CalledProcessError(1, file) from None
        finally:
            sys.path[:] = folders


def main() -> None:
    """Run Snakemake with the arguments of this command."""
    # Here, not above: a job's own workers import this file too.
    from snakemake.cli import main as snakemake
    from snakemake.script import PythonScript

    PythonScript.execute_script = run_script
    snakemake()


if __name__ == "__main__":
    main()
