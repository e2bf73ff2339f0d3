"""Matched sets that are not what they were, and what in the data explains it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from chart2paper.catalogue.covariates import COVARIATES
from chart2paper.changes.run import Run
from chart2paper.changes.settings import plain_choices
from chart2paper.tables.changes import MATCH_CHANGES
from chart2paper.tables.cohort import BASELINE_DATE, CANDIDATES, COHORT
from chart2paper.tables.match import MATCHES
from chart2paper.tables.read_write import read_csv, read_table, shape

NOT_DETERMINED = (
    "not determined: all sets are chosen together, so that a change elsewhere can move a comparator here"
)
_VALUES = {name: covariate.prose for name, covariate in COVARIATES.items()}
_VALUES[BASELINE_DATE.name] = BASELINE_DATE.meaning
Row = dict[str, Any]


@dataclass(frozen=True)
class Side:
    """One analysis in one run. Sets: exposed id -> comparators with distance. Place: comparator -> sets."""

    cohort: dict[str, Row]
    sets: dict[str, dict[str, float]]
    place: dict[str, set[str]]
    candidates: dict[tuple[str, str], Row]
    unmatched: dict[str, str]
    matching: dict[str, Any]


def compare_matches(before: Run, now: Run) -> pd.DataFrame:
    """Return MATCH_CHANGES of every analysis that both runs have: sets with other comparators or another date."""
    rows = [
        {"analysis": name, **row}
        for name in now.analyses
        if name in before.analyses
        for row in _of_analysis(name, before, now)
    ]
    return shape(pd.DataFrame(rows, columns=MATCH_CHANGES.column_names), MATCH_CHANGES)


def _of_analysis(name: str, before: Run, now: Run) -> Iterator[Row]:
    matches = [read_table(MATCHES, run.path(f"{name}/match/matches.csv")) for run in (before, now)]
    changed = sorted(_changed(*matches))
    then, today = (
        _side(run, name, frame, changed) for run, frame in zip((before, now), matches, strict=True)
    )
    for exposed in changed:
        yield {
            "set_id": exposed,
            "comparators_before": ", ".join(then.sets.get(exposed, {})),
            "comparators_now": ", ".join(today.sets.get(exposed, {})),
            "why": "; ".join(reasons(exposed, then, today)),
        }


def _changed(then: pd.DataFrame, today: pd.DataFrame) -> set[str]:
    keys = ["set_id", "person_id", "role", "index_date"]
    both = then[keys].merge(today[keys], how="outer", indicator=True)
    return set(both.loc[both["_merge"] != "both", "set_id"])


def _side(run: Run, name: str, matches: pd.DataFrame, exposed: list[str]) -> Side:
    """Read one side; of the candidates, which may run into millions, those of the exposed in question."""
    comparators = matches[matches["role"].eq("comparator").fillna(False)]
    sets: dict[str, dict[str, float]] = {}
    place: dict[str, set[str]] = {}
    for set_id, person, distance in comparators[["set_id", "person_id", "distance"]].itertuples(index=False):
        sets.setdefault(set_id, {})[person] = distance
        place.setdefault(person, set()).add(set_id)
    candidates = read_table(
        CANDIDATES, run.path(f"{name}/cohort/candidates.parquet"), only={"exposed_id": set(exposed)}
    )
    cohort = read_table(COHORT, run.path(f"{name}/cohort/cohort.csv"))
    unmatched = read_csv(run.path(f"{name}/match/unmatched.csv"))
    return Side(
        cohort={row["person_id"]: row for row in _rows(cohort)},
        sets=sets,
        place=place,
        candidates={(row["exposed_id"], row["person_id"]): row for row in _rows(candidates)},
        unmatched=dict(zip(unmatched["person_id"], unmatched["reason"], strict=True)),
        matching=plain_choices(run.study["analyses"][name]["matching"]),
    )


def _rows(frame: pd.DataFrame) -> list[Row]:
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def reasons(exposed: str, then: Side, today: Side) -> list[str]:
    """Return what explains that the set of an exposed person changed; never empty."""
    found = [
        *_of_the_exposed(exposed, then, today),
        *_of_lost_partners(exposed, then, today),
        *_of_new_partners(exposed, then, today),
    ]
    if then.matching != today.matching:
        found.append("the protocol of matching changed")
    return list(dict.fromkeys(found)) or [NOT_DETERMINED]


def _of_the_exposed(exposed: str, then: Side, today: Side) -> Iterator[str]:
    if not _is_exposed(exposed, today):
        yield f"{exposed} is no longer among the exposed ({_out(exposed, today)})"
    elif not _is_exposed(exposed, then):
        yield f"{exposed} was not among the exposed ({_out(exposed, then)})"
    else:
        if then.cohort[exposed]["index_date"] != today.cohort[exposed]["index_date"]:
            yield f"the index date of {exposed} changed"
        yield from _values_changed(exposed, then.cohort[exposed], today.cohort[exposed])
    for side, word in ((then, "was"), (today, "is")):
        if exposed in side.unmatched:
            yield f"{exposed} {word} without a comparator ({side.unmatched[exposed]})"


def _of_lost_partners(exposed: str, then: Side, today: Side) -> Iterator[str]:
    for person in sorted(set(then.sets.get(exposed, {})) - set(today.sets.get(exposed, {}))):
        others = sorted(today.place.get(person, set()) - {exposed})
        if not _is_in(person, today):
            yield f"{person} left the analysis ({_out(person, today)})"
        elif (exposed, person) not in today.candidates and _is_exposed(exposed, today):
            yield f"{person} may no longer be compared with {exposed} (not eligible or not alike on that date)"
        elif others:
            yield f"{person} is now matched with {', '.join(others)}"
        if (exposed, person) in then.candidates and (exposed, person) in today.candidates:
            pair = then.candidates[exposed, person], today.candidates[exposed, person]
            yield from _values_changed(person, *pair)


def _of_new_partners(exposed: str, then: Side, today: Side) -> Iterator[str]:
    nearest = min(then.sets.get(exposed, {}).values(), default=None)
    for person, distance in sorted(today.sets.get(exposed, {}).items()):
        if person in then.sets.get(exposed, {}):
            continue
        others = sorted(then.place.get(person, set()) - {exposed})
        if (exposed, person) not in then.candidates and _is_exposed(exposed, then):
            near = nearest is not None and distance < nearest
            nearer = f", and is nearer ({distance:.2f}, then {nearest:.2f})" if near else ""
            yield f"{person} may now be compared with {exposed} and could not before{nearer}"
        elif others:
            yield f"{person} was matched with {', '.join(others)} before"


def _values_changed(person: str, then: Row, today: Row) -> Iterator[str]:
    changed = [words for name, words in _VALUES.items() if not _same(then[name], today[name])]
    if changed:
        yield f"own values of {person} changed ({', '.join(changed)})"


def _same(one: Any, other: Any) -> bool:
    return bool((pd.isna(one) and pd.isna(other)) or (pd.notna(one) and pd.notna(other) and one == other))


def _is_in(person: str, side: Side) -> bool:
    return person in side.cohort and not pd.isna(side.cohort[person]["role"])


def _is_exposed(person: str, side: Side) -> bool:
    return _is_in(person, side) and bool(side.cohort[person]["role"] == "exposed")


def _out(person: str, side: Side) -> str:
    if person not in side.cohort:
        return "not in the export"
    because = side.cohort[person]["excluded_because"]
    return "a comparator" if pd.isna(because) else str(because)
