"""The top of the page: what changed in the data, who changed, what the primary estimate did, and why."""

from collections.abc import Iterator

import pandas as pd

from chart2paper.catalogue.estimands import answers
from chart2paper.changes.comparison import Comparison
from chart2paper.changes.lineage import software_changes
from chart2paper.changes.numbers import PARTS, UNEXPLAINED, UNMOVED
from chart2paper.changes.printed_cells import PART_WORDS, counted, named, signed, title_of
from chart2paper.changes.run import Run
from chart2paper.changes.summary_data import said_of_the_data, said_of_the_readings
from chart2paper.tables.match import MATCHES
from chart2paper.tables.read_write import read_table
from chart2paper.writing.prose import join

# Files whose numbers are about the export and not about the study: they grow with it.
OF_THE_EXPORT = (
    "clean/row_ledger.csv",
    "clean/quarantine.csv",
    "clean/cleaning_summary.csv",
    "data_quality/readings.csv",
    "data_quality/unread.csv",
    "data_quality/losses.csv",
    "cohort/attrition.csv",
    "cohort/losses.csv",
    "_flow.svg",
)
# How the ids of numbers begin that come from those files.
ABOUT_THE_EXPORT = (
    "ledger.",
    "cleaning.",
    "quarantine.",
    "attrition.",
    "records.",
    "readings.",
    "unread.",
    "losses.",
)


def summary(found: Comparison) -> list[str]:
    """Return the sentences at the top of the page, most important first."""
    return [
        *_primary(found),
        *said_of_the_data(found),
        said_of_the_readings(found),
        *_protocol(found),
        *_people(found),
        *_numbers(found),
    ]


def headline_id(run: Run) -> str | None:
    """Return the id of the estimate that answers the primary analysis's question; None when there is none."""
    name = run.study["primary_analysis"]
    estimators = run.study["analyses"][name]["estimation"]["estimators"]["value"]
    known = answers(run.study["sensitivity"]["estimate"]["value"], estimators)
    ids = (".".join(("estimates", name, *each.key)) for each in known)
    return next((identifier for identifier in ids if f"{identifier}.full" in run.values), None)


def _primary(found: Comparison) -> Iterator[str]:
    identifier = headline_id(found.now)
    if identifier is None:
        yield "The primary analysis has no estimate."
        return
    name = title_of(found.now, found.now.study["primary_analysis"])
    then, today = (run.values.get(f"{identifier}.full", {}).get("text") for run in (found.before, found.now))
    if then is None:
        yield f"Primary estimate ({name}): {today}. The earlier paper does not have this estimate."
        return
    row = found.numbers[found.numbers["id"].eq(f"{identifier}.estimate")].iloc[0]
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
    ids = set(moved["id"])
    of_export = moved["id"].map(lambda identifier: is_of_the_export(found.now, identifier, ids))
    text = f"Of {total:,} numbers and sentences of the paper, {len(moved):,} are not what they were."
    if of_export.all():
        text += " All of them describe the export itself: rows, people in it, and what was set aside."
    yield text
    unexplained = int(moved["how"].eq(UNEXPLAINED).sum())
    if unexplained:
        what = "moved although nothing they were made from differs. Please report this."
        yield f"{counted(unexplained, 'number')} {what}"


def is_of_the_export(run: Run, identifier: str, moved: set[str]) -> bool:
    """Return whether a number is about the export and not about the study.

    A sentence is when each of its numbers that `moved` is.
    """
    value = run.values.get(identifier)
    if value is None:
        return identifier.startswith(ABOUT_THE_EXPORT)
    if value["file"]:
        return str(value["file"]).endswith(OF_THE_EXPORT)
    sources = [source for source in value["sources"] if source in moved]
    return bool(sources) and all(is_of_the_export(run, source, moved) for source in sources)
