"""Tables of changes: this run beside an earlier one."""

from chart2paper.tables.contract import Column, Table
from chart2paper.tables.shared_columns import PERSON_ID

_BEFORE, _NOW = Column("before", "text", "in the earlier run"), Column("now", "text", "in this run")
_KIND = Column("kind", "text", "which of the values that stand side by side in one row of the file")
_TABLE = Column("table", "text", "canonical table", required=True)
_ANALYSIS = Column("analysis", "text", "analysis of the protocol", required=True)
SIZES = ("same", "added", "removed", "altered")
# Changes of somebody who is or was in an analysis.
MOVES = ("entered", "left", "changed arm", "another index date")
PERSON_CHANGES = (
    *MOVES,
    "still out, for another reason",
    "new in the export, not in",
    "no longer in the export, was not in",
)

ROW_COUNTS = Table(
    "row_counts",
    "a table of the export: how many of its rows are as they were",
    (
        Column("source_file", "text", "file of the export", required=True),
        _TABLE,
        Column("rows_before", "integer", "rows read by the earlier run", required=True, low=0),
        Column("rows_now", "integer", "rows read by this run", required=True, low=0),
        *(Column(name, "integer", f"rows {name}", required=True, low=0) for name in SIZES),
        Column("aside_before", "integer", "rows set aside while reading, then", required=True, low=0),
        Column("aside_now", "integer", "rows set aside while reading, now", required=True, low=0),
    ),
    key=("source_file", "table"),
)
RAW_ROWS = Table(
    "raw_rows",
    "a raw row that was added or removed, or one altered value of a raw row",
    (
        _TABLE,
        PERSON_ID,
        Column("change", "text", "what happened", required=True, values=SIZES[1:]),
        _KIND,
        Column("column", "text", "canonical column that was altered; empty = the whole row"),
        _BEFORE,
        _NOW,
        Column("matched_by", "text", "how an altered row was recognised: its own id, or its date and kind"),
        Column("file_before", "text", "file of the earlier export"),
        Column("row_before", "integer", "row in that file"),
        Column("file_now", "text", "file of this export"),
        Column("row_now", "integer", "row in that file"),
    ),
    key=(
        "table",
        "person_id",
        "change",
        "file_before",
        "row_before",
        "file_now",
        "row_now",
        "kind",
        "column",
    ),
)
READINGS = Table(
    "readings",
    "a value of an unchanged raw row that cleaning reads otherwise now",
    (
        _TABLE,
        PERSON_ID,
        _KIND,
        Column("column", "text", "clean column; empty = whether the row is kept"),
        Column("raw_value", "text", "main text of the raw row"),
        _BEFORE,
        _NOW,
        Column("because", "text", "what differs in how the table is cleaned", required=True),
        Column("file_now", "text", "file of this export", required=True),
        Column("row_now", "integer", "row in that file", required=True),
    ),
    key=("table", "person_id", "file_now", "row_now", "kind", "column"),
)
PEOPLE_CHANGES = Table(
    "people_changes",
    "a person whose part in an analysis is not what it was",
    (
        _ANALYSIS,
        PERSON_ID,
        Column("change", "text", "what happened", required=True, values=PERSON_CHANGES),
        Column("role_before", "text", "role then; empty = not in"),
        Column("role_now", "text", "role now; empty = not in"),
        Column("rule_before", "text", "the rule that decided then", required=True),
        Column("rule_now", "text", "the rule that decides now", required=True),
        Column("index_date_before", "date", "index date then"),
        Column("index_date_now", "date", "index date now"),
        Column("own_rows_changed", "integer", "raw rows of theirs added, removed or altered", low=0),
        Column("own_values_read_otherwise", "integer", "values of theirs that are read otherwise", low=0),
    ),
    key=("analysis", "person_id"),
)
MATCH_CHANGES = Table(
    "match_changes",
    "a matched set that is not what it was",
    (
        _ANALYSIS,
        Column("set_id", "text", "matched set, named after its exposed person", required=True),
        Column("comparators_before", "text", "comparators then; empty = no set"),
        Column("comparators_now", "text", "comparators now; empty = no set"),
        Column("why", "text", "what in the data explains it, or: not determined", required=True),
    ),
    key=("analysis", "set_id"),
)
NUMBERS = Table(
    "numbers",
    "a number or sentence of the paper in both runs",
    (
        Column("id", "text", "its id in values.json", required=True),
        Column("place", "text", "first place where the paper shows it; empty = nowhere"),
        Column("text_before", "text", "as the earlier paper printed it; empty = it was not there"),
        Column("text_now", "text", "as this paper prints it; empty = it is not there"),
        Column("before", "number", "the number then"),
        Column("now", "number", "the number now"),
        Column("move", "number", "now minus before"),
        Column("from_code", "number", "part of the move that comes from changed code"),
        Column(
            "from_lists_or_code", "number", "part from code lists and cleaning code that changed together"
        ),
        Column("from_lists", "number", "part from changed code lists or mapping (part of the protocol)"),
        Column("from_corrected_data", "number", "part from corrected data of the same people"),
        Column("from_people", "number", "part from people new in the export or gone from it"),
        Column("from_protocol", "number", "part from other changed settings of the protocol"),
        Column("how", "text", "how the split was made", required=True),
    ),
    key=("id",),
)
SETTINGS = Table(
    "settings",
    "a setting, code list, file of code or package that differs between the runs",
    (
        Column("kind", "text", "setting, list, code or package", required=True),
        Column("name", "text", "what differs", required=True),
        _BEFORE,
        _NOW,
    ),
    key=("kind", "name"),
)

CHANGES = {
    table.name: table
    for table in (ROW_COUNTS, RAW_ROWS, READINGS, PEOPLE_CHANGES, MATCH_CHANGES, NUMBERS, SETTINGS)
}
