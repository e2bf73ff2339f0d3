"""From the earlier run to this one, one kind of change at a time, in a declared order."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

import pandas as pd

from chart2paper.changes.lineage import Differences, differences
from chart2paper.changes.recompute import (
    Lists,
    Numbers,
    clean_tables_of,
    cleaned,
    export_of,
    numbers_of,
    same_people,
    setting_of,
)
from chart2paper.changes.run import Run
from chart2paper.changes.settings import plain_choices
from chart2paper.problems import Problems
from chart2paper.sensitivity.whole_analysis import CleanTables, Setting

# The order in which kinds of change are made; what each part is depends on it, their sum does not.
ORDER = ("code", "reading", "data", "people", "protocol")
_WORDS, _NAMES = ("title", "question", "based_on"), ("name", "short_name")


@dataclass(frozen=True)
class Data:
    """What differs in the records: rows of people that both exports have, and who is in them."""

    corrected: bool
    people: bool


def data_changes(raw: pd.DataFrame, before: Run, now: Run) -> Data:
    """Return what differs in the records; raw: RAW_ROWS."""
    then, today = (
        set(pd.read_parquet(run.path("extract/person.parquet"), columns=["person_id"])["person_id"])
        for run in (before, now)
    )
    shared = raw["person_id"].isin(then & today)
    return Data(corrected=bool(shared.any()), people=then != today)


@dataclass(frozen=True)
class Steps:
    """The steps between two runs of one analysis, and the numbers after each of them but the last.

    column: for each step the column of NUMBERS that its part goes to. after: numbers after all steps but the last,
    which ends at what this run found. problem: why a step could not be computed; empty = it could.
    """

    columns: tuple[str, ...]
    after: tuple[Numbers, ...]
    problem: str = ""


class Recomputed:
    """Clean tables that never were, made when the first analysis needs them."""

    def __init__(self, before: Run, now: Run, lists: Lists):
        self._lock = str(plain_choices(before.study["data_lock_date"]))
        same_lock = self._lock == str(plain_choices(now.study["data_lock_date"]))
        self._make: dict[str, Callable[[], CleanTables]] = {
            "code": lambda: clean_tables_of(before),
            "reading": lambda: cleaned(export_of(before), lists, self._lock),
            "data": lambda: cleaned(same_people(before, now), lists, self._lock),
            "people": lambda: (
                clean_tables_of(now) if same_lock else cleaned(export_of(now), lists, self._lock)
            ),
        }
        self.after = cache(lambda step: self._make[step]())


def steps_of(name: str, before: Run, now: Run, data: Data, recomputed: Recomputed) -> Steps:
    """Return the steps that lead from the earlier run of an analysis to this one."""
    then, today = setting_of(before, name, now), setting_of(now, name, now)
    found = differences(before, now, f"{name}/model/estimates.csv")
    columns = columns_of(found, data, _without_words(then) != _without_words(today))
    steps = [step for step in ORDER if step in columns]
    try:
        after = tuple(numbers_of(recomputed.after(step), then, name) for step in steps[:-1])
    except Problems as problems:
        what = "; ".join(problem.what for problem in problems.problems)
        return Steps((), (), f"not split: the records of one step cannot be cleaned by themselves ({what})")
    return Steps(tuple(columns[step] for step in steps), after)


def columns_of(found: Differences, data: Data, protocol: bool) -> dict[str, str]:
    """Return the steps that are needed, with the column of NUMBERS that each one's part goes to."""
    code, lists = found.has("code", stages=("clean",)), found.has("list", stages=("clean",))
    reading = "from_lists_or_code" if code and lists else "from_code" if code else "from_lists"
    needed = {
        "code": ("from_code", found.has("code", but=("extract", "clean"))),
        "reading": (reading, code or lists),
        "data": ("from_corrected_data", data.corrected),
        "people": ("from_people", data.people),
        "protocol": ("from_protocol", protocol),
    }
    return {step: column for step, (column, applies) in needed.items() if applies}


def _without_words(setting: Setting) -> Setting:
    analysis = {name: part for name, part in setting.analysis.items() if name not in _WORDS}
    exposure = {name: part for name, part in setting.exposure.items() if name not in _NAMES}
    return replace(setting, analysis=analysis, exposure=exposure)
