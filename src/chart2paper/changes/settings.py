"""Settings, code lists, code and packages that differ between two runs."""

import json
from collections.abc import Iterator
from typing import Any

import pandas as pd

from chart2paper.changes.lineage import sources_of
from chart2paper.changes.run import Run
from chart2paper.tables.changes import SETTINGS
from chart2paper.tables.read_write import shape

_CHOICE = {"value", "basis", "why"}
NOT_SET = "no such setting"
# Where files lie and how the study is told: no number of the analyses depends on them.
_WORDS = ("results_dir", "clinic.raw_folder", "clinic.mapping", "codelists", "paper", "study")


def plain_choices(settings: Any) -> Any:
    """Return settings as a manifest holds them without basis and reason: each choice becomes its value."""
    if isinstance(settings, dict):
        if "value" in settings and set(settings) <= _CHOICE:
            return settings["value"]
        return {name: plain_choices(setting) for name, setting in settings.items()}
    return settings


def filled(then: Any, today: Any) -> Any:
    """Return the settings of `then`, with those of `today` where the earlier version did not have them yet."""
    if isinstance(then, dict) and isinstance(today, dict):
        return {**today, **{name: filled(setting, today.get(name)) for name, setting in then.items()}}
    return then


def compare_settings(before: Run, now: Run) -> pd.DataFrame:
    """Return SETTINGS: every choice, code list, file of code behind the paper's numbers, and package that differs."""
    rows = [*_settings(before, now), *_files(before, now), *_packages(before, now)]
    return shape(pd.DataFrame(rows, columns=SETTINGS.column_names), SETTINGS)


def _settings(before: Run, now: Run) -> Iterator[dict[str, str]]:
    then, today = (dict(_leaves(plain_choices(run.study))) for run in (before, now))
    for name in sorted({*then, *today}):
        if then.get(name, NOT_SET) != today.get(name, NOT_SET) and not _is_wording(name):
            texts = {side: found.get(name, NOT_SET) for side, found in (("before", then), ("now", today))}
            yield {"kind": "setting", "name": name, **texts}


def _leaves(settings: dict[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    for name, setting in settings.items():
        if isinstance(setting, dict) and setting:
            yield from _leaves(setting, f"{path}{name}.")
        else:
            yield f"{path}{name}", setting if isinstance(setting, str) else json.dumps(setting)


def _is_wording(name: str) -> bool:
    in_words = any(name == word or name.startswith(f"{word}.") for word in _WORDS)
    return in_words or name.split(".")[-1] in ("title", "question", "based_on")


def _files(before: Run, now: Run) -> Iterator[dict[str, str]]:
    then, today = (_prints(run) for run in (before, now))
    for kind, name in sorted({*then, *today}):
        texts = [found.get((kind, name), "not used")[:12] for found in (then, today)]
        if texts[0] != texts[1]:
            yield {"kind": kind, "name": name, "before": texts[0], "now": texts[1]}


def _prints(run: Run) -> dict[tuple[str, str], str]:
    """The fingerprint of each code list and file of code behind the paper's numbers."""
    sources = sources_of(run, run.name("paper/values.json"))
    return {(s.kind, s.name): s.content for s in sources if s.kind in ("list", "code")}


def _packages(before: Run, now: Run) -> Iterator[dict[str, str]]:
    old, new = before.manifest["software"], now.manifest["software"]
    for name in sorted({*old, *new}):
        if old.get(name) != new.get(name):
            texts = {"before": old.get(name, "none"), "now": new.get(name, "none")}
            yield {"kind": "package", "name": name, **texts}
