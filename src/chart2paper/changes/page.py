"""The changes page: a summary in plain words, then a table per question, each with its CSV."""

import pandas as pd

from chart2paper.changes.comparison import Comparison
from chart2paper.changes.html import MOST_ROWS, listing, page, paragraph, section, table
from chart2paper.changes.page_numbers import numbers_tables
from chart2paper.changes.printed_cells import cell
from chart2paper.changes.settings import plain_choices
from chart2paper.changes.summary import summary
from chart2paper.tables.changes import SIZES
from chart2paper.writing.prose import sentence_case

TITLE = "What changed since the earlier run"
NONE = "None."
ORDER_TEXT = (
    "The split is made by computing the study again, one kind of change after the other, in this order: today’s code "
    "on the earlier records and protocol; then today’s code lists, mapping and cleaning; then today’s records of the "
    "people who were there before; then the people who are new, and without those who are gone; then today’s settings. "
    "Each part is the difference its step makes, so the parts add up to the whole move. Another order could share the "
    "move out in another way; the total would be the same."
)
CANNOT = (
    "Recomputed are the estimates of each analysis (estimates.csv), the numbers of people, their characteristics and "
    "follow-up, and the attrition. Any other number is put down to one kind of change when only one kind lies behind "
    "it; where several do, it is not split. The earlier code is not run again: “changed code” is the difference "
    "between what the earlier run found and what today’s code finds in the same records."
)
SAME_ROW = (
    "Rows are compared by whose they are and what they hold, never by their place in a file. A row counts as altered "
    "when the same person has one row with the same id in both exports, or else one with the same date and kind; what "
    "remains was added or removed. Dates of birth are not shown. When the mapping or the code that reads the export "
    "changed too, a row read otherwise by them also counts as altered."
)


def write_page(found: Comparison, style: str) -> str:
    """Return the page (HTML, one file) of a comparison. style: see `html.style_of`."""
    simulated = bool(found.now.study["clinic"]["simulated"])
    sections = {
        "Numbers of the paper": section("numbers", "Numbers of the paper", *numbers_tables(found)),
        "Export": section("export", "Rows of the export", *_export(found)),
        "Readings": section("readings", "Values that cleaning reads otherwise", *_readings(found)),
        "People": section("people", "People who entered, left or changed arm", *_people(found)),
        "Matches": section("matches", "Matched sets that changed", *_matches(found)),
        "Settings and code": section(
            "settings", "Settings, code lists, code and packages", *_settings(found)
        ),
        "How to read this page": section(
            "how", "How to read this page", *(paragraph(text) for text in (ORDER_TEXT, CANNOT, SAME_ROW))
        ),
    }
    top = (
        paragraph(_compared(found), "subtitle")
        + f'<div class="plain-summary" role="region" aria-label="Summary">{listing(summary(found), "summary")}</div>'
    )
    return page(TITLE, "Simulated data - not real patients" if simulated else "", style, sections, top)


def _compared(found: Comparison) -> str:
    then, today = (str(plain_choices(run.study["data_lock_date"])) for run in (found.before, found.now))
    locks = f"{then} in both" if then == today else f"{then} then, {today} now"
    return f"{found.now.folder} beside the earlier run in {found.before.folder}. Data lock date: {locks}."


def _export(found: Comparison) -> list[str]:
    counts = found.row_counts
    names = ["source_file", "table", "rows_before", "rows_now", *SIZES, "aside_before", "aside_now"]
    rows = [
        [f"{value:,}" if isinstance(value, int) else str(value) for value in row]
        for row in _cells(counts, names)
    ]
    head = [
        "File",
        "Table",
        "Rows then",
        "Rows now",
        *map(sentence_case, SIZES),
        "Set aside then",
        "Set aside now",
    ]
    parts = [
        table(head, rows, "Rows of the export, by file and table.", "row_counts.csv", range(2, len(head)))
    ]
    if len(found.raw_rows):
        altered_first = found.raw_rows.assign(order=found.raw_rows["change"].ne("altered"))
        shown = altered_first.sort_values("order", kind="stable").head(MOST_ROWS)
        names = ["change", "person_id", "table", "kind", "column", "before", "now"]
        names += ["file_now", "row_now", "row_before"]
        head = ["Change", "Person", "Table", "Kind", "Column", "Before", "Now", "File", "Row now", "Row then"]
        body = [[cell(value) for value in row] for row in _cells(shown, names)]
        parts.append(
            table(head, body, "Rows altered, added and removed.", "raw_rows.csv", [8, 9], len(found.raw_rows))
        )
    return parts


def _readings(found: Comparison) -> list[str]:
    names = ["person_id", "table", "kind", "column", "raw_value", "before", "now", "because"]
    head = ["Person", "Table", "Kind", "Column", "Raw text", "Read then", "Read now", "Because"]
    return _table_or_none(found.readings, names, head, "Unchanged raw rows, read otherwise.", "readings.csv")


def _people(found: Comparison) -> list[str]:
    names = ["analysis", "person_id", "change", "role_before", "role_now", "rule_before", "rule_now"]
    names.append("own_rows_changed")
    head = [
        "Analysis",
        "Person",
        "Change",
        "Role then",
        "Role now",
        "Rule then",
        "Rule now",
        "Own rows changed",
    ]
    order = {"entered": 0, "left": 1, "changed arm": 2, "another index date": 3}
    rank = found.people["change"].map(order).fillna(4)
    people = found.people.assign(rank=rank).sort_values(["rank", "analysis", "person_id"], kind="stable")
    note = paragraph("Roles: exposed, or available as a comparator; empty means not in the analysis.", "more")
    made = _table_or_none(
        people, names, head, "People, with the rule that decided.", "people_changes.csv", [7]
    )
    return [*made, note] if len(people) else made


def _matches(found: Comparison) -> list[str]:
    names = ["analysis", "set_id", "comparators_before", "comparators_now", "why"]
    head = ["Analysis", "Set (its exposed person)", "Comparators then", "Comparators now", "Why"]
    return _table_or_none(
        found.matches, names, head, "Matched sets, and what explains the change.", "match_changes.csv"
    )


def _settings(found: Comparison) -> list[str]:
    names = ["kind", "name", "before", "now"]
    head = ["What", "Name", "Before", "Now"]
    caption = "What differs; files by the first signs of their fingerprints."
    order = {"setting": 0, "list": 1, "package": 2, "code": 3}
    rows = found.settings.assign(rank=found.settings["kind"].map(order)).sort_values("rank", kind="stable")
    return _table_or_none(rows, names, head, caption, "settings.csv")


def _table_or_none(
    frame: pd.DataFrame,
    names: list[str],
    head: list[str],
    caption: str,
    file: str,
    right: list[int] | None = None,
) -> list[str]:
    if frame.empty:
        return [paragraph(NONE)]
    rows = [[cell(value) for value in row] for row in _cells(frame.head(MOST_ROWS), names)]
    return [table(head, rows, caption, file, right or [], len(frame))]


def _cells(frame: pd.DataFrame, names: list[str]) -> list[list[object]]:
    return [list(row) for row in frame[names].itertuples(index=False, name=None)]
