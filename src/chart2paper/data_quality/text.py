"""The report on an export as plain text: counts, and texts that many people share; never one person's."""

from collections.abc import Iterator

import pandas as pd

from chart2paper.data_quality.exposed import ORDER, Exposed
from chart2paper.data_quality.left import Left

# Texts that are shown of one column.
MOST_TEXTS = 15


def unread_lines(unread: pd.DataFrame) -> Iterator[str]:
    """Yield what was not understood (UNREAD rows, sorted), column by column."""
    if unread.empty:
        yield "    nothing"
    for (table, column), rows in unread.groupby(["table", "column"], sort=False):
        yield f"    {column} ({table}): {_counts(rows, 'text')}"
        common, rare = rows[rows["text"].notna()], rows[rows["text"].isna()]
        near, far = rare[rare["nearest"].notna()], rare[rare["nearest"].isna()]
        for place in range(min(len(common), MOST_TEXTS)):
            row = common.iloc[[place]]
            people = f"{int(row['people'].sum()):,} people"
            yield f'        "{row["text"].item()}": {_count(row["rows"].sum(), "row")} of {people}{_near(row)}'
        for place in range(min(len(near), MOST_TEXTS)):
            yield f"        {_counts(near.iloc[[place]], 'rarer text')}{_near(near.iloc[[place]])}"
        rest = pd.concat([common.iloc[MOST_TEXTS:], near.iloc[MOST_TEXTS:], far])
        if len(rest):
            yield f"        and {_counts(rest, 'rarer text')}"


def _near(row: pd.DataFrame) -> str:
    return f'; nearest: "{row["nearest"].item()}"' if row["nearest"].notna().all() else ""


def _counts(rows: pd.DataFrame, noun: str) -> str:
    return f"{_count(rows['texts'].sum(), noun)} in {_count(rows['rows'].sum(), 'row')}"


def column_lines(
    readings: pd.DataFrame, names: dict[str, str], formats: dict[str, dict[str, int]]
) -> Iterator[str]:
    """Yield what became of each column of one file and table.

    readings: READINGS rows of that file and table. names: the export's column of each canonical one. formats: per
    column of dates how many are written in which format.
    """
    for column, rows in readings.groupby("column", sort=False):
        name = str(column)
        source = f"{names[name]} -> {name}" if name in names else name
        cells, filled = int(rows["rows"].iloc[0]), int(rows["filled"].iloc[0])
        judged, read = judged_and_read(rows)
        yield f"    {source}: {filled:,} of {cells:,} filled; read: {_percent(read, judged)}"
        if name in formats:
            told = "; ".join(f"{fit} {count:,}" for fit, count in formats[name].items() if count)
            yield f"        written as {told}"
        for fate, said in (
            ("read", "by"),
            ("not_listed", "kept without a meaning:"),
            ("emptied", "left empty:"),
            ("set_aside", "rows set aside:"),
        ):
            of = rows[rows["fate"].eq(fate)].sort_values(["values", "rule"], ascending=[False, True])
            if len(of):
                told = "; ".join(
                    f"{row.rule} {row.values:,}" for row in of[["rule", "values"]].itertuples(index=False)
                )
                yield f"        {said} {told}"


def judged_and_read(rows: pd.DataFrame) -> tuple[int, int]:
    """Return how many filled cells of a column cleaning looked at, and how many of them it read.

    A cell that was read and keeps its row out (a cancelled order) counts as read.
    """
    looked_at = rows[~rows["fate"].isin(["with_row", "blank"])]
    unread = looked_at["lost"].astype(bool) | looked_at["fate"].eq("not_listed")
    return int(looked_at["values"].sum()), int(looked_at.loc[~unread, "values"].sum())


def exposed_lines(exposed: Exposed, drug: str) -> Iterator[str]:
    """Yield how many people have the exposure, and what stands in the way of others whose orders name it."""
    yield f"    {exposed.exposed:,} people have {drug}"
    for why in ORDER[1:]:
        if exposed.people[why]:
            yield f"    {exposed.people[why]:,} more have an order that names it: {why}"


def left_lines(name: str, left: Left) -> Iterator[str]:
    """Yield how many people are left after each step of an analysis."""
    roles = left.roles
    yield f"    {name}: {roles.get('exposed', 0):,} exposed and {roles.get('comparator', 0):,} comparators are left"
    for row in left.attrition.itertuples(index=False):
        removed = f"; removed {row.exposed:,} ever exposed and {row.comparator:,} others" if row.step else ""
        yield f"        {row.remaining:>9,}  {row.reason}{removed}"


def _count(number: float, noun: str) -> str:
    return f"{int(number):,} {noun}{'' if number == 1 else 's'}"


def _percent(part: int, of: int) -> str:
    """Return a share in percent; only all of them are 100 %."""
    if not of:
        return "-"
    return "100 %" if part == of else f"{min(99.9, 100 * part / of):.1f} %"
