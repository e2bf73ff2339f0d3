"""Tables of weighting: everyone eligible before matching, their weights, and the balance these give."""

from chart2paper.tables.closed_lists import ROLES
from chart2paper.tables.contract import Column, Table
from chart2paper.tables.model import ANALYSIS_SET

SCHEMES = ("att", "overlap")
_SCHEME = Column(
    "scheme",
    "text",
    "whose effect: att = the exposed, overlap = people in equipoise",
    required=True,
    values=SCHEMES,
)

POPULATION = Table(
    "population",
    "an eligible person before matching, in one arm: every exposed, and each candidate on one of their dates",
    # As in the analysis set, but nobody is in a set.
    ANALYSIS_SET.columns[1:],
    key=("person_id", "role"),
)
WEIGHTS_SUMMARY = Table(
    "weights_summary",
    "the weights of one arm under one scheme; a weight of 1 is the mean of the arm",
    (
        _SCHEME,
        Column("role", "text", "exposed or comparator", required=True, values=ROLES),
        Column("n", "integer", "persons", required=True, low=0),
        Column("n_outcome", "integer", "persons with an outcome, who are weighted", required=True, low=0),
        Column("effective_n", "number", "equally weighted persons that would say as much", low=0),
        Column("largest_before", "number", "largest weight before truncation", low=0),
        Column("largest_after", "number", "largest weight after truncation", low=0),
        Column("truncated", "integer", "persons whose weight was cut", low=0),
        Column("status", "text", "ok, or why there are no weights", required=True),
    ),
    key=("scheme", "role"),
)
WEIGHTED_BALANCE = Table(
    "weighted_balance",
    "one covariate (or one level of it) before and after weighting",
    (
        _SCHEME,
        Column("covariate", "text", "covariate", required=True),
        Column("level", "text", "level of a categorical covariate; empty for a number"),
        Column("smd_before", "number", "standardised mean difference of everyone eligible", unit="SD"),
        Column(
            "smd_after",
            "number",
            "the same of people with an outcome, as the estimate weights them",
            unit="SD",
        ),
    ),
    key=("scheme", "covariate", "level"),
)
