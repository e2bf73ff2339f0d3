"""Every number of the paper, then and now, and how much of its move comes from which kind of change."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import pandas as pd

from chart2paper.changes.lineage import Differences, differences
from chart2paper.changes.recompute import is_number
from chart2paper.changes.run import Run
from chart2paper.changes.steps import Data, Steps
from chart2paper.changes.subjects import subject
from chart2paper.jobs.prints import shown
from chart2paper.tables.changes import NUMBERS
from chart2paper.tables.read_write import shape
from chart2paper.writing.values import PROGRAM, PROTOCOL

PARTS = tuple(name for name in NUMBERS.column_names if name.startswith("from_"))
UNMOVED = "did not move"
RECOMPUTED = "recomputed step by step"
ONE_KIND = "only this kind of change lies behind it"
UNEXPLAINED = "not explained: nothing that it was made from differs"
OTHER_RESTRICTION = "not split: another restriction stands at this step"
UNKNOWN_RESTRICTION = "not split: the earlier paper does not say which restriction stood at this step"
TEXT = "text: see the numbers in it"
KINDS = {
    "from_code": "code",
    "from_lists": "code lists",
    "from_corrected_data": "corrected data",
    "from_people": "people",
    "from_protocol": "settings",
}
# Kinds of numbers that say something of the people of an analysis.
OF_PEOPLE = ("count", "share", "mean", "sd", "quantile", "years")
# Kinds of numbers that are computed again step by step.
RECOMPUTED_KINDS = ("estimate", "restriction", *OF_PEOPLE)
Value = dict[str, Any]


class Split:
    """How the move of each number is split. `steps`: by analysis."""

    def __init__(self, before: Run, now: Run, steps: Mapping[str, Steps], data: Data):
        self.before, self.now, self.steps, self.data = before, now, steps, data
        self._differences = cache(lambda inside: differences(before, now, inside))

    def of(self, identifier: str) -> dict[str, Any]:
        """Return the parts of the move of one number (PARTS that apply) and `how` they were found."""
        then, today = self.before.values.get(identifier), self.now.values.get(identifier)
        if then is None or today is None:
            return {"how": "not in this paper" if today is None else "not in the earlier paper"}
        if then["value"] == today["value"] and then["text"] == today["text"]:
            return {"how": UNMOVED}
        if not (is_number(then["value"]) and is_number(today["value"])):
            return {"how": self._of_text(identifier, then, today)}
        if then["value"] == today["value"]:
            return {"how": "only its wording changed"}
        return self._of_number(identifier, then, today)

    def _of_text(self, identifier: str, then: Value, today: Value) -> str:
        if then["value"] is None and today["value"] is None:
            return TEXT
        return "not split: there was no finite number in one of the runs"

    def _of_number(self, identifier: str, then: Value, today: Value) -> dict[str, Any]:
        source = _alias(then, today)
        if source and all(
            run.values[source]["value"] == run.values[identifier]["value"] for run in self._runs
        ):
            return self.of(source)
        name = self._recomputed_analysis(identifier)
        if name is not None and (why := self._restriction_differs(identifier)):
            return {"how": why}
        move = float(today["value"]) - float(then["value"])
        if name is not None and (self.steps[name].problem or _computed(identifier, self.steps[name])):
            return _by_steps(identifier, self.steps[name], float(then["value"]), float(today["value"]))
        return _by_lineage(self._kinds(identifier), move)

    @property
    def _runs(self) -> tuple[Run, Run]:
        return self.before, self.now

    def _recomputed_analysis(self, identifier: str) -> str | None:
        told = subject(identifier, self.now)
        known = told is not None and told.kind in RECOMPUTED_KINDS and told.analysis in self.steps
        return told.analysis if told is not None and known else None

    def _restriction_differs(self, identifier: str) -> str:
        """Return why counts of a step of the attrition cannot be subtracted; empty where they can."""
        then, today = (subject(identifier, run) for run in self._runs)
        if today is None or today.kind != "restriction":
            return ""
        if then is None:
            return UNKNOWN_RESTRICTION
        return "" if then.reason == today.reason else OTHER_RESTRICTION

    def _kinds(self, identifier: str) -> set[str]:
        """Return the kinds of change behind a number: in the file it comes from, or in its sources."""
        value = self.now.values[identifier]
        if value["file"] == PROTOCOL:
            return {"from_protocol"}
        if value["file"] == PROGRAM:
            return {"from_code"}
        if value["file"]:
            return self._kinds_of_file(value["file"]) | self._writing()
        kinds = [self._kinds(source) for source in value["sources"] if source in self.now.values]
        return set.union(self._writing(), *kinds)

    def _kinds_of_file(self, file: str) -> set[str]:
        """A file that no rule made, such as the list of published results, is what it is in each run."""
        if file in self.now.manifest["sources"]:
            then, today = (run.manifest["sources"].get(file) for run in self._runs)
            same = then is not None and shown(then) == shown(today)
            return set() if same else {"from_lists"}
        inside = file.removeprefix(f"{self.now.study['results_dir']}/")
        return kinds_of(self._differences(inside), self.data)

    def _writing(self) -> set[str]:
        """The code that takes a number out of its file."""
        differs = self._differences("paper/values.json").has("code", stages=("paper",))
        return {"from_code"} if differs else set()


def kinds_of(found: Differences, data: Data) -> set[str]:
    """Return which kinds of change lie behind a file; a raw file in another order is no change."""
    kinds = {
        "from_code": found.has("code"),
        "from_lists": found.has("list"),
        "from_protocol": found.has("setting"),
        "from_corrected_data": found.has("data") and data.corrected,
        "from_people": found.has("data") and data.people,
    }
    return {kind for kind, applies in kinds.items() if applies}


def compare_numbers(split: Split, places: Mapping[str, list[dict[str, str]]]) -> pd.DataFrame:
    """Return NUMBERS. places: where the paper of this run shows each number (`places.json`)."""
    then, today = split.before.values, split.now.values
    rows = [
        {
            "id": identifier,
            "place": _place(places.get(identifier, [])),
            "text_before": then.get(identifier, {}).get("text"),
            "text_now": today.get(identifier, {}).get("text"),
            **_numbers(then.get(identifier), today.get(identifier)),
            **split.of(identifier),
        }
        for identifier in sorted({*then, *today})
    ]
    return shape(pd.DataFrame(rows), NUMBERS)


def _numbers(then: Value | None, today: Value | None) -> dict[str, float]:
    known = {
        name: float(value["value"])
        for name, value in (("before", then), ("now", today))
        if value is not None and is_number(value["value"])
    }
    return known if len(known) < 2 else {**known, "move": known["now"] - known["before"]}


def _place(places: list[dict[str, str]]) -> str | None:
    return (places[0]["label"] or places[0]["section"]) if places else None


def _alias(then: Value, today: Value) -> str:
    """Return the one value that another repeats, in both runs; empty where there is none."""
    sources = {tuple(value["sources"]) for value in (then, today)}
    only = sources.pop() if len(sources) == 1 else ()
    return str(only[0]) if len(only) == 1 else ""


def _computed(identifier: str, steps: Steps) -> bool:
    """A single step needs no numbers in between; of several, the numbers between must be there."""
    return bool(steps.columns) and all(identifier in numbers for numbers in steps.after)


def _by_steps(identifier: str, steps: Steps, then: float, today: float) -> dict[str, Any]:
    """Each part is the difference that its step makes, so that the parts add up to the move."""
    if steps.problem:
        return {"how": steps.problem}
    path = [then, *(float(str(numbers[identifier])) for numbers in steps.after), today]
    parts: dict[str, Any] = dict.fromkeys(PARTS, 0.0)
    for column, start, end in zip(steps.columns, path[:-1], path[1:], strict=True):
        parts[column] += end - start
    return {**parts, "how": RECOMPUTED if steps.after else ONE_KIND}


def _by_lineage(kinds: set[str], move: float) -> dict[str, Any]:
    if len(kinds) == 1:
        return {**dict.fromkeys(PARTS, 0.0), kinds.pop(): move, "how": ONE_KIND}
    if not kinds:
        return {"how": UNEXPLAINED}
    named = [KINDS[kind] for kind in PARTS if kind in kinds]
    return {"how": f"not split: {', '.join(named)} changed, and this number is not recomputed step by step"}
