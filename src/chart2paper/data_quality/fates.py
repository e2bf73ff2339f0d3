"""What became of every cell of a column: read by which rule, or not, and why."""

from dataclasses import dataclass

import pandas as pd

from chart2paper.clean.code_lists import match_codes
from chart2paper.clean.drug_reading import NOT_LISTED, SEVERAL, UNSURE
from chart2paper.clean.outcome import Cleaned, which_value
from chart2paper.data_quality.restrictions import READ_AND_EMPTIED, RESTRICTIONS
from chart2paper.reading.rules import NOT_UNDERSTOOD, blank
from chart2paper.tables.contract import Table
from chart2paper.tables.data_quality import READINGS
from chart2paper.tables.read_write import shape
from chart2paper.tables.shared_columns import SOURCE_ROW

AS_WRITTEN = "as_written"
# Rules that name why a text is not understood.
UNREAD_RULES = (NOT_UNDERSTOOD, UNSURE, SEVERAL)
BY_OTHER_COLUMN = "row set aside because of another column"
NOT_READ = {"person_id", "visit_occurrence_id", "code_system", *(column.name for column in SOURCE_ROW)}
# Columns that cleaning makes from several; their log has an entry for every row.
MADE = {"drug_exposure": ["daily_dose_mg"]}
# The log never shows a birth date: that nothing stands there does not mean that nothing is left.
HIDDEN = "birth_date"
# Dates without which a row cannot stay.
NEEDED_DATES = (
    "visit_start_date",
    "measurement_date",
    "drug_exposure_start_date",
    "condition_start_date",
    "procedure_date",
    "observation_date",
)


@dataclass(frozen=True)
class Part:
    """One canonical table: its declaration, its extracted rows and what cleaning made of them."""

    table: Table
    extracted: pd.DataFrame
    cleaned: Cleaned


def readings_of(part: Part, restrictions: frozenset[str] = RESTRICTIONS) -> pd.DataFrame:
    """Return the READINGS rows of one table; the fates of a column add up to its rows.

    restrictions: reasons that are no loss of reading.
    """
    if part.extracted.empty:
        return shape(pd.DataFrame(), READINGS)
    log = by_column(part.cleaned.log)
    aside = by_column(part.cleaned.quarantine)
    side = side_of(part.extracted, part.table)
    found = [_of_column(name, part, side, log, aside) for name in read_columns(part)]
    found += [_of_log(name, log) for name in MADE.get(part.table.name, []) if log["column"].eq(name).any()]
    found += [_of_list(part.cleaned.table)] if part.table.name == "condition_occurrence" else []
    rows = pd.concat(found) if found else pd.DataFrame(columns=READINGS.column_names)
    rows = rows.assign(table=part.table.name)
    return shape(rows.assign(lost=_lost(rows, restrictions)), READINGS)


def read_columns(part: Part) -> list[str]:
    """Return the columns of a table that hold anything and that cleaning reads (ids are matched, not read)."""
    own = {f"{part.table.name}_id", *NOT_READ}
    names = [name for name in part.table.column_names if name not in own and name in part.extracted]
    return [name for name in names if part.extracted[name].notna().any()]


def by_column(cells: pd.DataFrame) -> pd.DataFrame:
    """Cells of columns that stand side by side (`value [WorstPain]`) belong to their canonical column."""
    names = (
        cells["column"].astype("string").str.extract(r"^(?P<column>.*?)(?: \[(?P<side>.*)\])?$", expand=True)
    )
    return cells.assign(column=names["column"], side=names["side"].fillna(""))


