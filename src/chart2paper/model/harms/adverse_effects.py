"""Adverse effects and reasons for stopping, counted in people, with intervals that hold for small numbers."""

import pandas as pd

from chart2paper.catalogue.covariates import OBSERVED
from chart2paper.statistics.arms import ARMS
from chart2paper.tables.harms import HARMS
from chart2paper.tables.read_write import shape

ANY = "any adverse effect"
STOPPED = "stopped for any reason"
NO_REASON = "no reason recorded"
# The name of an effect is a text from the charts: one that fewer people have may be a note about one of them. Five is
# our choice for tables of the study itself; a release also suppresses cells by `release.suppression_threshold`.
RARE, FEWEST_PEOPLE = "another adverse effect", 5
YEAR = 365.25


def harms(
    analysis_set: pd.DataFrame,
    exposure_time: pd.DataFrame,
    observation: pd.DataFrame,
    days_after_stop: int,
    data_lock_date: str,
) -> pd.DataFrame:
    """Return how many people had each adverse effect, and how many stopped for each reason (HARMS).

    analysis_set: rows of ANALYSIS_SET. exposure_time: rows of EXPOSURE_TIME. observation: rows of OBSERVATION;
    when it is empty none are counted, nor is what a covariate is read from.

    The exposed are looked at from the index date until `days_after_stop` days after the last covered day, their
    comparators for as many days, and nobody after the data lock date. An effect counts whatever drug it was put
    down to at the time: that is somebody's opinion, and comparators cannot have it. Effects that fewer than five
    people of the clinic have are counted together, without their names.
    """
    observation = observation[~observation["observation_source_value"].isin(OBSERVED)]
    people = _watched(analysis_set, exposure_time, days_after_stop, pd.Timestamp(data_lock_date))
    sizes = people.groupby("role").agg(n=("person_id", "size"), days=("days", "sum"))
    counted = pd.concat([_effects(people, observation), _stops(exposure_time)], ignore_index=True)
    counted = counted.merge(sizes.reindex(list(ARMS), fill_value=0).reset_index(), on="role", how="left")
    counted["person_years"] = (counted["days"] / YEAR).where(counted["kind"] == "adverse_effect")
    return shape(_with_intervals(counted), HARMS)


def _watched(
    analysis_set: pd.DataFrame, exposure_time: pd.DataFrame, after: int, lock: pd.Timestamp
) -> pd.DataFrame:
    """Return set_id, person_id, role, index_date and the number of days each person is looked at."""
    people = analysis_set[["set_id", "person_id", "role", "index_date"]]
    of_set = exposure_time.set_index("set_id")["days"]
    days = people["set_id"].map(of_set[~of_set.index.duplicated()]).astype("float64") + after
    to_lock = (lock - people["index_date"]).dt.days
    return people.assign(days=days.where(days <= to_lock, to_lock).clip(lower=0))


def _effects(people: pd.DataFrame, observation: pd.DataFrame) -> pd.DataFrame:
    """Return persons by event and role, every event in both arms."""
    seen = people.merge(
        observation[["person_id", "observation_date"]].assign(event=_named(observation)), on="person_id"
    )
    day = (seen["observation_date"] - seen["index_date"]).dt.days
    seen = seen[day.ge(0) & day.le(seen["days"])]
    everything = [seen, seen.assign(event=ANY)] if len(observation) else [seen]
    persons = pd.concat(everything).drop_duplicates(["role", "event", "set_id", "person_id"])
    events = sorted({*persons["event"], *([ANY] if len(observation) else [])})
    grid = pd.MultiIndex.from_product([events, ARMS], names=["event", "role"])
    counts = persons.groupby(["event", "role"]).size().reindex(grid, fill_value=0)
    return counts.rename("persons").reset_index().assign(kind="adverse_effect")


def _named(observation: pd.DataFrame) -> pd.Series:
    """Return the name of each effect; those of fewer than five people of the whole clinic share one name."""
    names = observation["observation_source_value"].astype("string")
    people = observation.groupby("observation_source_value", observed=True)["person_id"].nunique()
    return names.where(names.isin(people.index[people >= FEWEST_PEOPLE]), RARE)


def _stops(exposure_time: pd.DataFrame) -> pd.DataFrame:
    """Return exposed persons by reason for stopping."""
    stopped = exposure_time[exposure_time["stopped"] == 1]
    reasons = stopped["stop_reason"].astype("string").str.replace("_", " ").fillna(NO_REASON)
    counts = reasons.value_counts().sort_index()
    rows = pd.DataFrame({"event": [STOPPED, *counts.index], "persons": [len(stopped), *counts.to_numpy()]})
    return rows.assign(kind="stopped", role="exposed")


def _with_intervals(counted: pd.DataFrame) -> pd.DataFrame:
    """Add the share with its exact interval (Clopper and Pearson 1934), and the rule of three where none occurred."""
    from statsmodels.stats.proportion import proportion_confint

    some = counted[counted["n"] > 0].copy()
    persons, n = some["persons"].to_numpy(float), some["n"].to_numpy(float)
    some["share"] = persons / n
    low, high = proportion_confint(persons, n, method="beta") if len(some) else ([], [])
    some["ci_low"], some["ci_high"] = low, high
    some["rule_of_three"] = (3 / some["n"].astype(float)).clip(upper=1).where(some["persons"] == 0)
    return pd.concat([some, counted[counted["n"] == 0]]) if (counted["n"] == 0).any() else some
