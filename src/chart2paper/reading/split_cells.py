"""Several orders, diagnoses or findings in one cell: a row for each of them."""

import re
from collections.abc import Iterator, Sequence

import pandas as pd

# A separator inside round brackets belongs to one entry: LDN (4.5 mg; at night).
_BRACKETED = re.compile(r"\([^()]*\)")
# The number or mark of a list, not of an order: 1. gabapentin, 2) tramadol, - LDN.
_BULLET = re.compile(r"^\s*(?:[-*•·▪]+|\(?\d{1,2}[.)])\s+(?=\D)")

# Codes have no decimals: 724.2,724.5 are two.
CODES = ("condition_source_value",)

UNEVEN = "cells that are split side by side hold different numbers of entries"
TWICE_IN_A_CELL = "the same entry twice in one cell"

Entry = tuple[str | None, ...]


def split_rows(rows: pd.DataFrame, separators: dict[str, list[str]]) -> pd.DataFrame:
    """Return a row per entry of the cells in the columns of `separators`, with `entry` and `reason`.

    The index of `rows`, the row of the file, stands with each of its entries. `entry` is 1, 2, ...: by it an entry
    is told from its neighbours. Where several columns are split, their first entries belong together, then their
    second ones; a blank cell goes with any number. An entry that is blank in all of them is none (a separator at
    the end, two in a row); a row without any entry stays one row. `reason` is missing for an entry that goes on: a
    row with uneven cells stays one row and does not, nor does an entry that repeats an earlier one of its row.
    """
    names = list(separators)
    codes = rows.groupby(names, dropna=False, sort=False).ngroup()
    first = ~codes.duplicated()
    cells = rows.loc[first.to_numpy(), names].itertuples(index=False, name=None)
    entries = pd.DataFrame(
        [
            (code, number, reason, *texts)
            for code, row in zip(codes[first], cells, strict=True)
            for number, (texts, reason) in enumerate(_entries_of(row, separators), 1)
        ],
        columns=["code", "entry", "reason", *names],
    ).astype(dict.fromkeys(("reason", *names), "string"))
    others = rows.drop(columns=names).assign(code=codes, row=rows.index)
    split = others.merge(entries, on="code", how="left", validate="many_to_many")
    return split.set_index(pd.Index(split["row"], name=rows.index.name))[[*rows.columns, "entry", "reason"]]


def pieces(text: str, separators: Sequence[str], codes: bool = False) -> list[str]:
    """Return what stands between the separators in a text, without outer spaces and the marks of a list.

    A separator inside round brackets does not count, nor, but in `codes`, does a comma between digits (4,5 mg).
    """
    hidden = _BRACKETED.sub(lambda found: "\0" * len(found[0]), text)
    found = list(_pattern(separators, codes).finditer(hidden))
    starts, ends = [0, *(place.end() for place in found)], [*(place.start() for place in found), len(text)]
    return [_BULLET.sub("", text[start:end]).strip() for start, end in zip(starts, ends, strict=True)]


def _pattern(separators: Sequence[str], codes: bool) -> re.Pattern[str]:
    # The longest first, so that a separator that begins with another is found whole.
    longest = sorted(separators, key=lambda text: (-len(text), text))
    return re.compile("|".join(_escaped(text, codes) for text in longest), re.IGNORECASE)


def _escaped(separator: str, codes: bool) -> str:
    if separator in ("\n", "\r\n", "\r"):
        return r"\r\n|\n|\r"
    return r"(?<!\d),|,(?!\d)" if separator == "," and not codes else re.escape(separator)


def _entries_of(row: Entry, separators: dict[str, list[str]]) -> list[tuple[Entry, str | None]]:
    """Return the entries of the cells of one row, each with the reason why it does not go on."""
    cells = [None if pd.isna(cell) else cell for cell in row]
    parts = [
        _filled(pieces(cell, texts, codes=name in CODES)) if cell else []
        for cell, (name, texts) in zip(cells, separators.items(), strict=True)
    ]
    most = max(len(part) for part in parts)
    if any(part and len(part) != most for part in parts):
        return [(tuple(cells), UNEVEN)]
    side_by_side = zip(*(part or [None] * most for part in parts), strict=True)
    entries: list[Entry] = [entry for entry in side_by_side if any(entry)]
    return list(_once(entries)) or [(tuple(None for _ in cells), None)]


def _filled(parts: list[str]) -> list[str | None]:
    """Return the parts with blank ones missing, and without those at the end."""
    while parts and not parts[-1]:
        parts = parts[:-1]
    return [part or None for part in parts]


def _once(entries: list[Entry]) -> Iterator[tuple[Entry, str | None]]:
    seen = set()
    for entry in entries:
        key = tuple(" ".join((text or "").casefold().split()) for text in entry)
        yield entry, TWICE_IN_A_CELL if key in seen else None
        seen.add(key)
