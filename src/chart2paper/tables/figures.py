"""Declared tables of figures: the CSV twins with exactly the plotted numbers."""

from chart2paper.tables.closed_lists import ROLES, SAMPLES
from chart2paper.tables.contract import Column, Table

BOXES = ("records", "excluded", "eligible", "unmatched", "matched", "missing", "outcome")
CURVES = ("exposed", "comparator", "difference")
LAYERS = ("arm", "window", "person", "mean")
CURVE_LAYERS = ("estimate", "setting")
# Whose imputed scores are shifted; against = exposed by so much, comparators by as much the other way.
PATHS = ("exposed", "comparator", "against")
PANELS = ("points", "percent", "standardised", "change", "words")
MARKERS = ("estimate", "subgroup", "exposed", "comparator", "trial", "pooled", "cohort")
# What a window decides: who is in, what is known of them, exposure or outcome.
KINDS = ("eligibility", "covariates", "exposure", "outcome")

FLOW_FIGURE = Table(
    "flow",
    "a box of the flow diagram, or one line of a box",
    (
        Column("row", "integer", "order from top to bottom", required=True, low=0),
        Column("part", "text", "box the line stands in", required=True, values=BOXES),
        Column("label", "text", "what these people have in common", required=True),
        Column("exposed", "integer", "exposed persons; empty = not told apart here", low=0),
        Column("comparator", "integer", "comparators, or people never exposed", low=0),
        Column("total", "integer", "people", required=True, low=0),
        Column("remaining", "integer", "people left after an exclusion", low=0),
    ),
    key=("row",),
)

BALANCE_FIGURE = Table(
    "balance",
    "a point of the love plot with its interval, or a covariate whose difference has no value",
    (
        Column("row", "integer", "line of the plot, from the top", required=True, low=0),
        Column("covariate", "text", "covariate", required=True),
        Column("level", "text", "level of a categorical covariate; empty for a number"),
        Column("label", "text", "printed name of the covariate", required=True),
        Column("sample", "text", "before or after matching", required=True, values=("before", "after")),
        Column("smd", "number", "standardised mean difference; empty = not estimable", unit="SD"),
        Column("smd_ci_low", "number", "lower limit of its 95% interval", unit="SD"),
        Column("smd_ci_high", "number", "upper limit of its 95% interval", unit="SD"),
        Column("flagged", "flag", "the whole interval lies beyond the negligible limit"),
        Column("negligible_limit", "number", "line: difference commonly called negligible", unit="SD"),
        Column(
            "chance_limit",
            "number",
            "line: 95 of 100 differences after matching are smaller by chance alone; empty = nobody matched",
            unit="SD",
        ),
    ),
    key=("row", "sample"),
)

RESPONDERS_FIGURE = Table(
    "responders",
    "a point of one arm's curve, or of the difference between the arms",
    (
        Column("role", "text", "exposed, comparator or the difference", required=True, values=CURVES),
        Column("threshold_percent", "number", "improvement; negative = worse", unit="%", required=True),
        Column("responders", "integer", "persons at or above the threshold; empty for the difference", low=0),
        Column("n", "integer", "persons; a missing outcome counts as no response", low=0),
        Column("share", "number", "responders / n, or exposed minus comparator", low=-1, high=1),
        Column("ci_low", "number", "lower limit of the 95% interval", low=-1, high=1),
        Column("ci_high", "number", "upper limit of the 95% interval", low=-1, high=1),
        Column("marked", "flag", "a threshold named in the figure", required=True),
    ),
    key=("role", "threshold_percent"),
)

TRAJECTORIES_FIGURE = Table(
    "trajectories",
    "a point of a person's line, a mean of an arm, an arm's size, or an end of the outcome window",
    (
        Column("layer", "text", "what the row is", required=True, values=LAYERS),
        Column("role", "text", "exposed or comparator; empty for the outcome window", values=ROLES),
        Column("person_id", "text", "study id; empty unless a person's line"),
        Column("day", "number", "days since the index date; for a mean the mean day of its scores"),
        Column(
            "score",
            "number",
            "score or mean of the persons' means",
            unit="points",
            scored=True,
        ),
        Column("ci_low", "number", "lower limit of the mean's 95% interval", unit="points"),
        Column("ci_high", "number", "upper limit of the mean's 95% interval", unit="points"),
        Column("n", "integer", "persons behind the mean, or in the arm", low=0),
        Column("days", "integer", "days that a mean covers", low=1),
    ),
    key=("layer", "role", "person_id", "day"),
)

