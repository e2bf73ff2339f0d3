"""Who could be compared with whom: the joins that find pairs among millions of people and dates."""

import pandas as pd

from chart2paper.cohort.alike import CALIPER_SLACK
from chart2paper.cohort.design import Design
from chart2paper.cohort.query import query
from chart2paper.cohort.visit_dates import visit_dates

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


def index_dates(exposed: pd.DataFrame, periods: pd.DataFrame, design: Design) -> pd.DataFrame:
    """Return exposed (row), person, day: who was eligible on which index date of theirs, before covariates.

    Parameters
    ----------
    exposed: the exposed with their covariates, day (index date) and day_in_stay.
    periods: `EligibleTime.periods` with sex and birth (day number, missing for over 89).

    With the calendar scale the date is the exposed person's own; in days of stay it is that day of each of the
    candidate's stays; at visits it is the nearest of `visit_dates`. What is known beforehand (sex, pain group,
    baseline score, age to within a year or so) is compared here already; `alike` compares everything.
    """
    in_stay = design.time_scale == "days_in_stay"
    clock = exposed["day_in_stay"] if in_stay else exposed["day"]
    people = _numbered(exposed.assign(clock=clock), design, "clock", "score_age")
    if design.time_scale == "visit":
        parts = [
            _joined(people[people["score_age"] == age], visits, "c.day", design)
            for age, visits in visit_dates(exposed, periods, design.within_days or 0)
        ]
        return (
            pd.concat(parts, ignore_index=True) if parts else _joined(people, periods, "c.score_day", design)
        )
    origin = periods["stay_start"] if in_stay else 0
    periods = periods.assign(origin=origin, first=periods["first"] - origin, last=periods["last"] - origin)
    return _joined(people, periods, "c.origin + e.clock", design)


def _joined(people: pd.DataFrame, periods: pd.DataFrame, day: str, design: Design) -> pd.DataFrame:
    """Return the pairs whose clock lies in a period; day: the candidate's index date, in SQL."""
    return query(
        f"""
        SELECT DISTINCT e.row AS exposed, c.person, CAST({day} AS BIGINT) AS day
        FROM e JOIN c ON {" AND ".join(_known_rules(day, design))}
        ORDER BY ALL
        """,
        e=people,
        c=periods,
    )


def _known_rules(day: str, design: Design) -> list[str]:
    rules = ["e.person <> c.person", 'e.clock BETWEEN c."first" AND c."last"']
    rules += [f"e.{name} = c.{name}" for name in _KNOWN_IN_PERIODS if name in design.exact]
    if "baseline_score" in design.calipers:
        width = design.calipers["baseline_score"] + CALIPER_SLACK
        rules.append(f"abs(e.baseline_score - c.score) <= {width!r}")
    if "age" in design.calipers:
        width = design.calipers["age"] + 1.1
        rules.append(f"(c.birth IS NULL OR abs(e.age - ({day} - c.birth) / 365.25) < {width!r})")
    return rules


def _numbered(frame: pd.DataFrame, design: Design, *others: str) -> pd.DataFrame:
    """Return the columns that rules compare, with `row` counting from 0."""
    names = {"person", "age", "baseline_score", "sex", *design.exact, *design.calipers, *others}
    return frame[sorted(names)].reset_index(drop=True).assign(row=range(len(frame)))
