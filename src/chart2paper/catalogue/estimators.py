"""The estimators that a protocol may name: one record each, with every estimand that it makes.

Their order, and that of their estimands, is the order of the forest plot.
"""

from dataclasses import replace

from chart2paper.catalogue.estimand import (
    BETWEEN,
    DIFFERENCE_OF_MEANS,
    MEAN,
    MEAN_OF_CHANGE,
    MEAN_POINTS,
    PERCENT_CHANGE,
    POINTS,
    Estimand,
    ForestLine,
    by_arm,
)
from chart2paper.catalogue.estimator import Estimator
from chart2paper.catalogue.responders import RESPONDERS
from chart2paper.catalogue.subgroup_effects import SUBGROUPS

ANCOVA = Estimator(
    "ancova",
    "final score adjusted for baseline (ANCOVA)",
    ("chart2paper.model.ancova", "ancova"),
    "with outcome",
    ("adjust_for", "least_probability"),
    (
        Estimand(
            "final_score",
            "adjusted_difference",
            "ancova_cr2",
            "between arms",
            POINTS,
            BETWEEN,
            "adjusted difference",
            ForestLine("points", "Final score, adjusted", "estimate"),
            headline="adjusted difference in the final score",
            grid={"adjusted_final_score": {}},
        ),
        Estimand(
            "final_score",
            "adjusted_difference",
            "ancova_cr2_observed",
            "between arms",
            POINTS,
            BETWEEN,
            "adjusted difference",
            ForestLine("points", "Adjusted, weighted for missing outcomes", "estimate"),
            headline="adjusted difference in the final score, weighted for missing outcomes",
            grid={"weighted_final_score": {}},
        ),
    ),
)
# Not headline and not in the grid: the day is known after the start only, so that it never answers the question.
DAY_OF_OUTCOME = Estimator(
    "day_of_outcome",
    "final score adjusted for baseline and the day of the outcome",
    ("chart2paper.model.day_of_outcome", "day_of_outcome"),
    "with outcome",
    ("adjust_for",),
    (
        Estimand(
            "final_score",
            "adjusted_difference",
            "ancova_cr2_day",
            "between arms",
            POINTS,
            BETWEEN,
            "adjusted difference",
            ForestLine("points", "Adjusted, also for the day of the outcome", "estimate"),
        ),
    ),
    methods={"ancova_cr2_day": "ANCOVA, CR2, day of the outcome"},
)
WHOLE_SAMPLE = Estimator(
    "whole_sample_regression",
    "whole-sample regression of percent change",
    ("chart2paper.model.whole_sample", "whole_sample_regression"),
    "with percent change",
    ("adjust_for",),
    (
        Estimand(
            "percent_change",
            "adjusted_difference",
            "ols_hc3",
            "between arms",
            PERCENT_CHANGE,
            BETWEEN,
            "adjusted difference",
            ForestLine("percent", "Whole-sample model, adjusted", "estimate"),
            headline="adjusted difference in percent change",
            grid={"adjusted_percent_change": {}},
        ),
        *by_arm("percent_change", "predicted_{arm}", "ols_hc3", PERCENT_CHANGE, MEAN, "predicted {arm}"),
    ),
)
_CHANGE_EXPOSED, _CHANGE_COMPARATOR = by_arm(
    "score_change", "mean_{arm}", "t_interval", MEAN_POINTS, MEAN_OF_CHANGE, "mean {arm}"
)
GROUP_MEANS = Estimator(
    "group_means",
    "group means and changes",
    ("chart2paper.model.group_means", "group_means"),
    "with both scores",
    (),
    (
        *by_arm("baseline_score", "mean_{arm}", "t_interval", MEAN_POINTS, MEAN, "mean {arm}"),
        *by_arm("final_score", "mean_{arm}", "t_interval", MEAN_POINTS, MEAN, "mean {arm}"),
        replace(_CHANGE_EXPOSED, forest=ForestLine("change", "{drug}", "exposed")),
        replace(_CHANGE_COMPARATOR, forest=ForestLine("change", "Comparators", "comparator")),
        Estimand(
            "score_change",
            "difference",
            "welch_t",
            "between arms",
            POINTS,
            DIFFERENCE_OF_MEANS,
            "difference",
            ForestLine("points", "Change score, unadjusted", "estimate"),
            headline="difference in the change of the score",
            grid={"unadjusted_change": {}},
        ),
    ),
)
PERCENT = Estimator(
    "percent_change",
    "percent change, two ways",
    ("chart2paper.model.percent_change", "percent_changes"),
    "with percent change",
    (),
    (
        *by_arm(
            "percent_change",
            "mean_of_ratios_{arm}",
            "t_interval",
            PERCENT_CHANGE,
            MEAN,
            "mean of ratios {arm}",
        ),
        Estimand(
            "percent_change",
            "mean_of_ratios_difference",
            "welch_t",
            "between arms",
            PERCENT_CHANGE,
            BETWEEN,
            "mean of ratios difference",
            ForestLine("percent", "Mean of percent changes, unadjusted", "estimate"),
            headline="difference in percent change",
            grid={"percent_change": {}},
        ),
        Estimand(
            "percent_change",
            "mean_of_ratios_difference",
            "mann_whitney",
            "between arms",
            PERCENT_CHANGE,
            BETWEEN,
            "mean of ratios difference",
        ),
        *by_arm(
            "percent_change",
            "ratio_of_means_{arm}",
            "delta_method",
            PERCENT_CHANGE,
            MEAN,
            "ratio of means {arm}",
        ),
        Estimand(
            "percent_change",
            "ratio_of_means_difference",
            "delta_method",
            "between arms",
            PERCENT_CHANGE,
            BETWEEN,
            "ratio of means difference",
            ForestLine("percent", "Percent change of means, unadjusted", "estimate"),
        ),
    ),
)
ESTIMATORS = {
    estimator.name: estimator
    for estimator in (ANCOVA, DAY_OF_OUTCOME, WHOLE_SAMPLE, SUBGROUPS, GROUP_MEANS, PERCENT, RESPONDERS)
}
