"""Tables of cohort: who is in, and what is known of them on the index date."""

from chart2paper.tables.closed_lists import MECHANISMS, ROLES
from chart2paper.tables.contract import Column, Table
from chart2paper.tables.shared_columns import PERSON_ID

# What is known of a person on an index date; the covariates an analysis may match on and adjust for.
COVARIATES = (
    Column("age", "number", "age on the index date; 90 stands for over 89", unit="years", low=0, high=90),
    Column("sex", "text", "sex", values=("female", "male", "other")),
    Column("pain_group", "text", "painful condition coded most often up to the index date"),
    Column("mechanism", "text", "pain mechanism of that condition", values=MECHANISMS),
    Column("baseline_score", "number", "pain score at baseline", unit="0-10 NRS", low=0, high=10),
    Column("baseline_date", "date", "day of the baseline score"),
    Column(
        "previous_score", "number", "last score before the baseline score", unit="0-10 NRS", low=0, high=10
    ),
    Column(
        "on_opioid",
        "integer",
        "an opioid, not the exposure, covers the index date",
        unit="0/1",
        low=0,
        high=1,
    ),
    Column(
        "on_adjuvant",
        "integer",
        "a nerve-pain drug or antidepressant, not the exposure, covers it",
        unit="0/1",
        low=0,
        high=1,
    ),
    Column("days_in_care", "number", "days since the first completed visit", unit="days", low=0),
    Column(
        "visits_before", "integer", "completed visits in the year up to the index date", unit="visits", low=0
    ),
    Column("index_year", "integer", "calendar year of the index date", unit="year"),
)

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
COHORT = Table(
    "cohort",
    "a person of the export, and whether and why they are in",
    (
        PERSON_ID,
        Column("role", "text", "exposed, or available as a comparator; empty = not in", values=ROLES),
        Column("excluded_because", "text", "the attrition reason that removed them; empty = in"),
        Column("index_date", "date", "time zero; empty for comparators that inherit theirs when matched"),
        *COVARIATES,
    ),
    key=("person_id",),
)
CANDIDATES = Table(
    "candidates",
    "one possible comparator for one exposed person, with covariates on the date they would inherit",
    (
        Column("exposed_id", "text", "study id of the exposed person", required=True),
        PERSON_ID,
        Column("index_date", "date", "the date the candidate would inherit", required=True),
        *COVARIATES,
    ),
    key=("exposed_id", "person_id"),
)
