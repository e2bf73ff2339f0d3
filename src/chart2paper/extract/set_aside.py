"""Which rows of an export cannot be used at all, and why."""

import pandas as pd

NO_RECORD_NUMBER = "no record number"
UNKNOWN_PERSON = "record number not in the list of patients"
EXACT_DUPLICATE = "exact duplicate of an earlier row"
SECOND_RECORD = "second record of a person already read"


def wrong_cells_reasons(wrong_cells: pd.DataFrame) -> pd.Series:
    """Return the reason for each record with too many or too few cells (`cells`, `expected`)."""
    cells, expected = wrong_cells["cells"].astype("string"), wrong_cells["expected"].astype("string")
    return "the row has " + cells + " cells, the header has " + expected


def reasons(
    rows: pd.DataFrame, record_numbers: pd.Series, persons: pd.Series, not_records: pd.Series
) -> pd.Series:
    """Return for each row why it is set aside (missing = it is kept); the first reason counts.

    `rows` holds the mapped columns of a file, in the file's order; `record_numbers` and `persons` (study ids,
    missing = not in the list of patients) belong to the same rows, and so does `not_records`: why a row is no record
    of anybody.
    """
    why = pd.Series(pd.NA, index=rows.index, dtype="string")
    why[persons.isna()] = UNKNOWN_PERSON
    why[record_numbers.isna()] = NO_RECORD_NUMBER
    why = not_records.fillna(why).astype("string")
    why[why.isna() & rows.duplicated()] = EXACT_DUPLICATE
    return why


def second_records(rows: pd.DataFrame, record_numbers: pd.Series, persons: pd.Series) -> pd.Series:
    """Return a flag for each row of the list of patients whose person another row describes.

    The row with the smallest record number describes a person (then the smallest content), so that
    the order of the rows does not matter.
    """
    order = rows.add_prefix("content ")
    order.insert(0, "record number", record_numbers)
    order.insert(0, "person", persons)
    order = order.sort_values(list(order.columns), kind="stable")
    return order["person"].duplicated().reindex(rows.index)
