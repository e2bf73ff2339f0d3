"""Put the logs, quarantines and ledgers of all tables together, sorted, without holding them in memory."""

from collections.abc import Sequence
from pathlib import Path

import duckdb

from chart2paper.tables.clean import CLEANING_LOG
from chart2paper.tables.contract import Table
from chart2paper.tables.extract import QUARANTINE, ROW_LEDGER
from chart2paper.tables.formula_guard import sql_guarded, sql_unguarded
from chart2paper.tables.sql import quoted


def collect_log(parts: Sequence[str | Path], log: str | Path, summary: str | Path) -> None:
    """Write the cleaning log of all tables as one CSV, and its summary.

    The summary has one row per table, column and rule: how many values the rule changed, and the commonest of
    them as an example. A text of fewer than five people, and any date, is not shown: it could point at a person.
    """
    with duckdb.connect() as db:
        db.execute(f"create view log as select {_columns(CLEANING_LOG)} from read_parquet({_list(parts)})")
        _write(db, f"select * from log order by {_order(CLEANING_LOG)}", log)
        _write(db, _SUMMARY, summary)


# Side-by-side columns ("value_source_value [WorstPain]") are counted as the one canonical column they are.
_SUMMARY = """
    with counted as (
        select "table", regexp_replace("column", ' \\[.*\\]$', '') as "column", rule, raw_value, new_value,
               count(*) as n, count(distinct person_id) as people
        from log group by all
    ), ranked as (
        select *, sum(n) over rule_of_column as total,
               row_number() over (rule_of_column order by n desc, raw_value nulls last, new_value nulls last) as place
        from counted window rule_of_column as (partition by "table", "column", rule)
    )
    select "table", "column", rule, cast(total as bigint) as count,
           case when people >= 5 and "column" not like '%\\_date' escape '\\' then raw_value end as example_raw,
           case when people >= 5 and "column" not like '%\\_date' escape '\\' then new_value end as example_new
    from ranked where place = 1
    order by 1, 2, 3
"""


def collect_quarantine(parts: Sequence[str | Path], extract: str | Path, path: str | Path) -> None:
    """Write the quarantine of both stages as one CSV: the parts of clean (Parquet) and that of extract (CSV)."""
    _collect(QUARANTINE, parts, extract, path)


def collect_ledger(parts: Sequence[str | Path], extract: str | Path, path: str | Path) -> None:
    """Write the row ledger of both stages as one CSV: the parts of clean (Parquet) and that of extract (CSV)."""
    _collect(ROW_LEDGER, parts, extract, path)


def _collect(table: Table, parts: Sequence[str | Path], extract: str | Path, path: str | Path) -> None:
    columns = _columns(table)
    with duckdb.connect() as db:
        csv = (
            f"select {sql_unguarded('columns(*)')} from read_csv({quoted(extract)}, header = true, "
            "all_varchar = true, nullstr = '', delim = ',', quote = '\"', escape = '\"', strict_mode = true, "
            "parallel = false)"
        )
        rows = f"select {columns} from read_parquet({_list(parts)}) union all select {columns} from ({csv})"
        _write(db, f"select * from ({rows}) order by {_order(table)}", path)


def _write(db: duckdb.DuckDBPyConnection, query: str, path: str | Path) -> None:
    """Write what a query finds as CSV, with formulas guarded as `tables.write_csv` does."""
    found = db.execute(f"describe {query}").fetchall()
    columns = ", ".join(_guarded(name) if kind == "VARCHAR" else f'"{name}"' for name, kind, *_ in found)
    options = "format csv, header true, delimiter ',', quote '\"'"
    db.execute(f"copy (select {columns} from ({query})) to {quoted(path)} ({options})")


def _guarded(name: str) -> str:
    return f'''{sql_guarded(f'"{name}"')} as "{name}"'''


def _columns(table: Table) -> str:
    kinds = {"integer": "bigint"}
    return ", ".join(
        f'cast("{column.name}" as {kinds.get(column.type, "varchar")}) as "{column.name}"'
        for column in table.columns
    )


def _order(table: Table) -> str:
    """Sort by the key, then by every other column, so that the order is complete; empty cells last."""
    names = [*table.key, *(name for name in table.column_names if name not in table.key)]
    return ", ".join(f'"{name}" nulls last' if _is_text(table, name) else f'"{name}"' for name in names)


def _is_text(table: Table, name: str) -> bool:
    return next(column for column in table.columns if column.name == name).type == "text"


def _list(paths: Sequence[str | Path]) -> str:
    return "[" + ", ".join(quoted(path) for path in paths) + "]"
