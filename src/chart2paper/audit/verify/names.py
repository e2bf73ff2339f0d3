"""The files of a job by the names its script knows them by, as its record has them."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any


def names_fit(record: dict[str, Any]) -> bool:
    """Return whether the files that a script would be handed are those of the record, and lie inside the project.

    All outputs must be named, and nothing be named that the record has no fingerprint of; a folder may be empty.
    """
    inputs, outputs = (
        {Path(path) for path in flat(record["names"][side].values())} for side in ("inputs", "outputs")
    )
    inside = not any(path.is_absolute() or ".." in path.parts for path in outputs)
    made = all(outputs & _with_folders(path) for path in record["outputs"])
    places = set().union(*map(_with_folders, record["inputs"]))
    read = all(name in places or name.is_dir() for name in inputs)
    return inside and made and read


def _with_folders(path: str) -> set[Path]:
    """Return a path and all folders that it lies in."""
    return {Path(path), *Path(path).parents}


def flat(items: Iterable[str | list[str]]) -> list[str]:
    """Return all paths; a name may stand for several."""
    return [path for item in items for path in ([item] if isinstance(item, str) else item)]
