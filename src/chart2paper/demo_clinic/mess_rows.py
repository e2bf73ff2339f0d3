"""Mess of whole rows: people with two record numbers, rows that come twice."""

import numpy as np
import pandas as pd

from chart2paper.demo_clinic.mess import MessKind, Tables, shows
from chart2paper.statistics.random_streams import Draws

ID_COLUMNS = {"visits": "VisitID", "pain_scores": "EntryID", "medications": "OrderID", "diagnoses": "DxID"}
NAMES = ["LastName", "FirstName", "DOB", "Sex"]


def register_twice(tables: Tables, seed: int) -> Tables:
    """Give about 1 % of the people a second record number, which the later half of their visits carries."""
    patients, visits = tables["patients"], tables["visits"]
    chosen = Draws(seed, len(patients)).chance("mess/second record number", 0.01)
    old = patients.loc[chosen, "MRN"]
    new = pd.Series(np.char.mod("MRN%07d", 9_000_001 + np.arange(len(old))).astype(object), index=old.index)
    second = dict(zip(old, new, strict=True))
    later = visits.groupby("MRN").cumcount() >= visits.groupby("MRN")["MRN"].transform("size") / 2
    moved = set(visits.loc[later & visits["MRN"].isin(old), "VisitID"])
    result = dict(tables)
    for name, table in tables.items():
        if name != "patients":
            under_second = table["VisitID"].isin(moved)
            result[name] = table.assign(MRN=table["MRN"].where(~under_second, table["MRN"].map(second)))
    again = patients.loc[chosen].assign(MRN=new, Phone="555-0100")
    result["patients"] = pd.concat([patients, again], ignore_index=True)
    return result


def repeat_rows(tables: Tables, seed: int) -> Tables:
    """Let about 0.4 % of the rows of every file come twice, in every column alike."""
    return {name: _with_repeats(table, seed, name) for name, table in tables.items()}


def _with_repeats(table: pd.DataFrame, seed: int, name: str) -> pd.DataFrame:
    chosen = Draws(seed, len(table)).chance(f"mess/repeated row/{name}", 0.004)
    return pd.concat([table, table[chosen]]).sort_index(kind="stable").reset_index(drop=True)


def enter_twice(tables: Tables, seed: int) -> Tables:
    """Let about 0.3 % of the entries come twice under another entry id."""
    result = dict(tables)
    for name, column in ID_COLUMNS.items():
        table = tables[name]
        chosen = Draws(seed, len(table)).chance(f"mess/entered twice/{name}", 0.003)
        again = table[chosen]
        again = again.assign(**{column: again[column].str[0] + "9" + again[column].str[2:]})
        result[name] = pd.concat([table, again]).sort_index(kind="stable").reset_index(drop=True)
    return result


def _repeated(tables: Tables) -> "pd.Series[bool]":
    return tables["visits"].duplicated(keep="first")


def _accented(tables: Tables) -> "pd.Series[bool]":
    return ~tables["visits"]["Provider"].map(str.isascii).astype(bool)


def _entered_twice(tables: Tables) -> "pd.Series[bool]":
    table = tables["pain_scores"]
    return table["EntryID"].str.startswith("S9") & table.drop(columns="EntryID").duplicated(keep=False)


def _registered_twice(tables: Tables) -> "pd.Series[bool]":
    patients = tables["patients"]
    return patients.duplicated(NAMES, keep="first") & ~patients["MRN"].duplicated(keep="first")


PEOPLE_MESS = (
    MessKind(
        "two record numbers",
        "patients",
        "MRN",
        "one person (same name, birth date and sex) under two record numbers",
        _registered_twice,
        register_twice,
    ),
)
ROW_MESS = (
    MessKind(
        "entered twice",
        "pain_scores",
        "EntryID",
        "the same entry under two ids; also in visits, orders and diagnoses",
        _entered_twice,
        enter_twice,
    ),
    MessKind(
        "repeated row",
        "visits",
        "VisitID",
        "a row that comes twice, in every file",
        _repeated,
        repeat_rows,
    ),
    MessKind(
        "comma in a cell", "patients", "Address", "a quoted comma", shows("patients", "Address", ".*,.*")
    ),
    MessKind(
        "new line in a cell",
        "visits",
        "Note",
        "a quoted line break",
        lambda t: t["visits"]["Note"].str.contains("\n"),
    ),
    MessKind(
        "quotation marks in a cell",
        "visits",
        "Note",
        "doubled quotation marks",
        shows("visits", "Note", '.*".*'),
    ),
    MessKind(
        "accents",
        "visits",
        "Provider",
        "letters beyond ASCII, in Latin-1",
        _accented,
    ),
)
