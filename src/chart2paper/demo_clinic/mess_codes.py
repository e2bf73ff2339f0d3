"""Mess in diagnosis codes and other coded words."""

from functools import partial

import numpy as np
import pandas as pd

from chart2paper.demo_clinic.conditions import CONDITIONS
from chart2paper.demo_clinic.mess import Change, MessKind, Tables, Variants, one_of, rewrite, shows

TO_ICD9 = {icd10: icd9 for condition in CONDITIONS for icd9, icd10 in condition.codes}


def _without_dot(old: pd.Series, which: np.ndarray) -> pd.Series:
    return old.str.replace(".", "", regex=False)


def _without_leading_zero(old: pd.Series, which: np.ndarray) -> pd.Series:
    return old.str.removeprefix("0")


def _lower_case(old: pd.Series, which: np.ndarray) -> pd.Series:
    return old.str.lower()


def _old_code(old: pd.Series, which: np.ndarray) -> pd.Series:
    return old.map(TO_ICD9)


def _codes(tables: Tables, seed: int, name: str, share: float, change: Change) -> Tables:
    return rewrite(tables, "diagnoses", ("Code",), seed, name, share, change)


def _is_old_code_in_a_later_year(tables: Tables) -> "pd.Series[bool]":
    rows = tables["diagnoses"]
    return rows["Code"].str.fullmatch(r"\d.*") & rows["DxDate"].str.contains(r"20(?:1[6-9]|20)")


def _words(tables: Tables, seed: int, file: str, column: str, share: float, variants: Variants) -> Tables:
    return rewrite(tables, file, (column,), seed, f"words of {column}", share, one_of(variants))


STATUS_WORDS = {
    "Completed": ("completed",),
    "No Show": ("NO SHOW",),
    "Cancelled": ("Canceled",),
}
SEX_WORDS = {"F": ("Female", "f", "Female", "U"), "M": ("Male", "Male", "Male", "U")}

CODE_MESS = (
    MessKind(
        "ICD-9-CM code",
        "diagnoses",
        "Code",
        "ICD-9-CM was used until 30 September 2015",
        shows("diagnoses", "Code", r"\d{3}.*"),
    ),
    MessKind(
        "ICD-10-CM code",
        "diagnoses",
        "Code",
        "ICD-10-CM was used from 1 October 2015",
        shows("diagnoses", "Code", r"[A-Z]\d.*"),
    ),
    MessKind(
        "old code after the change",
        "diagnoses",
        "Code",
        "an ICD-9-CM code typed in a year in which ICD-10-CM was in use",
        _is_old_code_in_a_later_year,
        partial(_codes, name="old code", share=0.001, change=_old_code),
    ),
    MessKind(
        "code without dot",
        "diagnoses",
        "Code",
        "the dot is missing",
        shows("diagnoses", "Code", r"[A-Za-z]?\d{4,}"),
        partial(_codes, name="dot", share=0.12, change=_without_dot),
    ),
    MessKind(
        "leading zero lost",
        "diagnoses",
        "Code",
        "a spreadsheet took the code for a number and dropped its leading zero",
        shows("diagnoses", "Code", r"(53|70)\.\d\d|(53|70)\d\d"),
        partial(_codes, name="leading zero", share=0.4, change=_without_leading_zero),
    ),
    MessKind(
        "code in lower case",
        "diagnoses",
        "Code",
        "letters in lower case",
        shows("diagnoses", "Code", r"[a-z]\d.*"),
        partial(_codes, name="lower case", share=0.02, change=_lower_case),
    ),
    MessKind(
        "status in other spelling",
        "visits",
        "Status",
        "`completed`, `NO SHOW`, `Canceled` beside the usual words",
        shows("visits", "Status", "completed|NO SHOW|Canceled"),
        partial(_words, file="visits", column="Status", share=0.06, variants=STATUS_WORDS),
    ),
    MessKind(
        "no-show",
        "visits",
        "Status",
        "an appointment nobody came to",
        shows("visits", "Status", "(?i)no show"),
    ),
    MessKind(
        "cancelled visit",
        "visits",
        "Status",
        "a cancelled appointment",
        shows("visits", "Status", "(?i)cancell?ed"),
    ),
    MessKind(
        "sex in other spelling",
        "patients",
        "Sex",
        "`Female`, `Male`, `f` and `U` (unknown) beside `F` and `M`",
        shows("patients", "Sex", "Female|Male|f|U"),
        partial(_words, file="patients", column="Sex", share=0.06, variants=SEX_WORDS),
    ),
)
