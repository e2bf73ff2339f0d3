"""What the replication finds in a simulated clinic, and which parts of its difference are not LDN."""

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from chart2paper.catalogue.estimands import TARGETS
from chart2paper.demo_clinic.course import Course
from chart2paper.demo_clinic.dates import EPOCH
from chart2paper.demo_clinic.pain import expected_score, pain_without_ldn, share_of_effect
from chart2paper.demo_clinic.parameters import DemoParameters
from chart2paper.demo_clinic.people import NEVER, People
from chart2paper.demo_clinic.truth import fluctuation_on
from chart2paper.model.percent_change import mean_of_ratios
from chart2paper.statistics.arms import counts, is_exposed
from chart2paper.tables.validation import REPLICATION_MEASURES, REPLICATION_P_VALUE

PARTS = ("ldn", "regression", "trend", "last_visit")


def replication_result(
    analysis_set: pd.DataFrame,
    effects: pd.Series,
    numbers: pd.Series,
    clinic: tuple[People, Course, DemoParameters],
) -> dict[str, Any]:
    """Return counts, percent changes with their test, changes in points, and the parts of those changes.

    analysis_set: ANALYSIS_SET rows. effects: true effect about day 90 by study id of each starter. numbers: person
    number by study id. The names are columns of CLINICS.
    """
    n, exposed = counts(analysis_set), is_exposed(analysis_set)
    rows = {(row.outcome, row.estimand, row.method): row for row in mean_of_ratios(analysis_set)}
    difference = rows[TARGETS["percent_change"].known.key]
    parts = parts_of_change(analysis_set, numbers, *clinic)
    means = {
        f"{part}_{arm}": float(parts.loc[people, part].mean()) if people.any() else np.nan
        for arm, people in (("exposed", exposed), ("comparator", ~exposed))
        for part in ("baseline", "change", *PARTS)
    }
    found = {
        "n_exposed": n.exposed,
        "n_comparator": n.comparator,
        "percent_exposed": rows["percent_change", "mean_of_ratios_exposed", "t_interval"].estimate,
        "percent_comparator": rows["percent_change", "mean_of_ratios_comparator", "t_interval"].estimate,
        "percent_difference": difference.estimate,
        "effect_day_90": float(effects.loc[analysis_set.loc[exposed, "person_id"]].mean())
        if exposed.any()
        else np.nan,
        **means,
    }
    return {
        **{column.name: found[name] for name, column in REPLICATION_MEASURES.items()},
        REPLICATION_P_VALUE.name: difference.p_value,
    }


def parts_of_change(
    analysis_set: pd.DataFrame, numbers: pd.Series, people: People, course: Course, p: DemoParameters
) -> pd.DataFrame:
    """Return baseline, change (last minus first score) and its parts, in points, for each row; they sum to it.

    ldn: expected last score as lived minus the same without LDN. regression: from the first score to the person's
    usual score at that time. trend: from there to the usual score at the last visit. last_visit: how much worse
    than usual the last score is, LDN apart. The usual score is the mean over good and bad days.
    """
    who = numbers.loc[analysis_set["person_id"].to_numpy(dtype=object)].to_numpy()
    first, last = (_day_numbers(analysis_set[name]) for name in ("index_date", "final_date"))
    baseline, final = (analysis_set[name].to_numpy("float64") for name in ("baseline_score", "final_score"))
    usual = [_usual_score(people, who, day, p) for day in (first, last)]
    ldn = _effect_on(people, course, who, last, p)
    return pd.DataFrame(
        {
            "baseline": baseline,
            "change": final - baseline,
            "ldn": ldn,
            "regression": usual[0] - baseline,
            "trend": usual[1] - usual[0],
            "last_visit": final - ldn - usual[1],
        }
    )


def _usual_score(people: People, who: np.ndarray, day: np.ndarray, p: DemoParameters) -> np.ndarray:
    """Return the expected score on a day without LDN, over all good and bad days and answers."""
    all_days = replace(p, noise_sd=float(np.hypot(p.noise_sd, p.fluctuation_sd)))
    return expected_score(pain_without_ldn(people, who, day, np.zeros(len(who))), all_days)


def _effect_on(
    people: People, course: Course, who: np.ndarray, day: np.ndarray, p: DemoParameters
) -> np.ndarray:
    """Return the expected score on a day as lived minus the same had the person never taken LDN."""
    ldn = course.ldn.set_index("person").reindex(who)
    start, stop = (ldn[name].fillna(NEVER).to_numpy("int64") for name in ("start", "stop"))
    pain = pain_without_ldn(people, who, day, fluctuation_on(course, who, day, p))
    share = share_of_effect(day, start, stop, p)
    difference: np.ndarray = expected_score(pain + people.effect[who] * share, p) - expected_score(pain, p)
    return difference


def _day_numbers(dates: pd.Series) -> np.ndarray:
    """Return days since 1 January 2014."""
    return (dates.to_numpy("datetime64[D]") - EPOCH).astype("int64")
