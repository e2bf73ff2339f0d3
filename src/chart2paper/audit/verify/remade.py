"""Does doing a job again, with what its record says, give the files that lie in the results, to the byte?

A fingerprint tells whether a file changed since a record was written; whoever rewrites both is not noticed by it.
What a job reads and its settings are in its record, and the same input gives the same bytes, so its files can be made
again elsewhere and compared: figures from their tables, values and texts of the paper from the results, papers from
those, pages of the audit from all.
"""

import contextlib
import io
import os
import runpy
import tempfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from chart2paper.audit.manifest import job_key
from chart2paper.audit.verify.evidence import UNKNOWN, Evidence
from chart2paper.audit.verify.guard import AGAIN, guarded
from chart2paper.audit.verify.names import flat, names_fit
from chart2paper.jobs.prints import Prints, identity
from chart2paper.problems import Problem

# Jobs that add to a log or register outside of the results, or read one that grows. They are never done again.
KEEPS = ("link_persons", "open_outcomes", "tell_lock_status")
NEVER = (*KEEPS, "verify_results", "write_manifest", "write_crate")
# Rooms whose jobs only show what others computed, and take seconds: their jobs are always done again.
SHOWING = ("figures", "paper", "protocol", "audit")
# The rooms whose scripts write nothing but what their rule makes. Those of a release add to its register.
ROOMS = (*SHOWING, "extract", "clean", "cohort", "match", "model", "data_quality")
SCRIPTS = Path("scripts")
# Snakemake's own empty file in a folder that a rule makes.
MARK = ".snakemake_timestamp"


class Named:
    """Files or settings by name, as Snakemake hands them to a script: `inputs.table`, `outputs["html"]`."""

    def __init__(self, items: dict[str, Any]):
        self._items = items

    def __getattr__(self, name: str) -> Any:
        """Return one by its name; AttributeError where there is none."""
        if name.startswith("_") or name not in self._items:
            raise AttributeError(name)
        return self._items[name]

    def __getitem__(self, name: str) -> Any:
        """Return one by its name; KeyError where there is none."""
        return self._items[name]

    def __iter__(self) -> Iterator[str]:
        """Go over all paths; a name may stand for several."""
        for item in self._items.values():
            yield from [item] if isinstance(item, str) else item

    def items(self) -> Any:
        """Return all with their names."""
        return self._items.items()


def remade_findings(evidence: Evidence, everything: bool = False) -> Iterator[Problem]:
    """Yield a `Problem` per file that comes out otherwise when its job is done again.

    everything: also jobs that compute, which takes as long as a run.
    A job whose inputs are not those of its record would come out otherwise for that reason, and has been told.
    """
    rules = rules_of(evidence)
    for path, record in evidence.records_of_run().items():
        if record["rule"] in KEEPS:
            continue
        script = script_of(record, rules)
        if not script:
            what = f"no script of this project belongs to its rule, {record['rule']}"
            yield Problem(path, what, "delete it and run snakemake again")
        elif not names_fit(record):
            what = "edited: the files that it names are not those that it has fingerprints of"
            yield Problem(path, what, "run snakemake again")
        elif (everything or Path(script).parts[1] in SHOWING) and _as_then(record, evidence):
            yield from guarded(path, _job(record, script, evidence.prints))


def rules_of(evidence: Evidence) -> dict[str, Any]:
    """Return what the record of the audit pages says of each rule of the run: its script among others."""
    record = evidence.records.get(str(Path(evidence.results, "logs/build_audit.json")), {"params": {}})
    return dict(record["params"].get("rules", {}))


def script_of(record: dict[str, Any], rules: dict[str, Any]) -> str:
    """Return the script of a job; empty where it is none of this project.

    A record may come from elsewhere, and must not name what is run here: neither another program nor a script that
    writes more than the outputs it is handed.
    """
    script = str(rules.get(record["rule"], {}).get("script", ""))
    for name, value in record["wildcards"].items():
        script = script.replace(f"{{{name}}}", str(value)).replace(f"{{wildcards.{name}}}", str(value))
    path = Path(script)
    room = path.parent.name if path.parent.parent == SCRIPTS else ""
    is_ours = room in ROOMS and path.suffix == ".py" and path.is_file() and not path.is_symlink()
    return script if is_ours and path.stem not in NEVER else ""


def _as_then(record: dict[str, Any], evidence: Evidence) -> bool:
    current = evidence.current
    return all(current.get(path) in (identity(print_), UNKNOWN) for path, print_ in record["inputs"].items())


def _job(record: dict[str, Any], script: str, prints: Prints) -> Iterator[Problem]:
    with tempfile.TemporaryDirectory(prefix="chart2paper-") as scratch:
        do_again(record, script, Path(scratch), prints)
        for made in flat(record["names"]["outputs"].values()):
            yield from _compared(Path(made), Path(scratch, made), record)


def do_again(record: dict[str, Any], script: str, scratch: Path, prints: Prints) -> None:
    """Do a job again from its record; what it makes lies under `scratch`, by its path.

    What the script prints is not shown. A job that stops has made less than its record says, which is seen there.
    """
    names = record["names"]
    outputs = {name: _under(scratch, path) for name, path in names["outputs"].items()}
    for path in flat(outputs.values()):
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    job = SimpleNamespace(
        rule=record["rule"],
        input=Named(names["inputs"]),
        output=Named(outputs),
        params=Named(record["params"] | {"prints": asdict(prints)}),
        wildcards=Named(record["wildcards"]),
        log=[str(scratch / f"{job_key(record)}.json")],
        threads=1,
    )
    silent = io.StringIO()
    silenced = contextlib.redirect_stdout(silent), contextlib.redirect_stderr(silent)
    with silenced[0], silenced[1], contextlib.suppress(SystemExit):
        runpy.run_path(script, init_globals={"snakemake": job}, run_name="__main__")


def _under(scratch: Path, path: str | list[str]) -> str | list[str]:
    return str(scratch / path) if isinstance(path, str) else [str(scratch / one) for one in path]


def _compared(there: Path, again: Path, record: dict[str, Any]) -> Iterator[Problem]:
    names = {name.relative_to(place) for place in (there, again) for name in _files(place)}
    for name in sorted(names):
        if not _equal(there / name, again / name):
            what = f"not what rule {record['rule']} makes of its inputs: made again, it comes out otherwise"
            yield Problem(str(there / name), what, AGAIN)


def _files(place: Path) -> list[Path]:
    if not place.is_dir():
        return [place]
    found = [Path(folder, name) for folder, _, names in os.walk(place) for name in names]
    return [file for file in found if file.name != MARK]


def _equal(one: Path, other: Path) -> bool:
    return one.is_file() and other.is_file() and one.read_bytes() == other.read_bytes()