def _of_column(
    name: str, part: Part, side: pd.Series, log: pd.DataFrame, aside: pd.DataFrame
) -> pd.DataFrame:
    frame = part.extracted
    filled = ~blank(frame[name])
    totals = pd.DataFrame({"rows": frame.groupby("source_file").size()})
    totals["filled"] = filled.groupby(frame["source_file"]).sum().astype("int64")
    here = aside[aside["column"].eq(name)]
    entered = here["raw_value"].notna()
    elsewhere = aside[aside["column"].ne(name)]
    changed = log[log["column"].eq(name)]
    other = _filled_and_elsewhere(frame.assign(side=side)[filled], elsewhere)
    counted = pd.concat(
        [
            _counts(here[entered], "set_aside", here.loc[entered, "reason"]),
            _counts(changed, _fate_of_change(changed), changed["rule"]),
            _counts(other, "with_row", BY_OTHER_COLUMN),
        ]
    )
    spoken_for = counted.groupby("source_file")["values"].sum().reindex(totals.index, fill_value=0)
    plain = (totals["filled"] - spoken_for).clip(lower=0)
    empty = totals["rows"] - totals["filled"]
    rest = pd.concat([_row_each(plain, "read", AS_WRITTEN), _row_each(empty, "blank", "nothing entered")])
    rows = pd.concat([counted, rest]).assign(column=name)
    return rows.merge(totals.reset_index(), on="source_file")


def _of_log(name: str, log: pd.DataFrame) -> pd.DataFrame:
    made = log[log["column"].eq(name)]
    counted = _counts(made, _fate_of_change(made), made["rule"]).assign(column=name)
    total = counted.groupby("source_file")["values"].transform("sum")
    return counted.assign(rows=total, filled=total)


def _of_list(diagnoses: pd.DataFrame) -> pd.DataFrame:
    """Return how many of the clean diagnoses the list of painful conditions holds."""
    fate = diagnoses["pain_group"].notna().map({True: "read", False: "not_listed"})
    rule = fate.map({"read": match_codes.__name__, "not_listed": NOT_LISTED})
    counted = _counts(diagnoses, fate, rule).assign(column="pain_group")
    total = counted.groupby("source_file")["values"].transform("sum")
    return counted.assign(rows=total, filled=total)


def _fate_of_change(changed: pd.DataFrame) -> pd.Series:
    kept = (
        changed["new_value"].notna() | changed["column"].eq(HIDDEN) | changed["rule"].isin(READ_AND_EMPTIED)
    )
    kept &= ~changed["rule"].isin(UNREAD_RULES)
    kept &= ~(
        changed["column"].eq(HIDDEN) & changed["rule"].isin(["older_than_anyone", "age_cannot_be_checked"])
    )
    fate = pd.Series("emptied", index=changed.index).mask(kept.fillna(False).astype(bool), "read")
    return fate.mask(changed["rule"].eq(NOT_LISTED), "not_listed")


def _filled_and_elsewhere(filled: pd.DataFrame, elsewhere: pd.DataFrame) -> pd.DataFrame:
    """Return the filled cells whose row was set aside because of another column."""
    keys = ["source_file", "source_row", "side"]
    return filled[keys].merge(elsewhere[keys].drop_duplicates(), on=keys)


def side_of(frame: pd.DataFrame, table: Table) -> pd.Series:
    """Return which of several values in one row of the export each row holds, blank where it holds one."""
    return which_value(frame, table).astype("string").str.extract(r"^ \[(.*)\]$", expand=False).fillna("")


def _counts(cells: pd.DataFrame, fate: pd.Series | str, rule: pd.Series | str) -> pd.DataFrame:
    named = pd.DataFrame({"source_file": cells["source_file"], "fate": fate, "rule": rule}, index=cells.index)
    named = named.astype("string")
    return named.groupby(["source_file", "fate", "rule"]).size().rename("values").reset_index()


def _row_each(counts: pd.Series, fate: str, rule: str) -> pd.DataFrame:
    rows = counts[counts > 0].rename("values").rename_axis("source_file").reset_index()
    return rows.assign(fate=fate, rule=rule)


def _lost(rows: pd.DataFrame, restrictions: frozenset[str]) -> pd.Series:
    """A cell is lost when it was entered and not read; a date also when it is blank: its row cannot stay."""
    unread = rows["fate"].isin(["emptied", "set_aside"]) & ~rows["rule"].isin(restrictions)
    undated = rows["fate"].eq("blank") & rows["column"].isin(NEEDED_DATES)
    return (unread | undated).astype(bool)
