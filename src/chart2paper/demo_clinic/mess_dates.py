"""Mess in dates: three formats, impossible and blank dates, visits before birth."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from chart2paper.demo_clinic.mess import Change, Make, MessKind, Tables, rewrite, shows

DATE_COLUMNS = {
    "patients": ("DOB",),
    "visits": ("VisitDate",),
    "pain_scores": ("EntryDate",),
    "function_scores": ("EntryDate",),
    "medications": ("OrderDate", "StopDate"),
    "diagnoses": ("DxDate",),
    "procedures": ("ProcDate",),
    "adverse_effects": ("EventDate",),
}
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def _on_distinct(convert: Callable[[str], str]) -> Change:
    """Convert each distinct ISO date once; anything else stays."""

    def change(old: pd.Series, which: np.ndarray) -> pd.Series:
        texts = [text for text in old.unique() if len(text) == 10 and text[4] == "-"]
        return old.map({text: convert(text) for text in texts})

    return change


def _american(text: str) -> str:
    return f"{text[5:7]}/{text[8:]}/{text[:4]}"


def _with_month_name(text: str) -> str:
    return f"{text[8:]}-{MONTHS[int(text[5:7]) - 1]}-{text[:4]}"


def _impossible(old: pd.Series, which: np.ndarray) -> pd.Series:
    kind = np.floor(which * 3).astype("int64")
    thirtieth = "02/30/" + old.str[:4]
    next_century = "2105" + old.str[4:]
    wrong = thirtieth.where(kind == 0, next_century.where(kind == 1, "0000-00-00"))
    return wrong.where(old != "", None)


def _blank(old: pd.Series, which: np.ndarray) -> pd.Series:
    return pd.Series("", index=old.index)


def _a_century_early(old: pd.Series, which: np.ndarray) -> pd.Series:
    return "19" + old.str[2:]


def _everywhere(name: str, share: float, change: Change, but: tuple[str, ...] = ()) -> Make:
    def make(tables: Tables, seed: int) -> Tables:
        for file, columns in DATE_COLUMNS.items():
            kept = tuple(column for column in columns if column not in but)
            tables = rewrite(tables, file, kept, seed, name, share, change)
        return tables

    return make


def _visits_before_birth(tables: Tables, seed: int) -> Tables:
    return rewrite(tables, "visits", ("VisitDate",), seed, "before birth", 0.0006, _a_century_early)


DATE_MESS = (
    MessKind(
        "visit before birth",
        "visits",
        "VisitDate",
        "the century was mistyped, so that the visit lies before the person's birth",
        shows("visits", "VisitDate", r"19\d\d-.*|.*[-/]19\d\d"),
        _visits_before_birth,
    ),
    MessKind(
        "impossible date",
        "visits",
        "VisitDate",
        "30 February, year 0 or year 2105; in every date column",
        shows("visits", "VisitDate", r"02/30/.*|0000-00-00|.*2105.*"),
        _everywhere("impossible date", 0.001, _impossible),
    ),
    MessKind(
        "blank date",
        "pain_scores",
        "EntryDate",
        "no date was entered; in every date column except the date of birth",
        shows("pain_scores", "EntryDate", ""),
        _everywhere("blank date", 0.002, _blank, but=("DOB",)),
    ),
    MessKind(
        "American date",
        "visits",
        "VisitDate",
        "month/day/year; in every date column",
        shows("visits", "VisitDate", r"\d\d/\d\d/\d{4}"),
        _everywhere("American date", 0.15, _on_distinct(_american)),
    ),
    MessKind(
        "date with month name",
        "visits",
        "VisitDate",
        "day-month name-year; in every date column",
        shows("visits", "VisitDate", r"\d\d-[A-Z][a-z]{2}-\d{4}"),
        _everywhere("date with month name", 0.12, _on_distinct(_with_month_name)),
    ),
)
