"""One analysis of the grid: the settings it runs with, and which of its results is taken."""

from dataclasses import dataclass, replace
from typing import Any

from chart2paper.catalogue.estimands import TARGETS, Target
from chart2paper.sensitivity.whole_analysis import Setting, with_settings


@dataclass(frozen=True)
class Specification:
    """One analysis of the grid. place: its place in the protocol, 0 = the primary analysis."""

    place: int
    name: str
    question: str
    label: str
    changed: str
    setting: Setting
    estimate: str

    @property
    def target(self) -> Target:
        """The result that is taken."""
        return TARGETS[self.estimate]


def specifications(primary: Setting, grid: list[dict[str, Any]]) -> list[Specification]:
    """Return the analyses of the grid.

    grid: name, question, label, estimate and changes of each (see `protocol.variations.grid_of`), the primary first.
    """
    usual = grid[0]["estimate"]
    return [
        Specification(
            place,
            row["name"],
            row["question"],
            row["label"],
            changes_in_words(row["changes"], row["estimate"], usual),
            changed_setting(primary, row["changes"]),
            row["estimate"],
        )
        for place, row in enumerate(grid)
    ]


def changed_setting(primary: Setting, changes: dict[str, Any]) -> Setting:
    """Return the primary setting with some values changed: `section.setting` -> value."""
    setting = primary
    of_analysis: dict[str, dict[str, Any]] = {}
    for key, value in changes.items():
        section, _, name = key.partition(".")
        if key == "data_lock_date":
            setting = replace(setting, data_lock_date=value)
        elif section == "score":
            setting = replace(setting, kinds=value)
        elif section == "exposure":
            setting = replace(setting, exposure={**setting.exposure, name: value})
        else:
            of_analysis.setdefault(section, {})[name] = value
    return with_settings(setting, of_analysis)


def changes_in_words(changes: dict[str, Any], estimate: str, usual: str) -> str:
    """Return the changed settings as `section.setting: value; ...`."""
    texts = [f"{key}: {_plain(value)}" for key, value in changes.items()]
    return "; ".join([*texts, *([f"estimate: {estimate}"] if estimate != usual else [])])


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {_plain(item)}" for name, item in value.items()) or "none"
    if isinstance(value, list | tuple):
        return ", ".join(map(_plain, value)) or "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "none" if value is None else f"{value:g}" if isinstance(value, int | float) else str(value)
