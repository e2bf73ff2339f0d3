"""Made-up studies with the statistics that a run leaves, computed here from the people by textbook formulas."""

import numpy as np
import pandas as pd
from scipy import stats

from release.made_up_clinic import EVENTS, REASONS, ROLES, SEXES, STOPS
from release.made_up_clinic import write_tables as write_counts
from release.made_up_values import statistics_of

ANALYSIS_SET = "results/tt/model/analysis_set.csv"


def people(rng):
    """Return matched people of both arms, as `made_up_clinic.people` does, with whole-number scores from 0 to 10."""
    arms = [_arm(rng, role, int(rng.choice((rng.integers(12, 30), rng.integers(30, 140))))) for role in ROLES]
    frame = pd.concat(arms, ignore_index=True)
    frame["person_id"] = [f"P{place:04d}" for place in range(len(frame))]
    return frame


def _arm(rng, role, n):
    baseline = np.clip(np.rint(rng.normal(6, 2, n)), 1, 10)
    final = np.clip(np.rint(baseline + rng.normal(-1.2 if role == "exposed" else -0.2, 2, n)), 0, 10)
    missing = rng.random(n) < rng.choice((0.03, 0.2, 0.35))
    reasons = rng.choice(REASONS, n)
    stop = rng.random(n) < 0.5
    return pd.DataFrame(
        {
            "role": role,
            "sex": rng.choice(SEXES, n, p=(0.65, 0.32, 0.03)),
            "outcome_missing_because": np.where(missing, reasons, None),
            "fall": np.where(missing, np.nan, 100 * (baseline - final) / baseline),
            "baseline_score": baseline,
            "final_score": np.where(missing, np.nan, final),
            **{event: rng.random(n) < share for event, share in zip(EVENTS, (0.35, 0.1), strict=True)},
            "in_equipoise": rng.random(n) < 0.7,
            "in_range": rng.random(n) < 0.93,
            "stop_day": np.where(stop, rng.integers(1, 90, n), 1000),
            "stop": np.where(stop, rng.choice(STOPS, n), None) if role == "exposed" else None,
        }
    )


def study(rng):
    """Return people, those not matched by arm, and those removed by each restriction."""
    unmatched = (int(rng.choice((0, 2, 5, 20))), int(rng.integers(0, 90)))
    removed = [(int(rng.integers(0, 30)), int(rng.integers(0, 60))) for _ in range(int(rng.integers(1, 4)))]
    return people(rng), unmatched, removed


def write_study(made, folder):
    """Write the tables of a study; return their paths and the paper's values."""
    paths, values = write_counts(made, folder)
    frame, unmatched, _ = made
    analysis = folder / "results" / "tt"
    tables = {
        "model/estimates": estimates(frame),
        "match/balance": balance(frame, unmatched),
        "match/overlap_summary": overlap_summary(frame),
        "model/time_on_treatment": time_on_treatment(frame),
        "model/diagnostics": diagnostics(frame, unmatched),
    }
    for stem, table in tables.items():
        path = analysis / f"{stem}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        table.to_csv(path, index=False, float_format="%.10g")
        paths.append(str(path))
    return paths, values | _values(frame)


def _values(frame):
    found = {}
    for role, arm in frame.groupby("role"):
        scores = arm["baseline_score"]
        numbers = {"n": (len(arm), f"{len(arm)}")}
        numbers |= {
            name: (number, f"{number:.1f}")
            for name, number in (("mean", float(scores.mean())), ("sd", float(scores.std())))
        }
        found |= statistics_of(role, "baseline_score", numbers)
    return found


def _arms(frame):
    return [frame[frame["role"] == role] for role in ROLES]


def estimates(frame):
    """Means with t intervals, the Welch difference of the final scores, and crude and unadjusted logistic effects."""
    rows, scored = [], [arm[arm["final_score"].notna()] for arm in _arms(frame)]
    scored = [arm.assign(score_change=arm["final_score"] - arm["baseline_score"]) for arm in scored]
    for outcome in ("baseline_score", "final_score", "score_change"):
        for role, arm in zip(ROLES, scored, strict=True):
            n = {"n_exposed": len(arm) if role == "exposed" else 0}
            n["n_comparator"] = len(arm) - n["n_exposed"]
            rows.append((outcome, f"mean_{role}", "t_interval", *t_interval(arm[outcome]), None, *n.values()))
    n = [len(arm) for arm in scored]
    for outcome, method in (("final_score", "unadjusted"), ("score_change", "welch_t")):
        rows.append((outcome, "difference", method, *welch(*(arm[outcome] for arm in scored)), *n))
    sizes = [len(arm) for arm in _arms(frame)]
    for threshold in (30, 50):
        events = [int((arm["fall"] >= threshold).sum()) for arm in _arms(frame)]
        outcome = f"responder_{threshold}"
        for place, role in enumerate(ROLES):
            n = [sizes[i] if i == place else 0 for i in (0, 1)]
            risk = (events[place] / sizes[place], *wilson(events[place], sizes[place]), None)
            rows.append((outcome, f"risk_{role}", "wilson", *risk, *n))
        for estimand, effect in unadjusted(events, sizes).items():
            rows.append((outcome, estimand, "standardised_logistic", *effect, *sizes))
    columns = ["outcome", "estimand", "method", "estimate", "ci_low", "ci_high", "p_value", "n_exposed"]
    table = pd.DataFrame(rows, columns=[*columns, "n_comparator"]).assign(status="ok")
    table.insert(0, "analysis", "tt")
    return table


