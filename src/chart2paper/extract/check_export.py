"""A first look at a clinic's export: does the mapping fit, and how much of it will be understood?"""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from chart2paper.clean.dates import date_by_format
from chart2paper.extract.csv_text import read_header
from chart2paper.extract.export import Extracted, extract_tables
from chart2paper.extract.file_checks import check_files
from chart2paper.extract.linkage import link_persons
from chart2paper.extract.person_rows import read_person_rows
from chart2paper.mapping import CANONICAL_WORDS, FileMapping, Mapping, TableMapping
from chart2paper.problems import Problem, raise_if_any

NO_FORMAT = "no format"


def check_export(mapping: Mapping, folder: str | Path) -> str:
    """Return a plain report on the export in `folder`: counts only, never a value from a patient's row.

    Per file and table: rows read, kept and set aside (and why), what becomes of each column, how many dates
    fit which format, how many texts are not listed in the mapping. Writes nothing.
    Raises `Problems` with what would stop the run, and with columns of which nothing would be understood.
    """
    check_files(mapping, folder)
    _, patients = mapping.filling("person")[0]
    linkage = link_persons(read_person_rows(mapping, folder), patients.same_person)
    lines: list[str] = []
    problems: list[Problem] = []
    for extracted in extract_tables(mapping, folder, linkage):
        for file, part in mapping.filling(extracted.table):
            rows = extracted.rows[extracted.rows["source_file"] == file.file]
            lines += [*_row_lines(extracted, file.file), *_column_lines(rows, part, mapping)]
            lines += [*_unused_line(folder, file), ""]
            problems += _not_understood(rows, file.file, part, mapping)
    raise_if_any(problems)
    return "\n".join(lines)


def count_date_formats(texts: pd.Series, formats: list[str]) -> dict[str, int]:
    """Count the texts that cleaning will read by each date format; the rest under "no format"."""
    counts = texts.dropna().str.strip().astype("str").value_counts()
    found = {}
    for date_format in formats:
        fits = date_by_format(counts.index.to_series(), [date_format]).notna().to_numpy()
        found[date_format] = int(counts[fits].sum())
        counts = counts[~fits]
    return {**found, NO_FORMAT: int(counts.sum())}


def count_unlisted(texts: pd.Series, words: dict[str, str]) -> tuple[int, int]:
    """Return how many different texts are not listed in the mapping, and in how many rows they stand."""
    listed = {text.strip().casefold() for text in words}
    counts = texts.dropna().str.strip().str.casefold().value_counts()
    unlisted = counts[~counts.index.isin(listed)]
    return len(unlisted), int(unlisted.sum())


def _row_lines(extracted: Extracted, file: str) -> Iterator[str]:
    ledger = extracted.row_ledger[extracted.row_ledger["source_file"] == file]
    read, kept, aside = (int(ledger[f"rows_{what}"].sum()) for what in ("read", "kept", "quarantined"))
    yield f"{file} -> {extracted.table}: {read:,} rows, {kept:,} kept, {aside:,} set aside"
    quarantine = extracted.quarantine[extracted.quarantine["source_file"] == file]
    for reason, count in sorted(quarantine["reason"].value_counts().items()):
        yield f"    set aside: {count:,} rows, {reason}"


def _column_lines(rows: pd.DataFrame, part: TableMapping, mapping: Mapping) -> Iterator[str]:
    yield f"    {part.record_number} -> study id ({rows['person_id'].nunique():,} people)"
    for name, source in part.sources.items():
        second = f" (where blank: {part.where_blank[name]})" if name in part.where_blank else ""
        yield f"    {source}{second} -> {name}: {_content(rows[name], name, mapping)}"
    if part.unpivot:
        yield f"    {', '.join(part.unpivot)} -> a row each: {_content(rows['value_source_value'], '', mapping)}"
    if part.same_person:
        yield f"    {', '.join(part.same_person)}: used to find one person under several record numbers"
    for name, text in part.constants.items():
        yield f'    always "{text}" -> {name}'
    for name, source in part.from_visit.items():
        yield f"    {source} of the visit -> {name}: {_content(rows[name], name, mapping)}"


def _content(texts: pd.Series, name: str, mapping: Mapping) -> str:
    told = [f"{int(texts.notna().sum()):,} filled, {int(texts.isna().sum()):,} blank"]
    if name.endswith("_date"):
        told += [
            f"{count:,} ({_percent(count, texts)}) {'in' if fit != NO_FORMAT else 'fit'} {fit}"
            for fit, count in count_date_formats(texts, mapping.date_formats).items()
        ]
    if name in CANONICAL_WORDS:
        different, in_rows = count_unlisted(texts, mapping.values.get(name, {}))
        told.append(f"not listed under values: {different:,} texts ({in_rows:,} rows)")
    return "; ".join(told)


def _percent(count: int, texts: pd.Series) -> str:
    return f"{100 * count / max(1, int(texts.notna().sum())):.1f} %"


def _unused_line(folder: str | Path, file: FileMapping) -> Iterator[str]:
    header, _ = read_header(Path(folder) / file.file, file)
    unused = [name for name in header if name not in file.export_columns]
    if unused:
        yield f"    not used: {', '.join(unused)}"


def _not_understood(rows: pd.DataFrame, file: str, part: TableMapping, mapping: Mapping) -> Iterator[Problem]:
    """A column with content of which nothing is understood: the mapping is wrong, not the rows."""
    for name, source in part.sources.items():
        filled = int(rows[name].notna().sum())
        if name.endswith("_date") and filled:
            if count_date_formats(rows[name], mapping.date_formats)[NO_FORMAT] == filled:
                yield Problem(file, "no date fits date_formats", "add the export's format", column=source)
        elif name in CANONICAL_WORDS and filled:
            _, in_rows = count_unlisted(rows[name], mapping.values.get(name, {}))
            if in_rows == filled:
                yield Problem(file, f"no text is listed for {name}", "list them under values", column=source)
