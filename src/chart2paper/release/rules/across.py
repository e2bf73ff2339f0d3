"""How the counts of several analyses follow from each other: each of them begins with everybody in the export."""

from itertools import pairwise

from chart2paper.release.counts import Counts
from chart2paper.release.rules import names
from chart2paper.tables.closed_lists import ROLES


def relate_analyses(counts: Counts, analyses: list[str]) -> None:
    """Say that the people of an arm before any restriction are of everybody, and the same in every analysis.

    Nobody prints how many ever had the drug. But it is what each analysis removed and kept of the exposed, so that one
    analysis which keeps nearly all of them tells what another removed. Where the numbers differ (an analysis that looks
    at another time), the smaller group lies within the larger.
    """
    for role in ROLES:
        begun = [name for analysis in analyses if (name := _add_beginning(counts, analysis, role))]
        for one, other in pairwise(sorted(begun, key=lambda name: -counts.numbers[name])):
            counts.part_of(one, [other], f"{one} but not {other}")
    for analysis in analyses:
        counts.whole(names.PEOPLE, [names.everybody(analysis, role) for role in ROLES])


def _add_beginning(counts: Counts, analysis: str, role: str) -> str | None:
    """Add the people of an arm before any restriction: those that each step removed, and the eligible."""
    eligible = names.eligible(analysis, role)
    removed = counts.of("removed", analysis, role)
    if not counts.numbers.get(eligible) or not removed:
        return None
    # A step that removed nobody may be shown as such: it says nothing of so large a group.
    parts = [part for part in (eligible, *removed) if counts.numbers[part]]
    name = counts.add(names.everybody(analysis, role), sum(counts.numbers[part] for part in parts))
    counts.hidden.add(name)
    counts.whole(name, parts)
    return name