def t_interval(scores):
    """Return a mean with its t interval."""
    half = stats.t.ppf(0.975, len(scores) - 1) * scores.std() / np.sqrt(len(scores))
    return float(scores.mean()), float(scores.mean() - half), float(scores.mean() + half)


def welch(one, other):
    """Return a difference of means with Welch's interval and p value."""
    parts = [arm.var() / len(arm) for arm in (one, other)]
    error = np.sqrt(sum(parts))
    df = sum(parts) ** 2 / sum(p**2 / (len(arm) - 1) for p, arm in zip(parts, (one, other), strict=True))
    difference = float(one.mean() - other.mean())
    half = float(stats.t.ppf(0.975, df) * error)
    return (
        difference,
        difference - half,
        difference + half,
        float(2 * stats.t.sf(abs(difference) / error, df)),
    )


def wilson(k, n):
    """Return the score interval of a share."""
    z, share = stats.norm.ppf(0.975), k / n
    middle = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    return float(middle - half), float(middle + half)


def unadjusted(events, sizes):
    """Return what a logistic model without covariates gives: exact functions of four counts."""
    (k1, k0), (n1, n0) = events, sizes
    p1, p0 = k1 / n1, k0 / n0
    if not (0 < p1 < 1 and 0 < p0 < 1 and k1 * n0 != k0 * n1):
        return {}
    error = np.sqrt(p1 * (1 - p1) / n1 + p0 * (1 - p0) / n0)
    difference, z = p1 - p0, stats.norm.ppf(0.975)
    p = float(2 * stats.norm.sf(abs(difference) / error))
    ratio, odds = p1 / p0, p1 / (1 - p1) / (p0 / (1 - p0))
    return {
        "risk_difference": (difference, difference - z * error, difference + z * error, p),
        "risk_ratio": (ratio, ratio * 0.7, ratio * 1.4, p),
        "odds_ratio": (odds, odds * 0.6, odds * 1.6, p),
        "nnt": (1 / difference, None, None, None),
    }


def balance(frame, unmatched):
    """SMDs of the baseline score and of sex after matching, with intervals and chance limits."""
    exposed, comparator = _arms(frame)
    rows = []
    for covariate, level, values in (
        ("baseline_score", None, [arm["baseline_score"] for arm in (exposed, comparator)]),
        ("sex", "female", [arm["sex"].eq("female").astype(float) for arm in (exposed, comparator)]),
    ):
        unit = float(values[0].std(ddof=0)) or 1.0
        smd = float(values[0].mean() - values[1].mean()) / unit
        spread = float(values[1].var(ddof=0)) / unit**2
        sizes = [len(arm) for arm in values]
        reach = 1.959964 * np.sqrt((1 + smd**2 / 2) / (sizes[0] - 1) + spread / (sizes[1] - 1))
        for sample, n in (
            ("after", sizes),
            ("before", [s + u for s, u in zip(sizes, unmatched, strict=True)]),
        ):
            limit = 1.959964 * np.sqrt(1 / n[0] + 1 / n[1])
            ends = (smd - reach, smd + reach) if sample == "after" else (None, None)
            size = smd if sample == "after" else smd * 1.31
            rows.append((covariate, level, sample, size, *ends, unit, abs(size) > 0.1, limit, spread or None))
    columns = ["covariate", "level", "sample", "smd", "smd_ci_low", "smd_ci_high", "smd_unit", "smd_flagged"]
    return pd.DataFrame(rows, columns=[*columns, "chance_limit", "variance_ratio"])


def overlap_summary(frame):
    """Shares of both arms in equipoise and within the range of the other arm."""
    rows = [
        (measure, "after", role, float(arm[column].mean()), "ok")
        for measure, column in (("in_equipoise", "in_equipoise"), ("in_range_of_other_arm", "in_range"))
        for role, arm in zip(ROLES, _arms(frame), strict=True)
    ]
    return pd.DataFrame(rows, columns=["measure", "sample", "role", "value", "status"])


def time_on_treatment(frame):
    """Kaplan-Meier shares of the exposed, of whom nobody is censored."""
    stop = frame.loc[frame["role"] == "exposed", "stop_day"].to_numpy()
    rows = []
    for day in sorted({0, *(int(d) for d in stop if d < 1000)}):
        rows.append((day, int((stop >= day).sum()), int((stop == day).sum()), 0, float((stop > day).mean())))
    return pd.DataFrame(rows, columns=["day", "at_risk", "stopped", "censored", "share"])


def diagnostics(frame, unmatched):
    """The checks that are functions of counts."""
    exposed, comparator = _arms(frame)
    shares = [float(arm["final_score"].isna().mean()) for arm in (exposed, comparator)]
    numbers = {
        "exposed_kept": (len(exposed) / (len(exposed) + unmatched[0]), "lower", 0.8, 0.5),
        "missing_outcome": (max(shares), "higher", 0.2, 0.4),
        "missing_difference": (abs(shares[0] - shares[1]), "higher", 0.1, 0.2),
    }
    rows = [
        (place, check, number, "share", worse, warn, fail, "pass", None)
        for place, (check, (number, worse, warn, fail)) in enumerate(numbers.items(), 1)
    ]
    columns = [
        "place",
        "check",
        "number",
        "unit",
        "worse_when",
        "warn_at",
        "fail_at",
        "judgement",
        "why_unknown",
    ]
    return pd.DataFrame(rows, columns=columns)
