"""Each choice of the protocol: its basis and reason, the rules whose settings it enters, and what follows from them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from chart2paper.audit.pages_pieces import write_list
from chart2paper.audit.run import Run
from chart2paper.audit.value_sources import numbers_by_file
from chart2paper.protocol.document import meanings

Settings = dict[tuple[str, ...], Any]
CHOICE = {"value", "basis", "why"}
# The name under which a job gets the whole protocol, to print it.
WHOLE = "study"


def write(run: Run, folder: Path) -> None:
    """Write the list `choice`."""
    write_list(folder, "choice", choices_of(run))


def choices_of(run: Run) -> list[dict[str, Any]]:
    """Return every choice with its meaning, basis, reason, the jobs it enters and the numbers that follow."""
    told = meanings()
    settings = {key: dict(_flat(record["params"])) for key, record in run.jobs.items()}
    numbers = numbers_by_file(run)
    return [
        {
            "path": ".".join(path),
            "meaning": told.get(_general(path), ""),
            **choice,
            **_what_depends(run, settings, numbers, path, choice["value"]),
        }
        for path, choice in _choices(run.study)
    ]


def _choices(setting: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    if isinstance(setting, dict):
        if set(setting) == CHOICE:
            yield path, setting
        else:
            for name, item in setting.items():
                yield from _choices(item, (*path, name))


def _general(path: tuple[str, ...]) -> str:
    """Return a setting's path as the reference page writes it: `analyses.<name>.matching.exact`."""
    return ".".join("<name>" if path[0] == "analyses" and place == 1 else p for place, p in enumerate(path))


def _what_depends(
    run: Run, settings: dict[str, Settings], numbers: dict[str, list[str]], path: tuple[str, ...], value: Any
) -> dict[str, Any]:
    enters = [
        [key, name]
        for key, record in run.jobs.items()
        if (name := entry_of(settings[key], record["wildcards"], path, value, _section(run.study, path)))
    ]
    files = downstream(run, [key for key, _ in enters])
    counts = [[file, len(numbers[file])] for file in files if file in numbers]
    return {"enters": enters, "files": len(files), "numbers": counts}


def _section(study: dict[str, Any], path: tuple[str, ...]) -> dict[str, Any]:
    """Return the values of all choices beside a choice, by name."""
    beside: Any = study
    for name in path[:-1]:
        beside = beside[name]
    return {
        name: item["value"] for name, item in beside.items() if isinstance(item, dict) and set(item) == CHOICE
    }


def entry_of(
    settings: Settings, wildcards: dict[str, Any], path: tuple[str, ...], value: Any, section: dict[str, Any]
) -> str:
    """Return the name under which a choice enters a job's settings; an empty text where it does not.

    A setting is taken for the choice where both have the same value and the same name: the setting's whole name
    ends the choice's path, or the choice's section and name end the setting's, or the setting lies in a group that
    is the choice's whole `section` (values by name) under another name. A job of one analysis only takes choices of
    that analysis.
    """
    if path[0] == "analyses" and wildcards.get("analysis", path[1]) != path[1]:
        return ""
    for name, setting in settings.items():
        tail = path[-len(name) :] == name or name[-2:] == path[-2:]
        whole = len(name) > 1 and name[-1] == path[-1] and settings.get(name[:-1]) == section
        if (tail or whole) and name[0] != WHOLE and setting == value:
            return ".".join(name)
    return ""


def downstream(run: Run, keys: list[str]) -> list[str]:
    """Return every file that the jobs `keys` made, and all that was made from those, sorted."""
    found: set[str] = set()
    todo, done = list(keys), set(keys)
    while todo:
        made = run.jobs[todo.pop()]["outputs"]
        found |= set(made)
        new = {reader for path in made for reader in run.readers.get(path, [])} - done
        done |= new
        todo += sorted(new)
    return sorted(found)


def _flat(settings: Any, name: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield every setting at every depth with its name."""
    if name:
        yield name, settings
    if isinstance(settings, dict):
        for key, item in settings.items():
            yield from _flat(item, (*name, key))
