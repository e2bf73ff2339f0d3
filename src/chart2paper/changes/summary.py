"""The top of the page: what changed in the data, who changed, what the primary estimate did, and why."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from chart2paper.changes.comparison import Comparison
from chart2paper.changes.lineage import software_changes, sources_of
from chart2paper.changes.numbers import PARTS, UNEXPLAINED, UNMOVED
from chart2paper.changes.people import rows_of
from chart2paper.changes.run import Run
from chart2paper.changes.words import PART_WORDS, counted, named, signed, title_of, was
from chart2paper.dictionary import MATCHES
from chart2paper.paper.findings import HEADLINES
from chart2paper.paper.words import join
from chart2paper.tables import read_table

# Alterations that the summary tells one by one.
MOST_TOLD = 3
# Files whose numbers are about the export and not about the study: they grow with it.
OF_THE_EXPORT = (
    "clean/row_ledger.csv",
    "clean/quarantine.csv",
    "clean/cleaning_summary.csv",
    "cohort/attrition.csv",
)


def summary(found: Comparison) -> list[str]:
    """Return the sentences at the top of the page, most important first."""
    return [
        *_primary(found),
        *_data(found),
        _readings(found),
        *_protocol(found),
        *_people(found),
        *_numbers(found),
    ]


def headline_id(run: Run) -> str | None:
    """Return the id of the estimate that answers the primary analysis's question; None when there is none."""
    name = run.study["primary_analysis"]
    ids = (f"estimates.{name}.{outcome}.{estimand}.{method}" for outcome, estimand, method, _ in HEADLINES)
    return next((id for id in ids if f"{id}.full" in run.values), None)


def _primary(found: Comparison) -> Iterator[str]:
    id = headline_id(found.now)
    if id is None:
        yield "The primary analysis has no estimate."
        return
    name = title_of(found.now, found.now.study["primary_analysis"])
    then, today = (run.values.get(f"{id}.full", {}).get("text") for run in (found.before, found.now))
    if then is None:
        yield f"Primary estimate ({name}): {today}. The earlier paper does not have this estimate."
        return
    row = found.numbers[found.numbers["id"].eq(f"{id}.estimate")].iloc[0]
    if then == today and row["how"] == UNMOVED:
        yield f"The primary estimate ({name}) did not move: {today}."
        return
    yield f"The primary estimate ({name}) moved from {then} to {today}. {parts_of(row)}"
    yield from _who_moved_it(found)


def parts_of(row: pd.Series) -> str:
    """Return in a sentence how the move of a number is split."""
    if pd.isna(row["move"]) or row[list(PARTS)].isna().all():
        return f"Its move could not be split: {str(row['how']).removeprefix('not split: ')}."
    used = [part for part in PARTS if signed(row[part]) != "0"]
    if not used:
        return "The estimate itself is the same; its interval or wording is not."
    if len(used) == 1:
        return f"The whole move of {signed(row['move'])} comes from {PART_WORDS[used[0]]}."
    parts = [f"{signed(row[part])} comes from {PART_WORDS[part]}" for part in used]
    return f"Of the move of {signed(row['move'])}, {join(parts)}."


def _who_moved_it(found: Comparison) -> Iterator[str]:
    """Name the people with changed rows who are in a matched set of the primary analysis."""
    name = found.now.study["primary_analysis"]
    matched = pd.concat(
        [
            read_table(MATCHES, run.path(f"{name}/match/matches.csv"))
            for run in (found.before, found.now)
            if name in run.analyses
        ]
    )
    touched = {*found.raw_rows["person_id"], *found.readings["person_id"]}
    rows = matched[matched["person_id"].isin(touched)].drop_duplicates("person_id")
    if touched and len(rows):
        who = [
            f"{person} ({role}{'' if role == 'exposed' else f' of {set_id}'})"
            for person, role, set_id in rows[["person_id", "role", "set_id"]].itertuples(index=False)
        ]
        yield f"In its matched sets, these people have changed records: {named(who)}."
    elif touched:
        yield "Nobody with changed records is or was in its matched sets; it moved through the others."


def _data(found: Comparison) -> Iterator[str]:
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


def _readings(found: Comparison) -> str:
    if found.readings.empty:
        return "Cleaning reads every unchanged row as before."
    causes = join(sorted(found.readings["because"].unique()))
    verb = "is" if len(found.readings) == 1 else "are"
    return f"Of unchanged rows, {counted(len(found.readings), 'value')} {verb} read otherwise now: {causes}."


def _protocol(found: Comparison) -> Iterator[str]:
    names = {str(kind): list(rows["name"]) for kind, rows in found.settings.groupby("kind")}
    changed = found.settings[found.settings["kind"].eq("setting").fillna(False)]
    settings = [f"{row['name']} was {row['before']}, is {row['now']}" for row in changed.to_dict("records")]
    yield (
        f"{counted(len(settings), 'setting')} of the protocol changed: {named(settings, '; ')}."
        if settings
        else "The settings of the protocol are the same."
    )
    if "list" in names:
        yield f"Code lists or mapping changed: {named(names['list'])}."
    code = names.get("code", [])
    yield (
        f"{counted(len(code), 'file')} of the code behind the paper changed."
        if code
        else "The code behind the paper is the same."
    )
    packages = software_changes(found.before, found.now)
    if packages:
        yield f"Packages that numbers depend on changed: {join(list(packages))}."


def _people(found: Comparison) -> Iterator[str]:
    for name in found.steps:
        people = found.people[found.people["analysis"].eq(name)]
        moved = people["change"].value_counts()
        told = {"entered": "", "left": "", "changed arm": "", "another index date": "got "}
        texts = [f"{moved[change]:,} {verb}{change}" for change, verb in told.items() if moved.get(change, 0)]
        sets = int(found.matches["analysis"].eq(name).sum())
        who = f"{', '.join(texts)}" if texts else "nobody entered, left or changed arm"
        how = f"{counted(sets, 'matched set')} changed" if sets else "every matched set is the same"
        yield f"{title_of(found.now, name)}: {who}; {how}."


def _numbers(found: Comparison) -> Iterator[str]:
    total, moved = len(found.numbers), found.numbers[found.numbers["how"] != UNMOVED]
    if moved.empty:
        yield f"Nothing in the paper changed: all {total:,} numbers and sentences are what they were."
        return
    of_export = moved["id"].map(lambda id: is_of_the_export(found.now, id))
    text = f"Of {total:,} numbers and sentences of the paper, {len(moved):,} are not what they were."
    if of_export.all():
        text += " All of them describe the export itself: rows, people in it, and what was set aside."
    yield text
    unexplained = int(moved["how"].eq(UNEXPLAINED).sum())
    if unexplained:
        what = "moved although nothing they were made from differs. Please report this."
        yield f"{counted(unexplained, 'number')} {what}"


def is_of_the_export(run: Run, id: str) -> bool:
    """Return whether a number is about the export and not about the study."""
    value = run.values.get(id)
    if value is None:
        return id.startswith(("ledger.", "cleaning.", "quarantine.", "attrition.", "records."))
    if value["file"]:
        return str(value["file"]).endswith(OF_THE_EXPORT)
    sources = [source for source in value["sources"] if source in run.values]
    return bool(sources) and all(is_of_the_export(run, source) for source in sources)
