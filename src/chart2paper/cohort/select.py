"""Who is in: the cohort, the attrition ledger and the possible comparators, under either rule for time zero."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from chart2paper.cohort.attrition import attrition_ledger, failed_step, reason_of, steps_passed
from chart2paper.cohort.chart import Chart
from chart2paper.cohort.decisions import Considered, on_inherited_dates, on_own_dates, with_counterparts
from chart2paper.cohort.design import Design
from chart2paper.cohort.eligibility import RESTRICTIONS
from chart2paper.cohort.eligible_time import eligible_time
from chart2paper.cohort.facts import exposure_history, people_on_index_dates
from chart2paper.cohort.pairs import pairs_with_own_dates
from chart2paper.cohort.reasons import reason_for, steps_of
from chart2paper.cohort.risk_sets import risk_sets
from chart2paper.cohort.scored_visits import first_scored_visit
from chart2paper.tables.cohort import ATTRITION, COHORT, ON_INDEX_DATE
from chart2paper.tables.read_write import shape

_ON_INDEX_DATE = ["index_date", *(column.name for column in ON_INDEX_DATE)]


@dataclass(frozen=True)
class Selection:
    """Who is in the analysis.

    cohort: COHORT rows, everyone in the export. attrition: ATTRITION rows.
    pairs: exposed_id, slot: who may be compared with whom, sorted by exposed and candidate id.
    slots: by row number, each candidate's person_id, index_date and covariates. A candidate is listed once per
        date and not once per pair, because pairs run into millions.
    considered: what every restriction says of everyone, per role they are considered in (see `decisions`).
    """

    cohort: pd.DataFrame
    attrition: pd.DataFrame
    pairs: pd.DataFrame
    slots: pd.DataFrame
    considered: tuple[Considered, ...]


def select_cohort(chart: Chart, design: Design) -> Selection:
    """Return who is in the analysis, who is not and why, and who may be compared with whom."""
    if design.rule == "first_score":
        return _by_first_score(chart, design)
    return _by_first_exposure(chart, design)


def _by_first_score(chart: Chart, design: Design) -> Selection:
    """Everyone's clock starts at their own first scored visit; comparators never have the drug."""
    people = people_on_index_dates(
        exposure_history(chart, design.gap_days), first_scored_visit(chart), chart, design
    )
    passes = _own_passes(people, design)
    eligible = passes.all(axis="columns")
    exposed = people[eligible & people["ever_exposed"]]
    slots = people[eligible & ~people["ever_exposed"]].reset_index(drop=True)
    pairs = pairs_with_own_dates(exposed, slots, design)
    compared = people["person"].isin(slots["person"].iloc[pairs["candidate"].unique()])
    answers = with_counterparts(on_own_dates(people, passes), people["ever_exposed"], compared)
    passes["counterpart"] = people["ever_exposed"] | compared
    cohort, attrition = _accounted(people, steps_passed(passes), people["ever_exposed"], eligible, design)
    considered = _in_roles(answers[people["ever_exposed"]], answers[~people["ever_exposed"]])
    return Selection(cohort, attrition, _by_id(pairs, exposed, slots), _public(slots), considered)


def _by_first_exposure(chart: Chart, design: Design) -> Selection:
    """The exposed start at their first order; comparators on a date that this gives them, while still unexposed.

    Someone who starts the drug later is a comparator until then: leaving out the later exposed would let the
    future decide who is compared. A person removed both as exposed and as comparator counts at the later step.
    """
    history = exposure_history(chart, design.gap_days)
    people = people_on_index_dates(history, history["first_use"], chart, design)
    own = _own_passes(people, design)
    eligible = own.all(axis="columns") & people["ever_exposed"]
    exposed = people[eligible]
    time = eligible_time(history, chart, design)
    sets = risk_sets(exposed, time.periods, chart, design)
    passed_as_exposed = steps_passed(own.assign(counterpart=True)).where(people["ever_exposed"], 0)
    by_time = pd.concat([time.passes, sets.passes], axis="columns")[steps_of(design)]
    passed = passed_as_exposed.clip(lower=steps_passed(by_time))
    cohort, attrition = _accounted(people, passed, eligible, eligible, design)
    as_exposed = on_own_dates(people, own)[people["ever_exposed"]]
    considered = _in_roles(
        with_counterparts(as_exposed, exposed=True), on_inherited_dates(by_time, sets.compared)
    )
    pairs = _by_id(sets.pairs, exposed, sets.slots)
    return Selection(cohort, attrition, pairs, _public(sets.slots), considered)


def _in_roles(exposed: pd.DataFrame, comparators: pd.DataFrame) -> tuple[Considered, ...]:
    return Considered("exposed", exposed), Considered("comparator", comparators)


def _own_passes(people: pd.DataFrame, design: Design) -> pd.DataFrame:
    """Return which restrictions everyone meets on their own index date."""
    steps = [step for step in steps_of(design) if step != "counterpart"]
    return pd.DataFrame({step: RESTRICTIONS[step](people, design).astype(bool) for step in steps})


def _accounted(
    people: pd.DataFrame, passed: pd.Series, exposed: pd.Series, dated: pd.Series, design: Design
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return COHORT and ATTRITION rows.

    passed: how many steps each person passes. exposed: who is exposed if they are in. dated: whose index date is
    their own; other comparators get theirs when they are matched.
    """
    reasons = [reason_for(step, design) for step in steps_of(design)]
    failed = failed_step(passed, len(reasons))
    role = exposed.map({True: "exposed", False: "comparator"}).where(failed == 0)
    cohort = people[["person_id"]].assign(role=role, excluded_because=reason_of(failed, reasons))
    cohort[_ON_INDEX_DATE] = people[_ON_INDEX_DATE].where(dated & (failed == 0))
    attrition = attrition_ledger(failed, reasons, people["ever_exposed"])
    return shape(cohort, COHORT), shape(attrition, ATTRITION)


def _by_id(pairs: pd.DataFrame, exposed: pd.DataFrame, slots: pd.DataFrame) -> pd.DataFrame:
    """Return exposed_id, slot, sorted by exposed and candidate id (people are numbered by id)."""
    exposed_person = exposed["person"].to_numpy()[pairs["exposed"]]
    slot = pairs["candidate"].to_numpy()
    order = np.lexsort((slots["person"].to_numpy()[slot], exposed_person))
    exposed_id = pd.Categorical.from_codes(pairs["exposed"].to_numpy()[order], pd.Index(exposed["person_id"]))
    return pd.DataFrame({"exposed_id": exposed_id, "slot": slot[order]})


def _public(slots: pd.DataFrame) -> pd.DataFrame:
    return slots[["person_id", *_ON_INDEX_DATE]]
