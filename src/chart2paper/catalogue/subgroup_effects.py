"""The estimator of effects at two levels of a covariate, and of how they differ."""

from typing import Literal

from chart2paper.catalogue.estimand import (
    AT_LEVEL,
    OF_LEVELS,
    PERCENT_CHANGE,
    POINTS,
    Estimand,
    ForestLine,
    Number,
)
from chart2paper.catalogue.estimator import Estimator


def _at_levels(
    outcome: str, method: str, number: Number, panel: Literal["points", "percent"]
) -> tuple[Estimand, ...]:
    """Return the effect at each of two levels of a covariate, and the difference of the two."""
    return (
        Estimand(
            outcome,
            "difference_{level}",
            method,
            "between arms",
            number,
            AT_LEVEL,
            "difference {level}",
            ForestLine(panel, "Subgroup: {level}", "subgroup"),
        ),
        Estimand(
            outcome,
            "interaction_{first}_vs_{second}",
            method,
            "interaction",
            number,
            OF_LEVELS,
            "interaction {first} vs {second}",
            ForestLine(panel, "{first} minus {second}", "subgroup"),
        ),
    )


SUBGROUPS = Estimator(
    "subgroup_interaction",
    "subgroup interaction",
    ("chart2paper.model.subgroups", "subgroup_interaction"),
    "everyone",
    ("subgroups", "adjust_for", "estimators"),
    (
        *_at_levels("final_score", "ancova_cr2", POINTS, "points"),
        *_at_levels("percent_change", "ols_hc3", PERCENT_CHANGE, "percent"),
    ),
)
