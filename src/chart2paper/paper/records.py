"""The export and what cleaning made of it: rows read, kept and set aside, and the rules that changed values."""

from pathlib import Path

import pandas as pd

from chart2paper.paper.provenance import add_file
from chart2paper.writing.about import About
from chart2paper.writing.material import Material, Sheet
from chart2paper.writing.numbers import number
from chart2paper.writing.tables import table_words
from chart2paper.writing.values import Values, slug

# Rules and reasons that the supplement lists, the most frequent first.
MOST_ROWS = 25


def add_records(values: Values, material: Material) -> None:
    """Add the totals of the row ledger, the cleaning log and the quarantine, and the people in the export."""
    ledger = material.row_ledger
    for stage in ("extract", "clean"):
        rows = ledger.frame[ledger.frame["stage"].eq(stage)]
        for column, group in (("rows_read", "read"), ("rows_kept", "kept"), ("rows_quarantined", "aside")):
            _total(
                values,
                f"records.{stage}.{column}",
                rows[column],
                ledger.file,
                column,
                f"sum over stage {stage}",
                About("rows", group, stage=stage),
            )
    files = int(ledger.frame["source_file"].nunique())
    text, no_people = number(files, "count"), About("words")
    values.add(
        "records.files", files, text, file=ledger.file, column="source_file", rule="count", about=no_people
    )
    read = float(values.get("records.extract.rows_read").value)
    aside = sum(float(values.get(f"records.{s}.rows_quarantined").value) for s in ("extract", "clean"))
    parts = ("records.extract.rows_quarantined", "records.clean.rows_quarantined")
    of_aside = About("rows", "aside")
    values.add("records.aside", aside, number(aside, "count"), rule="sum", sources=parts, about=of_aside)
    share = 100 * aside / read if read else 0.0
    sources = ("records.aside", "records.extract.rows_read")
    text, rule, of_rows = number(share, "percent"), "percent of rows read", About("share of rows")
    values.add("records.aside_percent", share, text, rule=rule, sources=sources, about=of_rows)
    summary = material.cleaning_summary
    changed = About("rows", "changed")
    _total(values, "records.changed", summary.frame["count"], summary.file, "count", "sum", changed)
    rules = int(summary.frame["rule"].nunique())
    text, column = number(rules, "count"), "rule"
    values.add("records.rules", rules, text, file=summary.file, column=column, rule="count", about=no_people)
    _main_reason(values, material.quarantine)
    first = material.primary.attrition
    people = int(first.frame["remaining"].iloc[0]) if len(first.frame) else 0
    text, everybody = number(people, "count"), About("count", "everybody")
    values.add("records.people", people, text, file=first.file, row=2, column="remaining", about=everybody)


def _main_reason(values: Values, sheet: Sheet) -> None:
    """Add the reason for which most rows were set aside, and how many."""
    counts = sheet.frame["reason"].value_counts()
    reason = min(counts[counts.eq(counts.max())].index) if len(counts) else "none"
    count = int(counts.max()) if len(counts) else 0
    file, column = sheet.file, "reason"
    rule = "most frequent reason"
    values.add("records.main_reason", None, reason, file=file, column=column, rule=rule, about=About("words"))
    text, of_reason = number(count, "count"), About("rows", "aside", reason=reason)
    values.add(
        "records.main_reason_rows",
        count,
        text,
        file=file,
        column=column,
        rule="rows with it",
        about=of_reason,
    )


def _total(
    values: Values, identifier: str, numbers: pd.Series, file: str, column: str, rule: str, about: About
) -> None:
    total = int(pd.to_numeric(numbers).sum())
    text = number(total, "count")
    values.add(identifier, total, text, file=file, column=column, rule=rule, about=about)


def ledger_table(values: Values, material: Material) -> str:
    """Return the row ledger: per stage, file and table, rows read = rows kept + rows set aside."""
    counts = ("rows_read", "rows_kept", "rows_quarantined")
    texts = ("stage", "source_file", "table")
    sheet = material.row_ledger
    ordered = sheet.frame.assign(place=sheet.frame["stage"].map({"extract": 0, "clean": 1}))
    ordered = ordered.assign(row=range(len(ordered))).sort_values(["place", "table"], kind="stable")
    rows = [_cells(values, sheet, "ledger", int(row), texts, counts) for row in ordered["row"]]
    words, aligned = table_words(values, "tables/ledger"), ["left"] * 3 + ["right"] * 3
    widths = [11, 26, 27, 13, 11, 12]
    return words.table("suptbl-ledger", widths, rows, aligned)


def rules_table(values: Values, material: Material) -> str:
    """Return the cleaning rules that changed most values."""
    sheet = material.cleaning_summary
    order = sheet.frame["count"].sort_values(ascending=False, kind="stable").index[:MOST_ROWS]
    rows = [
        _cells(values, sheet, "cleaning", int(position), ("table", "column", "rule"), ("count",))
        for position in order
    ]
    words, aligned = table_words(values, "tables/rules", file=_file(values, sheet)), ["left"] * 3 + ["right"]
    return words.table("suptbl-rules", [25, 30, 30, 15], rows, aligned)


def quarantine_table(values: Values, material: Material) -> str:
    """Return why rows and values were set aside."""
    sheet = material.quarantine
    counts = sheet.frame.groupby(["stage", "table", "reason"]).size().rename("count").reset_index()
    counts = counts.sort_values(["count", "stage", "table", "reason"], ascending=[False, True, True, True])
    rows = []
    for stage, name, reason, count in counts.head(MOST_ROWS).itertuples(index=False):
        identifier = f"quarantine.{slug(stage)}.{slug(name)}.{slug(reason)}"
        rule = "count of rows with this stage, table and reason"
        values.add(
            f"{identifier}.count",
            int(count),
            number(count, "count"),
            file=sheet.file,
            column="reason",
            rule=rule,
            about=About("rows", "aside", stage=stage, table=name, reason=reason),
            made="counted",
        )
        values.add(
            f"{identifier}.reason", None, reason, file=sheet.file, column="reason", about=About("words")
        )
        rows.append([stage, name, values.show(f"{identifier}.reason"), values.show(f"{identifier}.count")])
    words, aligned = (
        table_words(values, "tables/quarantine", file=_file(values, sheet)),
        ["left"] * 3 + ["right"],
    )
    return words.table("suptbl-quarantine", [11, 25, 51, 13], rows, aligned)


def _file(values: Values, sheet: Sheet) -> str:
    """Add the name of a sheet's file and return its id."""
    return add_file(values, Path(sheet.file).stem, sheet.file)


def _cells(
    values: Values, sheet: Sheet, name: str, position: int, texts: tuple[str, ...], counts: tuple[str, ...]
) -> list[str]:
    """Return one row of a table of texts and counts, each a value with its place."""
    row = sheet.frame.iloc[position]
    cells = []
    for column in (*texts, *counts):
        text = number(int(row[column]), "count") if column in counts else str(row[column])
        value = int(row[column]) if column in counts else None
        identifier = f"{name}.row{position + 2}.{column}"
        cells.append(
            values.show(values.add(identifier, value, text, file=sheet.file, row=position + 2, column=column))
        )
    return cells
