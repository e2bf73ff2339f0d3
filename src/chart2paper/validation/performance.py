"""How well an estimate does over many clinics: bias, standard errors, coverage, rejections.

Definitions and Monte Carlo standard errors: Morris, White and Crowther 2019 (Stat Med 38:2074-2102, Table 6).
"""

import numpy as np
import pandas as pd

from chart2paper.catalogue.estimands import TARGETS_IN_POINTS
from chart2paper.tables.read_write import shape
from chart2paper.tables.validation import PERFORMANCE, REPLICATION_MEASURES, REPLICATION_P_VALUE

PRIMARY, REPLICATION = "target_trial", "replication"
EARLY, VISITS, NOW = (f"{PRIMARY}_{name}" for name in ("early", "visits", "now"))
# Every estimate in points, by its name in the protocol.
PUBLISHED = {name: f"{PRIMARY}_{name}" for name in TARGETS_IN_POINTS}
WEIGHTED = PUBLISHED["weighted_final_score"]
# The other estimates of the target trial: the column that each has in CLINICS.
OTHERS = {
    **{estimator: f"estimate_{name}" for name, estimator in PUBLISHED.items()},
    EARLY: "estimate_early",
    VISITS: "estimate_visits",
}
# An effect is found where p is below this.
LEVEL = 0.05
Measures = dict[str, tuple[float, float]]


def performance(clinics: pd.DataFrame) -> pd.DataFrame:
    """Return PERFORMANCE rows of every scenario in `clinics` (CLINICS rows)."""
    rows = [
        (scenario, estimator, measure, value, error, n)
        for scenario, group in clinics.groupby("scenario", sort=False)
        for estimator, (measures, n) in _estimators(group).items()
        for measure, (value, error) in measures.items()
    ]
    return shape(pd.DataFrame(rows, columns=PERFORMANCE.column_names), PERFORMANCE)


def _estimators(clinics: pd.DataFrame) -> dict[str, tuple[Measures, int]]:
    known = clinics[clinics["estimate"].notna()]
    others = {
        name: clinics[clinics[column].notna()].assign(estimate=clinics[column])
        for name, column in OTHERS.items()
    }
    # The protocol as it is, in the clinics in which it is compared with what it had before.
    others[NOW] = known[known[OTHERS[EARLY]].notna()]
    both = clinics[clinics[REPLICATION_MEASURES["percent_difference"].name].notna()]
    return {
        PRIMARY: ({**of_estimates(known), **of_intervals(known), **of_clinics(clinics)}, len(known)),
        **{name: (of_estimates(rows), len(rows)) for name, rows in others.items()},
        REPLICATION: (of_replication(both), len(both)),
    }


def of_estimates(clinics: pd.DataFrame) -> Measures:
    """Return bias (points, and in percent of the mean truth) and the empirical standard error.

    Each estimate is set against the truth of the people it compares, so that chance in who they are does not
    blur the bias.
    """
    error = clinics["estimate"] - clinics["truth"]
    truth, bias = clinics["truth"].mean(), mean(error)
    percent = (100 * bias[0] / abs(truth), 100 * bias[1] / abs(truth)) if truth else (np.nan, np.nan)
    return {
        "truth": mean(clinics["truth"]),
        "mean_estimate": mean(clinics["estimate"]),
        "bias": bias,
        "bias_percent": percent,
        "empirical_se": spread(clinics["estimate"]),
    }


def of_intervals(clinics: pd.DataFrame) -> Measures:
    """Return the reported standard error, coverage and rejections of estimates with intervals.

    coverage: of the average effect in all such clinics, which is what an interval is about that takes people as a
    sample. coverage_own: of the effect in the very people of the clinic, which an interval must cover more often
    when effects differ between people.
    """
    low, high, truth = clinics["ci_low"], clinics["ci_high"], clinics["truth"]
    reported = root_mean_square(clinics["standard_error"])
    empirical = spread(clinics["estimate"])
    return {
        "reported_se": reported,
        "se_error_percent": relative_error(reported, empirical),
        "coverage": share((low <= truth.mean()) & (truth.mean() <= high)),
        "coverage_own": share((low <= truth) & (truth <= high)),
        "rejected": share(clinics["p_value"] < LEVEL),
    }


def of_clinics(clinics: pd.DataFrame) -> Measures:
    """Return how many people were compared and how many clinics gave no estimate."""
    counts = ("n_exposed", "n_comparator", "seen_exposed", "seen_comparator")
    return {
        **{name: mean(clinics[name].astype("float64")) for name in counts},
        "untreated_change": mean(clinics["untreated_change"]),
        "not_estimable": (float(clinics["estimate"].isna().sum()), np.nan),
    }


def of_replication(clinics: pd.DataFrame) -> Measures:
    """Return what the replication finds, in percent and in points, its parts, and how often p is below 0.05."""
    found = {name: clinics[column.name].astype("float64") for name, column in REPLICATION_MEASURES.items()}
    difference = found["change_exposed"] - found["change_comparator"]
    error = difference - clinics["truth_starters"]
    return {
        **{name: mean(values) for name, values in found.items()},
        "truth_starters": mean(clinics["truth_starters"]),
        "difference": mean(difference),
        "empirical_se": spread(difference),
        "bias": mean(error),
        "rejected": share(clinics[REPLICATION_P_VALUE.name] < LEVEL),
    }


def mean(values: pd.Series) -> tuple[float, float]:
    """Return the mean and its Monte Carlo standard error; missing values are left out."""
    known = values.dropna()
    error = known.std() / np.sqrt(len(known)) if len(known) > 1 else np.nan
    return float(known.mean()), float(error)


def spread(values: pd.Series) -> tuple[float, float]:
    """Return the standard deviation and its Monte Carlo standard error."""
    n, sd = len(values), float(values.std())
    return sd, float(sd / np.sqrt(2 * (n - 1))) if n > 1 else np.nan


def share(flags: pd.Series) -> tuple[float, float]:
    """Return the percentage of True and its Monte Carlo standard error."""
    n = len(flags)
    found = float(flags.mean()) if n else np.nan
    return 100 * found, float(100 * np.sqrt(found * (1 - found) / n)) if n else np.nan


def root_mean_square(errors: pd.Series) -> tuple[float, float]:
    """Return the average reported standard error (root of the mean variance) and its Monte Carlo error."""
    variance, n = errors**2, len(errors)
    average = float(np.sqrt(variance.mean()))
    return average, float(np.sqrt(variance.var() / (4 * n * average**2))) if n > 1 else np.nan


def relative_error(reported: tuple[float, float], empirical: tuple[float, float]) -> tuple[float, float]:
    """Return by how many percent the reported standard error misses the empirical one, and its error."""
    ratio = reported[0] / empirical[0] if empirical[0] else np.nan
    error = ratio * np.hypot(reported[1] / reported[0], empirical[1] / empirical[0]) if ratio else np.nan
    return 100 * (ratio - 1), float(100 * error)
