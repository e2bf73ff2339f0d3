"""Raw rows added, removed and altered: compared by what they hold and whose they are, never by their place."""

from collections.abc import Iterator

import duckdb
import pandas as pd

from chart2paper.changes.run import Run
from chart2paper.tables.changes import RAW_ROWS, ROW_COUNTS, SIZES
from chart2paper.tables.contract import Table
from chart2paper.tables.extract import EXTRACT_TABLES, ROW_LEDGER
from chart2paper.tables.read_write import read_table, shape

# A birth date could tell an age over 89, as in the cleaning log.
HIDDEN = ("birth_date",)
NOT_SHOWN = "not shown"
# What a row is recognised by where its own id does not do: its date as written, and its kind.
DATE_AND_KIND = {
    "person": (),
    "visit_occurrence": ("visit_start_date",),
    "measurement": ("measurement_date", "measurement_source_value"),
    "drug_exposure": ("drug_exposure_start_date", "drug_source_value"),
    "condition_occurrence": ("condition_start_date",),
    "procedure_occurrence": ("procedure_date",),
    "observation": ("observation_date", "observation_source_value"),
}

# What tells rows apart that stand side by side in one row of the file.
KIND = {"measurement": "measurement_source_value", "observation": "observation_source_value"}


def kind_of_row(name: str, side: str) -> str:
    """Return the SQL for the kind of a row of a table; `side` is the table's alias."""
    return f'{side}."{KIND[name]}"' if name in KIND else "null"


def own_id(table: Table) -> str:
    """Return the column with a row's own id; a person's is the study id."""
    return "person_id" if table.name == "person" else f"{table.name}_id"


def content_of(table: Table) -> list[str]:
    """Return the columns that make a row what it is: all but where it stands in the export."""
    return [name for name in table.column_names if name not in ("source_file", "source_row")]


def compare_rows(db: duckdb.DuckDBPyConnection, before: Run, now: Run) -> pd.DataFrame:
    """Return RAW_ROWS, and leave in `db` for each table its `<table>_pairs` (see below) for the readings.

    Rows that hold the same are the same, as often as they occur in both runs. Of the others, a row is altered when
    one row of the same person, and only one in each run, has its own id; or else its date and kind. What is left was
    added or removed. `<table>_pairs` has how (same, id, date and kind) and the places (b, n) of each pair in
    `<table>_before` and `<table>_now`.
    """
    parts = [part for table in EXTRACT_TABLES.values() for part in _compare(db, table, before, now)]
    return shape(pd.concat(parts, ignore_index=True), RAW_ROWS)


def _compare(db: duckdb.DuckDBPyConnection, table: Table, before: Run, now: Run) -> Iterator[pd.DataFrame]:
    for side, run in (("before", before), ("now", now)):
        _load(db, table, side, str(run.path(f"extract/{table.name}.parquet")))
    name = table.name
    db.execute(f"create table {name}_pairs (how varchar, b bigint, n bigint)")
    db.execute(
        f"insert into {name}_pairs select 'same', b.place, n.place from {name}_before b join {name}_now n on "
        + " and ".join(
            f'b."{column}" is not distinct from n."{column}"' for column in [*content_of(table), "copy"]
        )
    )
    if name != "person":
        _pair(db, name, "its own id", ["person_id", own_id(table)])
    _pair(db, name, "its date and kind" if DATE_AND_KIND[name] else "the person", _key(table))
    yield from _altered(db, table)
    yield _whole(db, table, "removed")
    yield _whole(db, table, "added")


def _key(table: Table) -> list[str]:
    return ["person_id", *DATE_AND_KIND[table.name]]


def _load(db: duckdb.DuckDBPyConnection, table: Table, side: str, path: str) -> None:
    """Read a table; an id that was made from the row's place is no id, and equal rows are numbered."""
    own, held = own_id(table), content_of(table)
    made = f"starts_with(\"{own}\", source_file || ':' || source_row)"
    texts = ", ".join(
        f'case when {made} then null else "{name}" end as "{name}"'
        if name == own and table.name != "person"
        else f'cast("{name}" as varchar) as "{name}"'
        for name in held
    )
    columns = ", ".join(f'"{name}"' for name in held)
    db.execute(
        f"create table {table.name}_{side} as select *, "
        f"row_number() over (partition by {columns} order by source_file, source_row, own) as copy, "
        "row_number() over (order by source_file, source_row, own) as place "
        f'from (select {texts}, source_file, source_row, "{own}" as own from read_parquet(?))',
        [path],
    )


