"""Tables of match: who is compared with whom."""

from chart2paper.tables.closed_lists import ROLES, SAMPLES
from chart2paper.tables.contract import Column, Table
from chart2paper.tables.shared_columns import PERSON_ID

MATCHES = Table(
    "matches",
    "a person in a matched set",
    (
        Column("set_id", "text", "matched set, named after its exposed person", required=True),
        PERSON_ID,
        Column("role", "text", "exposed or comparator", required=True, values=ROLES),
        Column("index_date", "date", "time zero", required=True),
        Column(
            "distance",
            "number",
            "distance to the set's exposed person (0 for the exposed)",
            required=True,
            low=0,
        ),
    ),
    key=("set_id", "role", "person_id"),
)
UNMATCHED = Table(
    "unmatched",
    "an exposed person without a comparator, who leaves the analysis",
    (PERSON_ID, Column("reason", "text", "why no comparator was found", required=True)),
    key=("person_id",),
)
NEAREST = Table(
    "nearest",
    "a possible comparator of an exposed person: one of the 10 nearest, or one matched to them",
    (
        Column("exposed_id", "text", "study id of the exposed person", required=True),
        Column("place", "integer", "place by distance, equal distances by id", required=True, low=1),
        Column("of", "integer", "possible comparators of this exposed person", required=True, low=1),
        PERSON_ID,
        Column("index_date", "date", "the comparator's index date if matched here", required=True),
        Column("distance", "number", "distance to the exposed person", required=True, low=0),
        Column(
            "became",
            "text",
            "what became of the comparator",
            required=True,
            values=("matched here", "matched to another", "not used"),
        ),
        Column(
            "other_sets", "integer", "sets of other exposed people the comparator is in", required=True, low=0
        ),
        Column("matched_to", "text", "those exposed people, joined by +; of more than 5 the first 5"),
    ),
    key=("exposed_id", "place"),
)
BALANCE = Table(
    "balance",
    "one covariate (or one level of it) before or after matching",
    (
        Column("covariate", "text", "covariate", required=True),
        Column("level", "text", "level of a categorical covariate; empty for a number"),
        Column("sample", "text", "before or after matching", required=True, values=SAMPLES),
        Column("smd", "number", "standardised mean difference, exposed minus comparator", unit="SD"),
        Column("smd_ci_low", "number", "lower limit of its 95 % interval", unit="SD"),
        Column("smd_ci_high", "number", "upper limit of its 95 % interval", unit="SD"),
        Column(
            "smd_unit",
            "number",
            "standard deviation that both samples' SMD is divided by: that of the exposed before matching (of a "
            "0/1 value: square root of p(1-p))",
            low=0,
        ),
        Column("smd_flagged", "flag", "the whole interval lies beyond the protocol's threshold"),
        Column(
            "chance_limit",
            "number",
            "size of an SMD that chance alone exceeds for 5 of 100 covariates without true imbalance",
            unit="SD",
            low=0,
        ),
        Column("variance_ratio", "number", "variance among exposed / among comparators", low=0),
        Column("variance_ratio_flagged", "flag", "it lies outside the protocol's limits"),
        Column(
            "ks",
            "number",
            "Kolmogorov-Smirnov: largest distance between the weighted distribution functions; of a 0/1 value: "
            "difference of the shares",
            low=0,
            high=1,
        ),
        Column(
            "ess_exposed", "number", "effective number of exposed with a known value", unit="people", low=0
        ),
        Column(
            "ess_comparator",
            "number",
            "effective number of comparators with a known value",
            unit="people",
            low=0,
        ),
    ),
    key=("covariate", "level", "sample"),
)
OVERLAP = Table(
    "overlap",
    "a bin of the preference score in one arm, before or after matching",
    (
        Column("sample", "text", "before or after matching", required=True, values=SAMPLES),
        Column("role", "text", "exposed or comparator", required=True, values=ROLES),
        Column("bin_low", "number", "lower limit of the preference score (included)", required=True, low=0),
        Column("bin_high", "number", "upper limit of the preference score", required=True, high=1),
        Column(
            "people",
            "number",
            "people in the bin; a candidate counts once, the comparators of a set together as one",
            required=True,
            low=0,
        ),
        Column("share", "number", "share of the arm", required=True, low=0, high=1),
    ),
    key=("sample", "role", "bin_low"),
)
OVERLAP_SUMMARY = Table(
    "overlap_summary",
    "a measure of how far the arms overlap, before or after matching",
    (
        Column(
            "measure",
            "text",
            "effective_people (Kish), in_equipoise and in_range_of_other_arm (shares of the arm), "
            "common_support_low and _high (propensity scores that both arms reach)",
            required=True,
        ),
        Column("sample", "text", "before or after matching", required=True, values=SAMPLES),
        Column("role", "text", "arm; empty when it is about both", values=ROLES),
        Column("value", "number", "the measure; empty = not estimable", low=0),
        Column(
            "status",
            "text",
            "ok (and who is left out of the propensity model), or not estimable and why",
            required=True,
        ),
    ),
    key=("measure", "sample", "role"),
)
KEPT_DROPPED = Table(
    "kept_dropped",
    "one covariate (or one level of it) among the exposed who were matched and those who were not",
    (
        Column("covariate", "text", "covariate", required=True),
        Column("level", "text", "level of a categorical covariate; empty for a number"),
        Column("n_kept", "integer", "matched exposed people with a known value", required=True, low=0),
        Column("n_dropped", "integer", "unmatched exposed people with a known value", required=True, low=0),
        Column("kept", "number", "mean among the matched (of a level or a 0/1 value: share)"),
        Column("dropped", "number", "mean among the unmatched (of a level or a 0/1 value: share)"),
        Column("smd", "number", "standardised mean difference, matched minus unmatched", unit="SD"),
        Column("smd_ci_low", "number", "lower limit of its 95 % interval", unit="SD"),
        Column("smd_ci_high", "number", "upper limit of its 95 % interval", unit="SD"),
    ),
    key=("covariate", "level"),
)
