"""SQL on data frames, for joins of millions of rows."""

import duckdb
import pandas as pd


def query(sql: str, **frames: pd.DataFrame) -> pd.DataFrame:
    """Return the result of a query on frames, each known to it by its argument's name.

    The frames are seen by this query alone. The query must sort its result: DuckDB works in parallel.
    """
    with duckdb.cursor() as database:
        for name, frame in frames.items():
            database.register(name, frame)
        rows: pd.DataFrame = database.sql(sql).df()
        return rows
