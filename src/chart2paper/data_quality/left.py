"""Who would be left after each eligibility step, found without looking at a score after the index date."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import pandas as pd

from chart2paper.cohort.chart import chart_up_to_lock
from chart2paper.cohort.design import Design
from chart2paper.cohort.select import select_cohort


@dataclass(frozen=True)
class Left:
    """Who is left of one analysis: its design, its attrition ledger and how many people have each role."""

    design: Design
    attrition: pd.DataFrame
    roles: Mapping[str, int]


def left_of(
    records: dict[str, pd.DataFrame], designs: dict[str, Design], tell: Callable[[str], None] = lambda _: None
) -> dict[str, Left]:
    """Return who is left of each analysis. records: the clean tables by their names in `chart_up_to_lock`.

    Where an outcome score is required, that step is left out: outcomes are opened by the run, and noted then.
    """
    found = {}
    for name, design in designs.items():
        tell(f"Counting who is left: {name}")
        blind = replace(design, outcome_required=False)
        selection = select_cohort(chart_up_to_lock(**records, design=blind), blind)
        roles = selection.cohort["role"].value_counts()
        found[name] = Left(blind, selection.attrition, {str(role): int(n) for role, n in roles.items()})
    return found
