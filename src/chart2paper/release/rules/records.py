"""Rules of the tables that count rows of the export: the ledger, the cleaning rules, and what was set aside."""

from chart2paper.release.counts import Counts
from chart2paper.release.rules import names
from chart2paper.release.rules.counted import CountName
from chart2paper.release.rules.rule import Namer, Row, TableRule

# Worth of a total: of all rows that a stage read, kept or set aside, and of all that were changed.
OF_TOTALS = 30.0
READ, KEPT, ASIDE = "read", "kept", "aside"
CHANGES = names.rows("changes", "changes", value=OF_TOTALS)
FOR_A_REASON = "aside for a reason"
ALL_ASIDE = names.rows("aside", ASIDE, value=OF_TOTALS)


def ledger(stage: str, file: str, table: str, what: str) -> CountName:
    """Rows of a file that a stage read, kept or set aside."""
    return names.rows(f"{stage}/{file}/{table}/{what}", f"{what} of a file", stage, table)


def total(stage: str, what: str) -> CountName:
    """Rows of the whole export that a stage read, kept or set aside."""
    return names.rows(f"{stage}/{what}", what, stage, value=OF_TOTALS)


def _cell(what: str) -> Namer:
    def name(analysis: str, row: Row) -> str:
        return ledger(row["stage"], row["source_file"], row["table"], what)

    return name


def _relate_ledger(counts: Counts, analysis: str, rows: list[Row], file: str) -> None:
    """Rows read are kept or set aside; what one stage keeps the next one reads; files add up to the export."""
    for row in rows:
        parts = [_cell(what)("", row) for what in (KEPT, ASIDE)]
        counts.whole(_cell(READ)("", row), parts, file)
        if row["stage"] == "clean":
            kept = ledger("extract", row["source_file"], row["table"], KEPT)
            counts.whole(_cell(READ)("", row), [kept], file)
    for stage in sorted({row["stage"] for row in rows}):
        for what, column in ((READ, "rows_read"), (KEPT, "rows_kept"), (ASIDE, "rows_quarantined")):
            inside = [row for row in rows if row["stage"] == stage]
            counts.add(total(stage, what), sum(int(row[column]) for row in inside), file)
            counts.whole(total(stage, what), [_cell(what)("", row) for row in inside], file)
    stages = ("extract", "clean")
    if all(total(stage, ASIDE) in counts.numbers for stage in stages):
        counts.add(ALL_ASIDE, sum(counts.numbers[total(stage, ASIDE)] for stage in stages), file)
        counts.whole(ALL_ASIDE, [total(stage, ASIDE) for stage in stages], file)


ROW_LEDGER = TableRule(
    labels=("stage", "source_file", "table"),
    counts={"rows_read": _cell(READ), "rows_kept": _cell(KEPT), "rows_quarantined": _cell(ASIDE)},
    relate=_relate_ledger,
    disk_names={"source_file": "table"},
)


def _change(analysis: str, row: Row) -> str:
    return names.rows(f"changes/{row['table']}/{row['column']}/{row['rule']}", "changes by a rule")


def _relate_changes(counts: Counts, analysis: str, rows: list[Row], file: str) -> None:
    if rows:
        counts.add(CHANGES, sum(int(row["count"]) for row in rows), file)
        counts.whole(CHANGES, [_change("", row) for row in rows], file)


# The examples of the summary are cells of single people and stay.
CLEANING_SUMMARY = TableRule(
    labels=("table", "column", "rule"), counts={"count": _change}, relate=_relate_changes
)


def set_aside(analysis: str, row: Row) -> str:
    """Rows or values of a table set aside at a stage for one reason."""
    text = f"{row['stage']}/{row['table']}/aside/{row['reason']}"
    return names.rows(text, FOR_A_REASON, row["stage"], row["table"], row["reason"])


def _relate_set_aside(counts: Counts, analysis: str, rows: list[Row], file: str) -> None:
    for stage, table in sorted({(row["stage"], row["table"]) for row in rows}):
        inside = [row for row in rows if (row["stage"], row["table"]) == (stage, table)]
        everything = counts.add(f"rows/{stage}/{table}/aside", sum(int(row["count"]) for row in inside), file)
        counts.hidden.add(everything)
        counts.whole(everything, [set_aside("", row) for row in inside], file)
        of_files = counts.of_group(f"{ASIDE} of a file")
        files = [name for name in of_files if (name.counted.stage, name.counted.table) == (stage, table)]
        if sum(counts.numbers[name] for name in files) == counts.numbers[everything]:
            counts.whole(everything, files, file)


SET_ASIDE = TableRule(
    labels=("stage", "table", "reason"), counts={"count": set_aside}, relate=_relate_set_aside
)
