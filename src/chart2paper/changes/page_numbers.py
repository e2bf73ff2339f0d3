"""The numbers of the paper on the changes page: what moved, and from what."""

from collections.abc import Mapping

import pandas as pd

from chart2paper.changes.comparison import Comparison
from chart2paper.changes.html import paragraph
from chart2paper.changes.numbers import OF_PEOPLE, PARTS, UNMOVED
from chart2paper.changes.page_tables import TABLES, table
from chart2paper.changes.printed_cells import cell, kind_words, label, signed, times, title_of
from chart2paper.changes.subjects import is_of_the_export, subject
from chart2paper.changes.summary import headline_ids
from chart2paper.writing.about import About
from chart2paper.writing.prose import sentence_case
from chart2paper.writing.values import Values


def numbers_tables(found: Comparison, words: Values) -> list[str]:
    """Return the tables about numbers of the paper: the primary estimate step by step, what moved, how it was split.

    words: the passages.
    """
    numbers = found.numbers.set_index("id", drop=False).rename_axis(None)
    moved = numbers[numbers["how"] != UNMOVED]
    if moved.empty:
        return [paragraph(words.words(f"{TABLES}#nothing_moved"))]
    parts = [_path(found, numbers, words)]
    finite = moved[moved["move"].notna() & moved["move"].ne(0)]
    ids, runs = set(moved["id"]), (found.now, found.before)
    of_export = sum(is_of_the_export(identifier, ids, *runs) for identifier in finite["id"])
    first = found.now.study["primary_analysis"]
    for name in sorted(found.steps, key=lambda name: name != first):
        told = {
            one: about for one in finite["id"] if (about := subject(one, *runs)) and _has_row(about, name)
        }
        chosen = _by_interest(finite[finite["id"].isin(told)], told)
        parts.append(_split_table(found, chosen, told, name, words) if len(chosen) else "")
    how = moved["how"].value_counts()
    rows = [[sentence_case(str(text)), f"{number:,}"] for text, number in how.items()]
    parts.append(
        table(
            words,
            "how",
            rows,
            "numbers.csv",
            [1],
            choice={"one": len(moved) == 1},
            moved=f"{len(moved):,}",
            of_export=f"{of_export:,}",
        )
    )
    return parts


def _has_row(told: About, analysis: str) -> bool:
    """Return whether a number has a row: those of people and estimates have, what stands beside an estimate has not."""
    shown = told.kind in OF_PEOPLE or (told.kind == "estimate" and told.cell == "estimate")
    return told.analysis == analysis and shown


def _by_interest(numbers: pd.DataFrame, told: Mapping[str, About]) -> pd.DataFrame:
    """Numbers that the paper shows first, estimates before counts."""
    of_people = numbers["id"].map(lambda identifier: told[identifier].kind != "estimate")
    order = numbers.assign(shown=numbers["place"].isna(), count=of_people.astype(bool))
    return numbers.loc[order.sort_values(["shown", "count", "id"], kind="stable").index]


def _path(found: Comparison, numbers: pd.DataFrame, words: Values) -> str:
    """The primary estimate from the earlier run to this one, step by step."""
    ids = headline_ids(found.now)
    row = numbers.loc[ids["estimate"]] if ids else None
    if row is None or pd.isna(row["move"]) or row["move"] == 0 or row[list(PARTS)].isna().all():
        return ""
    full, told = numbers.loc[ids["full"]], subject(ids["estimate"], found.now)
    applies = [part for part in PARTS if part != "from_lists_or_code" or row[part] != 0]
    rows = [
        [words.words(f"{TABLES}#path_first"), "", str(full["text_before"])],
        *([sentence_case(kind_words(words, part)), signed(row[part], told), ""] for part in applies),
        [words.words(f"{TABLES}#path_last"), signed(row["move"], told), str(full["text_now"])],
    ]
    return table(words, "path", rows, "numbers.csv", [1, 2])


def _split_table(
    found: Comparison, rows: pd.DataFrame, told: Mapping[str, About], name: str, words: Values
) -> str:
    used = [part for part in PARTS if rows[part].fillna(0).ne(0).any()]
    columns = [words.words(f"{TABLES}#split_column", kind=kind_words(words, part)) for part in used]
    body = []
    for identifier, row in rows.iterrows():
        about = told[str(identifier)]
        unit = " %" if times(about) != 1 else ""
        split = [signed(row[part], about) for part in used]
        if row[list(PARTS)].isna().all():
            split = [words.words(f"{TABLES}#not_split")] * len(used)
        texts = [
            cell(row["text_before"]) + unit,
            cell(row["text_now"]) + unit,
            signed(row["move"], about),
        ]
        body.append([label(about, words), *texts, *split])
    numbers = range(1, 4 + len(used))
    analysis = title_of(found.now, name)
    return table(words, "split", body, "numbers.csv", numbers, more_columns=columns, analysis=analysis)
