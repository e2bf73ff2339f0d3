"""Counts of Table 1 and the follow-up, which the paper takes from the list of people itself."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from chart2paper.catalogue.covariates import COVARIATES, NOT_RECORDED, Covariate
from chart2paper.release.cell import HELD, WITHHELD_CELL, Cell
from chart2paper.release.control import Control
from chart2paper.release.counts import Counts
from chart2paper.release.kinds import stepped
from chart2paper.release.rules import names
from chart2paper.tables.closed_lists import ROLES

# Medians and quartiles are numbers of single people, in days.
QUANTILE_STEP = 5.0
OF_BOTH = {"n": names.MATCHED, "missing": names.MISSING}

Value = Mapping[str, Any]


def count_name(identifier: str, values: Mapping[str, Value]) -> str | None:
    """Return the name of the count that a value of the paper is; None when it is no count of people by this list."""
    match identifier.split("."):
        case ["people", analysis, role, covariate, level, "count"] if covariate in COVARIATES:
            return names.level(analysis, role, covariate, level)
        case ["people", analysis, role, covariate, "n"] if covariate in COVARIATES:
            return names.known(analysis, role, covariate)
        case ["people", analysis, role, "missing_because", reason]:
            return names.missing(analysis, role, values[f"people.{analysis}.reasons.{reason}"]["text"])
        case ["people", analysis, role, ("n" | "with_outcome" | "missing") as what] if role in ROLES:
            by_kind = {"n": names.matched, "with_outcome": names.with_outcome, "missing": names.missing}
            return by_kind[what](analysis, role)
        case ["people", analysis, "unmatched"]:
            return names.unmatched(analysis, "exposed")
        case ["people", analysis, ("n" | "sets" | "missing") as what]:
            return names.sets(analysis) if what == "sets" else names.both(analysis, OF_BOTH[what])
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


def of_an_arm(identifier: str) -> OfAnArm | None:
    """Return what a mean, an SD or a quantile of the people rests on; None for anything else."""
    match identifier.split("."):
        case ["people", analysis, role, covariate, "mean" | "sd"] if covariate in COVARIATES:
            return OfAnArm(names.known(analysis, role, covariate), is_quantile=False)
        case ["people", analysis, role, "days", "q1" | "median" | "q3"]:
            return OfAnArm(names.with_outcome(analysis, role), is_quantile=True)
    return None


def groups_of(identifier: str) -> tuple[str, ...]:
    """Return the groups of people that a mean or a quantile of the people rests on."""
    arm = of_an_arm(identifier)
    if arm is None:
        return ()
    analysis = identifier.split(".")[1]
    return (names.both(analysis, names.WITH_OUTCOME if arm.is_quantile else names.MATCHED),)


def share_of(identifier: str) -> tuple[str, str] | None:
    """Return the part and the whole that a percentage of the people is of; None for anything else."""
    match identifier.split("."):
        case ["people", analysis, role, covariate, level, "percent"] if covariate in COVARIATES:
            return names.level(analysis, role, covariate, level), names.matched(analysis, role)
        case ["people", analysis, role, "missing_percent"]:
            return names.missing(analysis, role), names.matched(analysis, role)
    return None


def add_people(counts: Counts, values: Mapping[str, Value], mechanisms: Mapping[str, str]) -> None:
    """Add the counts of people by arm and covariate, and how they follow from each other.

    `mechanisms` gives the pain mechanism of each pain group: the code list is public, so that a mechanism's
    people are known to be those of its groups.
    """
    levels: dict[str, list[str]] = {}
    for identifier, value in values.items():
        name = count_name(identifier, values)
        if name is not None:
            counts.add(name, value["value"], value["file"])
        match identifier.split("."):
            case ["people", analysis, role, covariate, level, "count"] if covariate in COVARIATES:
                at_levels = levels.setdefault(names.known(analysis, role, covariate), [])
                at_levels.append(names.level(analysis, role, covariate, level))
            case ["people", analysis, role, covariate, "mean"] if covariate in COVARIATES:
                sd = values[f"people.{analysis}.{role}.{covariate}.sd"]["value"]
                if value["value"] is not None and sd is not None:
                    counts.means[names.known(analysis, role, covariate)] = (value["value"], sd)
    for analysis in sorted(
        {identifier.split(".")[1] for identifier in values if _is_size_of_arm(identifier)}
    ):
        for role in ROLES:
            _relate_arm(counts, analysis, role, levels, mechanisms)
        counts.part_of(
            names.both(analysis, names.MATCHED), [names.sets(analysis)], f"{analysis}/beyond one a set"
        )
        counts.part_of(
            names.matched(analysis, "exposed"), [names.sets(analysis)], f"{analysis}/not first of a set"
        )
        for group in OF_BOTH.values():
            counts.whole(names.both(analysis, group), names.arms(analysis, group))


def _is_size_of_arm(identifier: str) -> bool:
    parts = identifier.split(".")
    return len(parts) == 4 and parts[0] == "people" and parts[2] in ROLES


def _relate_arm(
    counts: Counts, analysis: str, role: str, levels: Mapping[str, list[str]], mechanisms: Mapping[str, str]
) -> None:
    """Add how the counts of an arm follow from each other. levels: name of the known -> names at the levels."""
    arm = names.matched(analysis, role)
    counts.whole(arm, [names.with_outcome(analysis, role), names.missing(analysis, role)])
    for covariate in COVARIATES.values():
        known = names.known(analysis, role, covariate.name)
        at_levels = levels.get(known, [])
        if covariate.kind != "yes_no":
            counts.whole(arm, at_levels)
        elif at_levels:
            some_unknown = counts.numbers[known] < counts.numbers[arm]
            yes = names.level(analysis, role, covariate.name, "1")
            counts.part_of(known if some_unknown else arm, [yes], f"{arm}/{covariate.name} not")
        unknown = names.level(analysis, role, covariate.name, NOT_RECORDED)
        if unknown in at_levels:
            counts.whole(arm, [known, unknown])
        else:
            counts.part_of(arm, [known], unknown)
        if covariate.made_of is not None:
            _relate_made_of(counts, analysis, role, covariate, mechanisms)


def _relate_made_of(
    counts: Counts, analysis: str, role: str, covariate: Covariate, made_of: Mapping[str, str]
) -> None:
    """People at a level are those at the levels that it is made of (`made_of`: finer level -> level)."""
    for level in sorted(set(made_of.values())):
        finer = [
            names.level(analysis, role, str(covariate.made_of), one)
            for one, other in made_of.items()
            if other == level
        ]
        there = [name for name in finer if name in counts.numbers]
        counts.whole(names.level(analysis, role, covariate.name, level), there)
