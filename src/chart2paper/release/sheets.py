"""The tables of a run that have a rule, as they were written, and the counts in them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from chart2paper.release.counts import Counts
from chart2paper.release.rules import records
from chart2paper.release.rules.estimates import SPLIT_BY
from chart2paper.release.rules.groups import with_groups
from chart2paper.release.rules.overlap import MERGED_OVERLAP, merged_bins
from chart2paper.release.rules.rule import Row, TableRule, number_in
from chart2paper.release.rules.schema import RULES
from chart2paper.tables.read_write import read_csv


@dataclass(frozen=True)
class Sheet:
    """A table with its rule. `places` are the spreadsheet rows of `rows` in `file`; `texts` their cells as written,
    but that files of the export are called by their table. `left_out` are the rows whose word of the charts stays."""

    file: str
    analysis: str
    rule: TableRule
    rows: list[Row]
    texts: list[dict[str, str]]
    places: list[int]
    left_out: frozenset[int] = frozenset()

    def name(self, row: Row, column: str) -> str | None:
        """Return the name of the count in a cell; None where it has none."""
        return self.rule.counts[column](self.analysis, row)


def read_sheets(
    paths: Iterable[str], results: str, threshold: int, base: int, split_by: Mapping[str, str]
) -> list[Sheet]:
    """Read the tables that have a rule; others are left where they are. split_by: see `splits`."""
    return [sheet for path in paths if (sheet := _read(path, results, threshold, base, split_by)) is not None]


def splits(study: Mapping[str, Any]) -> dict[str, str]:
    """Return the covariate whose levels an analysis compares, by the analyses of a study as plain values."""
    return {
        name: str(analysis["estimation"]["subgroups"]["value"][0])
        for name, analysis in study["analyses"].items()
    }


def _read(path: str, results: str, threshold: int, base: int, split_by: Mapping[str, str]) -> Sheet | None:
    inside = Path(path).relative_to(results)
    key = "/".join(inside.with_suffix("").parts[-2:])
    analysis = inside.parts[0] if len(inside.parts) == 3 else ""
    if key == "match/overlap":
        rows = [{str(n): _plain(c) for n, c in row.items()} for row in _texts(path).to_dict("records")]
        texts = pd.DataFrame(merged_bins(rows, threshold), dtype="str")
        return sheet_of(texts, path, analysis, with_groups(key, MERGED_OVERLAP), threshold, base)
    if key == "clean/quarantine":
        texts = _texts(path, ["stage", "table", "reason"])
        counted = (
            texts.groupby(["stage", "table", "reason"]).size().rename("count").reset_index().astype("str")
        )
        set_aside = str(Path(path).with_name("set_aside.csv"))
        return sheet_of(counted, set_aside, "", records.SET_ASIDE, threshold, base)
    if key not in RULES:
        return None
    beside = {SPLIT_BY: split_by[analysis]} if analysis else {}
    return sheet_of(_texts(path), path, analysis, RULES[key], threshold, base, beside)


def _texts(path: str, columns: list[str] | None = None) -> pd.DataFrame:
    return read_csv(path, columns).fillna("").astype("str")


def sheet_of(
    texts: pd.DataFrame,
    file: str,
    analysis: str,
    rule: TableRule,
    threshold: int,
    base: int,
    beside: Mapping[str, str] | None = None,
) -> Sheet:
    """Return a sheet from a table of texts; a rule for curves picks the rows that may leave.

    beside: what every row knows besides its cells.
    """
    for column, table in rule.disk_names.items():
        texts = texts.assign(**{column: called_by(texts[table], texts[column])})
    written = texts.to_dict("records")
    # A word of the charts is a text, also where it looks like a number.
    rows: list[Row] = [
        {**(beside or {}), **{str(n): c if n in rule.chart_words else _plain(c) for n, c in row.items()}}
        for row in written
    ]
    places = list(range(len(rows))) if rule.keep is None else rule.keep(rows, threshold, base)
    if rule.disk_names:
        # The order of rows would tell the alphabet of the names on disk.
        places = sorted(places, key=lambda place: [str(written[place][name]) for name in rule.labels])
    return Sheet(
        file,
        analysis,
        rule,
        [rows[place] for place in places],
        [{str(name): str(cell) for name, cell in written[place].items()} for place in places],
        [place + 2 for place in places],
    )


def called_by(tables: pd.Series, files: pd.Series) -> pd.Series:
    """Return what files are called outside: by their table, with a number where a table has several.

    Tables and files stand in the same rows. Several files of a table are numbered in the order of their names.
    """
    numbers = files.groupby(tables).transform(lambda names: names.rank(method="dense")).astype(int)
    several = files.groupby(tables).transform("nunique") > 1
    return tables.where(~several, tables + " " + numbers.astype("str"))


def _plain(cell: str) -> object:
    """Return a cell as a number where it is one; empty is None."""
    if cell == "":
        return None
    try:
        return int(cell)
    except ValueError:
        pass
    try:
        return float(cell)
    except ValueError:
        return cell


def add_counts(counts: Counts, sheets: list[Sheet]) -> None:
    """Add every count of every table: first those that a table defines, then those it borrows from others."""
    for borrowed in (False, True):
        for sheet in sheets:
            for column in sheet.rule.counts:
                if (column in sheet.rule.borrowed) is borrowed:
                    _add_column(counts, sheet, column, borrowed)


def _add_column(counts: Counts, sheet: Sheet, column: str, borrowed: bool) -> None:
    for row in sheet.rows:
        name, number = sheet.name(row, column), number_in(row, column)
        if name is None or number is None or (borrowed and number == 0):
            continue
        if borrowed:
            counts.numbers.setdefault(name, number)
        else:
            counts.add(name, number, sheet.file)


def add_relations(counts: Counts, sheets: list[Sheet]) -> None:
    """Say how the counts of each table follow from each other and from those of other tables."""
    for sheet in sheets:
        sheet.rule.relate(counts, sheet.analysis, sheet.rows, sheet.file)
