"""Tables of model about subgroups, dose, harms and time on treatment."""

from chart2paper.tables.closed_lists import ROLES
from chart2paper.tables.contract import Column, Table
from chart2paper.tables.shared_columns import PERSON_ID

SUBGROUPS = Table(
    "subgroups",
    "one comparison of the effects in two kinds of people",
    (
        Column("subgroup", "text", "covariate that tells the two kinds apart", required=True),
        Column("first", "text", "the first kind", required=True),
        Column("second", "text", "the second kind", required=True),
        Column("difference_first", "number", "adjusted difference in the first kind", unit="points"),
        Column("first_low", "number", "lower limit of its 95 % interval", unit="points"),
        Column("first_high", "number", "upper limit", unit="points"),
        Column("difference_second", "number", "adjusted difference in the second kind", unit="points"),
        Column("second_low", "number", "lower limit of its 95 % interval", unit="points"),
        Column("second_high", "number", "upper limit", unit="points"),
        Column("interaction", "number", "first minus second difference", unit="points"),
        Column("interaction_low", "number", "lower limit of its 95 % interval", unit="points"),
        Column("interaction_high", "number", "upper limit", unit="points"),
        Column("p_value", "number", "two-sided p value of the interaction", low=0, high=1),
        Column("p_holm", "number", "the same, adjusted for all interactions (Holm 1979)", low=0, high=1),
        Column("n_first", "integer", "people of the first kind with an outcome", required=True, low=0),
        Column("n_second", "integer", "people of the second kind with an outcome", required=True, low=0),
        Column("n_first_exposed", "integer", "exposed people among `n_first`", required=True, low=0),
        Column("n_second_exposed", "integer", "exposed people among `n_second`", required=True, low=0),
        Column("status", "text", "ok, or why it is not estimable", required=True),
    ),
    key=("subgroup",),
)
EXPOSURE_TIME = Table(
    "exposure_time",
    "one exposed person's first episode of use of the exposure drug",
    (
        Column("set_id", "text", "matched set", required=True),
        PERSON_ID,
        Column("days", "integer", "days from the index date to the last day covered", required=True, low=0),
        Column(
            "stopped",
            "integer",
            "1 = stopped, 0 = still in use when last known",
            required=True,
            low=0,
            high=1,
        ),
        Column("stop_reason", "text", "why it was stopped, where the order says so"),
        Column(
            "daily_dose_mg", "number", "daily dose of the last order before the outcome", unit="mg/day", low=0
        ),
    ),
    key=("person_id",),
)
TIME_ON_TREATMENT = Table(
    "time_on_treatment",
    "a day on which the share still taking the exposure drug changes, or the day of a table beneath the curve",
    (
        Column("day", "integer", "days since the index date", unit="days", required=True, low=0),
        Column("at_risk", "integer", "people still taking it and still followed", required=True, low=0),
        Column("stopped", "integer", "people who stopped on this day", required=True, low=0),
        Column("censored", "integer", "people last known to take it on this day", required=True, low=0),
        Column(
            "share", "number", "share still taking it after this day (Kaplan and Meier 1958)", low=0, high=1
        ),
        Column("ci_low", "number", "lower limit of the 95 % interval (log-log)", low=0, high=1),
        Column("ci_high", "number", "upper limit", low=0, high=1),
    ),
    key=("day",),
)
HARMS = Table(
    "harms",
    "an adverse effect, or a reason for stopping, in one arm",
    (
        Column("kind", "text", "what is counted", required=True, values=("adverse_effect", "stopped")),
        Column("event", "text", "the adverse effect, or the reason for stopping", required=True),
        Column("role", "text", "exposed or comparator", required=True, values=ROLES),
        Column("persons", "integer", "people with it", required=True, low=0),
        Column("n", "integer", "people looked at", required=True, low=0),
        Column("person_years", "number", "time looked at", unit="years", low=0),
        Column("share", "number", "persons / n", low=0, high=1),
        Column(
            "ci_low",
            "number",
            "lower limit of the exact 95 % interval (Clopper and Pearson 1934)",
            low=0,
            high=1,
        ),
        Column("ci_high", "number", "upper limit", low=0, high=1),
        Column(
            "rule_of_three",
            "number",
            "where nobody had it: the share that may still have been missed (Hanley and Lippman-Hand 1983)",
            low=0,
            high=1,
        ),
    ),
    key=("kind", "event", "role"),
)
DOSE_RESPONSE = Table(
    "dose_response",
    "the exposed with daily doses in one band",
    (
        Column("band", "integer", "order of the band", required=True, low=1),
        Column("dose_from", "number", "lowest daily dose of the band", unit="mg/day", low=0),
        Column("dose_below", "number", "the band ends below this dose; empty = no end", unit="mg/day", low=0),
        Column("n", "integer", "exposed people with a readable dose and both scores", required=True, low=0),
        Column("change", "number", "mean change of the score", unit="points"),
        Column("ci_low", "number", "lower limit of its 95 % interval", unit="points"),
        Column("ci_high", "number", "upper limit", unit="points"),
        Column("status", "text", "ok, or why it is not estimable", required=True),
    ),
    key=("band",),
)
