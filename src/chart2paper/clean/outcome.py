"""What cleaning one table leaves: the clean rows, what was changed, what was set aside, and the count."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from chart2paper.problems import Problem, Problems
from chart2paper.reading.rules import NOT_UNDERSTOOD
from chart2paper.tables.clean import CLEANING_LOG
from chart2paper.tables.contract import Table
from chart2paper.tables.extract import QUARANTINE, ROW_LEDGER
from chart2paper.tables.read_write import check, shape, write_parquet

# The longest order the demo logs has 109 characters. What is longer is a note rather than a value: the rest of
# it stays in the export, where file, row and column lead.
LONGEST_TEXT = 120
CUT = " [cut: the rest is in the export]"


@dataclass(frozen=True)
class Refusal:
    """Why rows are set aside because of one column: a reason per row, missing where there is none."""

    column: str
    reason: pd.Series


@dataclass(frozen=True)
class Change:
    """What cleaning did to one column: a rule per row (missing where nothing changed) and the new text.

    `raw` is the text it was made from, where that is not the extract column of the same name.
    """

    column: str
    rule: pd.Series
    new: pd.Series
    raw: pd.Series | None = None


@dataclass(frozen=True)
class Cleaned:
    """The clean table, the cleaning log, the quarantine and the row ledger of one table."""

    table: pd.DataFrame
    log: pd.DataFrame
    quarantine: pd.DataFrame
    ledger: pd.DataFrame


def settle(
    frame: pd.DataFrame,
    source: Table,
    target: Table,
    values: dict[str, pd.Series],
    refusals: Sequence[Refusal],
    changes: Sequence[Change],
) -> Cleaned:
    """Split the rows of the extract table `frame` into kept and set aside, and account for each.

    `values` are the clean columns, aligned with `frame`; other columns of `target` are taken over
    as they are. The first refusal that has a reason for a row decides. Changes are logged for rows
    that are kept (a row set aside shows its text in the quarantine).
    """
    which = which_value(frame, source)
    quarantine, kept = _set_aside(frame, source, which, refusals)
    return Cleaned(
        table=shape(frame.assign(**values)[kept], target),
        log=shape(_log(frame[kept], source, which, changes), CLEANING_LOG),
        quarantine=quarantine,
        ledger=_ledger(frame, source, kept),
    )


def _set_aside(
    frame: pd.DataFrame, source: Table, which: pd.Series, refusals: Sequence[Refusal]
) -> tuple[pd.DataFrame, pd.Series]:
    """Return the quarantine and, for each row of `frame`, whether it is kept."""
    kept = pd.Series(True, index=frame.index)
    parts = [pd.DataFrame()]
    for refusal in refusals:
        new = kept & refusal.reason.notna()
        kept &= ~new
        rows = frame[new]
        part = rows[["source_file", "source_row", "person_id"]].assign(
            stage="clean",
            column=refusal.column + which[new],
            reason=refusal.reason[new].astype("string"),
        )
        parts.append(part.assign(table=source.name, raw_value=shortened(rows[refusal.column])))
    return shape(pd.concat(parts), QUARANTINE), kept


def which_value(frame: pd.DataFrame, source: Table) -> pd.Series:
    """Return which value it was, in brackets, where a row of the export holds several; blank elsewhere.

    Values side by side have the name of the export's column; entries of one cell their place in it, with which
    their id ends.
    """
    side_by_side, own = f"{source.name}_source_value", f"{source.name}_id"
    if side_by_side in source.key:
        return " [" + frame[side_by_side].astype("string").fillna("") + "]"
    which = pd.Series("", index=frame.index, dtype="string")
    several = frame.duplicated(["source_file", "source_row"], keep=False)
    if several.any() and own in frame:
        which[several] = (
            " [" + frame.loc[several, own].astype("string").str.extract(r":(\d+)$", expand=False) + "]"
        )
    return which.fillna("")


def _log(kept: pd.DataFrame, source: Table, which: pd.Series, changes: Sequence[Change]) -> pd.DataFrame:
    parts = [pd.DataFrame()]
    for change in changes:
        rule = change.rule[kept.index].dropna()
        rows = kept.loc[rule.index]
        raw = rows[change.column] if change.raw is None else change.raw[rule.index]
        part = rows[["source_file", "source_row", "person_id"]].assign(
            table=source.name, column=change.column + which[rule.index], raw_value=shortened(raw)
        )
        parts.append(
            part.assign(rule=rule.astype("string"), new_value=change.new[rule.index].astype("string"))
        )
    return pd.concat(parts)


def _ledger(frame: pd.DataFrame, source: Table, kept: pd.Series) -> pd.DataFrame:
    by_file = kept.groupby(frame["source_file"], sort=True)
    counts = pd.DataFrame({"rows_read": by_file.size(), "rows_kept": by_file.sum()}).reset_index()
    counts["rows_quarantined"] = counts["rows_read"] - counts["rows_kept"]
    return shape(counts.assign(stage="clean", table=source.name), ROW_LEDGER)


def shortened(texts: pd.Series) -> pd.Series:
    """Return texts of the export as the cleaning log and the quarantine show them: long ones are cut."""
    whole = texts.astype("string")
    long = (whole.str.len() > LONGEST_TEXT).fillna(False).astype(bool)
    return whole.mask(long, whole[long].str[:LONGEST_TEXT] + CUT) if long.any() else whole


def change_of(column: str, reading: pd.DataFrame, new: pd.Series) -> Change:
    """Log a required column: what its rules changed."""
    return Change(column, reading["rule"].where(reading["changed"]), new)


def optional_change(column: str, raw: pd.Series, reading: pd.DataFrame, new: pd.Series) -> Change:
    """Log an optional column: what its rules changed, and texts not understood, whose row is kept."""
    entered = raw.astype("string").fillna("").str.strip().ne("").astype(bool)
    lost = entered & reading["reason"].notna()
    names = reading["rule"].cat.categories.union([NOT_UNDERSTOOD])
    rule = reading["rule"].cat.set_categories(names).where(reading["changed"])
    return Change(column, rule.mask(lost, NOT_UNDERSTOOD), new.mask(lost))


def where(flags: pd.Series, text: str) -> pd.Series:
    """Return `text` where `flags` is True, missing elsewhere (as a category: a byte a row)."""
    texts = pd.Series(pd.Categorical([pd.NA], categories=[text])).take([0] * len(flags)).set_axis(flags.index)
    return texts.mask(flags.astype(bool), text)


def repeated(frame: pd.DataFrame, columns: list[str], fit: pd.Series) -> pd.Series:
    """True for all but one of the rows that are equal in `columns`; only rows that `fit` count.

    The row kept is the first by day (where `frame` has one) and then by its other texts, not by its place in
    the export, so that an export in another order keeps the same row.
    """
    source = ["source_file", "source_row"]
    candidates = frame[fit & frame.duplicated(columns, keep=False)]
    texts = candidates.astype({name: "string" for name in candidates if candidates[name].dtype == "category"})
    others = sorted(str(name) for name in frame if name not in source)
    again = texts.sort_values(others + source, kind="stable").duplicated(columns)
    return again.reindex(frame.index, fill_value=False)


def require_some(read: pd.Series, entered: pd.Series, column: str, what: str, todo: str) -> None:
    """Raise `Problems` when texts were entered in a column and not one of them was understood."""
    if entered.any() and not (read & entered).any():
        raise Problems([Problem("clean", what, todo, column=column)])


def write_cleaned(
    cleaned: Cleaned, target: Table, table: str, log: str, quarantine: str, ledger: str
) -> None:
    """Check the four parts of a table and write each to its path (Parquet)."""
    parts = (
        (cleaned.table, target, table),
        (cleaned.log, CLEANING_LOG, log),
        (cleaned.quarantine, QUARANTINE, quarantine),
        (cleaned.ledger, ROW_LEDGER, ledger),
    )
    for rows, declared, path in parts:
        check(rows, declared, str(path))
    for rows, _, path in parts:
        write_parquet(rows, path)
