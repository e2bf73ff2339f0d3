"""Columns that many tables share."""

from chart2paper.tables.contract import Column

PERSON_ID = Column("person_id", "text", "study id from the linkage log, such as P0042", required=True)
SOURCE_ROW = (
    Column("source_file", "text", "file of the export the row came from", required=True),
    Column(
        "source_row", "integer", "row in that file as a spreadsheet shows it (header = row 1)", required=True
    ),
)


def row_id(table: str) -> Column:
    """Return the column that holds a row's own id."""
    return Column(
        f"{table}_id",
        "text",
        "the row's own id: the export's, or <file>:<row> where it has none",
        required=True,
    )


def as_written(name: str, meaning: str) -> Column:
    """Return a column of the export whose text is not read yet."""
    return Column(name, "text", f"{meaning}, as written in the export")
