"""People who entered, left or changed arm, with the rule that decided then and now."""

import pandas as pd

from chart2paper.changes.run import Run
from chart2paper.tables.changes import PEOPLE_CHANGES
from chart2paper.tables.cohort import COHORT
from chart2paper.tables.read_write import read_table, shape

IN = "in: met every restriction"
NOT_IN_EXPORT = "not in the export"
_COLUMNS = ["person_id", "role", "excluded_because", "index_date"]


def compare_people(before: Run, now: Run, raw: pd.DataFrame, readings: pd.DataFrame) -> pd.DataFrame:
    """Return PEOPLE_CHANGES of every analysis that both runs have.

    raw: RAW_ROWS. readings: READINGS. Who was and is out for the same reason is not listed.
    """
    names = [name for name in now.analyses if name in before.analyses]
    parts = [_of_analysis(name, before, now) for name in names]
    people = pd.concat([pd.DataFrame(columns=PEOPLE_CHANGES.column_names), *parts], ignore_index=True)
    people["own_rows_changed"] = _count(people["person_id"], rows_of(raw))
    people["own_values_read_otherwise"] = _count(people["person_id"], readings)
    return shape(people, PEOPLE_CHANGES)


def rows_of(raw: pd.DataFrame) -> pd.DataFrame:
    """Return RAW_ROWS with one line per raw row, however many of its values were altered."""
    return raw.drop_duplicates(["table", "kind", "file_before", "row_before", "file_now", "row_now"])


def _of_analysis(name: str, before: Run, now: Run) -> pd.DataFrame:
    then, today = (_cohort(run, name) for run in (before, now))
    both = then.merge(today, on="person_id", how="outer", suffixes=("_before", "_now"))
    for side in ("before", "now"):
        missing = both[f"listed_{side}"].isna()
        rule = both[f"excluded_because_{side}"].mask(missing, NOT_IN_EXPORT).fillna(IN)
        both[f"rule_{side}"] = rule
    both["change"] = _change(both)
    return both[both["change"].notna()].assign(analysis=name)


def _cohort(run: Run, name: str) -> pd.DataFrame:
    return read_table(COHORT, run.path(f"{name}/cohort/cohort.csv"), _COLUMNS).assign(listed=1)


def _change(both: pd.DataFrame) -> pd.Series:
    was, is_now = both["role_before"].notna(), both["role_now"].notna()
    dates = both["index_date_before"].fillna(pd.Timestamp(0)) != both["index_date_now"].fillna(
        pd.Timestamp(0)
    )
    rules = {
        "no longer in the export, was not in": ~was & ~is_now & both["listed_now"].isna(),
        "new in the export, not in": ~was & ~is_now & both["listed_before"].isna(),
        "still out, for another reason": ~was & ~is_now & both["rule_before"].ne(both["rule_now"]),
        "entered": ~was & is_now,
        "left": was & ~is_now,
        "changed arm": was & is_now & both["role_before"].ne(both["role_now"]).fillna(False),
        "another index date": was & is_now & dates,
    }
    change = pd.Series(pd.NA, index=both.index, dtype="string")
    for text, applies in rules.items():
        change = change.mask(change.isna() & applies.astype(bool), text)
    return change


def _count(person_id: pd.Series, rows: pd.DataFrame) -> pd.Series:
    return person_id.map(rows["person_id"].value_counts()).fillna(0)
