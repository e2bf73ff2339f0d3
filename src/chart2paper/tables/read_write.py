"""Declared tables: what a table must look like, and the only way to read and write one."""

import functools
import operator
from collections.abc import Iterable
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from chart2paper.problems import Problem, raise_if_any
from chart2paper.tables.contract import Column, Table, Type
from chart2paper.tables.formula_guard import guard, quoting_of, unguard

# Ten significant digits: more than any result deserves, few enough that the last bits,
# which may differ between processors, do not show.
FLOAT_FORMAT = "%.10g"


def shape(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    """Return `frame` with the table's columns, types, order and sorting; missing columns become empty.

    Columns the table does not declare are dropped. The sort is stable and puts empty keys last.
    """
    columns = {
        column.name: _cast(frame[column.name], column.type)
        if column.name in frame
        else _cast(pd.Series(index=frame.index, dtype="object"), column.type)
        for column in table.columns
    }
    shaped = pd.DataFrame(columns, index=frame.index, columns=table.column_names)
    return shaped.sort_values(list(table.key), kind="stable", na_position="last").reset_index(drop=True)


def _cast(values: pd.Series, kind: Type) -> pd.Series:
    if kind == "text":
        return values.astype("string")
    if kind == "integer":
        return pd.to_numeric(values).astype("Int64")
    if kind == "number":
        return pd.to_numeric(values).astype("float64")
    if kind == "flag":
        return values.replace({"True": True, "False": False}).astype("boolean")
    dates = pd.to_datetime(values).astype("datetime64[us]")
    return dates.dt.normalize() if kind == "date" else dates


def check(frame: pd.DataFrame, table: Table, file: str) -> None:
    """Raise `Problems` listing every way in which `frame` breaks the contract of `table`.

    Checks missing values, the closed list of values, the allowed range and the uniqueness of the key.
    Row numbers count as in a spreadsheet (the first row of data is row 2). ValueError for a table with scores whose
    scale is not named (`Table.on`), since they would pass unchecked.
    """
    if any(column.scored for column in table.columns):
        raise ValueError(f"{table.name}: the scale of its scores is not named")
    problems = [problem for column in table.columns for problem in _check_column(frame, column, file)]
    repeated = frame.duplicated(list(table.key))
    if table.key and repeated.any():
        problems.append(
            Problem(
                file, f"{int(repeated.sum())} rows repeat the key {', '.join(table.key)}", row=_row(repeated)
            )
        )
    raise_if_any(problems)


def _check_column(frame: pd.DataFrame, column: Column, file: str) -> Iterable[Problem]:
    values = frame[column.name]
    if column.required and values.isna().any():
        yield Problem(file, "a value is missing", row=_row(values.isna()), column=column.name)
    if column.values:
        strange = values.notna() & ~values.isin(column.values)
        if strange.any():
            allowed = ", ".join(column.values)
            yield Problem(file, f"a value is not one of: {allowed}", row=_row(strange), column=column.name)
    for bound, broken in (("below", column.low), ("above", column.high)):
        if broken is None:
            continue
        out = (values < broken if bound == "below" else values > broken).fillna(False)
        if out.any():
            yield Problem(file, f"a value is {bound} {broken:g}", row=_row(out), column=column.name)


def _row(flags: pd.Series) -> int:
    return int(flags.to_numpy(dtype=bool).argmax()) + 2


def write_table(frame: pd.DataFrame, table: Table, path: str | Path) -> None:
    """Shape, check and write `frame` to `path`: Parquet or CSV, as the file's ending says.

    Raises `Problems` when the contract is broken; nothing is written then.
    """
    shaped = shape(frame, table)
    check(shaped, table, str(path))
    if str(path).endswith(".parquet"):
        write_parquet(shaped, path)
    else:
        write_csv(shaped, path)


def write_parquet(frame: pd.DataFrame, path: str | Path) -> None:
    """Write `frame` as Parquet without the pandas index."""
    frame.to_parquet(path, index=False, compression="zstd")


def write_csv(frame: pd.DataFrame, path: str | Path) -> None:
    """Write `frame` as UTF-8 CSV with Unix line ends, ISO dates and ten significant digits.

    A text that a spreadsheet would take for a formula is guarded (see `formula_guard`); `read_csv` takes it off.
    """
    safe = guard(frame)
    safe.to_csv(
        path,
        index=False,
        float_format=FLOAT_FORMAT,
        lineterminator="\n",
        encoding="utf-8",
        quoting=quoting_of(safe),
    )


def read_csv(path: str | Path, columns: list[str] | None = None) -> pd.DataFrame:
    """Read a CSV that `write_csv` wrote, everything as text; empty cells are missing."""
    frame = pd.read_csv(path, dtype="string", keep_default_na=False, na_values=[""], usecols=columns)
    return frame.assign(**{str(name): unguard(frame[name]) for name in frame})


def as_written(frame: pd.DataFrame, table: Table) -> pd.DataFrame:
    """Return a frame as it would be read back from its CSV: shaped, numbers with ten significant digits."""
    shaped = shape(frame, table)
    numbers = [column.name for column in table.columns if column.type == "number"]
    rounded = {name: [float(FLOAT_FORMAT % value) for value in shaped[name]] for name in numbers}
    return shaped.assign(**rounded)


def read_table(
    table: Table, path: str | Path, columns: list[str] | None = None, only: dict[str, set[str]] | None = None
) -> pd.DataFrame:
    """Read a declared table from Parquet or CSV with the declared types.

    `columns` picks some columns; `only` reads just the rows of a Parquet file whose texts are in the given sets.
    """
    names = columns or table.column_names
    if str(path).endswith(".parquet"):
        return pd.read_parquet(path, columns=names, filters=_rows_in(only) if only else None)
    kinds = {column.name: column.type for column in table.columns}
    frame = read_csv(path, names)
    return pd.DataFrame({name: _cast(frame[name], kinds[name]) for name in names}, columns=names)


def _rows_in(only: dict[str, set[str]]) -> pc.Expression:
    text = pa.string()
    wanted = [pc.field(name).cast(text).isin(pa.array(sorted(names), text)) for name, names in only.items()]
    return functools.reduce(operator.and_, wanted)
