"""Tables of model about what could explain the primary result away."""

from chart2paper.tables.contract import Column, Table

_STATUS = Column("status", "text", "ok, or why it is not estimable", required=True)

E_VALUES = Table(
    "e_values",
    "one effect and how strong an unmeasured confounder would have to be to explain it away",
    (
        Column("outcome", "text", "what is estimated about", required=True),
        Column("estimand", "text", "what is estimated", required=True),
        Column("estimate", "number", "the estimate, on its own scale"),
        Column("ci_low", "number", "lower limit of its 95 % interval"),
        Column("ci_high", "number", "upper limit of its 95 % interval"),
        Column("sd", "number", "SD of the final score within arms that a difference is divided by", low=0),
        Column(
            "risk_ratio", "number", "the estimate as a risk ratio; exp(0.91 x standardised difference)", low=0
        ),
        Column(
            "risk_ratio_limit",
            "number",
            "the limit nearer to no effect as a risk ratio; 1 = the interval holds no effect",
            low=0,
        ),
        Column(
            "e_value",
            "number",
            "least risk ratio with exposure and outcome to explain the estimate away",
            low=1,
        ),
        Column("e_value_limit", "number", "the same for the limit; 1 = nothing to explain away", low=1),
        _STATUS,
    ),
    key=("outcome", "estimand"),
)
MEASURED_CONFOUNDERS = Table(
    "measured_confounders",
    "one measured covariate and how strong a confounder it is",
    (
        Column("covariate", "text", "covariate", required=True),
        Column("adjusted", "integer", "1 = in the primary model", unit="0/1", required=True, low=0, high=1),
        Column(
            "smd_before", "number", "largest absolute SMD of its levels before matching", unit="SD", low=0
        ),
        Column(
            "difference",
            "number",
            "final score one SD above against one SD below its mean, in the primary model",
            unit="points",
            low=0,
        ),
        Column("risk_ratio_exposure", "number", "its association with exposure as a risk ratio", low=1),
        Column("risk_ratio_outcome", "number", "its association with the outcome as a risk ratio", low=1),
        Column("bounding_factor", "number", "the most that both can shift a risk ratio by", low=1),
        Column("strength", "number", "E-value of the bounding factor: one common strength for both", low=1),
        Column(
            "times_estimate",
            "number",
            "log(E-value of the estimate) / log(strength): how many times as strong an unmeasured one must be",
            low=0,
        ),
        Column("times_limit", "number", "the same for the limit of the interval", low=0),
        Column(
            "estimate_changed",
            "number",
            "primary difference with it left out of the model (adjusted = 1) or added to it (adjusted = 0)",
            unit="points",
        ),
        _STATUS,
    ),
    key=("covariate",),
)
ROSENBAUM_BOUNDS = Table(
    "rosenbaum_bounds",
    "one size of hidden bias and the worst that it could make of the primary result",
    (
        Column(
            "gamma",
            "number",
            "how many times the odds of exposure may differ between two people of a set",
            required=True,
            low=1,
        ),
        Column("p_upper", "number", "largest two-sided p value of the signed-rank test", low=0, high=1),
        Column("estimate_low", "number", "smallest Hodges-Lehmann point estimate", unit="points"),
        Column("estimate_high", "number", "largest Hodges-Lehmann point estimate", unit="points"),
        Column("sets", "integer", "matched sets used", required=True, low=0),
        _STATUS,
    ),
    key=("gamma",),
)
