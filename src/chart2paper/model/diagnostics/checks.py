"""The numbers that the gate looks at. Each is a number, or the reason why there is none."""

import pandas as pd
from scipy import special

from chart2paper.statistics.arms import is_exposed
from chart2paper.statistics.results import NotEstimable
from chart2paper.status import reason

Number = float | NotEstimable

# What trials are usually planned for (Cohen 1988): a difference that is there is then missed one time in five.
POWER = 0.8
# What is rarer than this by chance is taken not to be chance.
CHANCE = 0.05


def largest_imbalance(balance: pd.DataFrame) -> Number:
    """Return the largest absolute SMD after matching. balance: rows of BALANCE."""
    after = balance[balance["sample"].eq("after")]
    return _largest(after["smd"].abs(), "no covariate could be compared after matching")


def imbalance_beyond_chance(balance: pd.DataFrame) -> Number:
    """Return the largest SMD after matching that is left when chance has had its share (0 = none)."""
    after = balance[balance["sample"].eq("after")].dropna(subset=["smd_ci_low", "smd_ci_high"])
    return _largest(
        nearer_to_zero(after["smd_ci_low"], after["smd_ci_high"]),
        "no covariate could be compared after matching",
    )


def nearer_to_zero(low: pd.Series, high: pd.Series) -> pd.Series:
    """Return how far from zero the nearer end of each interval is; 0 where the interval holds zero."""
    return low.where(low >= -high, -high).clip(lower=0)


def _largest(values: pd.Series, otherwise: str) -> Number:
    known = values.dropna()
    return float(known.max()) if len(known) else NotEstimable(otherwise)


def constant_in_one_arm(people: pd.DataFrame, balance: pd.DataFrame) -> Number:
    """Return how many compared covariates have one value in one arm and others in the other, beyond chance.

    Chance explains it when that many people drawn from the other arm would all have that value 5 times in 100 or more.
    Not known is a value like any other. people: rows of ANALYSIS_SET; balance: rows of BALANCE.
    """
    exposed = is_exposed(people)
    if not exposed.any() or exposed.all():
        return NotEstimable("nobody was matched")
    found = 0
    for name in balance["covariate"].unique():
        codes, levels = pd.factorize(people[name], use_na_sentinel=False)
        arms = [codes[exposed], codes[~exposed]]
        constant = [len(set(arm)) == 1 for arm in arms]
        if len(levels) > 1 and any(constant):
            same, other = arms if constant[0] else arms[::-1]
            found += float((other == same[0]).mean()) ** len(same) < CHANCE
    return float(found)


def equipoise(overlap_summary: pd.DataFrame) -> Number:
    """Return the share of the exposed in equipoise before matching. overlap_summary: rows of OVERLAP_SUMMARY."""
    wanted = (
        overlap_summary["measure"].eq("in_equipoise")
        & overlap_summary["sample"].eq("before")
        & overlap_summary["role"].eq("exposed")
    )
    rows = overlap_summary[wanted.to_numpy(dtype=bool)]
    if rows.empty or rows["value"].isna().any():
        return NotEstimable(reason(str(rows["status"].iloc[0])) if len(rows) else "no overlap was assessed")
    return float(rows["value"].iloc[0])


def exposed_kept(n_eligible: int, n_matched: int) -> Number:
    """Return the share of the eligible exposed who were matched."""
    return n_matched / n_eligible if n_eligible else NotEstimable("no exposed person was eligible")


def missing_shares(people: pd.DataFrame) -> tuple[float, float] | NotEstimable:
    """Return the share without an outcome among exposed and comparators. people: rows of ANALYSIS_SET."""
    missing, exposed = people["final_score"].isna().to_numpy(), is_exposed(people)
    if not exposed.any() or exposed.all():
        return NotEstimable("nobody was matched")
    return float(missing[exposed].mean()), float(missing[~exposed].mean())


def missing_outcome(people: pd.DataFrame) -> Number:
    """Return the share without an outcome in the arm where it is larger."""
    shares = missing_shares(people)
    return shares if isinstance(shares, NotEstimable) else max(shares)


def missing_difference(people: pd.DataFrame) -> Number:
    """Return the absolute difference between the arms in the share without an outcome."""
    shares = missing_shares(people)
    return shares if isinstance(shares, NotEstimable) else abs(shares[0] - shares[1])


def beyond_chance(estimates: pd.DataFrame, outcome: str, estimand: str, method: str) -> Number:
    """Return how far from zero the nearer end of a difference's interval is (0 = it holds zero).

    estimates: rows of ESTIMATES.
    """
    row = _row(estimates, outcome, estimand, method)
    if isinstance(row, NotEstimable):
        return row
    return float(max(row["ci_low"], -row["ci_high"], 0.0))


def detectable_difference(estimates: pd.DataFrame, outcome: str, estimand: str, method: str) -> Number:
    """Return the smallest true difference found with 80 % power by a two-sided 5 % test.

    It is (z 0.975 + z 0.8) standard errors, the normal approximation (Cohen 1988); the standard error is taken
    from the width of the 95 % interval, which is a little wider than 1.96 of them, on the safe side.
    """
    row = _row(estimates, outcome, estimand, method)
    if isinstance(row, NotEstimable):
        return row
    z = float(special.ndtri(0.975))
    standard_error = float(row["ci_high"] - row["ci_low"]) / (2 * z)
    return (z + float(special.ndtri(POWER))) * standard_error


def _row(estimates: pd.DataFrame, outcome: str, estimand: str, method: str) -> pd.Series | NotEstimable:
    wanted = (
        estimates["outcome"].eq(outcome) & estimates["method"].eq(method) & estimates["estimand"].eq(estimand)
    )
    rows = estimates[wanted.to_numpy(dtype=bool)]
    if rows.empty:
        return NotEstimable("the protocol does not ask for this estimate")
    row = rows.iloc[0]
    if rows[["ci_low", "ci_high"]].isna().to_numpy().any():
        return NotEstimable(reason(str(row["status"])))
    return row
