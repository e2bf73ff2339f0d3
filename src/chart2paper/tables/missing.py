"""Tables of model about missing outcomes and about what happened between index date and outcome."""

from chart2paper.tables.closed_lists import ROLES
from chart2paper.tables.contract import Column, Table
from chart2paper.tables.shared_columns import PERSON_ID

INTERCURRENT = ("stopped_exposure", "started_exposure", "started_opioid", "procedure")
_ROLE = Column("role", "text", "exposed or comparator", required=True, values=ROLES)
_SHARE = (
    Column("n", "integer", "persons", required=True, low=0),
    Column("people", "integer", "all persons of the arm", required=True, low=0),
    Column("share", "number", "n / people; empty = nobody in the arm", low=0, high=1),
    Column("ci_low", "number", "lower limit of the Wilson 95 % interval", low=0, high=1),
    Column("ci_high", "number", "upper limit of the Wilson 95 % interval", low=0, high=1),
)

MISSING_OUTCOMES = Table(
    "missing_outcomes",
    "one arm and one reason for a missing outcome",
    (_ROLE, Column("reason", "text", "why the outcome is missing, or any reason", required=True), *_SHARE),
    key=("role", "reason"),
)
TIPPING_POINT = Table(
    "tipping_point",
    "the adjusted difference after imputed scores were shifted by so much in each arm",
    (
        Column(
            "delta_exposed",
            "number",
            "points added to imputed scores of the exposed",
            unit="points",
            required=True,
        ),
        Column(
            "delta_comparator",
            "number",
            "points added to imputed scores of comparators",
            unit="points",
            required=True,
        ),
        Column("estimate", "number", "pooled adjusted difference; empty = not estimable", unit="points"),
        Column("ci_low", "number", "lower limit of the 95 % interval"),
        Column("ci_high", "number", "upper limit of the 95 % interval"),
        Column("p_value", "number", "two-sided p value", low=0, high=1),
        Column("status", "text", "ok, or why it is not estimable", required=True),
    ),
    key=("delta_exposed", "delta_comparator"),
)
EVENTS = Table(
    "events",
    "an intercurrent event of a matched person, from the day after the index date to the end of the window",
    (
        Column("set_id", "text", "matched set", required=True),
        PERSON_ID,
        _ROLE,
        Column("event", "text", "what happened", required=True, values=INTERCURRENT),
        Column("day", "integer", "days since the index date", unit="days", required=True, low=1),
        Column(
            "before_outcome",
            "integer",
            "1 = by the day of the outcome, or the outcome is missing",
            unit="0/1",
            required=True,
            low=0,
            high=1,
        ),
        Column("detail", "text", "stop reason, drug or procedure; several joined by ;"),
    ),
    key=("set_id", "role", "person_id", "event", "day"),
)
INTERCURRENT_EVENTS = Table(
    "intercurrent_events",
    "one arm and one kind of event between index date and outcome",
    (
        _ROLE,
        Column("event", "text", "what happened", required=True, values=INTERCURRENT),
        *_SHARE,
        Column("handling", "text", "how the primary analysis handles it", required=True),
    ),
    key=("role", "event"),
)
