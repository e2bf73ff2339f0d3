"""The numbers of the paper on the changes page: what moved, and from what."""

import pandas as pd

from chart2paper.changes.comparison import Comparison
from chart2paper.changes.html import paragraph
from chart2paper.changes.numbers import PARTS, UNMOVED
from chart2paper.changes.page_tables import TABLES, table
from chart2paper.changes.printed_cells import cell, kind_words, label, signed, times, title_of
from chart2paper.changes.summary import headline_id, is_of_the_export
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
    of_export = (
        finite["id"]
        .map(lambda identifier: is_of_the_export(found.now, identifier, set(moved["id"])))
        .astype(bool)
    )
    first = found.now.study["primary_analysis"]
    for name in sorted(found.steps, key=lambda name: name != first):
        kinds = (f"estimates.{name}.", f"people.{name}.")
        chosen = finite[finite["id"].str.startswith(kinds) & ~_is_detail(finite["id"])]
        chosen = chosen.loc[_by_interest(chosen)]
        parts.append(_split_table(found, chosen, name, words) if len(chosen) else "")
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
            of_export=f"{int(of_export.sum()):,}",
        )
    )
    return parts


def _is_detail(ids: pd.Series) -> pd.Series:
    """Limits, p values and the counts beside each estimate are in the CSV."""
    details = (".ci_low", ".ci_high", ".p", ".full", ".n_exposed", ".n_comparator")
    return ids.str.endswith(details) & ids.str.startswith("estimates.")


def _by_interest(numbers: pd.DataFrame) -> list[str]:
    """Numbers that the paper shows first, estimates before counts."""
    order = numbers.assign(shown=numbers["place"].isna(), count=~numbers["id"].str.endswith(".estimate"))
    return list(order.sort_values(["shown", "count", "id"], kind="stable").index)


def _path(found: Comparison, numbers: pd.DataFrame, words: Values) -> str:
    """The primary estimate from the earlier run to this one, step by step."""
    identifier = headline_id(found.now)
    row = None if identifier is None else numbers.loc[f"{identifier}.estimate"]
    if row is None or pd.isna(row["move"]) or row["move"] == 0 or row[list(PARTS)].isna().all():
        return ""
    full = numbers.loc[f"{identifier}.full"]
    applies = [part for part in PARTS if part != "from_lists_or_code" or row[part] != 0]
    rows = [
        [words.words(f"{TABLES}#path_first"), "", str(full["text_before"])],
        *([sentence_case(kind_words(words, part)), signed(row[part], row["id"]), ""] for part in applies),
        [words.words(f"{TABLES}#path_last"), signed(row["move"], row["id"]), str(full["text_now"])],
    ]
    return table(words, "path", rows, "numbers.csv", [1, 2])


def _split_table(found: Comparison, rows: pd.DataFrame, name: str, words: Values) -> str:
    used = [part for part in PARTS if rows[part].fillna(0).ne(0).any()]
    columns = [words.words(f"{TABLES}#split_column", kind=kind_words(words, part)) for part in used]
    body = []
    for identifier, row in rows.iterrows():
        unit = " %" if times(str(identifier)) != 1 else ""
        split = [signed(row[part], str(identifier)) for part in used]
        if row[list(PARTS)].isna().all():
            split = [words.words(f"{TABLES}#not_split")] * len(used)
        texts = [
            cell(row["text_before"]) + unit,
            cell(row["text_now"]) + unit,
            signed(row["move"], str(identifier)),
        ]
        body.append([label(str(identifier), found.now), *texts, *split])
    numbers = range(1, 4 + len(used))
    analysis = title_of(found.now, name)
    return table(words, "split", body, "numbers.csv", numbers, more_columns=columns, analysis=analysis)
