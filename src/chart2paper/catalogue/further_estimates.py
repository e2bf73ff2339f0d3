"""Estimands beside the protocol's estimators: what supports, questions or explains the primary estimate."""

from dataclasses import replace

from chart2paper.catalogue.estimand import (
    AGAINST_MISSING,
    BETWEEN,
    BETWEEN_MATCHED,
    COUNTED,
    COUNTED_KNOWN,
    DIFFERENCE_OF_MEANS,
    MEAN,
    MEAN_POINTS,
    MODELLED_SHARES_KNOWN,
    OF_ARMS,
    OF_MISSING,
    POINTS,
    REPEATED_MEAN,
    SHARE,
    Contrast,
    Estimand,
    Release,
    by_arm,
)


def _points(
    outcome: str,
    name: str,
    method: str,
    label: str,
    release: Release = BETWEEN,
    contrast: Contrast = "between arms",
) -> Estimand:
    """Return a number in points."""
    return Estimand(outcome, name, method, contrast, POINTS, release, label)


def _adjusted(method: str, release: Release = BETWEEN) -> Estimand:
    """Return the adjusted difference in the final score, made in another way than the primary one."""
    return _points("final_score", "adjusted_difference", method, "adjusted difference", release)


KNOWN_RISK_DIFFERENCE, KNOWN_ADJUSTED = (
    Estimand(
        "responder_{threshold}", "risk_difference", method, "between arms", SHARE, release, "risk difference"
    )
    for method, release in (
        ("newcombe_known", COUNTED_KNOWN),
        ("standardised_logistic_known", MODELLED_SHARES_KNOWN),
    )
)
MISSING = (
    *by_arm("baseline_score", "mean_{arm}", "with_outcome", MEAN_POINTS, MEAN, "mean {arm}"),
    *by_arm("baseline_score", "mean_{arm}", "without_outcome", MEAN_POINTS, OF_MISSING, "mean {arm}"),
    *by_arm(
        "baseline_score",
        "missing_difference_{arm}",
        "welch_t",
        POINTS,
        AGAINST_MISSING,
        "difference between those without and with an outcome, {arm}",
    ),
    _adjusted("all_scores_unweighted"),
    _adjusted("inverse_intensity"),
    _adjusted("landmark_{day}"),
    _adjusted("mi_rubin", BETWEEN_MATCHED),
    Estimand(
        "outcome_missing", "risk_difference", "newcombe", "between arms", SHARE, COUNTED, "risk difference"
    ),
    *by_arm("responder_{threshold}", "risk_{arm}", "wilson_known", SHARE, COUNTED_KNOWN, "risk {arm}"),
    KNOWN_RISK_DIFFERENCE,
    KNOWN_ADJUSTED,
)
REPEATED = tuple(
    _points("repeated_scores", name, method, label)
    for method in ("mixed_model", "gee_mancl_derouen")
    for name, label in (
        ("difference_at_target_day", "difference at the target day"),
        ("difference_in_slope", "difference in slope"),
    )
)
WEIGHTING = (
    _points("final_score", "difference", "unadjusted", "difference", DIFFERENCE_OF_MEANS),
    _adjusted("regression_cr2"),
    _points("final_score", "difference", "matched_cr2", "difference", DIFFERENCE_OF_MEANS),
    *(
        _points("final_score", "difference_exposed", method, "difference in the exposed")
        for method in ("ipw", "ipw_untruncated", "aipw")
    ),
    *(
        _points("final_score", "difference_overlap", method, "difference in people in equipoise")
        for method in ("overlap_weights", "augmented_overlap")
    ),
)
REGRESSION_TO_MEAN = (
    _points(
        "final_score",
        "slope_on_baseline",
        "comparator_line_cr2",
        "slope on the baseline score",
        MEAN,
        "within comparator",
    ),
    _points(
        "score_change",
        "expected_without_exposure",
        "comparator_line_cr2",
        "change expected without exposure",
        REPEATED_MEAN,
        "within comparator",
    ),
    _points(
        "score_change",
        "exposed_change",
        "comparator_line_cr2",
        "change of the exposed",
        REPEATED_MEAN,
        "within exposed",
    ),
    _points("score_change", "remainder", "comparator_line_cr2", "remainder", OF_ARMS),
)
DOSE = (_points("final_score", "slope_per_mg", "ols_hc3", "slope per mg", OF_ARMS, "within exposed"),)
MEAN_BASELINE = _adjusted("ancova_cr2_mean_baseline")
NEGATIVE_CONTROL, PLACEBO = (
    _points(outcome, "adjusted_difference", "ancova_cr2", "adjusted difference")
    for outcome in ("negative_control_{covariate}", "placebo_score")
)
BEFORE_EXPOSURE = (
    MEAN_BASELINE,
    NEGATIVE_CONTROL,
    PLACEBO,
)
RESAMPLING = (
    _adjusted("cluster_bootstrap"),
    replace(_adjusted("permutation_within_sets"), part_of="whole sets"),
)
FURTHER_ESTIMATES = (
    *MISSING,
    *REPEATED,
    *WEIGHTING,
    *REGRESSION_TO_MEAN,
    *DOSE,
    *BEFORE_EXPOSURE,
    *RESAMPLING,
)
