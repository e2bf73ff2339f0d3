"""What an earlier run left: the study ids it used, to see whether the linkage log still knows them."""

from pathlib import Path

import pandas as pd

from chart2paper.extract.start_key import record_of


def earlier_ids(results: str | Path, linkage: str) -> pd.Series:
    """Return the study ids in the extracted persons of an earlier run in the folder `results`.

    Empty where there are none, or where that run was about another clinic: the record that its rule
    extract_tables left in the folder of logs names another linkage log then.
    """
    persons = Path(results, "extract", "person.parquet")
    params = record_of(Path(results, "logs", "extract_tables.json")).get("params", {})
    if params.get("linkage") != linkage or not persons.exists():
        return pd.Series(dtype="string")
    return pd.read_parquet(persons, columns=["person_id"])["person_id"]
