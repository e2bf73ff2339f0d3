"""From the tables and values of a run to the decision about every count that would leave."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from chart2paper.release.control import Control, withheld_statistics
from chart2paper.release.counts import Counts
from chart2paper.release.earlier import earlier
from chart2paper.release.near_groups import NOBODY, NearGroups
from chart2paper.release.people import add_people
from chart2paper.release.register import Entry
from chart2paper.release.rules.across import relate_analyses
from chart2paper.release.rules.counted import CountName, worth
from chart2paper.release.rules.estimates import relate_levels
from chart2paper.release.rules.responder_curve import relate_responders
from chart2paper.release.sheets import Sheet, add_counts, add_relations
from chart2paper.release.suppress import raise_if_recoverable, suppress


def all_counts(
    sheets: list[Sheet], values: Mapping[str, Mapping[str, Any]], mechanisms: Mapping[str, str]
) -> Counts:
    """Return every count of the tables and of the paper as one linear system; raise `Problems` where it has faults."""
    counts = Counts()
    add_people(counts, values, mechanisms)
    add_counts(counts, sheets)
    add_relations(counts, sheets)
    analyses = sorted({sheet.analysis for sheet in sheets if sheet.analysis})
    relate_analyses(counts, analyses)
    for analysis in analyses:
        relate_responders(counts, analysis)
        relate_levels(counts, analysis)
    return counts.checked()


def decide(
    counts: Counts,
    sheets: list[Sheet],
    entries: list[Entry],
    threshold: int,
    base: int,
    near: NearGroups = NOBODY,
    others: Sequence[Entry] = (),
) -> Control:
    """Return what is shown and what is withheld, checked by a second look as somebody who attacks it.

    entries: the study's earlier releases; others: those of the clinic's other studies. near: the groups of people whose
    statistics would give a few of them away.
    """
    # An effect is shown only where each arm has more people than the threshold: showing it tells so.
    counts.least = {
        name: threshold + 1
        for name, number in counts.numbers.items()
        if isinstance(name, CountName) and name.of_effects and number > threshold
    }
    before = earlier(entries, counts, threshold, near.moved, others)
    decision = suppress(
        counts, threshold, worth, known=before.known, sensitive=before.near, withheld=before.withheld
    )
    raise_if_recoverable(counts, decision, threshold, before.known)
    control = Control(counts, decision, threshold, base, near=near)
    return replace(control, withheld_statistics=withheld_statistics(control, sheets))
