"""How each column of the export was read, what was not understood, and the losses that the mapping accepts."""

from typing import Any

import pandas as pd

from chart2paper.paper.supplement.cells import Cells
from chart2paper.tables.data_quality import FEWEST_PEOPLE, VERDICTS
from chart2paper.writing.material import Material, Sheet
from chart2paper.writing.numbers import number
from chart2paper.writing.tables import table_words
from chart2paper.writing.values import PROGRAM, Values, slug

# Texts that the supplement lists, the most frequent first; the file holds all that many people share.
MOST_TEXTS = 25
ACCEPTED = VERDICTS[1]
WORDS = "supplement/readings"
COLUMNS, LOSSES, UNREAD = "supplement/readings_columns", "supplement/losses", "supplement/unread"


def readings_section(values: Values, material: Material) -> str:
    """Return the section with its tables; empty where a study has no readings."""
    sheets = [material.readings.get(name) for name in ("readings", "losses", "unread")]
    if any(sheet is None for sheet in sheets):
        return ""
    readings, losses, unread = (sheet for sheet in sheets if sheet is not None)
    all_losses = [losses, *material.cohort_losses]
    which, count = _accepted(values, all_losses)
    parts = {"columns_table": _columns_table(values, readings), "unread_table": _unread_table(values, unread)}
    parts |= {"losses_table": _losses_table(values, all_losses)}
    return values.markdown(f"{WORDS}#page", {"accepted": which}, parts, count=count)


def _columns_table(values: Values, sheet: Sheet) -> str:
    rows, words = [], table_words(values, COLUMNS)
    for key, cells in sheet.frame.groupby(["source_file", "table", "column"]):
        # No id is made of the name of a file: ids are written where files of the clinic are not named.
        identifier = f"readings.{slug(str(key[1]))}.{slug(str(key[2]))}.from{int(cells.index[0]) + 2}"
        first = _cells(values, sheet, int(cells.index[0]), identifier)
        shown = [values.show(first.text(part)) for part in ("source_file", "column")]
        filled = values.show(first.number("filled", "count"))
        rows.append(
            [
                *shown,
                filled,
                _percent_read(values, sheet, cells, identifier),
                _fates(values, sheet, cells, identifier),
            ]
        )
    return words.table(
        "suptbl-readings", [20, 22, 9, 9, 40], rows, ["left", "left", "right", "right", "left"]
    )


def _percent_read(values: Values, sheet: Sheet, cells: pd.DataFrame, identifier: str) -> str:
    looked_at = cells[~cells["fate"].isin(["with_row", "blank"])]
    unread = looked_at["lost"].astype(bool) | looked_at["fate"].eq("not_listed")
    of, read = int(looked_at["values"].sum()), int(looked_at.loc[~unread, "values"].sum())
    share = 100 * read / of if of else 0.0
    # Only all of them are 100 %.
    text = "100" if read == of else number(min(share, 99.9), "percent")
    rule = "values read, in percent of those looked at, over the rows of this column"
    name, text = f"{identifier}.read", text if of else "–"
    return values.show(
        values.add(name, share, text, file=sheet.file, column="values", rule=rule, made="rounded down")
    )


def _fates(values: Values, sheet: Sheet, cells: pd.DataFrame, identifier: str) -> str:
    """Return each rule with its count, those that read first; cells kept as written and blanks are left out."""
    told = cells[~cells["fate"].isin(["with_row", "blank"]) & cells["rule"].ne("as_written")]
    order = {"read": 0, "not_listed": 1, "emptied": 2, "set_aside": 3}
    told = told.assign(place=told["fate"].map(order)).sort_values(
        ["place", "values", "rule"], ascending=[True, False, True]
    )
    parts = []
    for position in told.index:
        row = _cells(values, sheet, int(position), f"{identifier}.row{int(position) + 2}")
        names = {"rule": row.text("rule"), "cells": row.number("values", "count")}
        choice = {"fate": str(told.loc[position, "fate"])}
        parts.append(values.markdown(f"{WORDS}#fate", choice, {}, **names).replace("\n", " "))
    return "; ".join(parts)


def _accepted(values: Values, sheets: list[Sheet]) -> tuple[str, str]:
    """Return how many losses the mapping accepts, in words, and the id of their number."""
    ids = []
    for place, sheet in enumerate(sheets):
        count, rule = int(sheet.frame["verdict"].eq(ACCEPTED).sum()), "rows with the verdict accepted"
        identifier = f"losses.accepted.in{place}"
        ids.append(
            values.add(
                identifier, count, number(count, "count"), file=sheet.file, column="verdict", rule=rule
            )
        )
    total = sum(int(values.get(identifier).value) for identifier in ids)
    all_of_them = values.add(
        "losses.accepted.all", total, number(total, "count"), rule="sum", sources=tuple(ids)
    )
    return "none" if not total else "one" if total == 1 else "some", all_of_them


def _losses_table(values: Values, sheets: list[Sheet]) -> str:
    rows, words = [], table_words(values, LOSSES)
    for place, sheet in enumerate(sheets):
        for position in sheet.frame.index[sheet.frame["verdict"].eq(ACCEPTED)]:
            row = _cells(values, sheet, int(position), f"losses.in{place}.row{int(position) + 2}")
            counts = [row.number(name, "count") for name in ("lost", "of")]
            shares = [row.number(name, "percent", 100) for name in ("share", "limit", "accepted_up_to")]
            ids = [row.text("what"), row.text("where"), *counts, *shares, row.text("reason")]
            rows.append([values.show(identifier) for identifier in ids])
    if not rows:
        return ""
    return words.table(
        "suptbl-losses",
        [20, 13, 8, 8, 7, 7, 9, 28],
        rows,
        ["left", "left", "right", "right", "right", "right", "right", "left"],
    )


def _unread_table(values: Values, sheet: Sheet) -> str:
    common = sheet.frame[sheet.frame["text"].notna()]
    common = common.sort_values(["rows", "table", "column", "text"], ascending=[False, True, True, True])
    least = values.add(
        "unread.least", FEWEST_PEOPLE, str(FEWEST_PEOPLE), file=PROGRAM, rule="people who share a text"
    )
    rows, words = [], table_words(values, UNREAD, {}, least=least)
    for position in common.index[:MOST_TEXTS]:
        row = _cells(values, sheet, int(position), f"unread.row{int(position) + 2}")
        ids = [row.text("column"), row.text("text"), row.number("rows", "count"), row.text("nearest")]
        rows.append([values.show(identifier) for identifier in ids])
    return words.table("suptbl-unread", [25, 43, 10, 22], rows, ["left", "left", "right", "left"])


def _cells(values: Values, sheet: Sheet, position: int, identifier: str) -> Cells:
    row: dict[str, Any] = {
        str(name): None if pd.isna(cell) else cell for name, cell in sheet.frame.iloc[position].items()
    }
    return Cells(values, sheet, position + 2, row, identifier)
