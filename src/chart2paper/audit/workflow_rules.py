"""What Snakemake knows of the rules: where each stands, which script it runs and what it says it does."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any


def describe(rules: Iterable[Any], folder: str | Path) -> dict[str, dict[str, Any]]:
    """Return for each rule of a workflow that runs a script: rule file, line, script and message.

    `rules` are Snakemake's rule objects; paths are relative to `folder`, the one of the Snakefile.
    """
    return {
        rule.name: _entry(rule, Path(folder)) for rule in sorted(rules, key=lambda r: r.name) if rule.script
    }


def _entry(rule: Any, folder: Path) -> dict[str, Any]:
    file = Path(str(rule.snakefile))
    script = (file.parent / str(rule.script)).resolve()
    return {
        "file": _relative(file.resolve(), folder),
        "line": rule.lineno,
        "script": _relative(script, folder),
        "message": rule.message or "",
    }


def _relative(path: Path, folder: Path) -> str:
    top = folder.resolve()
    return path.relative_to(top).as_posix() if path.is_relative_to(top) else str(path)
