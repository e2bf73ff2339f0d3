"""Invented tables for the tests of the figures, in the shapes of the data dictionary."""

import numpy as np
import pandas as pd

from chart2paper.catalogue.checks import CHECKS
from chart2paper.model.diagnostics.gate import gate
from chart2paper.model.harms.kaplan_meier import time_on_treatment as kaplan_meier
from chart2paper.model.responder_curve import responder_difference
from chart2paper.statistics.group_differences import chance_limit
from chart2paper.statistics.results import NotEstimable
from chart2paper.tables.closed_lists import ROLES, SAMPLES
from chart2paper.tables.cohort import ATTRITION, COHORT
from chart2paper.tables.harms import EXPOSURE_TIME
from chart2paper.tables.literature import LITERATURE
from chart2paper.tables.match import BALANCE, MATCHES, OVERLAP, OVERLAP_SUMMARY
from chart2paper.tables.missing import TIPPING_POINT
from chart2paper.tables.model import (
    ANALYSIS_SET,
    ESTIMATES,
    RESPONDER_CURVE,
    RESPONDER_DIFFERENCE,
    SENSITIVITY,
)
from chart2paper.tables.read_write import shape

BANNER = "Simulated data - not real patients"
REASONS = (
    "no pain diagnosis on the code list",
    "younger than 18 on the index date",
    "used the drug for fewer than 60 days, so that the condition of two months or longer is not met",
)
ANALYSES = {"replication": "Replication", "target_trial": "Target trial emulation"}


def attrition(steps: int = 3, people: int = 2014) -> pd.DataFrame:
    """Return a ledger that removes 1 exposed person and 2 others at each step."""
    left = [people - 3 * step for step in range(steps + 1)]
    reasons = ["everyone in the export", *(f"{REASONS[i % 3]}" for i in range(steps))]
    removed = pd.Series([0] + [1] * steps)
    rows = {"step": range(steps + 1), "reason": reasons, "exposed": removed, "comparator": 2 * removed}
    return shape(pd.DataFrame(rows).assign(remaining=left), ATTRITION)


def cohort(exposed: int, comparators: int, excluded: int) -> pd.DataFrame:
    """Return everyone in the export with their role, if any."""
    roles = ["exposed"] * exposed + ["comparator"] * comparators + [None] * excluded
    ids = [f"P{i:05d}" for i in range(1, len(roles) + 1)]
    return shape(pd.DataFrame({"person_id": ids, "role": pd.array(roles, dtype="string")}), COHORT)


def matches(exposed: int = 36, comparators: int = 42) -> pd.DataFrame:
    """Return matched sets, the comparators dealt out in turn."""
    ids = [f"P{i:05d}" for i in range(1, exposed + 1)]
    sets = [*ids, *(ids[i % exposed] if exposed else "P00000" for i in range(comparators))]
    people = [*ids, *(f"Q{i:05d}" for i in range(1, comparators + 1))]
    roles = ["exposed"] * exposed + ["comparator"] * comparators
    rows = {"set_id": sets, "person_id": people, "role": roles, "index_date": "2017-03-01", "distance": 0.0}
    return shape(pd.DataFrame(rows, index=range(len(people))), MATCHES)


def analysis_set(matched: pd.DataFrame, missing: float = 0.2, seed: int = 1) -> pd.DataFrame:
    """Return the matched people with a baseline score and, unless it is missing, an outcome."""
    rng, n = np.random.default_rng(seed), len(matched)
    gone, baseline = rng.random(n) < missing, rng.integers(3, 11, n)
    final = np.clip(baseline - rng.integers(-2, 5, n), 0, 10).astype(float)
    why = np.where(rng.random(n) < 0.5, "no visit in the outcome window", "visits, but no pain score")
    days = rng.integers(45, 150, n).astype(float)
    return shape(
        matched.assign(
            baseline_score=baseline,
            final_score=np.where(gone, np.nan, final),
            days_to_final=np.where(gone, np.nan, days),
            outcome_missing_because=pd.Series(why, dtype="string").where(gone, None),
        ),
        ANALYSIS_SET,
    )


def scores(matched: pd.DataFrame, per_person: int = 8, last: int = 200, seed: int = 2) -> pd.DataFrame:
    """Return daily scores of everyone from half a year before to `last` days after the index date."""
    rng, n = np.random.default_rng(seed), len(matched) * per_person
    who = matched.loc[matched.index.repeat(per_person), ["person_id", "index_date"]].reset_index(drop=True)
    date = who["index_date"] + pd.to_timedelta(pd.Series(rng.integers(-180, last, n)), unit="D")
    frame = pd.DataFrame({"person_id": who["person_id"], "date": date, "score": rng.integers(0, 11, n) * 1.0})
    return frame.groupby(["person_id", "date"], as_index=False)["score"].mean()


