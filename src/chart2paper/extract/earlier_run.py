"""What an earlier run left: the study ids it used, to see whether the linkage log still knows them."""

import json
from pathlib import Path
from typing import Any

import pandas as pd


def earlier_ids(results: str | Path, linkage: str) -> pd.Series:
    """Return the study ids in the extracted persons of an earlier run in the folder `results`.

    Empty where there are none, or where that run was about another clinic: the record that its rule
    extract_tables left in the folder of logs names another linkage log then.
    """
    persons = Path(results, "extract", "person.parquet")
    params = _record(Path(results, "logs", "extract_tables.json")).get("params", {})
    if params.get("linkage") != linkage or not persons.exists():
        return pd.Series(dtype="string")
    return pd.read_parquet(persons, columns=["person_id"])["person_id"]


def had_key(results: str | Path, linkage: str) -> bool:
    """Return whether an earlier run in the folder `results`, of the same clinic, made fingerprints with a key."""
    record = _record(Path(results, "logs", "link_persons.json"))
    keyed = any("hmac_sha256" in print_ for print_ in record.get("inputs", {}).values())
    return keyed and record["params"].get("linkage") == linkage


def _record(path: Path) -> dict[str, Any]:
    """Return the record of a job; empty where there is none, or the report of a job that failed."""
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    return json.loads(text) if text.startswith("{") else {}
