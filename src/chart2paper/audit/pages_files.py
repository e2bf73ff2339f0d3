"""Every file of a run and the job that made it: fingerprints, settings, functions, and the way back."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from chart2paper.audit.functions import used_functions
from chart2paper.audit.pages_pieces import write_keyed, write_piece
from chart2paper.audit.pages_tables import PERSON_COLUMN, tables_of, write_table
from chart2paper.audit.run import Run
from chart2paper.audit.value_sources import numbers_by_file
from chart2paper.jobs.prints import KEYED, shown

Tables = dict[str, dict[str, Any]]


def write(run: Run, folder: Path) -> None:
    """Write the tables' rows, the items of kinds `file` and `job`, and the piece `graph`."""
    tables = {path: write_table(run, folder, path) for path in tables_of(run)}
    write_keyed(folder, "file", file_items(run, tables))
    write_keyed(folder, "job", {key: job_item(run, key) for key in run.jobs})
    write_piece(folder, "graph", 0, graph(run))


def graph(run: Run) -> dict[str, Any]:
    """Return job key -> rule, the files it read (without code) and wrote: what the ways back are told from."""
    return {
        key: {"rule": record["rule"], "inputs": run.data_inputs(key), "outputs": list(record["outputs"])}
        for key, record in sorted(run.jobs.items())
    }


def file_items(run: Run, tables: Tables) -> dict[str, Any]:
    """Return what the pages say of each file, by its path."""
    numbers = numbers_by_file(run)
    return {path: _file_item(run, path, tables, numbers.get(path, [])) for path in run.fingerprints}


def _file_item(run: Run, path: str, tables: Tables, numbers: list[str]) -> dict[str, Any]:
    inside = run.inside(path)
    return {
        "print": shown(run.fingerprints[path]),
        "keyed": KEYED in run.fingerprints[path],
        "bytes": Path(path).stat().st_size if Path(path).is_file() else None,
        "open": f"../{inside}" if inside and Path(path).is_file() else "",
        "job": run.makers.get(path, ""),
        "readers": run.readers.get(path, []),
        "back": run.way_back(path),
        "raw": sources_of(run, path),
        "table": tables.get(path),
        "people": people_behind(run, path, tables),
        "numbers": numbers,
        "identifiable": run.is_identifiable(path),
    }


def sources_of(run: Run, path: str) -> list[str]:
    """Return the files that no job made (raw data, code lists) from which a file comes, sorted."""
    read = {source for key in run.way_back(path) for source in run.data_inputs(key)}
    return sorted(source for source in read if source not in run.makers)


def people_behind(run: Run, path: str, tables: Tables) -> list[str]:
    """Return the nearest tables with a row per person from which a file comes; itself where it is one."""
    level, seen = [path], {path}
    while level:
        found = [file for file in level if _has_people(tables.get(file))]
        if found:
            return found
        level = [file for file in _inputs(run, level) if file not in seen]
        seen |= set(level)
    return []


def _inputs(run: Run, files: Iterable[str]) -> list[str]:
    keys = dict.fromkeys(run.makers[file] for file in files if file in run.makers)
    return list(dict.fromkeys(path for key in keys for path in run.data_inputs(key)))


def _has_people(table: dict[str, Any] | None) -> bool:
    return table is not None and any(column["name"] == PERSON_COLUMN for column in table["columns"])


def job_item(run: Run, key: str) -> dict[str, Any]:
    """Return what the pages say of a job: rule, script, functions, settings and all fingerprints."""
    record = run.jobs[key]
    rule = run.rules.get(record["rule"], {})
    script = _filled(rule.get("script", ""), record["wildcards"])
    data = set(run.data_inputs(key))
    prints = {path: shown(print_) for path, print_ in record["inputs"].items()}
    return {
        "rule": record["rule"],
        "wildcards": record["wildcards"],
        "does": _filled(rule.get("message", ""), record["wildcards"]),
        "rule_file": rule.get("file", ""),
        "rule_line": rule.get("line"),
        "script": script,
        "functions": used_functions(script) if script and Path(script).is_file() else [],
        "params": record["params"],
        "inputs": [[path, sha] for path, sha in prints.items() if path in data],
        "library": [[path, sha] for path, sha in prints.items() if path not in data],
        "outputs": [[path, shown(print_)] for path, print_ in record["outputs"].items()],
    }


def _filled(text: str, wildcards: dict[str, Any]) -> str:
    """Return a script's path or a message with its wildcards filled in."""
    for name, value in wildcards.items():
        text = text.replace(f"{{wildcards.{name}}}", str(value))
    return text
