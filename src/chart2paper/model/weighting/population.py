"""Everyone eligible before matching, each comparator once, with covariates and outcome."""

from pathlib import Path
from typing import Any

import pandas as pd

from chart2paper.cohort.query import query
from chart2paper.model.outcomes import measure_outcomes
from chart2paper.tables.cohort import CANDIDATES
from chart2paper.tables.read_write import shape
from chart2paper.tables.sql import quoted
from chart2paper.tables.weighting import POPULATION

# Names the draw, so that it is independent of every other use of the same ids.
_DRAW = "one index date per candidate"


def draw_candidates(path: str | Path) -> pd.DataFrame:
    """Return one CANDIDATES row per candidate: the one of a date drawn from their possible index dates.

    Each different date of a person is equally likely, however many exposed people share it: the draw then
    depends on nothing but when the person could have started. The date with the smallest SHA-256 of draw,
    person and date wins (bottom-1 sampling; Cohen and Kaplan 2007), so it depends neither on the order of
    rows nor on who else is there, and a further date changes it only by winning itself. Of the exposed
    people with that date, the first by id lends the set. Pairs may run into millions: DuckDB streams them.
    """
    file = quoted(path)
    drawn = query(
        f"""
        WITH dates AS (
            SELECT person_id, index_date, min(exposed_id) AS exposed_id
            FROM read_parquet({file}) GROUP BY person_id, index_date
        ), drawn AS (
            SELECT person_id, arg_min(
                exposed_id, sha256('{_DRAW}:' || person_id || ':' || CAST(CAST(index_date AS DATE) AS VARCHAR))
            ) AS exposed_id FROM dates GROUP BY person_id
        )
        SELECT c.* FROM read_parquet({file}) c JOIN drawn USING (exposed_id, person_id) ORDER BY person_id
        """
    )
    return shape(drawn, CANDIDATES)


def population(
    cohort: pd.DataFrame,
    drawn: pd.DataFrame,
    daily: pd.DataFrame,
    visits: pd.DataFrame,
    outcome: dict[str, Any],
    data_lock_date: str,
) -> pd.DataFrame:
    """Return POPULATION: all exposed of the cohort, matched or not, and the drawn candidates.

    cohort: COHORT rows. drawn: one CANDIDATES row per person (`draw_candidates`). daily, visits, outcome and
    data_lock_date as in `model.outcomes.measure_outcomes`, which measures the outcomes here too. Who starts
    the exposure later may be a comparator before: such a person has a row in each arm.
    """
    exposed = cohort.loc[cohort["role"].eq("exposed"), ["person_id", "index_date"]]
    exposed = exposed.assign(set_id=exposed["person_id"], role="exposed")
    comparators = drawn[["person_id", "index_date"]].assign(set_id=drawn["exposed_id"], role="comparator")
    members = pd.concat([exposed, comparators], ignore_index=True)
    people = measure_outcomes(members, cohort, drawn, daily, visits, outcome, data_lock_date)
    return shape(people, POPULATION)
