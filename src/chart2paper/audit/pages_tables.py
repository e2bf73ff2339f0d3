"""The tables of a run in the pages: what each column means, and the rows in pieces."""

from pathlib import Path
from typing import Any

import duckdb

from chart2paper.audit.pages_pieces import write_piece
from chart2paper.audit.run import Run
from chart2paper.tables.contract import Table
from chart2paper.tables.dictionary_page import STAGES
from chart2paper.tables.extract import EXTRACT_TABLES
from chart2paper.tables.formula_guard import sql_unguarded
from chart2paper.tables.sql import quoted
from chart2paper.tables.supplement import SUPPLEMENT_FILES

# More rows than this a page shows only in part: a browser sorts and filters so many without a pause.
MOST_ROWS = 50_000
ROWS_PER_PIECE = 5_000
# By-products and copies of tables that the pages show already.
NOT_SHOWN = ("clean/parts/", "paper/generated/")
PERSON_COLUMN = "person_id"


def tables_of(run: Run) -> list[str]:
    """Return the paths of the tables that a run made and that the pages show, sorted."""
    return sorted(path for path in run.makers if _is_shown(run, path))


def _is_shown(run: Run, path: str) -> bool:
    inside = run.inside(path)
    shown = inside is not None and not inside.startswith(NOT_SHOWN)
    return shown and path.endswith((".csv", ".parquet")) and Path(path).is_file()


def declared(inside: str) -> Table | None:
    """Return what the data dictionary says of a table, by its path in the results folder; None for nothing.

    A figure's table holds what is drawn; it may have the name of another table, but not its columns.
    """
    *folders, name = inside.split("/")
    stem = name.rsplit(".", 1)[0]
    if "figures" in folders:
        return None
    if folders[:1] == ["extract"] and stem in EXTRACT_TABLES:
        return EXTRACT_TABLES[stem]
    extract = [*EXTRACT_TABLES.values()]
    known = {t.name: t for tables in STAGES.values() for t in tables if all(t is not one for one in extract)}
    return known.get(stem) or SUPPLEMENT_FILES.get(stem)


def write_table(run: Run, folder: Path, path: str) -> dict[str, Any]:
    """Write a table's rows as pieces (lists of texts by column) and return what the pages say of it.

    The description has `kind` (of its pieces), `columns` (name, meaning, unit, whether it sorts as numbers),
    `rows`, `shown` (rows in the pieces), `pieces` and `one_row_is`.
    """
    inside = run.inside(path)
    assert inside is not None, path
    kind = f"table/{inside.replace('/', '.')}"
    table = declared(inside)
    with duckdb.connect() as connection:
        rows = _count(connection, path)
        cells = connection.sql(f"SELECT * FROM {source(path)} LIMIT {MOST_ROWS}").to_arrow_table()
        shown = cells.num_rows
    values = {name: cells.column(name).to_pylist() for name in cells.column_names}
    columns = [_column(name, table, found) for name, found in values.items()]
    texts = [[text or "" for text in found] for found in values.values()]
    starts = range(0, shown, ROWS_PER_PIECE)
    for number, start in enumerate(starts):
        write_piece(folder, kind, number, [column[start : start + ROWS_PER_PIECE] for column in texts])
    return {
        "kind": kind,
        "columns": columns,
        "rows": rows,
        "shown": shown,
        "pieces": len(starts),
        "one_row_is": table.one_row_is if table else "",
    }


def source(path: str) -> str:
    """Return the SQL that reads a table with every value as text: Parquet or CSV, as its ending says."""
    file = quoted(path)
    if path.endswith(".parquet"):
        return f"(SELECT COLUMNS(*)::VARCHAR FROM read_parquet({file}))"
    csv = f"""read_csv({file}, header = true, all_varchar = true, delim = ',', quote = '"', escape = '"')"""
    return f"(SELECT {sql_unguarded('COLUMNS(*)')} FROM {csv})"


def _count(connection: duckdb.DuckDBPyConnection, path: str) -> int:
    [(rows,)] = connection.sql(f"SELECT count(*) FROM {source(path)}").fetchall()
    return int(rows)


def _column(name: str, table: Table | None, values: list[str | None]) -> dict[str, Any]:
    known = {column.name: column for column in table.columns} if table else {}
    column = known.get(name)
    return {
        "name": name,
        "meaning": column.meaning if column else "",
        "unit": column.unit if column else "",
        "number": column.type in ("integer", "number") if column else _all_numbers(values),
    }


def _all_numbers(values: list[str | None]) -> bool:
    filled = [value for value in values if value]
    return bool(filled) and all(_is_number(value) for value in filled)


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
