"""How a script runs as a job: its problems are told in plain words, and what it did is recorded."""

import hashlib
import json
import sys
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

from chart2paper.contents import code_print
from chart2paper.problems import Problems

# Settings that hold fingerprints, for Snakemake alone (see `reruns`); a record has those of each file.
FINGERPRINTS = ("made_from", "as_written")


@contextmanager
def job(snakemake: Any) -> Iterator[tuple[Any, Any, Any]]:
    """Give a script its named `(inputs, outputs, params)` and, when it succeeds, write its record.

    The record (the rule's log file, JSON) holds the rule, its settings and the SHA-256 of every file
    read and written. It has no time in it, so the same run leaves the same record.
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
    log.write_text(json.dumps(record(snakemake), indent=1, sort_keys=True) + "\n", encoding="utf-8")


def _stop(log: Path, report: str) -> NoReturn:
    log.write_text(report + "\n", encoding="utf-8")
    print(f"\n{report}\n", file=sys.stderr)
    sys.exit(1)


def without_words(error: BaseException) -> str:
    """Return where an unexpected error arose and of which kind it is, without its message."""
    lines = [line for cause in _causes(error) for line in traceback.format_tb(cause.__traceback__)]
    kinds = " from ".join(type(cause).__name__ for cause in reversed(_causes(error)))
    return (
        f"This is a mistake in the workflow or an export that it does not understand: {kinds}.\nThe error's own "
        "words are withheld, because they may hold something from a patient's row; these lines of code do not, "
        f"and may be sent to whoever looks after the workflow:\n{''.join(lines)}"
    )


def _causes(error: BaseException) -> list[BaseException]:
    """Return the error that arose first, then those that it led to."""
    before = error.__cause__ or error.__context__
    return [*(_causes(before) if before else []), error]


def record(snakemake: Any) -> dict[str, Any]:
    """Return what a job did: rule, wildcards, settings, and a fingerprint of each file in and out."""
    return {
        "rule": snakemake.rule,
        "wildcards": dict(snakemake.wildcards.items()),
        "params": {
            name: plain(value) for name, value in snakemake.params.items() if name not in FINGERPRINTS
        },
        "inputs": fingerprints(snakemake.input),
        "outputs": fingerprints(snakemake.output),
    }


def fingerprints(paths: Iterable[str | Path]) -> dict[str, dict[str, Any]]:
    """Return the fingerprint of each file by its path, sorted; a folder stands for the files in it."""
    files = {file for path in paths for file in _files_in(Path(path))}
    return {str(file): fingerprint(file) for file in sorted(files)}


def _files_in(path: Path) -> list[Path]:
    return [file for file in path.rglob("*") if file.is_file()] if path.is_dir() else [path]


def fingerprint(path: str | Path) -> dict[str, Any]:
    """Return the SHA-256 and the size in bytes of a file, and for Python that of its code without comments."""
    with Path(path).open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    code = code_print(path)
    return {"sha256": digest, "bytes": Path(path).stat().st_size, **({"code": code} if code else {})}


def identity(print_: dict[str, Any]) -> str:
    """Return the part of a fingerprint that tells whether what is made from the file is still right."""
    return str(print_.get("code", print_["sha256"]))


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
    return [log for log in sorted(Path(folder).glob("*.json")) if not log.read_text("utf-8").startswith("{")]
