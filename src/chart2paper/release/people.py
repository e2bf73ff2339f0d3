"""Counts of Table 1 and the follow-up, which the paper takes from the list of people itself."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from chart2paper.catalogue.covariate import Covariate
from chart2paper.catalogue.covariates import COVARIATES, NOT_RECORDED
from chart2paper.release.cell import HELD, WITHHELD_CELL, Cell
from chart2paper.release.control import Control
from chart2paper.release.counts import Counts
from chart2paper.release.group_name import GroupName
from chart2paper.release.kinds import stepped
from chart2paper.release.rules import names
from chart2paper.release.rules.counted import CountName
from chart2paper.tables.closed_lists import ROLES
from chart2paper.writing.about import About, about

# Medians and quartiles are numbers of single people, in days.
QUANTILE_STEP = 5.0

Value = Mapping[str, Any]


def count_name(about: About | None) -> CountName | None:
    """Return the name of the count that a value of the paper is; None when it is no count of people."""
    if about is None or about.kind != "count":
        return None
    analysis, role, covariate = about.analysis, about.role, about.covariate
    match about.group:
        case "everybody":
            return names.PEOPLE
        case "level":
            return names.level(analysis, role, covariate, about.level)
        case "known":
            return names.known(analysis, role, covariate)
        case "sets":
            return names.sets(analysis)
        case names.MISSING if role:
            return names.missing(analysis, role, about.reason)
        case names.MATCHED | names.WITH_OUTCOME | names.MISSING | names.UNMATCHED | names.ELIGIBLE as group:
            return names.of_arm(analysis, group, role) if role else names.both(analysis, group)
    return None


@dataclass(frozen=True)
class OfAnArm:
    """A mean, an SD (both of whole numbers) or a quantile of the people of one arm, the count that it rests on, and the
    group of people that it is made of."""

    count: CountName
    is_quantile: bool
    group: GroupName

    def released(self, number: float, control: Control) -> Cell:
        """Return the number on its step; withheld where its count is, or where no step leaves that open."""
        if not control.near.may_show([self.group]):
            return WITHHELD_CELL
        if self.is_quantile:
            shown = control.count(self.count).state != HELD
            return stepped(number, QUANTILE_STEP) if shown else WITHHELD_CELL
        step = control.step_of_mean(self.count)
        return WITHHELD_CELL if step is None else stepped(number, step)


def of_an_arm(about: About) -> OfAnArm | None:
    """Return what a mean, an SD or a quantile of the people rests on; None for anything else."""
    analysis, role = about.analysis, about.role
    if about.kind in ("mean", "sd"):
        known = names.known(analysis, role, about.covariate)
        return OfAnArm(known, is_quantile=False, group=GroupName(analysis, names.MATCHED))
    if about.kind == "quantile":
        with_outcome = names.with_outcome(analysis, role)
        return OfAnArm(with_outcome, is_quantile=True, group=GroupName(analysis, names.WITH_OUTCOME))
    return None


def share_of(about: About) -> tuple[CountName, CountName] | None:
    """Return the part and the whole that a percentage of the people is of; None for anything else."""
    part = count_name(replace(about, kind="count")) if about.kind == "share" else None
    return None if part is None else (part, names.matched(about.analysis, about.role))


def add_people(counts: Counts, values: Mapping[str, Value], mechanisms: Mapping[str, str]) -> None:
    """Add the counts of people by arm and covariate, and how they follow from each other.

    `mechanisms` gives the pain mechanism of each pain group: the code list is public, so that a mechanism's
    people are known to be those of its groups.
    """
    found = [(subject, value) for value in values.values() if (subject := about(value))]
    for subject, value in found:
        if value["file"] and (name := count_name(subject)) is not None:
            counts.add(name, value["value"], value["file"])
    of_covariate = {
        (subject.kind, names.known(subject.analysis, subject.role, subject.covariate)): value["value"]
        for subject, value in found
        if subject.kind in ("mean", "sd")
    }
    for (kind, known), number in of_covariate.items():
        sd = of_covariate.get(("sd", known))
        if kind == "mean" and number is not None and sd is not None:
            counts.means[known] = (number, sd)
    analyses = {name.counted.analysis for role in ROLES for name in counts.of_group(names.MATCHED, role)}
    for analysis in sorted(analyses):
        _relate_analysis(counts, analysis, mechanisms)


def _relate_analysis(counts: Counts, analysis: str, mechanisms: Mapping[str, str]) -> None:
    for role in ROLES:
        _relate_arm(counts, analysis, role, mechanisms)
    sets = [names.sets(analysis)]
    counts.part_of(names.both(analysis, names.MATCHED), sets, f"{analysis}/beyond one a set")
    counts.part_of(names.matched(analysis, "exposed"), sets, f"{analysis}/not first of a set")
    for group in (names.MATCHED, names.MISSING):
        counts.whole(names.both(analysis, group), names.arms(analysis, group))


def _relate_arm(counts: Counts, analysis: str, role: str, mechanisms: Mapping[str, str]) -> None:
    """Add how the counts of an arm follow from each other."""
    arm = names.matched(analysis, role)
    levels = counts.of("level", analysis, role)
    counts.whole(arm, [names.with_outcome(analysis, role), names.missing(analysis, role)])
    for covariate in COVARIATES.values():
        known = names.known(analysis, role, covariate.name)
        at_levels = [name for name in levels if name.counted.covariate == covariate.name]
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