def balance(
    covariates: list[tuple[str, str | None]], exposed: int = 36, comparators: int = 42, seed: int = 3
) -> pd.DataFrame:
    """Return differences of each covariate before (large) and after matching (small)."""
    rng = np.random.default_rng(seed)
    rows = [(name, level, sample) for name, level in covariates for sample in ("before", "after")]
    frame = pd.DataFrame(rows, columns=["covariate", "level", "sample"])
    before = frame["sample"] == "before"
    smd = rng.normal(0, 1, len(frame)) * np.where(before, 0.4, 0.1)
    half = np.where(before, 0.15, 0.45)
    limits = {"smd": smd, "smd_ci_low": smd - half, "smd_ci_high": smd + half, "variance_ratio": 1.0}
    flagged = (limits["smd_ci_low"] > 0.1) | (limits["smd_ci_high"] < -0.1)
    after = chance_limit(exposed, comparators)
    return shape(
        frame.assign(**limits, smd_flagged=flagged, chance_limit=np.where(before, 0.1, after)), BALANCE
    )


def overlap(exposed: int, comparators: int, after: bool, why: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return a histogram of preference scores and its summary; `why` there is no score, or no one `after`."""
    sizes = {"exposed": exposed, "comparator": comparators}
    bins, arms = [], []
    for sample, role in ((s, r) for s in SAMPLES for r in ROLES):
        reason = why or ("" if after or sample == "before" else "there are no comparators")
        scores = np.random.default_rng(len(role)).beta(4, 4, sizes[role])
        people = np.histogram(scores, np.arange(21) / 20)[0]
        if not reason:
            low = np.arange(20) / 20
            arm = {"sample": sample, "role": role, "bin_low": low, "bin_high": low + 0.05, "people": people}
            bins.append(pd.DataFrame(arm).assign(share=people / sizes[role]))
        status = f"not estimable: {reason}" if reason else "ok"
        share = np.nan if reason else ((scores > 0.3) & (scores < 0.7)).mean()
        arms.append(("in_equipoise", sample, role, share, status))
    histogram = pd.concat(bins) if bins else pd.DataFrame(columns=OVERLAP.column_names)
    summary = pd.DataFrame(arms, columns=OVERLAP_SUMMARY.column_names)
    return shape(histogram, OVERLAP), shape(summary, OVERLAP_SUMMARY)


def responder_curve(people: pd.DataFrame) -> pd.DataFrame:
    """Return both arms' curve every 10 %, with rough intervals."""
    change = 100 * (people["baseline_score"] - people["final_score"]) / people["baseline_score"]
    rows = [
        (
            role,
            threshold,
            int((change[people["role"] == role] >= threshold).sum()),
            int((people["role"] == role).sum()),
        )
        for role in ROLES
        for threshold in range(-150, 101, 10)
    ]
    frame = pd.DataFrame(rows, columns=["role", "threshold_percent", "responders", "n"])
    share = frame["responders"] / frame["n"].where(frame["n"] > 0)
    limits = {"share": share, "ci_low": (share - 0.1).clip(0), "ci_high": (share + 0.1).clip(upper=1)}
    return shape(frame.assign(**limits), RESPONDER_CURVE)


def responders(people: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return both arms' curve and the difference between them."""
    curve = responder_curve(people)
    return curve, shape(responder_difference(curve, None), RESPONDER_DIFFERENCE)


def tipping_point(deltas, status: str = "ok") -> pd.DataFrame:
    """Return a grid of shifts of both arms with the difference at each; with another status, none is estimable."""
    shifts = sorted({sign * delta + 0.0 for delta in deltas for sign in (-1, 1)})
    rows = [(exposed, comparator) for exposed in shifts for comparator in shifts]
    frame = pd.DataFrame(rows, columns=["delta_exposed", "delta_comparator"])
    estimate = -0.8 + 0.1 * frame["delta_exposed"] - 0.2 * frame["delta_comparator"]
    if status == "ok":
        limits = {"ci_low": estimate - 0.6, "ci_high": estimate + 0.6, "p_value": 0.5}
        frame = frame.assign(estimate=estimate, **limits)
    return shape(frame.assign(status=status), TIPPING_POINT)


ESTIMATE_ROWS = (
    ("replication", "score_change", "difference", "welch_t", -2.1, -3.0, -1.2),
    ("replication", "score_change", "mean_exposed", "t_interval", -2.6, -3.3, -1.9),
    ("replication", "score_change", "mean_comparator", "t_interval", -0.5, -1.1, 0.1),
    ("replication", "percent_change", "mean_of_ratios_difference", "welch_t", -33.0, -46.0, -20.0),
    ("replication", "percent_change", "mean_of_ratios_difference", "mann_whitney", -30.0, -45.0, -19.0),
    ("replication", "percent_change", "adjusted_difference", "ols_hc3", -30.0, -41.0, -19.0),
    ("replication", "percent_change", "difference_neuropathic", "ols_hc3", -38.0, -52.0, -24.0),
    ("target_trial", "final_score", "adjusted_difference", "ancova_cr2", -0.95, -1.7, -0.2),
    ("target_trial", "final_score", "difference_neuropathic", "ancova_cr2", -1.2, -2.3, -0.1),
    ("target_trial", "final_score", "interaction_neuropathic_vs_nociceptive", "ancova_cr2", -0.9, -2.9, 1.1),
    ("target_trial", "responder_50", "risk_difference", "newcombe", 0.2, 0.05, 0.4),
)


def estimates(status: str = "ok") -> pd.DataFrame:
    """Return estimates of two analyses; with another status than ok, none is estimable."""
    columns = ["analysis", "outcome", "estimand", "method", "estimate", "ci_low", "ci_high"]
    frame = pd.DataFrame(ESTIMATE_ROWS, columns=columns)
    if status != "ok":
        frame[["estimate", "ci_low", "ci_high"]] = np.nan
    return shape(frame.assign(n_exposed=36, n_comparator=42, status=status), ESTIMATES)


def sensitivity(
    variations: int = 40, estimable: bool = True, label: str = "answer", seed: int = 4
) -> pd.DataFrame:
    """Return a grid: the primary analysis, variations of questions with four answers each, and two combined ones."""
    rng = np.random.default_rng(seed)
    names = [f"question_{i // 4}.{i}" for i in range(variations)]
    crossed = [f"{names[0]}+{names[4]}", f"{names[0]}+{names[5]}"] if variations > 5 else []
    frame = pd.DataFrame({"name": ["primary", *names, *crossed]})
    n, mixed = len(frame), frame["name"].str.contains("+", regex=False)
    estimate = -1 + rng.normal(0, 0.3, n)
    missing = (np.arange(n) % 10 == 9) | (not estimable)
    numbers = {"estimate": estimate, "ci_low": estimate - 0.7, "ci_high": estimate + 0.7}
    frame = frame.assign(**{name: np.where(missing, np.nan, values) for name, values in numbers.items()})
    return shape(
        frame.assign(
            place=range(n),
            question=frame["name"].str.split(".").str[0].mask(mixed, "crossed"),
            label=[f"{label} {i}" for i in range(n)],
            unit=np.where(np.arange(n) % 13 == 12, "share of people", "points"),
            n_exposed=36,
            n_comparator=42,
            sets=36,
            status=np.where(missing, "not estimable: no comparators", "ok"),
            is_primary=(np.arange(n) == 0).astype(int),
        ),
        SENSITIVITY,
    )


def no_literature() -> pd.DataFrame:
    """Return a list of published results without any."""
    return shape(pd.DataFrame(), LITERATURE)


def time_on_treatment(people: int) -> pd.DataFrame:
    """Return a curve of `people` who stop one after another, every third of them lost to follow-up instead."""
    days = [11 * (i + 1) for i in range(people)]
    ids = [f"P{i:03d}" for i in range(people)]
    stopped = [int(i % 3 > 0) for i in range(people)]
    columns = {"set_id": ids, "person_id": ids, "days": days, "stopped": stopped}
    return kaplan_meier(shape(pd.DataFrame(columns), EXPOSURE_TIME))


def diagnostics() -> pd.DataFrame:
    """Return checks of which one fails and one could not be made."""
    limits = {name: [None, 0.5] for name in CHECKS}
    numbers = {name: 0.9 if check.worse == "lower" else 0.1 for name, check in CHECKS.items()}
    return gate(numbers | {"exposed_kept": 0.2, "equipoise": NotEstimable("one arm is empty")}, limits)
