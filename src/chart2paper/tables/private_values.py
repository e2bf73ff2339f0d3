"""Where in the results a value of a patient's row may stand, and why; everywhere else none may.

This list is the only one that says so: a test plants values in an export and looks for them in every file
that a run leaves, and `docs/privacy.md` prints the list. Record numbers are in no file of it, nor is anything from
a column that the mapping does not name. Nothing of a release is.
"""

from dataclasses import dataclass
from fnmatch import fnmatch

from chart2paper.tables.contract import Table
from chart2paper.tables.extract import EXTRACT_TABLES

TEXT, BIRTH_DATE = "text typed into a mapped column", "date of birth"


@dataclass(frozen=True)
class PrivateValues:
    """Files (a pattern below the results folder) whose `columns` (none: all) may hold a kind of value, and why."""

    files: str
    columns: tuple[str, ...]
    holds: tuple[str, ...]
    reason: str


def _as_written(table: Table) -> tuple[str, ...]:
    """Columns of an extract table that hold the text of the export."""
    return tuple(
        column.name for column in table.columns if column.meaning.endswith("as written in the export")
    )


PRIVATE_VALUES: tuple[PrivateValues, ...] = (
    PrivateValues(
        "extract/person.parquet",
        _as_written(EXTRACT_TABLES["person"]),
        (TEXT, BIRTH_DATE),
        "what the export says, which cleaning reads; columns that the mapping does not name are not in it",
    ),
    *(
        PrivateValues(f"extract/{name}.parquet", _as_written(table), (TEXT, BIRTH_DATE), "the same")
        for name, table in EXTRACT_TABLES.items()
        if name != "person"
    ),
    PrivateValues(
        "clean/person.parquet",
        ("birth_date",),
        (BIRTH_DATE,),
        "the age in whole years on any day (index date, 18th birthday, before birth) needs the day",
    ),
    PrivateValues(
        "clean/quarantine.csv",
        ("raw_value", "column"),
        (TEXT, BIRTH_DATE),
        "the clinic must see what was not understood, to add it to the mapping or to correct the chart",
    ),
    PrivateValues(
        "clean/parts/*.quarantine.parquet", ("raw_value", "column"), (TEXT, BIRTH_DATE), "the same, by table"
    ),
    PrivateValues(
        "clean/cleaning_log.csv",
        ("raw_value", "column"),
        (TEXT, BIRTH_DATE),
        "the reviewer must see what each rule changed; birth dates are not shown and long notes are cut, but a "
        "date of birth in a short note stays as typed",
    ),
    PrivateValues(
        "clean/parts/*.log.parquet", ("raw_value", "column"), (TEXT, BIRTH_DATE), "the same, by table"
    ),
    PrivateValues(
        "data_quality/unread.csv",
        ("text",),
        (TEXT, BIRTH_DATE),
        "the clinic must see what was not understood; only texts that at least 11 people share are in it",
    ),
    PrivateValues(
        "clean/procedure_occurrence.parquet",
        ("procedure_source_value",),
        (TEXT,),
        "the name of a procedure is the value itself: exports have no code for it",
    ),
    PrivateValues(
        "clean/observation.parquet",
        ("observation_source_value", "value_as_string"),
        (TEXT,),
        "the name of an adverse effect is the value itself; tables count it by name from five people on",
    ),
    PrivateValues("*/model/events.csv", ("detail",), (TEXT,), "the procedure that an intercurrent event was"),
    PrivateValues(
        "audit/data/stage/*.js",
        (),
        (TEXT, BIRTH_DATE),
        "the page of a stage shows the first row set aside for each reason, as the quarantine does",
    ),
    PrivateValues(
        "audit/data/person/*.js",
        (),
        (TEXT, BIRTH_DATE),
        "the page of a person shows their rows as read, what cleaning changed and what was set aside; the date of "
        "birth is left out and long notes are cut, but a date of birth typed in a short note stays",
    ),
    PrivateValues(
        "audit/tables.xlsx",
        (),
        (TEXT, BIRTH_DATE),
        "the workbook holds the cleaning log, the quarantine and the list of unread texts, as these files do",
    ),
)


# The audit pages show every table, cut into pieces: a piece may hold what its table may.
PIECES = "audit/data/table"


def allowed_columns(file: str, kind: str) -> list[str]:
    """Return the columns of a file (its path below the results folder) that may hold a kind of private value."""
    return [
        column
        for held in PRIVATE_VALUES
        if kind in held.holds and fnmatch(file, held.files)
        for column in held.columns
    ]


def allowed_anywhere_in(file: str, kind: str) -> bool:
    """Whether a file that is no table may hold a kind of private value, such as a piece of a table's page."""
    patterns = {
        f"{PIECES}/{held.files.replace('/', '.')}/*.js" if held.columns else held.files
        for held in PRIVATE_VALUES
        if kind in held.holds
    }
    return any(fnmatch(file, pattern) for pattern in patterns)


def birth_date_files() -> list[str]:
    """Return the files that hold dates of birth in a column of their own."""
    return [held.files for held in PRIVATE_VALUES if "birth_date" in held.columns]


def private_values_table() -> str:
    """Return the list as a Markdown table for the documentation."""
    rows = [
        f"| `{held.files}` | {', '.join(f'`{name}`' for name in held.columns) or 'all'} | "
        f"{', '.join(held.holds)} | {held.reason} |"
        for held in PRIVATE_VALUES
    ]
    pages = f"| `{PIECES}/` | the same columns | the same | the audit pages show these tables; the pages are internal |"
    head = ["| File below `results/` | Columns | May hold | Why |", "|---|---|---|---|"]
    return "\n".join([*head, *rows, pages])
