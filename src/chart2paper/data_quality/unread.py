"""The texts that were not understood, the most frequent first; a text of few people is never shown."""

from collections.abc import Callable, Mapping

import pandas as pd

from chart2paper.clean.drug_reading import NOT_LISTED
from chart2paper.data_quality.fates import HIDDEN, UNREAD_RULES, Part, by_column
from chart2paper.data_quality.restrictions import CONTRADICTIONS, RESTRICTIONS
from chart2paper.tables.data_quality import FEWEST_PEOPLE, UNREAD
from chart2paper.tables.read_write import shape

# Per column: what is nearest to each of some texts that were not understood ("" where nothing is near).
Nearest = Mapping[str, Callable[[pd.Series], list[str]]]


def unread_texts(part: Part, near: Nearest, restrictions: frozenset[str] = RESTRICTIONS) -> pd.DataFrame:
    """Return the UNREAD rows of one table.

    near: finds the nearest listed name or word. Texts are compared in lower case, with single spaces.
    """
    cells = _unread_cells(part, restrictions)
    if cells.empty:
        return shape(pd.DataFrame(), UNREAD)
    cells = cells.assign(text=_tidy(cells["raw_value"]), table=part.table.name)
    cells = cells[cells["text"].ne("").fillna(False)]
    counted = cells.groupby(["table", "column", "text"]).agg(
        rows=("text", "size"), people=("person_id", "nunique")
    )
    counted = counted.reset_index().assign(nearest="")
    for column, rows in counted.groupby("column"):
        if str(column) in near:
            counted.loc[rows.index, "nearest"] = near[str(column)](rows["text"])
    counted["shown"] = counted["text"].where(counted["people"] >= FEWEST_PEOPLE, "")
    cells = cells.merge(counted.drop(columns=["rows", "people"]), on=["table", "column", "text"])
    found = cells.groupby(["table", "column", "shown", "nearest"]).agg(
        texts=("text", "nunique"), rows=("text", "size"), people=("person_id", "nunique")
    )
    found = found.reset_index().rename(columns={"shown": "text"})
    words = {name: found[name].mask(found[name].eq("")) for name in ("text", "nearest")}
    return shape(found.assign(**words), UNREAD)


def by_frequency(unread: pd.DataFrame) -> pd.DataFrame:
    """Return UNREAD rows by column, the most frequent first, rarer texts last (those near a listed name first)."""
    rows = unread.assign(
        far=unread["nearest"].isna() & unread["text"].isna(),
        rare=unread["text"].isna(),
        all=unread.groupby(["table", "column"])["rows"].transform("sum"),
    )
    order = ["all", "table", "column", "rare", "far", "rows", "text", "nearest"]
    return rows.sort_values(
        order, ascending=[False, True, True, True, True, False, True, True], ignore_index=True
    )[UNREAD.column_names]


def _unread_cells(part: Part, restrictions: frozenset[str]) -> pd.DataFrame:
    columns = ["column", "person_id", "raw_value"]
    log, aside = by_column(part.cleaned.log), by_column(part.cleaned.quarantine)
    log = log[log["rule"].isin([*UNREAD_RULES, NOT_LISTED])]
    log = _with_births(log, part.extracted)
    aside = aside[~aside["reason"].isin(restrictions | CONTRADICTIONS)]
    cells = pd.concat([log[columns], aside[columns], _codes_on_no_list(part)])
    return cells[cells["raw_value"].notna()]


def _codes_on_no_list(part: Part) -> pd.DataFrame:
    """Diagnoses that were read, and that the list of painful conditions does not hold."""
    if part.table.name != "condition_occurrence":
        return pd.DataFrame()
    diagnoses = part.cleaned.table
    others = diagnoses.loc[diagnoses["pain_group"].isna(), ["person_id", "condition_code"]]
    return others.rename(columns={"condition_code": "raw_value"}).assign(column="pain_group")


def _with_births(log: pd.DataFrame, extracted: pd.DataFrame) -> pd.DataFrame:
    """The log holds no birth date; those of many people (a placeholder, a wrong format) are no one's own."""
    births = log["column"].eq(HIDDEN)
    if not births.any():
        return log
    keys = ["source_file", "source_row"]
    found = log[births].drop(columns="raw_value").merge(extracted[[*keys, HIDDEN]], on=keys, how="left")
    return pd.concat([log[~births], found.rename(columns={HIDDEN: "raw_value"})])


def _tidy(texts: pd.Series) -> pd.Series:
    return texts.astype("string").str.strip().str.casefold().str.replace(r"\s+", " ", regex=True)
