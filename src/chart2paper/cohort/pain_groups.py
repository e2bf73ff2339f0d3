"""Which painful condition a person has, day by day, as far as the chart knew on that day."""

import pandas as pd

from chart2paper.cohort.query import query

# The group coded on the most days so far; ties go to the one coded last, then to the alphabet.
_LEADING_GROUP = """
    WITH coded AS (
        SELECT person, day, pain_group, min(mechanism) AS mechanism FROM diagnoses GROUP BY ALL
    ), days AS (
        SELECT DISTINCT person, day FROM coded
    ), so_far AS (
        SELECT d.person, d.day, c.pain_group, min(c.mechanism) AS mechanism, count(*) AS times, max(c.day) AS latest
        FROM days AS d JOIN coded AS c ON c.person = d.person AND c.day <= d.day
        GROUP BY ALL
    ), leaders AS (
        SELECT person, day, pain_group, mechanism FROM so_far
        QUALIFY row_number() OVER (PARTITION BY person, day ORDER BY times DESC, latest DESC, pain_group) = 1
    )
    SELECT person, day, pain_group, mechanism FROM leaders
    QUALIFY pain_group IS DISTINCT FROM lag(pain_group) OVER (PARTITION BY person ORDER BY day)
    ORDER BY person, day
"""


def pain_group_history(diagnoses: pd.DataFrame) -> pd.DataFrame:
    """Return each person's pain group, one row from each day on which it changed.

    Parameters
    ----------
    diagnoses: person, day (numbers), pain_group, mechanism; pain codes only.

    Returns
    -------
    person, day, pain_group, mechanism, sorted by person and day: the group coded on most days up to
    that day (several codes of a group on one day count once; ties: the most recently coded, then the
    first in the alphabet). It holds until the person's next row.
    """
    return query(_LEADING_GROUP, diagnoses=diagnoses)
