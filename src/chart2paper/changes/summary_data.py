"""The summary's sentences about the records: what changed in the export, and what is read otherwise."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from chart2paper.changes.comparison import Comparison
from chart2paper.changes.lineage import sources_of
from chart2paper.changes.people import rows_of
from chart2paper.changes.printed_cells import counted, named, was
from chart2paper.writing.prose import join

# Alterations that the summary tells one by one.
MOST_TOLD = 3


def said_of_the_data(found: Comparison) -> Iterator[str]:
    """Yield sentences about rows and people of the export."""
    counts = found.row_counts
    added, removed, altered = (int(counts[kind].sum()) for kind in ("added", "removed", "altered"))
    if added + removed + altered == 0:
        yield f"The export holds the same rows as before ({counted(int(counts['same'].sum()), 'row')}){_order(found)}."
        return
    people = found.raw_rows["person_id"].nunique()
    texts = [
        f"{counted(n, 'row')} {was(n)} {how}" for n, how in ((altered, "altered"), (added, "added")) if n
    ]
    texts += [f"{counted(removed, 'row')} of the earlier export {'is' if removed == 1 else 'are'} gone"] * (
        removed > 0
    )
    who = named(list(found.raw_rows["person_id"]))
    yield (
        f"In the export {join(texts)}; {'it belongs' if added + removed + altered == 1 else 'they belong'} to "
        + (f"{counted(people, 'person', 'people')} ({who}).")
    )
    yield from _few_alterations(found.raw_rows)
    newcomers = rows_of(found.raw_rows[found.raw_rows["table"].eq("person").fillna(False)])[
        "change"
    ].value_counts()
    for change, what in (
        ("added", "new in the export"),
        ("removed", "in the earlier export and not in this one"),
    ):
        if newcomers.get(change, 0):
            yield f"{counted(int(newcomers[change]), 'person', 'people')} {was(int(newcomers[change]))} {what}."


def _few_alterations(raw: pd.DataFrame) -> Iterator[str]:
    """Say what was altered when it is little."""
    altered = raw[raw["change"].eq("altered").fillna(False)]
    if 0 < len(altered) <= MOST_TOLD:
        told = [
            f"{row['person_id']}, {str(row['table']).replace('_', ' ')} (row {row['row_now']} of {row['file_now']}): "
            f"{_said(row['before'])}, now {_said(row['now'])}"
            for row in altered.to_dict("records")
        ]
        yield f"Altered: {'; '.join(told)}."


def _said(text: Any) -> str:
    return "nothing" if pd.isna(text) else f"“{text}”"


def _order(found: Comparison) -> str:
    prints = [
        {source for source in sources_of(run, run.name("extract/row_ledger.csv")) if source.kind == "data"}
        for run in (found.before, found.now)
    ]
    return "" if prints[0] == prints[1] else ", in another order or in columns that are not used"


def said_of_the_readings(found: Comparison) -> str:
    """Return a sentence about unchanged rows that are read otherwise."""
    if found.readings.empty:
        return "Cleaning reads every unchanged row as before."
    causes = join(sorted(found.readings["because"].unique()))
    verb = "is" if len(found.readings) == 1 else "are"
    return f"Of unchanged rows, {counted(len(found.readings), 'value')} {verb} read otherwise now: {causes}."
