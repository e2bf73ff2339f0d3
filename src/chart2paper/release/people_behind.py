"""The groups of people of a run, from its tables with a row per person. They stay; only tokens of them are kept."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from chart2paper.catalogue.covariates import COVARIATES
from chart2paper.figures.trajectories import last_day, points_of
from chart2paper.model.interactions import kinds_of
from chart2paper.model.resampling.permutation import in_whole_sets
from chart2paper.release.group_name import EVERYONE, GroupName
from chart2paper.release.groups import Group, group_of, plain
from chart2paper.release.sheets import splits
from chart2paper.statistics.arms import with_both_scores, with_outcome
from chart2paper.tables.model import ANALYSIS_SET
from chart2paper.tables.read_write import read_table

# What of a person is looked at: each value of its own, so that many corrections of one do not hide a few of another.
# Effects are made from both scores together. The baseline of those with an outcome is another value than that of all
# the matched: one analysis shows both, and the control of counts looks after the numbers of people in each.
FINAL, BOTH, BASELINE = "final_score", "both scores", "baseline of those with an outcome"
OUTCOME = (FINAL, BOTH)
KNOWN = tuple(COVARIATES)


def groups_of_run(
    key: bytes, paths: Iterable[str], daily: pd.DataFrame, results: str, study: Mapping[str, Any]
) -> list[Group]:
    """Return every group of people that a statistic of a release rests on, the primary analysis first, then others,
    then parts of them: the order in which they are kept where two are too near to each other.

    paths: tables with a row per person, `<results>/<analysis>/<room>/<table>.csv`. daily: rows of DAILY_SCORES.
    study: the plain protocol.
    """
    tables = {(Path(p).relative_to(results).parts[0], Path(p).stem): p for p in paths}
    names = sorted(study["analyses"], key=lambda name: name != study["primary_analysis"])
    groups = [group for name in names for group in _of_analysis(key, name, tables, daily, study)]
    return sorted(groups, key=lambda group: bool(group.name.part))


def _of_analysis(
    key: bytes,
    name: str,
    tables: Mapping[tuple[str, str], str],
    daily: pd.DataFrame,
    study: Mapping[str, Any],
) -> Iterator[Group]:
    people = read_table(ANALYSIS_SET, tables[name, "analysis_set"])
    observed = _scored(with_outcome(people))
    yield group_of(key, GroupName(name, "matched"), people, KNOWN)
    yield group_of(key, GroupName(name, "with outcome"), observed, (*OUTCOME, BASELINE, "days_to_final"))
    yield from _parts(key, name, people, study)
    if path := tables.get((name, "cohort")):
        everyone = _texts(path)
        yield group_of(key, GroupName(name, "eligible"), everyone.dropna(subset=["role"]), KNOWN)
        # Who was left out at which step: everybody in the export, looked at as one arm.
        fate = f"fate in {name}"
        everyone[fate] = everyone["role"].fillna(everyone["excluded_because"])
        yield group_of(key, GroupName(name, "records"), everyone.assign(role="comparator"), (fate,))
    if path := tables.get((name, "population")):
        everyone = _scored(_texts(path).dropna(subset=["final_score"]))
        yield group_of(key, GroupName(name, EVERYONE), everyone, OUTCOME)
    if path := tables.get((name, "exposure_time")):
        yield from _of_doses(key, name, people, _texts(path), study)
    last = last_day(people, study["analyses"][name]["outcome"]["window_days"]["value"])
    yield from _of_days(key, name, points_of(people, daily), last, tables.get((name, "trajectories")))
    if path := tables.get((name, "sensitivity_people")):
        used = _scored(_texts(path))
        for place in used["place"].unique():
            of_place = used[used["place"] == place]
            yield group_of(key, GroupName(name, part=("grid", f"{place}")), of_place, OUTCOME)


def _scored(people: pd.DataFrame) -> pd.DataFrame:
    both = [
        f"{plain(one)}, {plain(other)}" for one, other in people[["baseline_score", "final_score"]].to_numpy()
    ]
    return people.assign(
        **{BOTH: pd.Series(both, index=people.index, dtype="object"), BASELINE: people["baseline_score"]}
    )


def _parts(key: bytes, name: str, people: pd.DataFrame, study: Mapping[str, Any]) -> Iterator[Group]:
    """Levels that the analysis compares, both kinds of each subgroup and the two together, and whole matched sets."""
    observed = with_outcome(people)
    named = _scored(observed)
    covariate = splits(study)[name]
    levels = observed[covariate].astype("string")
    for level in sorted(levels.dropna().unique()):
        at_level = named[levels.eq(level).fillna(False).to_numpy(dtype=bool)]
        yield group_of(key, GroupName(name, part=(covariate, level)), at_level, OUTCOME)
    for subgroup, split in study["subgroups"]["contrasts"]["value"].items():
        first, second, kinds = kinds_of(observed, subgroup, split)
        for kind in ([first], [second], [first, second]):
            chosen = named[kinds.isin(kind).to_numpy(dtype=bool)]
            yield group_of(
                key, GroupName(name, part=("subgroup", subgroup, " or ".join(kind))), chosen, OUTCOME
            )
    yield group_of(key, GroupName(name, part=("whole sets",)), _scored(in_whole_sets(observed)), OUTCOME)


def _of_doses(
    key: bytes, name: str, people: pd.DataFrame, times: pd.DataFrame, study: Mapping[str, Any]
) -> Iterator[Group]:
    """Time on treatment and dose of the exposed, and those with both scores in each band of dose."""
    times = times.assign(role="exposed")
    yield group_of(key, GroupName(name, "on treatment"), times, ("days", "stopped", "daily_dose_mg"))
    doses = times[["person_id", "daily_dose_mg"]].dropna()
    exposed = with_both_scores(people[people["role"].eq("exposed")]).merge(doses, on="person_id")
    cuts = study["harms"]["dose_bands_mg"]["value"]
    band = np.searchsorted(cuts, exposed["daily_dose_mg"].astype(float), side="right") + 1
    exposed = _scored(exposed)
    for place in np.unique(band):
        inside = exposed[band == place]
        yield group_of(key, GroupName(name, part=("dose", f"{place}")), inside, (*OUTCOME, "daily_dose_mg"))


def _of_days(key: bytes, name: str, points: pd.DataFrame, last: int, curve: str | None) -> Iterator[Group]:
    """All scores of a person, and those behind each point of the mean curve."""
    texts = points.assign(
        text=[f"{day}:{plain(score)}" for day, score in points[["day", "score"]].to_numpy()]
    )
    yield group_of(key, GroupName(name, "scores"), _joined(texts, "scores"), ("scores",))
    drawn = texts[points["day"].between(-last, last)]
    widths = pd.to_numeric(_texts(curve)["days"]).dropna() if curve else pd.Series([], dtype=float)
    for width in widths.unique():
        last_of_bin = width * np.ceil(drawn["day"].to_numpy(dtype=float) / width)
        for day in np.unique(last_of_bin):
            people = _joined(drawn[last_of_bin == day], f"scores to day {day:g}")
            yield group_of(
                key, GroupName(name, part=("day", f"{day:g}")), people, (f"scores to day {day:g}",)
            )


def _joined(texts: pd.DataFrame, column: str) -> pd.DataFrame:
    """Return a row per person with all their texts in one; they stand in the order of days."""
    by_person = texts.groupby(["person_id", "role"])["text"].agg(" ".join)
    return by_person.rename(column).reset_index()


def _texts(path: str) -> pd.DataFrame:
    """Return a table as it was written; an empty cell is missing."""
    return pd.read_csv(path, dtype="str", keep_default_na=False, na_values=[""])
