"""Several orders or diagnoses in one cell of the export: found in a column, and told before they are glued."""

import re
from collections.abc import Callable, Iterator
from functools import partial

import pandas as pd

from chart2paper.clean.several_orders import SEPARATORS, separator_of, several_orders
from chart2paper.problems import Problem
from chart2paper.reading.mapping import Mapping
from chart2paper.reading.rules import read_each

# Of a column's filled cells. Fewer are slips of the pen, which the readers set aside one by one.
SHARE_REPORTED = 0.01

_CODE = r"(?:[A-TV-Z]\d[0-9A-Z](?:\.?[0-9A-Z]{1,4})?|[VE]?\d{2,3}\.\d{1,2}|\d{3,5}|V\d{2,4}|E\d{3,4})"
_CODE_FIRST = re.compile(rf"\W*{_CODE}(?![\w.])", re.IGNORECASE)


def several_codes(cells: pd.Series) -> pd.Series:
    """Return what stands between the codes of a cell that holds several diagnosis codes; missing elsewhere."""

    def several(parts: list[str], between: str) -> bool:
        codes = [part for part in parts if _CODE_FIRST.match(part)]
        return len(codes) > 1 and (between in SEPARATORS or len(codes) == len(parts))

    return read_each(cells, lambda cell: separator_of(cell, (*SEPARATORS, "/", " "), several, codes=True))


def several_words(cells: pd.Series) -> pd.Series:
    """Return what stands between the entries of a cell that holds several; missing where it holds one.

    Known by the column itself: parts of a cell that stand alone in other cells (nausea; dizziness).
    """
    alone = set(cells.dropna().str.strip().str.casefold().unique())

    def several(parts: list[str], between: str) -> bool:
        return len({part.casefold() for part in parts} & alone) > 1

    return read_each(cells, lambda cell: separator_of(cell, SEPARATORS, several))


def problems_if_many(
    frame: pd.DataFrame, column: str, find: Callable[[pd.Series], pd.Series], table: str, mapping: Mapping
) -> Iterator[Problem]:
    """Yield a problem for each file of whose filled cells in `column` at least one in a hundred holds several.

    `frame` are extracted rows of `table`; `find` is one of the functions above.
    """
    for file, part in mapping.filling(table):
        cells = frame.loc[frame["source_file"].eq(file.file), column].dropna()
        found = find(cells).dropna()
        if cells.empty or len(found) < SHARE_REPORTED * len(cells) or found.empty:
            continue
        separators = list(found.value_counts().index)
        holding = cells.str.contains("|".join(map(re.escape, separators)), regex=True)
        others = int(holding.sum()) - len(found)
        shown = ", ".join('"\\n"' if text == "\n" else f'"{text}"' for text in separators)
        what = (
            f"{len(found):,} of {len(cells):,} filled cells seem to hold several entries, with {shown} between them. "
            "Read as one, they would be lost or misread"
        )
        also = (
            f"; it would split {others:,} other cells too, so look at some of them first"
            if others > 0
            else ""
        )
        todo = f"write under this table of the mapping: split: {{{column}: [{shown}]}}{also}"
        yield Problem(file.file, what, todo, column=part.sources.get(column, column))


def order_problems(frame: pd.DataFrame, drugs: pd.DataFrame, mapping: Mapping) -> list[Problem]:
    """Return the problems of extracted orders of which several stand in one cell."""
    find = partial(several_orders, drugs=drugs)
    return list(problems_if_many(frame, "drug_source_value", find, "drug_exposure", mapping))


def diagnosis_problems(frame: pd.DataFrame, mapping: Mapping) -> list[Problem]:
    """Return the problems of extracted diagnoses, codes or words, of which several stand in one cell."""

    def find(cells: pd.Series) -> pd.Series:
        return several_codes(cells).fillna(several_words(cells))

    return list(problems_if_many(frame, "condition_source_value", find, "condition_occurrence", mapping))


def finding_problems(frame: pd.DataFrame, column: str, table: str, mapping: Mapping) -> list[Problem]:
    """Return the problems of extracted procedures or observations of which several stand in one cell."""
    return list(problems_if_many(frame, column, several_words, table, mapping))