def _pair(db: duckdb.DuckDBPyConnection, name: str, how: str, key: list[str]) -> None:
    """Pair the rows without a partner whose key is there, and occurs once, in both runs."""
    columns = ", ".join(f'"{column}"' for column in key)
    known = " and ".join(f'"{column}" is not null' for column in key)
    once = (
        f"select {columns}, min(place) as place from {name}_{{side}} where {known} and place not in "
        f"(select {{short}} from {name}_pairs) group by all having count(*) = 1"
    )
    db.execute(
        f"insert into {name}_pairs select '{how}', b.place, n.place "
        f"from ({once.format(side='before', short='b')}) b join ({once.format(side='now', short='n')}) n "
        f"using ({columns})"
    )


def _altered(db: duckdb.DuckDBPyConnection, table: Table) -> Iterator[pd.DataFrame]:
    for column in content_of(table):
        then, today = (
            f"case when {side}.\"{column}\" is null then null else '{NOT_SHOWN}' end"
            if column in HIDDEN
            else f'{side}."{column}"'
            for side in ("b", "n")
        )
        yield db.execute(
            f"select '{table.name}' as \"table\", n.person_id, 'altered' as change, "
            f"{kind_of_row(table.name, 'n')} as kind, '{column}' as \"column\", "
            f"{then} as before, {today} as now, how as matched_by, b.source_file as file_before, "
            "b.source_row as row_before, n.source_file as file_now, n.source_row as row_now "
            f"from {table.name}_pairs join {table.name}_before b on b.place = b join {table.name}_now n on n.place = n "
            f'where how <> \'same\' and b."{column}" is distinct from n."{column}"'
        ).df()


def _whole(db: duckdb.DuckDBPyConnection, table: Table, change: str) -> pd.DataFrame:
    """Return the rows that only one run has, with the text of what they hold."""
    side, short, column = ("before", "b", "before") if change == "removed" else ("now", "n", "now")
    shown = [name for name in content_of(table) if not name.endswith("_id") and name not in HIDDEN]
    text = "concat_ws('; ', " + ", ".join(f'"{name}"' for name in shown) + ")"
    return db.execute(
        f"select '{table.name}' as \"table\", person_id, '{change}' as change, {kind_of_row(table.name, 'r')} as kind, "
        f"{text} as {column}, "
        f"source_file as file_{side}, source_row as row_{side} from {table.name}_{side} r "
        f"where place not in (select {short} from {table.name}_pairs)"
    ).df()


def count_rows(db: duckdb.DuckDBPyConnection, before: Run, now: Run) -> pd.DataFrame:
    """Return ROW_COUNTS after `compare_rows`: per file and table, rows read, same, added, removed, altered."""
    kinds = [_counted(db, name) for name in EXTRACT_TABLES]
    counts = pd.concat(kinds, ignore_index=True).pivot_table(
        index=["source_file", "table"], columns="change", values="rows", aggfunc="sum"
    )
    ledgers = [_ledger(run, side) for run, side in ((before, "before"), (now, "now"))]
    joined = pd.concat([*ledgers, counts.reindex(columns=SIZES)], axis="columns").fillna(0).reset_index()
    return shape(joined, ROW_COUNTS)


def _counted(db: duckdb.DuckDBPyConnection, name: str) -> pd.DataFrame:
    return db.execute(
        f"select '{name}' as \"table\", source_file, change, count(*) as rows from ("
        f"select source_file, case when how = 'same' then 'same' else 'altered' end as change "
        f"from {name}_pairs join {name}_now on place = n union all "
        f"select source_file, 'added' from {name}_now where place not in (select n from {name}_pairs) union all "
        f"select source_file, 'removed' from {name}_before where place not in (select b from {name}_pairs)"
        ") group by all"
    ).df()


def _ledger(run: Run, side: str) -> pd.DataFrame:
    ledger = read_table(ROW_LEDGER, run.path("extract/row_ledger.csv"))
    names = {"rows_read": f"rows_{side}", "rows_quarantined": f"aside_{side}"}
    return ledger.set_index(["source_file", "table"])[[*names]].rename(columns=names)
