"""The top of the page: what changed in the data, who changed, what the primary estimate did, and why."""

from collections.abc import Iterator

import pandas as pd

from chart2paper.catalogue.estimands import answers
from chart2paper.changes.comparison import Comparison
from chart2paper.changes.lineage import software_changes
from chart2paper.changes.numbers import PARTS, UNEXPLAINED, UNMOVED
from chart2paper.changes.printed_cells import SUMMARY, kind_words, named, signed, title_of
from chart2paper.changes.records_sentences import readings_sentence, records_sentences
from chart2paper.changes.run import Run
from chart2paper.changes.subjects import is_of_the_export, subject
from chart2paper.tables.changes import MOVES
from chart2paper.tables.match import MATCHES
from chart2paper.tables.read_write import read_table
from chart2paper.writing.passage_declared import Choice
from chart2paper.writing.prose import join
from chart2paper.writing.values import Values, slug


def summary(found: Comparison, words: Values) -> list[str]:
    """Return the sentences at the top of the page, most important first. words: the passages."""
    return [
        *_primary(found, words),
        *records_sentences(found, words),
        readings_sentence(found, words),
        *_protocol(found, words),
        *_people(found, words),
        *_numbers(found, words),
    ]


def headline_ids(run: Run) -> dict[str, str]:
    """Return the ids of the values of the estimate that answers the primary analysis's question, by their cell.

    Empty where there is none.
    """
    name = run.study["primary_analysis"]
    estimators = run.study["analyses"][name]["estimation"]["estimators"]["value"]
    cells: dict[tuple[str, ...], dict[str, str]] = {}
    for identifier in run.values:
        told = subject(identifier, run)
        if told is not None and (told.kind, told.analysis) == ("estimate", name):
            cells.setdefault((told.outcome, told.estimand, told.method), {})[told.cell] = identifier
    known = answers(run.study["sensitivity"]["estimate"]["value"], estimators)
    return next((cells[each.key] for each in known if each.key in cells), {})


def _primary(found: Comparison, words: Values) -> Iterator[str]:
    ids = headline_ids(found.now)
    if not ids:
        yield words.words(f"{SUMMARY}#primary", {"primary": "none"})
        return
    name = title_of(found.now, found.now.study["primary_analysis"])
    then = found.before.values.get(ids["full"], {}).get("text")
    today = str(found.now.values[ids["full"]]["text"])
    row = found.numbers[found.numbers["id"].eq(ids["estimate"])].iloc[0]
    texts = {"name": name, "today": today}
    if then is None:
        yield words.words(f"{SUMMARY}#primary", {"primary": "first"}, **texts)
    elif then == today and row["how"] == UNMOVED:
        yield words.words(f"{SUMMARY}#primary", {"primary": "same"}, **texts)
    else:
        moved = words.words(f"{SUMMARY}#primary", {"primary": "moved"}, then=then, **texts)
        yield f"{moved} {split_sentence(row, words)}"
        yield from _who_moved_it(found, words)


def split_sentence(row: pd.Series, words: Values) -> str:
    """Return in a sentence how the move of a number is split."""
    move = f"{SUMMARY}#move"
    if pd.isna(row["move"]) or row[list(PARTS)].isna().all():
        return words.words(move, {"split": "impossible"}, why=str(row["how"]).removeprefix("not split: "))
    used = {kind: signed(row[kind]) for kind in PARTS if signed(row[kind]) not in ("", "0")}
    if not used:
        return words.words(move, {"split": "wording"})
    whole = signed(row["move"])
    if len(used) == 1:
        return words.words(move, {"split": "whole"}, move=whole, part=kind_words(words, *used))
    parts = [
        words.words(f"{SUMMARY}#share", share=share, kind=kind_words(words, kind))
        for kind, share in used.items()
    ]
    return words.words(move, {"split": "parts"}, move=whole, parts=join(parts))


def _who_moved_it(found: Comparison, words: Values) -> Iterator[str]:
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
        columns = rows[["person_id", "role", "set_id"]].itertuples(index=False)
        who = named([_matched_person(words, *each) for each in columns], words)
        yield words.words(f"{SUMMARY}#matched", {"matched": "in_sets"}, who=who)
    elif touched:
        yield words.words(f"{SUMMARY}#matched", {"matched": "others"})


def _matched_person(words: Values, person: str, role: str, set_id: str) -> str:
    of_set = {} if role == "exposed" else {"set": set_id}
    return words.words(f"{SUMMARY}#matched_person", {"role": role}, person=person, **of_set)


def _protocol(found: Comparison, words: Values) -> Iterator[str]:
    names = {str(kind): list(rows["name"]) for kind, rows in found.settings.groupby("kind")}
    changed = found.settings[found.settings["kind"].eq("setting").fillna(False)]
    settings = [
        words.words(f"{SUMMARY}#setting", setting=row["name"], before=row["before"], now=row["now"])
        for row in changed.to_dict("records")
    ]
    which = {"which": named(settings, words, "; ")} if settings else {}
    yield words.words(f"{SUMMARY}#settings", _changed(len(settings)), **_number(len(settings)), **which)
    if "list" in names:
        yield words.words(f"{SUMMARY}#lists", names=named(names["list"], words))
    files = len(names.get("code", []))
    yield words.words(f"{SUMMARY}#code", _changed(files), **_number(files))
    packages = software_changes(found.before, found.now)
    if packages:
        yield words.words(f"{SUMMARY}#packages", names=join(list(packages)))


def _changed(number: int) -> Choice:
    return {"changed": number > 0, "one": number == 1}


def _number(number: int) -> dict[str, str]:
    return {"number": f"{number:,}"} if number else {}


def _people(found: Comparison, words: Values) -> Iterator[str]:
    for name in found.steps:
        moved = found.people.loc[found.people["analysis"].eq(name), "change"].value_counts()
        texts = [
            words.words(f"{SUMMARY}#person_change", {"change": slug(change)}, n=f"{moved[change]:,}")
            for change in MOVES
            if moved.get(change, 0)
        ]
        sets = int(found.matches["analysis"].eq(name).sum())
        changed = {"n_sets": f"{sets:,}"} if sets else {}
        yield words.words(
            f"{SUMMARY}#analysis",
            {"sets": ("none", "one", "several")[min(sets, 2)]},
            analysis=title_of(found.now, name),
            people=", ".join(texts) or words.words(f"{SUMMARY}#nobody"),
            **changed,
        )


def _numbers(found: Comparison, words: Values) -> Iterator[str]:
    moved = found.numbers[found.numbers["how"] != UNMOVED]
    ids = set(moved["id"])
    of_export = [is_of_the_export(identifier, ids, found.now, found.before) for identifier in moved["id"]]
    shown = {"moved": f"{len(moved):,}"} if len(moved) else {}
    yield words.words(
        f"{SUMMARY}#numbers",
        {"changed": len(moved) > 0, "all_of_the_export": all(of_export)},
        total=f"{len(found.numbers):,}",
        **shown,
    )
    unexplained = int(moved["how"].eq(UNEXPLAINED).sum())
    if unexplained:
        yield words.words(f"{SUMMARY}#unexplained", {"one": unexplained == 1}, n=f"{unexplained:,}")
