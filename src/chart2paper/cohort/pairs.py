"""Who could be compared with whom: the joins that find pairs among millions of people and dates."""

import pandas as pd

from chart2paper.cohort.alike import CALIPER_SLACK
from chart2paper.cohort.design import Design
from chart2paper.cohort.query import query

# Covariates that can be compared before the rest is known, to keep the number of pairs small.
_KNOWN_IN_PERIODS = ("sex", "pain_group", "mechanism")


def pairs_with_own_dates(exposed: pd.DataFrame, candidates: pd.DataFrame, design: Design) -> pd.DataFrame:
    """Return exposed, candidate: the rows (from 0) of people on dates of their own who are alike (see `alike`)."""
    rules = ["e.person <> c.person", *(f"e.{name} = c.{name}" for name in design.exact)]
    for name, width in design.calipers.items():
        rules.append(f"abs(e.{name} - c.{name}) <= {width + CALIPER_SLACK!r}")
    return query(
        f"SELECT e.row AS exposed, c.row AS candidate FROM e JOIN c ON {' AND '.join(rules)} ORDER BY ALL",
        e=_numbered(exposed, design),
        c=_numbered(candidates, design),
    )


def inherited_moments(exposed: pd.DataFrame, periods: pd.DataFrame, design: Design) -> pd.DataFrame:
    """Return exposed (row), person, day: who was eligible on a date inherited from whom, before covariates.

    Parameters
    ----------
    exposed: the exposed with their covariates, day (index date) and day_in_stay.
    periods: `EligibleTime.periods` with sex and birth (day number, missing for over 89).

    With the calendar scale the date is the exposed person's own; in days of stay it is that day of each of the
    candidate's stays. What is known beforehand (sex, pain group, baseline score, age to within a year or so)
    is compared here already; `alike` compares everything.
    """
    in_stay = design.time_scale == "days_in_stay"
    origin = periods["stay_start"] if in_stay else 0
    periods = periods.assign(origin=origin, first=periods["first"] - origin, last=periods["last"] - origin)
    clock = exposed["day_in_stay"] if in_stay else exposed["day"]
    return query(
        f"""
        SELECT DISTINCT e.row AS exposed, c.person, CAST(c.origin + e.clock AS BIGINT) AS day
        FROM e JOIN c ON {" AND ".join(_known_rules(design))}
        ORDER BY ALL
        """,
        e=_numbered(exposed.assign(clock=clock), design, "clock"),
        c=periods,
    )


def _known_rules(design: Design) -> list[str]:
    rules = ["e.person <> c.person", 'e.clock BETWEEN c."first" AND c."last"']
    rules += [f"e.{name} = c.{name}" for name in _KNOWN_IN_PERIODS if name in design.exact]
    if "baseline_score" in design.calipers:
        width = design.calipers["baseline_score"] + CALIPER_SLACK
        rules.append(f"abs(e.baseline_score - c.score) <= {width!r}")
    if "age" in design.calipers:
        width = design.calipers["age"] + 1.1
        rules.append(f"(c.birth IS NULL OR abs(e.age - (c.origin + e.clock - c.birth) / 365.25) < {width!r})")
    return rules


def _numbered(frame: pd.DataFrame, design: Design, *others: str) -> pd.DataFrame:
    """Return the columns that rules compare, with `row` counting from 0."""
    names = {"person", "age", "baseline_score", "sex", *design.exact, *design.calipers, *others}
    return frame[sorted(names)].reset_index(drop=True).assign(row=range(len(frame)))
