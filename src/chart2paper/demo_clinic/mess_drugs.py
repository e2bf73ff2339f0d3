"""Mess in medication orders."""

import numpy as np
import pandas as pd

from chart2paper.demo_clinic.mess import MessKind, Tables, rewrite, shows

FILE = "medications"


def _upper_case(old: pd.Series, which: np.ndarray) -> pd.Series:
    return old.str.upper()


def _two_spaces(old: pd.Series, which: np.ndarray) -> pd.Series:
    return old.str.replace(" ", "  ", n=1, regex=False)


def _shout(tables: Tables, seed: int) -> Tables:
    return rewrite(tables, FILE, ("DrugLine",), seed, "upper case", 0.04, _upper_case)


def _space_out(tables: Tables, seed: int) -> Tables:
    return rewrite(tables, FILE, ("DrugLine",), seed, "two spaces", 0.02, _two_spaces)


def _lose_supply(tables: Tables, seed: int) -> Tables:
    return rewrite(
        tables, FILE, ("DaysSupply",), seed, "supply", 0.02, lambda old, which: pd.Series("", index=old.index)
    )


def _not_ldn(name: str, pattern: str, what: str) -> MessKind:
    return MessKind(name, FILE, "DrugLine", what, shows(FILE, "DrugLine", f"(?i){pattern}"))


def _cancelled_ldn(tables: Tables) -> "pd.Series[bool]":
    rows = tables[FILE]
    return rows["Status"].eq("Cancelled") & rows["DrugLine"].str.contains("(?i)ldn|naltrexone")


DRUG_MESS = (
    _not_ldn(
        "free-text LDN line",
        r"ldn.*|(?:low.dose )?naltrexone.*(?:[134](?:\.5)? ?mg).*",
        "LDN in many spellings",
    ),
    _not_ldn("titration", r".*titrate.*", "one line orders rising doses"),
    MessKind("refills", FILE, "Refills", "an order covers its refills too", shows(FILE, "Refills", "[1-9]")),
    MessKind("stop date", FILE, "StopDate", "an order was stopped", shows(FILE, "StopDate", ".+")),
    MessKind("stop reason", FILE, "StopReason", "why an order was stopped", shows(FILE, "StopReason", ".+")),
    MessKind(
        "cancelled LDN order",
        FILE,
        "Status",
        "LDN was ordered and cancelled: it was never taken",
        _cancelled_ldn,
    ),
    _not_ldn("full-dose naltrexone", r"naltrexone hcl\s+50 mg tab", "50 mg naltrexone is not LDN"),
    _not_ldn("naltrexone injection", r"vivitrol\s.*", "the 380 mg injection is not LDN"),
    _not_ldn("bupropion-naltrexone", r"contrave\s.*|bupropion-naltrexone", "a combination is not LDN"),
    _not_ldn("morphine-naltrexone", r"embeda\s.*", "a combination is not LDN"),
    _not_ldn("methylnaltrexone", r"methylnaltrexone\s.*", "another drug with a similar name"),
    MessKind(
        "drug line in capitals",
        FILE,
        "DrugLine",
        "the line is written in capitals",
        shows(FILE, "DrugLine", r"[^a-z]+"),
        _shout,
    ),
    MessKind(
        "two spaces in a drug line",
        FILE,
        "DrugLine",
        "a doubled space",
        shows(FILE, "DrugLine", ".*  .*"),
        _space_out,
    ),
    MessKind(
        "days of supply missing",
        FILE,
        "DaysSupply",
        "nothing entered",
        shows(FILE, "DaysSupply", ""),
        _lose_supply,
    ),
)
