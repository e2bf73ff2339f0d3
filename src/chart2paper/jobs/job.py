"""How a script runs as a job: its problems are told in plain words, and what it did is recorded."""

import json
import sys
import traceback
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

from chart2paper.jobs.contents import remembered_code
from chart2paper.jobs.folders import files_below
from chart2paper.jobs.machine import in_plain_words
from chart2paper.jobs.prints import NONE_KNOWN, Prints
from chart2paper.problems import Problems
from chart2paper.terminal import print_lines

# Settings that name files which a job reads and no rule makes: its script and what that imports (see `library_files`),
# and code and files of the project that it records. As inputs, hundreds of them, Snakemake would look up each several
# times for each job.
FILES = ("library", "code", "project")
# Settings about files; a record has the fingerprint of each.
ABOUT_FILES = (*FILES, "made_from", "as_written", "prints")


@contextmanager
def job(snakemake: Any) -> Iterator[tuple[Any, Any, Any]]:
    """Give a script its named `(inputs, outputs, params)` and, when it succeeds, write its record.

    The record (the rule's log file, JSON) holds the rule, its settings, the fingerprint of every file
    read and written (see `prints`) and by which name the script knows each, in the order in which the rule gives
    them, so that the job can be done again from it. It has no time in it, so the same run leaves the same record.
    On `Problems` the report goes to the log and the screen and the process ends with exit code 1. So does any
    other error, as the lines of code it went through: its own words are withheld, because what a library
    says of a cell it cannot read quotes the cell.
    """
    log = Path(snakemake.log[0])
    try:
        yield snakemake.input, snakemake.output, snakemake.params
    except Problems as problems:
        _stop(log, problems.report())
    except Exception as error:
        _stop(log, without_words(error))
    try:
        log.write_text(as_json(record(snakemake)), encoding="utf-8")
    except Problems as problems:
        _stop(log, problems.report())
    except Exception as error:
        _stop(log, without_words(error))


def _stop(log: Path, report: str) -> NoReturn:
    lines = report.split("\n")
    try:
        log.write_text(report + "\n", encoding="utf-8")
    except OSError:  # left alone, Python would print it with the error before it, whose words are withheld
        lines += ["", "The report could not be written to the job's log either."]
    print_lines(["", *lines, ""], sys.stderr)
    sys.exit(1)


def without_words(error: BaseException) -> str:
    """Return where an unexpected error arose and of which kind it is, without its message.

    Where the machine is the cause (a full disk, no memory), that and what to do is said in plain words.
    """
    lines = [line for cause in _causes(error) for line in traceback.format_tb(cause.__traceback__)]
    kinds = " from ".join(type(cause).__name__ for cause in reversed(_causes(error)))
    unknown = "This is a mistake in the workflow or an export that it does not understand"
    return (
        f"{in_plain_words(_causes(error)) or unknown}\n({kinds}).\nThe error's own words are withheld, because they "
        "may hold something from a patient's row; these lines of code do not, and may be sent to whoever looks after "
        f"the workflow:\n{''.join(lines)}"
    )


def _causes(error: BaseException) -> list[BaseException]:
    """Return the error that arose first, then those that it led to."""
    before = error.__cause__ or error.__context__
    return [*(_causes(before) if before else []), error]


def record(snakemake: Any) -> dict[str, Any]:
    """Return what a job did: rule, wildcards, settings, a fingerprint of each file in and out, and the id of their key.

    Raises `Problems` when the key of the fingerprints is gone.
    """
    params = dict(snakemake.params.items())
    prints = Prints(**params["prints"])
    read = [*snakemake.input, *files_in(params)]
    return {
        "key_id": prints.id,
        "rule": snakemake.rule,
        "wildcards": dict(snakemake.wildcards.items()),
        "params": {name: plain(value) for name, value in params.items() if name not in ABOUT_FILES},
        "inputs": fingerprints(read, prints, remembered_code()),
        "outputs": fingerprints(snakemake.output, prints),
        "names": {"inputs": names_of(snakemake.input), "outputs": names_of(snakemake.output)},
    }


def files_in(params: Mapping[str, Any]) -> list[str]:
    """Return the paths of the files that a job's settings name."""
    return [path for name in FILES for path in params.get(name, ())]


def as_json(record: dict[str, Any]) -> str:
    """Return the text of a record: the one way in which it is written."""
    return json.dumps(record, indent=1) + "\n"


def names_of(files: Any) -> dict[str, str | list[str]]:
    """Return the paths of a job's files by the names its script knows them by, so that it can be done again.

    Where files have no names, nothing is returned.
    """
    named = files.items() if hasattr(files, "items") else ()
    return {name: path if isinstance(path, str) else [str(one) for one in path] for name, path in named}


def fingerprints(
    paths: Iterable[str | Path], prints: Prints, code: Mapping[str, str] = NONE_KNOWN
) -> dict[str, dict[str, Any]]:
    """Return the fingerprint of each file by its path, sorted; a folder stands for the files in it.

    code: prints of code that are known already (see `Prints.of`).
    """
    files = {file for path in paths for file in (files_below(path) if Path(path).is_dir() else [str(path)])}
    return {file: prints.of(file, code) for file in sorted(files, key=Path)}


def plain(value: Any) -> Any:
    """Return a setting as plain JSON values (dates and paths become text)."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, str | bool | int | float) or value is None:
        return value
    if isinstance(value, list | tuple) or (hasattr(value, "__iter__") and not isinstance(value, Path)):
        return [plain(item) for item in value]
    return str(value)


def reports_in(folder: str | Path) -> list[Path]:
    """Return the logs in `folder` that hold a report of problems instead of a record, sorted."""
    return [log for log in sorted(Path(folder).glob("*.json")) if not log.read_bytes().startswith(b"{")]
