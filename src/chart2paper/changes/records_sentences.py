"""The summary's sentences about the records: what changed in the export, and what is read otherwise."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from chart2paper.changes.comparison import Comparison
from chart2paper.changes.lineage import sources_of
from chart2paper.changes.people import rows_of
from chart2paper.changes.printed_cells import named
from chart2paper.writing.prose import join
from chart2paper.writing.values import Values

RECORDS = "changes/records"
# Alterations that the summary tells one by one.
MOST_LISTED = 3


def records_sentences(found: Comparison, words: Values) -> Iterator[str]:
    """Yield sentences about rows and people of the export."""
    sizes = {change: int(found.row_counts[change].sum()) for change in ("altered", "added", "removed")}
    total = sum(sizes.values())
    if total == 0:
        same = int(found.row_counts["same"].sum())
        facts = {"one": same == 1, "reordered": _is_reordered(found)}
        yield words.words(f"{RECORDS}#same", facts, n=f"{same:,}")
        return
    rows = [
        words.words(f"{RECORDS}#rows", {"change": change, "one": n == 1}, n=f"{n:,}")
        for change, n in sizes.items()
        if n
    ]
    people = found.raw_rows["person_id"].nunique()
    yield words.words(
        f"{RECORDS}#changed",
        {"one": total == 1, "one_person": people == 1},
        rows=join(rows),
        people=f"{people:,}",
        who=named(list(found.raw_rows["person_id"]), words),
    )
    yield from _few_alterations(found.raw_rows, words)
    yield from _people_of_the_export(found.raw_rows, words)


def _people_of_the_export(raw: pd.DataFrame, words: Values) -> Iterator[str]:
    people = rows_of(raw[raw["table"].eq("person").fillna(False)])["change"].value_counts()
    for change, part in (("added", "newcomers"), ("removed", "gone")):
        if n := int(people.get(change, 0)):
            yield words.words(f"{RECORDS}#{part}", {"one": n == 1}, n=f"{n:,}")


def _few_alterations(raw: pd.DataFrame, words: Values) -> Iterator[str]:
    """Yield what was altered when it is little."""
    altered = raw[raw["change"].eq("altered").fillna(False)]
    if 0 < len(altered) <= MOST_LISTED:
        listed = [
            words.words(
                f"{RECORDS}#alteration",
                person=row["person_id"],
                table=str(row["table"]).replace("_", " "),
                row=str(row["row_now"]),
                file=row["file_now"],
                before=_quoted(row["before"], words),
                now=_quoted(row["now"], words),
            )
            for row in altered.to_dict("records")
        ]
        yield words.words(f"{RECORDS}#alterations", altered="; ".join(listed))


def _quoted(text: Any, words: Values) -> str:
    there = not pd.isna(text)
    return words.words(f"{RECORDS}#text", {"there": there}, **({"text": str(text)} if there else {}))


def _is_reordered(found: Comparison) -> bool:
    prints = [
        {source for source in sources_of(run, run.name("extract/row_ledger.csv")) if source.kind == "data"}
        for run in (found.before, found.now)
    ]
    return prints[0] != prints[1]


def readings_sentence(found: Comparison, words: Values) -> str:
    """Return a sentence about unchanged rows that are read otherwise."""
    n = len(found.readings)
    facts = {"otherwise": n > 0, "one": n == 1}
    causes = join(sorted(found.readings["because"].unique()))
    shown = {"values": f"{n:,}", "causes": causes} if n else {}
    return words.words(f"{RECORDS}#readings", facts, **shown)
