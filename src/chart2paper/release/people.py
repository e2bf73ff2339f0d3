"""Counts of Table 1 and the follow-up, which the paper takes from the list of people itself."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chart2paper.release.cell import HELD, WITHHELD_CELL, Cell
from chart2paper.release.control import Control
from chart2paper.release.counts import Counts
from chart2paper.release.kinds import stepped
from chart2paper.release.rules import names
from chart2paper.tables.closed_lists import ROLES

LEVEL = re.compile(r"people\.(\w+)\.(exposed|comparator)\.(\w+)\.(\w+)\.(count|percent)")
KNOWN = re.compile(r"people\.(\w+)\.(exposed|comparator)\.(\w+)\.(n|mean|sd)")
DAYS = re.compile(r"people\.(\w+)\.(exposed|comparator)\.days\.(q1|median|q3)")
REASON = re.compile(r"people\.(\w+)\.(exposed|comparator)\.missing_because\.(\w+)")
OF_ARM = re.compile(r"people\.(\w+)\.(exposed|comparator)\.(n|with_outcome|missing)")
OF_ALL = re.compile(r"people\.(\w+)\.(n|sets|missing|unmatched)")
# Medians and quartiles are numbers of single people, in days.
QUANTILE_STEP = 5.0

Value = Mapping[str, Any]


def count_name(id: str, values: Mapping[str, Value]) -> str | None:
    """Return the name of the count that a value of the paper is; None when it is no count of people by this list."""
    if found := LEVEL.fullmatch(id):
        analysis, role, covariate, value, kind = found.groups()
        return names.level(analysis, role, covariate, value) if kind == "count" else None
    if found := REASON.fullmatch(id):
        analysis, role, reason = found.groups()
        return names.missing(analysis, role, values[f"people.{analysis}.reasons.{reason}"]["text"])
    if found := OF_ARM.fullmatch(id):
        analysis, role, what = found.groups()
        by_kind = {"n": names.matched, "with_outcome": names.with_outcome, "missing": names.missing}
        return by_kind[what](analysis, role)
    if (found := KNOWN.fullmatch(id)) and found[4] == "n":
        return names.known(*found.groups()[:3])
    if found := OF_ALL.fullmatch(id):
        analysis, what = found.groups()
        if what == "unmatched":
            return names.unmatched(analysis, "exposed")
        return f"{analysis}/{ {'n': 'matched', 'sets': 'matched sets', 'missing': 'missing'}[what] }"
    return None


@dataclass(frozen=True)
class OfAnArm:
    """A mean, an SD (both of whole numbers) or a quantile of the people of one arm, and the count that it rests on."""

    count: str
    is_quantile: bool

    def released(self, number: float, control: Control) -> Cell:
        """Return the number on its step; withheld where its count is, or where no step leaves that open."""
        if self.is_quantile:
            shown = control.count(self.count).state != HELD
            return stepped(number, QUANTILE_STEP) if shown else WITHHELD_CELL
        step = control.step_of_mean(self.count)
        return WITHHELD_CELL if step is None else stepped(number, step)


def of_an_arm(id: str) -> OfAnArm | None:
    """Return what a mean, an SD or a quantile of the people rests on; None for anything else."""
    if (found := KNOWN.fullmatch(id)) and found[4] != "n":
        return OfAnArm(names.known(*found.groups()[:3]), is_quantile=False)
    if found := DAYS.fullmatch(id):
        return OfAnArm(names.with_outcome(found[1], found[2]), is_quantile=True)
    return None


def groups_of(id: str) -> tuple[str, ...]:
    """Return the groups of people that a mean or a quantile of the people rests on."""
    if found := KNOWN.fullmatch(id):
        return (f"{found[1]}/matched",)
    found = DAYS.fullmatch(id)
    return (f"{found[1]}/with outcome",) if found else ()


def share_of(id: str) -> tuple[str, str] | None:
    """Return the part and the whole that a percentage of the people is of; None for anything else."""
    if (found := LEVEL.fullmatch(id)) and found[5] == "percent":
        return names.level(*found.groups()[:4]), names.matched(found[1], found[2])
    if found := re.fullmatch(r"people\.(\w+)\.(exposed|comparator)\.missing_percent", id):
        return names.missing(*found.groups()), names.matched(*found.groups())
    return None


def add_people(counts: Counts, values: Mapping[str, Value], mechanisms: Mapping[str, str]) -> None:
    """Add the counts of people by arm and covariate, and how they follow from each other.

    `mechanisms` gives the pain mechanism of each pain group: the code list is public, so that a mechanism's
    people are known to be those of its groups.
    """
    for id, value in values.items():
        name = count_name(id, values)
        if name is not None:
            counts.add(name, value["value"], value["file"])
        if (found := KNOWN.fullmatch(id)) and found[4] == "mean" and value["value"] is not None:
            sd = values[f"{id.removesuffix('.mean')}.sd"]["value"]
            if sd is not None:
                counts.means[names.known(*found.groups()[:3])] = (value["value"], sd)
    for analysis in sorted({found[1] for id in values if (found := OF_ARM.fullmatch(id))}):
        for role in ROLES:
            _relate_arm(counts, analysis, role, mechanisms)
        counts.part_of(
            names.both(analysis, "matched"), [f"{analysis}/matched sets"], f"{analysis}/beyond one a set"
        )
        counts.part_of(
            names.matched(analysis, "exposed"), [f"{analysis}/matched sets"], f"{analysis}/not first of a set"
        )
        for group in ("matched", "missing"):
            counts.whole(names.both(analysis, group), names.arms(names.both(analysis, group)))


def _relate_arm(counts: Counts, analysis: str, role: str, mechanisms: Mapping[str, str]) -> None:
    arm = names.matched(analysis, role)
    counts.whole(arm, [names.with_outcome(analysis, role), names.missing(analysis, role)])
    inside = [name.removeprefix(f"{arm}/") for name in counts.numbers if name.startswith(f"{arm}/")]
    for covariate in sorted({text.partition("=")[0] for text in inside if "=" in text}):
        levels = [f"{arm}/{text}" for text in inside if text.startswith(f"{covariate}=")]
        if covariate.startswith("on_"):
            counts.part_of(arm, levels, f"{arm}/{covariate} not")
        else:
            counts.whole(arm, levels)
    for text in inside:
        if text.endswith(" known"):
            counts.part_of(arm, [f"{arm}/{text}"], f"{arm}/{text.removesuffix(' known')}=not_recorded")
    for mechanism in sorted(set(mechanisms.values())):
        groups = [
            names.level(analysis, role, "pain_group", g) for g, m in mechanisms.items() if m == mechanism
        ]
        there = [group for group in groups if group in counts.numbers]
        counts.whole(names.level(analysis, role, "mechanism", mechanism), there)