OVERLAP_FIGURE = Table(
    "overlap",
    "a bar of the histogram (layer bin), or an arm as a whole (layer arm)",
    (
        Column("layer", "text", "bin or arm", required=True, values=("bin", "arm")),
        Column("sample", "text", "before or after matching", required=True, values=SAMPLES),
        Column("role", "text", "exposed or comparator", required=True, values=ROLES),
        Column("bin_low", "number", "bin: lower limit of the preference score"),
        Column("bin_high", "number", "bin: upper limit of the preference score"),
        Column("share", "number", "share of the arm in the bin; arm: share in equipoise", low=0, high=1),
        Column("equipoise_low", "number", "line: lower limit of equipoise", required=True),
        Column("equipoise_high", "number", "line: upper limit of equipoise", required=True),
        Column("status", "text", "arm: ok, or not estimable and why"),
    ),
    key=("layer", "sample", "role", "bin_low"),
)

SPECIFICATION_CURVE_FIGURE = Table(
    "specification_curve",
    "a mark of the specification curve: an estimate, or one thing that it changes",
    (
        Column("layer", "text", "curve, or the rows beneath it", required=True, values=CURVE_LAYERS),
        Column("position", "integer", "place from the left, by estimate", required=True, low=1),
        Column("row", "integer", "row beneath the curve, from the top; 0 = the curve", required=True, low=0),
        Column("heading", "text", "question of the protocol"),
        Column("label", "text", "what is different", required=True),
        Column("estimate", "number", "difference, exposed minus comparators", unit="points"),
        Column("ci_low", "number", "lower limit of the 95% interval"),
        Column("ci_high", "number", "upper limit of the 95% interval"),
        Column("is_primary", "integer", "1 = the primary analysis", required=True, low=0, high=1),
        Column("not_drawn", "integer", "analyses in other units or not estimable", required=True, low=0),
    ),
    key=("layer", "position", "row"),
)

TIME_ON_TREATMENT_FIGURE = Table(
    "time_on_treatment",
    "a point of the curve",
    (
        Column("day", "integer", "days since the index date", unit="days", required=True, low=0),
        Column("at_risk", "integer", "people still taking it and followed", required=True, low=0),
        Column("share", "number", "share still taking it after this day", low=0, high=1),
        Column("ci_low", "number", "lower limit of the 95% interval", low=0, high=1),
        Column("ci_high", "number", "upper limit of the 95% interval", low=0, high=1),
        Column("censored", "integer", "people last known to take it on this day", required=True, low=0),
        Column("told", "flag", "a day whose number at risk stands beneath the curve", required=True),
    ),
    key=("day",),
)

TIPPING_FIGURE = Table(
    "tipping",
    "a point of one line: the pooled difference after imputed scores were shifted",
    (
        Column("path", "text", "whose imputed scores are shifted", required=True, values=PATHS),
        Column("shift", "number", "points added", unit="points", required=True),
        Column("estimate", "number", "pooled adjusted difference; empty = not estimable", unit="points"),
        Column("ci_low", "number", "lower limit of the 95% interval"),
        Column("ci_high", "number", "upper limit of the 95% interval"),
        Column("status", "text", "ok, or why it is not estimable", required=True),
    ),
    key=("path", "shift"),
)

FOREST_FIGURE = Table(
    "forest",
    "a line of the forest plot",
    (
        Column("row", "integer", "line of the plot, from the top", required=True, low=0),
        Column("panel", "text", "panel, each with a unit of its own", required=True, values=PANELS),
        Column("heading", "text", "analysis, or published results", required=True),
        Column("label", "text", "what is estimated, or which study", required=True),
        Column("detail", "text", "people; for a published study also design and population"),
        Column("marker", "text", "kind of result", required=True, values=MARKERS),
        Column("estimate", "number", "the estimate; empty = not on this axis"),
        Column("ci_low", "number", "lower limit of the 95% interval"),
        Column("ci_high", "number", "upper limit of the 95% interval"),
        Column("words", "text", "what is printed beside it, or instead"),
    ),
    key=("row",),
)

DESIGN_FIGURE = Table(
    "design",
    "a window of days in which something is assessed, from the protocol",
    (
        Column("place", "integer", "order of the rows, from the top", required=True, low=1),
        Column("window", "text", "what is assessed", required=True),
        Column("first_day", "integer", "first day from the index date; empty = any time before", unit="days"),
        Column(
            "last_day", "integer", "last day from the index date; empty = the data lock date", unit="days"
        ),
        Column("mark_day", "integer", "day that the window is meant for; empty = none", unit="days"),
        Column("kind", "text", "what the window decides", required=True, values=KINDS),
    ),
    key=("place",),
)

# By the name of their figure.
TWINS = {
    table.name: table
    for table in (
        FLOW_FIGURE,
        BALANCE_FIGURE,
        RESPONDERS_FIGURE,
        TRAJECTORIES_FIGURE,
        OVERLAP_FIGURE,
        SPECIFICATION_CURVE_FIGURE,
        TIME_ON_TREATMENT_FIGURE,
        TIPPING_FIGURE,
        FOREST_FIGURE,
        DESIGN_FIGURE,
    )
}
