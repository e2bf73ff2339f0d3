"""The changes page: a summary in plain words, then a table per question, each with its CSV."""

from collections.abc import Sequence

import pandas as pd

from chart2paper.changes.comparison import Comparison
from chart2paper.changes.html import MOST_ROWS, Section, listing, page, paragraph, region
from chart2paper.changes.page_numbers import numbers_tables
from chart2paper.changes.page_tables import table
from chart2paper.changes.printed_cells import cell
from chart2paper.changes.settings import plain_choices
from chart2paper.tables.changes import MOVES, SIZES
from chart2paper.writing.values import Values

# The passages of the page: its headings, and what explains it at the end.
PAGE, READING = "changes/page", "changes/reading"
KINDS_OF_SETTINGS = ("setting", "list", "package", "code")


def write_page(found: Comparison, top: list[str], words: Values, style: str) -> str:
    """Return the page (HTML, one file) of a comparison.

    top: the sentences at its top (`summary`); words: the passages; style: see `html.style_of`.
    """
    bodies = {
        "numbers": numbers_tables(found, words),
        "export": _export(found, words),
        "readings": _readings(found, words),
        "people": _people(found, words),
        "matches": _matches(found, words),
        "settings": _settings(found, words),
        "how": [paragraph(words.words(f"{READING}#{part}")) for part in words.parts(READING)],
    }
    sections = [Section(name, words.words(f"{PAGE}#{name}"), parts) for name, parts in bodies.items()]
    head = paragraph(_compared(found, words), "subtitle") + region(
        words.words(f"{PAGE}#summary"), "plain-summary", listing(top, "summary")
    )
    simulated = bool(found.now.study["clinic"]["simulated"])
    labels = {part: words.words(f"{PAGE}#{part}") for part in ("title", "skip", "contents")}
    return page(labels, words.words(f"{PAGE}#simulated") if simulated else "", style, sections, head)


def _compared(found: Comparison, words: Values) -> str:
    then, today = (str(plain_choices(run.study["data_lock_date"])) for run in (found.before, found.now))
    return words.words(
        f"{PAGE}#compared",
        {"same_lock": then == today},
        folder=str(found.now.folder),
        earlier=str(found.before.folder),
        lock=today,
        **({} if then == today else {"lock_then": then}),
    )


def _export(found: Comparison, words: Values) -> list[str]:
    names = ["source_file", "table", "rows_before", "rows_now", *SIZES, "aside_before", "aside_now"]
    rows = [
        [f"{value:,}" if isinstance(value, int) else str(value) for value in row]
        for row in _cells(found.row_counts, names)
    ]
    parts = [table(words, "export", rows, "row_counts.csv", range(2, len(names)))]
    if len(found.raw_rows):
        altered_first = found.raw_rows.assign(order=found.raw_rows["change"].ne("altered"))
        shown = altered_first.sort_values("order", kind="stable")
        names = ["change", "person_id", "table", "kind", "column", "before", "now"]
        names += ["file_now", "row_now", "row_before"]
        parts += _table_or_none(words, "rows", shown, names, "raw_rows.csv", [8, 9])
    return parts


def _readings(found: Comparison, words: Values) -> list[str]:
    names = ["person_id", "table", "kind", "column", "raw_value", "before", "now", "because"]
    return _table_or_none(words, "readings", found.readings, names, "readings.csv")


def _people(found: Comparison, words: Values) -> list[str]:
    names = ["analysis", "person_id", "change", "role_before", "role_now", "rule_before", "rule_now"]
    names.append("own_rows_changed")
    people = _ranked(found.people, "change", MOVES, ["analysis", "person_id"])
    made = _table_or_none(words, "people", people, names, "people_changes.csv", [7])
    note = paragraph(words.words("changes/tables#people_note"), "more")
    return [*made, note] if len(people) else made


def _matches(found: Comparison, words: Values) -> list[str]:
    names = ["analysis", "set_id", "comparators_before", "comparators_now", "why"]
    return _table_or_none(words, "matches", found.matches, names, "match_changes.csv")


def _settings(found: Comparison, words: Values) -> list[str]:
    rows = _ranked(found.settings, "kind", KINDS_OF_SETTINGS)
    return _table_or_none(words, "settings", rows, ["kind", "name", "before", "now"], "settings.csv")


def _ranked(frame: pd.DataFrame, column: str, first: Sequence[str], then: Sequence[str] = ()) -> pd.DataFrame:
    """Return rows in the order of what `column` holds: as in `first`, anything else last."""
    order = {name: rank for rank, name in enumerate(first)}
    rank = frame[column].map(order).fillna(len(order))
    return frame.assign(rank=rank).sort_values(["rank", *then], kind="stable")


def _table_or_none(
    words: Values,
    name: str,
    frame: pd.DataFrame,
    columns: list[str],
    file: str,
    right: Sequence[int] = (),
) -> list[str]:
    if frame.empty:
        return [paragraph(words.words(f"{PAGE}#none"))]
    rows = [[cell(value) for value in row] for row in _cells(frame.head(MOST_ROWS), columns)]
    return [table(words, name, rows, file, right, len(frame))]


def _cells(frame: pd.DataFrame, names: list[str]) -> list[list[object]]:
    return [list(row) for row in frame[names].itertuples(index=False, name=None)]
