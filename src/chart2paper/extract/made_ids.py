"""Ids for rows that have none in the export."""

import pandas as pd


def row_ids(source_rows: pd.Index, file: str) -> pd.Series:
    """Return an id for each row: the file and the row in it."""
    return f"{file}:" + pd.Series(source_rows, source_rows).astype("string")


def visit_ids(visits: pd.DataFrame, persons: pd.Series, file: str) -> pd.Series:
    """Return an id for the visit of each row: the file, the person, and what `visits` tells of the visit.

    `visits` holds the day and, where there is one, the status, as written. Rows of one person that agree in them
    are one visit, so that several rows a visit (one per order) do not become several visits, and the id stays when
    rows move. The id is missing where the day is.
    """
    ids = f"{file}:" + persons.astype("string")
    day, *others = (visits[name].str.strip().str.casefold() for name in visits)
    ids = ids + ":" + day
    for texts in others:
        ids = ids + (":" + texts).fillna("")
    return ids
