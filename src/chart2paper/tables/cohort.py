"""Tables of cohort: who is in, and what is known of them on the index date."""

from chart2paper.catalogue.covariate import Covariate
from chart2paper.catalogue.covariates import COVARIATES
from chart2paper.tables.closed_lists import ROLES
from chart2paper.tables.contract import Column, Table
from chart2paper.tables.shared_columns import PERSON_ID

BASELINE_DATE = Column("baseline_date", "date", "day of the baseline score")


def _column(covariate: Covariate) -> tuple[Column, ...]:
    column = Column(
        covariate.name,
        covariate.type,
        covariate.meaning,
        unit=covariate.unit,
        low=covariate.low,
        high=covariate.high,
        values=covariate.values,
        scored=covariate.scored,
    )
    return (column, BASELINE_DATE) if covariate.name == "baseline_score" else (column,)


# What is known of a person on an index date: every covariate, and the day of the baseline score.
ON_INDEX_DATE = tuple(column for covariate in COVARIATES.values() for column in _column(covariate))

ATTRITION = Table(
    "attrition",
    "a restriction and how many people it removed",
    (
        Column(
            "step", "integer", "order of the restriction; 0 = everyone in the export", required=True, low=0
        ),
        Column("reason", "text", "why people were removed at this step", required=True),
        Column(
            "exposed",
            "integer",
            "people removed at this step who ever had the exposure drug",
            required=True,
            low=0,
        ),
        Column("comparator", "integer", "people removed at this step who never had it", required=True, low=0),
        Column("remaining", "integer", "people left after this step", required=True, low=0),
    ),
    key=("step",),
)
DECISIONS = Table(
    "decisions",
    "one eligibility decision about a person: whether they meet a restriction, in a role they were considered in",
    (
        PERSON_ID,
        Column("considered_as", "text", "the role", required=True, values=ROLES),
        Column("step", "integer", "order of the restriction, as in attrition", required=True, low=1),
        Column(
            "reason", "text", "what removes people at this step, in the words of attrition", required=True
        ),
        Column(
            "decision",
            "text",
            "passes = not removed by it; fails = removed by it, or would be if no earlier step had",
            required=True,
            values=("passes", "fails", "not asked"),
        ),
        Column("why_not_asked", "text", "why the step cannot be asked; empty = it was asked"),
    ),
    key=("person_id", "considered_as", "step"),
)
DAILY_SCORES = Table(
    "daily_scores",
    "the score of a person on a day up to the data lock date: that of the best kind of question asked then",
    (
        PERSON_ID,
        Column("date", "date", "day of the score", required=True),
        Column(
            "score",
            "number",
            "score; the mean of several of that kind",
            unit="points",
            required=True,
            scored=True,
        ),
    ),
    key=("person_id", "date"),
)
COHORT = Table(
    "cohort",
    "a person of the export, and whether and why they are in",
    (
        PERSON_ID,
        Column("role", "text", "exposed, or available as a comparator; empty = not in", values=ROLES),
        Column("excluded_because", "text", "the attrition reason that removed them; empty = in"),
        Column("index_date", "date", "time zero; empty for comparators that get theirs when matched"),
        *ON_INDEX_DATE,
    ),
    key=("person_id",),
)
CANDIDATES = Table(
    "candidates",
    "one possible comparator for one exposed person, with covariates on the index date that they would have",
    (
        Column("exposed_id", "text", "study id of the exposed person", required=True),
        PERSON_ID,
        Column("index_date", "date", "the index date that the candidate would have", required=True),
        *ON_INDEX_DATE,
    ),
    key=("exposed_id", "person_id"),
)
