"""Who is who: a study id for every record number, the same in every later export."""

from collections.abc import Sequence

import pandas as pd

from chart2paper.extract.id_forms import as_listed

COLUMNS = ["record_number", "person_id"]


def link_persons(
    person_rows: pd.DataFrame,
    same_person: list[str],
    existing: pd.DataFrame | None = None,
    ignored: Sequence[str] = (),
) -> pd.DataFrame:
    """Give every record number a study id.

    `person_rows` has `record_number` and the `same_person` columns, as text; rows without a record number
    are left out. `existing` is the linkage of earlier runs. Returns `record_number`, `person_id`, one row per
    record number: the existing rows as they were, then the new ones, sorted by record number.

    - Record numbers that agree in all `same_person` columns (outer spaces and case apart, none blank) are one
      person. A record number listed twice counts with the first of its rows in text order.
    - A person none of whose record numbers has an id gets the next free one; people are numbered in the
      order of their smallest record number: P0001, P0002, ...
    - A new record number of a person who has an id gets that id. If earlier runs gave two ids to what now
      turns out to be one person, it gets the smaller one; both earlier ids stay as they are, because what
      was published under an id must stay findable. The person then counts as two, as in the earlier runs.
    - A record number that differs from an earlier one in nothing but what is `ignored` (see `id_forms`) gets its id.
    """
    known = existing if existing is not None else pd.DataFrame(columns=COLUMNS, dtype="string")
    people = _one_row_per_record(person_rows, same_person)
    people = people.merge(known, on="record_number", how="left", validate="one_to_one")
    earlier = as_listed(people["record_number"], pd.Index(known["record_number"]), ignored)
    ids = known.set_index("record_number")["person_id"]
    people["person_id"] = people["person_id"].fillna(earlier.map(ids).astype("string"))
    people["number"] = people["person_id"].str[1:].astype("Int64")
    people["number"] = people["number"].fillna(people.groupby("person")["number"].transform("min"))
    unnumbered = people.loc[people["number"].isna(), "person"].drop_duplicates()
    first_free = int(known["person_id"].str[1:].astype("Int64").max()) + 1 if len(known) else 1
    fresh = pd.Series(range(first_free, first_free + len(unnumbered)), index=unnumbered, dtype="Int64")
    people["number"] = people["number"].fillna(people["person"].map(fresh))
    new = people[~people["record_number"].isin(known["record_number"])]
    ids = "P" + new["number"].astype("string").str.zfill(4)
    added = pd.DataFrame({"record_number": new["record_number"], "person_id": ids}, columns=COLUMNS)
    return pd.concat([known[COLUMNS], added], ignore_index=True).astype("string")


def _one_row_per_record(person_rows: pd.DataFrame, same_person: list[str]) -> pd.DataFrame:
    """Return `record_number` and `person` (the smallest record number of that person), sorted."""
    keys = [f"same {name}" for name in same_person]
    people = pd.DataFrame({"record_number": _trimmed(person_rows["record_number"])})
    for key, name in zip(keys, same_person, strict=True):
        people[key] = _trimmed(person_rows[name]).str.casefold()
    people = people[people["record_number"].notna()].sort_values(["record_number", *keys])
    people = people.drop_duplicates("record_number").reset_index(drop=True)
    people["person"] = people["record_number"]
    if keys:
        # groupby leaves rows with a blank key out: they stay people of their own.
        smallest = people.groupby(keys)["record_number"].transform("first")
        people["person"] = smallest.fillna(people["record_number"])
    return people[["record_number", "person"]]


def _trimmed(texts: pd.Series) -> pd.Series:
    trimmed = texts.astype("string").str.strip()
    return trimmed.mask(trimmed == "")
