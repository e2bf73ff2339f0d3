"""Tables of model: what the estimators see and find."""

from chart2paper.tables.closed_lists import GRID_UNITS, JUDGEMENTS, ROLES
from chart2paper.tables.cohort import ON_INDEX_DATE
from chart2paper.tables.contract import Column, Table
from chart2paper.tables.shared_columns import PERSON_ID

ANALYSIS_SET = Table(
    "analysis_set",
    "a matched person with covariates and outcome: exactly what the estimators see",
    (
        Column("set_id", "text", "matched set", required=True),
        PERSON_ID,
        Column("role", "text", "exposed or comparator", required=True, values=ROLES),
        Column("index_date", "date", "time zero", required=True),
        *ON_INDEX_DATE,
        Column(
            "final_score",
            "number",
            "outcome score; empty = missing",
            unit="points",
            scored=True,
        ),
        Column("final_date", "date", "day of the outcome score"),
        Column("days_to_final", "integer", "days from index date to the outcome score", unit="days"),
        Column("outcome_missing_because", "text", "why the outcome is missing; empty = it is there"),
    ),
    key=("set_id", "role", "person_id"),
)
ESTIMATES = Table(
    "estimates",
    "one estimate",
    (
        Column("analysis", "text", "analysis of the protocol", required=True),
        Column("outcome", "text", "what is estimated about", required=True),
        Column("estimand", "text", "what is estimated", required=True),
        Column("method", "text", "how", required=True),
        Column("estimate", "number", "the estimate; empty = not estimable"),
        Column("ci_low", "number", "lower limit of the 95 % interval"),
        Column(
            "ci_high",
            "number",
            "upper limit; for an NNT the end of the NNTB-infinity-NNTH scale nearer to harm",
        ),
        Column("p_value", "number", "two-sided p value", low=0, high=1),
        Column("n_exposed", "integer", "exposed persons used", required=True, low=0),
        Column("n_comparator", "integer", "comparators used", required=True, low=0),
        Column("status", "text", "ok, or why it is not estimable", required=True),
    ),
    key=("analysis", "outcome", "estimand", "method"),
)
RESPONDER_CURVE = Table(
    "responder_curve",
    "share of one arm who improved by at least a threshold",
    (
        Column("role", "text", "exposed or comparator", required=True, values=ROLES),
        Column("threshold_percent", "number", "improvement from baseline", unit="%", required=True),
        Column("responders", "integer", "persons at or above the threshold", required=True, low=0),
        Column("n", "integer", "persons (a missing outcome counts as no response)", required=True, low=0),
        Column("share", "number", "responders / n", low=0, high=1),
        Column("ci_low", "number", "lower limit of the Wilson 95 % interval", low=0, high=1),
        Column("ci_high", "number", "upper limit of the Wilson 95 % interval", low=0, high=1),
    ),
    key=("role", "threshold_percent"),
)
RESPONDER_DIFFERENCE = Table(
    "responder_difference",
    "the difference between the arms in that share, exposed minus comparator",
    (
        Column("threshold_percent", "number", "improvement from baseline", unit="%", required=True),
        Column("n_exposed", "integer", "exposed persons", required=True, low=0),
        Column("n_comparator", "integer", "comparators", required=True, low=0),
        Column(
            "difference",
            "number",
            "share of the exposed minus share of comparators; empty where comparators are in several sets",
            low=-1,
            high=1,
        ),
        Column("ci_low", "number", "lower limit of the Newcombe 95 % interval", low=-1, high=1),
        Column("ci_high", "number", "upper limit of the Newcombe 95 % interval", low=-1, high=1),
    ),
    key=("threshold_percent",),
)
SCORES = Table(
    "scores",
    "one day's score of a matched person, up to a year before the index date and until the data lock date",
    (
        Column("set_id", "text", "matched set", required=True),
        PERSON_ID,
        Column("role", "text", "exposed or comparator", required=True, values=ROLES),
        Column("day", "integer", "days since the index date", unit="days", required=True),
        Column("score", "number", "score", required=True, unit="points", scored=True),
        Column("in_window", "integer", "1 = in the outcome window", unit="0/1", required=True, low=0, high=1),
    ),
    key=("set_id", "role", "person_id", "day"),
)
DIAGNOSTICS = Table(
    "diagnostics",
    "one check of whether the primary estimate may be believed",
    (
        Column("place", "integer", "order of the checks", required=True, low=1),
        Column("check", "text", "what is checked", required=True),
        Column("number", "number", "what was found; empty = it could not be checked"),
        Column("unit", "text", "unit of the number and of its limits"),
        Column("worse_when", "text", "which side is worse", required=True, values=("higher", "lower")),
        Column("warn_at", "number", "limit beyond which the check warns; empty = none"),
        Column("fail_at", "number", "limit beyond which the check fails; empty = none"),
        Column(
            "judgement", "text", "how the number compares with its limits", required=True, values=JUDGEMENTS
        ),
        Column("why_unknown", "text", "why it could not be checked"),
    ),
    key=("place",),
)
INFLUENCE = Table(
    "influence",
    "a matched person, and how far the primary estimate moves without them",
    (
        Column("set_id", "text", "matched set", required=True),
        PERSON_ID,
        Column("role", "text", "exposed or comparator", required=True, values=ROLES),
        Column(
            "left_with",
            "integer",
            "people with an outcome who leave with them: the set of an exposed person",
            required=True,
            low=0,
        ),
        Column("estimate", "number", "primary estimate with everyone", unit="points"),
        Column("estimate_without", "number", "primary estimate without them", unit="points"),
        Column("moved", "number", "estimate without them minus estimate with everyone", unit="points"),
        Column("status", "text", "ok, or why it is not estimable", required=True),
    ),
    key=("set_id", "role", "person_id"),
)
SENSITIVITY = Table(
    "sensitivity",
    "one analysis of the sensitivity grid: the primary analysis, or a variation of it",
    (
        Column("place", "integer", "place in the protocol; 0 = the primary analysis", required=True, low=0),
        Column(
            "name",
            "text",
            "question and label in small letters; of variations made together both names, joined by +",
            required=True,
        ),
        Column("question", "text", "question of the protocol; crossed = several at a time", required=True),
        Column("label", "text", "what is different, in plain words", required=True),
        Column("changed", "text", "the settings that differ from the primary analysis"),
        Column("unit", "text", "unit of the estimate", required=True, values=GRID_UNITS),
        Column("n_exposed", "integer", "exposed persons used", required=True, low=0),
        Column("n_comparator", "integer", "comparators used", required=True, low=0),
        Column("sets", "integer", "matched sets", required=True, low=0),
        Column("estimate", "number", "exposed minus comparators; empty = not estimable"),
        Column("ci_low", "number", "lower limit of the 95 % interval"),
        Column("ci_high", "number", "upper limit of the 95 % interval"),
        Column("p_value", "number", "two-sided p value", low=0, high=1),
        Column("status", "text", "ok, or why it is not estimable", required=True),
        Column("is_primary", "integer", "1 = the primary analysis", unit="0/1", required=True, low=0, high=1),
    ),
    key=("place",),
)
SENSITIVITY_PEOPLE = Table(
    "sensitivity_people",
    "a person whom an analysis of the sensitivity grid uses, with the scores that it uses",
    (
        Column("place", "integer", "place of the analysis in the protocol", required=True, low=0),
        Column("role", "text", "exposed or comparator", required=True, values=ROLES),
        PERSON_ID,
        Column("baseline_score", "number", "score at baseline", unit="points", scored=True),
        Column(
            "final_score",
            "number",
            "outcome score; empty = missing",
            unit="points",
            scored=True,
        ),
    ),
    key=("place", "role", "person_id", "baseline_score", "final_score"),
)
