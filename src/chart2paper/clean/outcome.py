"""What cleaning one table leaves: the clean rows, what was changed, what was set aside, and the count."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from chart2paper.clean.rules import NOT_UNDERSTOOD
from chart2paper.dictionary import CLEANING_LOG, QUARANTINE, ROW_LEDGER
from chart2paper.problems import Problem, Problems
from chart2paper.tables import Table, shape, write_table


@dataclass(frozen=True)
class Refusal:
    """Why rows are set aside because of one column: a reason per row, missing where there is none."""

    column: str
    reason: pd.Series
    withhold: bool = False  # the text itself must not be shown


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
    table = frame.assign(**values)
    reasons, columns, raws = first_reasons(frame, refusals)
    kept = reasons.isna()
    label = _side_by_side(frame, source)
    quarantine = pd.DataFrame(
        {
            "stage": "clean",
            "table": source.name,
            "source_file": frame["source_file"],
            "source_row": frame["source_row"],
            "person_id": frame["person_id"],
            "column": columns + label,
            "raw_value": raws,
            "reason": reasons,
        }
    )[~kept]
    return Cleaned(
        table=shape(table[kept], target),
        log=shape(_log(frame, source, changes, kept, label), CLEANING_LOG),
        quarantine=shape(quarantine, QUARANTINE),
        ledger=_ledger(frame, source, kept),
    )


def first_reasons(frame: pd.DataFrame, refusals: Sequence[Refusal]) -> tuple[pd.Series, pd.Series, pd.Series]:
    """Return for each row the first reason to set it aside, its column and the text in that column."""
    reasons = pd.Series(pd.NA, index=frame.index, dtype="string")
    columns, raws = reasons.copy(), reasons.copy()
    for refusal in refusals:
        new = reasons.isna() & refusal.reason.notna()
        if not new.any():
            continue
        reasons = reasons.mask(new, refusal.reason)
        columns = columns.mask(new, refusal.column)
        if not refusal.withhold:
            raws = raws.mask(new, frame[refusal.column].astype("string"))
    return reasons, columns, raws


def _side_by_side(frame: pd.DataFrame, source: Table) -> pd.Series:
    """Name the export column where one row holds several values, so that each can be told apart."""
    name = f"{source.name}_source_value"
    if name not in source.key:
        return pd.Series("", index=frame.index, dtype="string")
    return " [" + frame[name].astype("string").fillna("") + "]"


def _log(
    frame: pd.DataFrame, source: Table, changes: Sequence[Change], kept: pd.Series, label: pd.Series
) -> pd.DataFrame:
    parts = [pd.DataFrame(columns=CLEANING_LOG.column_names)]
    for change in changes:
        rows = kept & change.rule.notna()
        if not rows.any():
            continue
        raw = frame[change.column] if change.raw is None else change.raw
        parts.append(
            pd.DataFrame(
                {
                    "table": source.name,
                    "source_file": frame.loc[rows, "source_file"],
                    "source_row": frame.loc[rows, "source_row"],
                    "column": (change.column + label[rows]),
                    "raw_value": raw[rows].astype("string"),
                    "rule": change.rule[rows].astype("string"),
                    "new_value": change.new[rows].astype("string"),
                }
            )
        )
    return pd.concat(parts[1:], ignore_index=True) if len(parts) > 1 else parts[0]


def _ledger(frame: pd.DataFrame, source: Table, kept: pd.Series) -> pd.DataFrame:
    by_file = kept.groupby(frame["source_file"], sort=True)
    counts = pd.DataFrame({"rows_read": by_file.size(), "rows_kept": by_file.sum()}).reset_index()
    counts["rows_quarantined"] = counts["rows_read"] - counts["rows_kept"]
    return shape(counts.assign(stage="clean", table=source.name), ROW_LEDGER)


def change_of(column: str, reading: pd.DataFrame, new: pd.Series) -> Change:
    """Log a required column: what its rules changed."""
    return Change(column, reading["rule"].where(reading["changed"]), new)


def optional_change(column: str, raw: pd.Series, reading: pd.DataFrame, new: pd.Series) -> Change:
    """Log an optional column: what its rules changed, and texts not understood, whose row is kept."""
    entered = raw.astype("string").fillna("").str.strip().ne("").astype(bool)
    lost = entered & reading["reason"].notna()
    rule = reading["rule"].where(reading["changed"]).mask(lost, NOT_UNDERSTOOD)
    return Change(column, rule, new.mask(lost))


def where(flags: pd.Series, reason: str) -> pd.Series:
    """Return `reason` where `flags` is True, missing elsewhere."""
    return pd.Series(pd.NA, index=flags.index, dtype="string").mask(flags.astype(bool), reason)


def repeated(frame: pd.DataFrame, columns: list[str], fit: pd.Series) -> pd.Series:
    """True for rows equal in `columns` to an earlier row in source order; only rows that `fit` count."""
    order = [name for name in ("source_file", "source_row", "measurement_source_value") if name in frame]
    sorted_rows = frame[fit].sort_values(order, kind="stable")
    return sorted_rows.duplicated(columns).reindex(frame.index, fill_value=False)


def require_some(read: pd.Series, entered: pd.Series, column: str, what: str, todo: str) -> None:
    """Raise `Problems` when texts were entered in a column and not one of them was understood."""
    if entered.any() and not (read & entered).any():
        raise Problems([Problem("clean", what, todo, column=column)])


def write_cleaned(cleaned: Cleaned, target: Table, outputs: Any) -> None:
    """Write the four parts to `outputs.table`, `.log`, `.quarantine` and `.ledger`, checked."""
    write_table(cleaned.table, target, outputs.table)
    write_table(cleaned.log, CLEANING_LOG, outputs.log)
    write_table(cleaned.quarantine, QUARANTINE, outputs.quarantine)
    write_table(cleaned.ledger, ROW_LEDGER, outputs.ledger)
