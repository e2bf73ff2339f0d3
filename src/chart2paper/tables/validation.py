"""Tables of the validation by simulation: what was found in each clinic, and how well the method does."""

from chart2paper.catalogue.estimands import TARGETS_IN_POINTS
from chart2paper.tables.contract import Column, Table

SCENARIO = Column("scenario", "text", "what was simulated", required=True)
_PARTS = {
    "ldn": "of it, what LDN does at the last visit",
    "regression": "of it, from the first score to the usual score at that time",
    "trend": "of it, slow change of the usual score",
    "last_visit": "of it, how much worse than usual the last score is, LDN apart",
}


def _points(name: str, meaning: str) -> Column:
    return Column(name, "number", meaning, unit="points")


def _count(name: str, meaning: str) -> Column:
    return Column(name, "integer", meaning, required=True, low=0)


def _arm(arm: str, who: str) -> dict[str, Column]:
    return {
        f"baseline_{arm}": _points(
            f"replication_baseline_{arm}", f"replication: mean first score of the {who}"
        ),
        f"change_{arm}": _points(
            f"replication_change_{arm}", f"replication: mean last minus first score of the {who}"
        ),
        **{
            f"{part}_{arm}": _points(f"replication_{part}_{arm}", f"{who}: {meaning}")
            for part, meaning in _PARTS.items()
        },
    }


# What the replication finds in a clinic: the column of each measure but its p value.
REPLICATION_MEASURES = {
    "n_exposed": _count("replication_n_exposed", "replication: exposed people matched"),
    "n_comparator": _count("replication_n_comparator", "replication: comparators matched"),
    "percent_exposed": Column(
        "replication_percent_exposed", "number", "mean percent change of the exposed", unit="%"
    ),
    "percent_comparator": Column(
        "replication_percent_comparator", "number", "mean percent change of comparators", unit="%"
    ),
    "percent_difference": Column(
        "replication_percent_difference", "number", "their difference", unit="percentage points"
    ),
    "effect_day_90": _points(
        "replication_effect_day_90", "true effect about day 90 in the exposed of the replication"
    ),
    **_arm("exposed", "exposed"),
    **_arm("comparator", "comparators"),
}
REPLICATION_P_VALUE = Column(
    "replication_p_value", "number", "p value of that difference (Welch)", low=0, high=1
)
CLINICS = Table(
    "clinics",
    "one simulated clinic and what both analyses find in it",
    (
        SCENARIO,
        Column("clinic", "integer", "number of the clinic", required=True, low=1),
        Column("seed", "integer", "seed of its random streams", required=True),
        _count("n_starters", "people who started LDN"),
        _points("truth_starters", "true effect about day 90, mean over everyone who started"),
        _points(
            "untreated_change",
            "their change from the score at the start to about day 90 had they not started",
        ),
        _count("n_exposed", "target trial: exposed people matched"),
        _count("n_comparator", "target trial: comparators matched"),
        _count("seen_exposed", "of the exposed, those with an outcome"),
        _count("seen_comparator", "of the comparators, those with an outcome"),
        _points("truth", "true effect about day 90, mean over the exposed who were matched"),
        _points("estimate", "target trial: primary estimate"),
        _points("standard_error", "its reported standard error"),
        _points("ci_low", "lower limit of its 95 % interval"),
        _points("ci_high", "upper limit"),
        Column("p_value", "number", "its p value", low=0, high=1),
        *(
            _points(f"estimate_{name}", f"target trial: {target.known.estimand.headline}")
            for name, target in TARGETS_IN_POINTS.items()
        ),
        _points(
            "estimate_early", "the estimate with an outcome window from day 45, as the protocol once had it"
        ),
        _points(
            "estimate_visits",
            "the estimate when matched on the number of visits too, as the protocol once did",
        ),
        Column("status", "text", "ok, or why it is not estimable", required=True),
        *REPLICATION_MEASURES.values(),
        REPLICATION_P_VALUE,
    ),
    key=("scenario", "clinic"),
)
PERFORMANCE = Table(
    "performance",
    "how well one estimate does in one scenario by one measure",
    (
        SCENARIO,
        Column("estimator", "text", "which estimate", required=True),
        Column("measure", "text", "measure of performance", required=True),
        Column("value", "number", "its value over all clinics"),
        Column("mc_error", "number", "Monte Carlo standard error of that value", low=0),
        _count("clinics", "clinics in which there was an estimate"),
    ),
    key=("scenario", "estimator", "measure"),
)
