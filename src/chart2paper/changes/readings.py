"""Values of unchanged raw rows that cleaning reads otherwise now, and what in cleaning differs."""

import duckdb
import pandas as pd

from chart2paper.changes.lineage import Differences, differences
from chart2paper.changes.raw_rows import HIDDEN, NOT_SHOWN, kind_of_row, own_id
from chart2paper.changes.run import Run
from chart2paper.clean.all_tables import LIST_OF
from chart2paper.tables.changes import READINGS
from chart2paper.tables.clean import CLEAN_TABLES
from chart2paper.tables.extract import EXTRACT_TABLES
from chart2paper.tables.formula_guard import sql_unguarded
from chart2paper.tables.read_write import shape

# The text of a raw row that cleaning reads first of all.
MAIN_TEXT = {
    "visit_occurrence": "visit_status",
    "measurement": "value_source_value",
    "drug_exposure": "drug_source_value",
    "condition_occurrence": "condition_source_value",
    "procedure_occurrence": "procedure_source_value",
    "observation": "observation_source_value",
}
# Where a value stands and by which rule it was read; a rule with the same result is no other reading.
_NOT_VALUES = {"person_id", "source_file", "source_row", "visit_occurrence_id", "value_rule", "end_rule"}
OTHER_ROWS = "other rows of the export changed"


def compare_readings(db: duckdb.DuckDBPyConnection, before: Run, now: Run) -> pd.DataFrame:
    """Return READINGS, after `raw_rows.compare_rows` has paired the rows in `db`."""
    return shape(pd.concat([_of_table(db, name, before, now) for name in CLEAN_TABLES]), READINGS)


def because(found: Differences, lists: set[str]) -> str:
    """Return in words what differs in how a clean table is made; `lists`: the lists and the mapping it is made with."""
    cleaning = ("clean",)
    causes = [
        ("code lists or mapping", [name for name in found.names("list", cleaning) if name in lists]),
        ("code", _files(found.names("code", cleaning))),
        ("package", list(found.software)),
        ("setting", found.names("setting", cleaning)),
    ]
    parts = [f"{what} changed ({', '.join(names)})" for what, names in causes if names]
    return "; ".join(parts) if parts else OTHER_ROWS


def lists_of(run: Run, table: str) -> set[str]:
    """Return the files that give the texts of a table their meaning in a run: the mapping, and its list if it has one.

    All tables are cleaned by one job, which reads the lists of all of them.
    """
    study = run.study
    own = {path for name, path in study["codelists"].items() if name == LIST_OF.get(table)}
    return {study["clinic"]["mapping"], *own}


def _files(names: list[str]) -> list[str]:
    """Code files are too many to name here; settings.csv has them."""
    return [f"{len(names):,} file{'' if len(names) == 1 else 's'}"] if names else []


def _of_table(db: duckdb.DuckDBPyConnection, name: str, before: Run, now: Run) -> pd.DataFrame:
    for side, run in (("before", before), ("now", now)):
        _join_clean(db, name, side, run)
    db.execute(
        f"create or replace table read_pairs as select n.person_id, {kind_of_row(name, 'n')} as kind, "
        f"{_main_text(name)} as raw_value, "
        "cb.kept as kept_before, cn.kept as kept_now, cb.reason as why_before, cn.reason as why_now, "
        "n.source_file as file_now, n.source_row as row_now, cb.clean as clean_before, cn.clean as clean_now "
        f"from {name}_pairs join {name}_now n on n.place = n join clean_before cb on cb.place = b "
        "join clean_now cn on cn.place = n.place where how = 'same'"
    )
    rows = [_kept(db), *(_values(db, column) for column in _value_columns(name))]
    found = differences(before, now, f"clean/{name}.parquet")
    lists = lists_of(before, name) | lists_of(now, name)
    return pd.concat(rows).assign(table=name, because=because(found, lists))


def _value_columns(name: str) -> list[str]:
    own = own_id(EXTRACT_TABLES[name])
    return [column for column in CLEAN_TABLES[name].column_names if column not in {*_NOT_VALUES, own}]


def _main_text(name: str) -> str:
    return f'n."{MAIN_TEXT[name]}"' if name in MAIN_TEXT else "null"


def _join_clean(db: duckdb.DuckDBPyConnection, name: str, side: str, run: Run) -> None:
    """Beside each raw row: whether it was kept, why not, and its clean values as one struct."""
    own = own_id(EXTRACT_TABLES[name])
    values = ", ".join(f'"{column}" := {_text(name, column)}' for column in _value_columns(name))
    # What the quarantine names in brackets: the column, or the entry's place in its cell, which ends its id.
    kind = (
        "measurement_source_value"
        if name == "measurement"
        else "nullif(regexp_extract(own, ':(\\d+)$', 1), '')"
    )
    _read_reasons(db, name, run)
    db.execute(
        f"create or replace table clean_{side} as select r.place, c.own is not null as kept, c.clean, "
        "(select string_agg(distinct reason, '; ' order by reason) from reasons q where "
        "q.source_file = r.source_file and q.source_row = r.source_row and "
        "(r.kind is null or q.side_by_side is null or q.side_by_side = r.kind)) as reason "
        f"from (select place, own, source_file, source_row, {kind} as kind from {name}_{side}) r "
        f'left join (select "{own}" as own, source_file, source_row, struct_pack({values}) as clean '
        "from read_parquet(?)) c using (own, source_file, source_row)",
        [str(run.path(f"clean/{name}.parquet"))],
    )


def _read_reasons(db: duckdb.DuckDBPyConnection, name: str, run: Run) -> None:
    """Why rows were set aside; of columns side by side, the quarantine names the one in brackets."""
    db.execute(
        "create or replace table reasons as select source_file, cast(source_row as bigint) as source_row, reason, "
        "nullif(regexp_extract(\"column\", '\\[(.*)\\]$', 1), '') as side_by_side from "
        f"(select {sql_unguarded('columns(*)')} from read_csv(?, header = true, "
        "all_varchar = true, nullstr = '', delim = ',', quote = '\"', escape = '\"', parallel = false)) "
        f"where stage = 'clean' and \"table\" = '{name}'",
        [str(run.path("clean/quarantine.csv"))],
    )


def _text(name: str, column: str) -> str:
    kind = next(c.type for c in CLEAN_TABLES[name].columns if c.name == column)
    value = f'cast("{column}" as date)' if kind == "date" else f'"{column}"'
    return f"cast({value} as varchar)"


def _kept(db: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    def said(kept: str, why: str) -> str:
        return f"case when {kept} then 'kept' else 'set aside: ' || coalesce({why}, 'no reason kept') end"

    return db.execute(
        f"select person_id, kind, raw_value, {said('kept_before', 'why_before')} as before, "
        f"{said('kept_now', 'why_now')} as now, file_now, row_now from read_pairs where kept_before <> kept_now"
    ).df()


def _values(db: duckdb.DuckDBPyConnection, column: str) -> pd.DataFrame:
    then, today = (f'clean_{side}."{column}"' for side in ("before", "now"))
    shown = [
        f"case when {value} is null then null else '{NOT_SHOWN}' end"
        if column in (*HIDDEN, "over_89")
        else value
        for value in (then, today)
    ]
    return db.execute(
        f"select person_id, kind, raw_value, '{column}' as \"column\", {shown[0]} as before, {shown[1]} as now, "
        f"file_now, row_now from read_pairs where kept_before and kept_now and {then} is distinct from {today}"
    ).df()
