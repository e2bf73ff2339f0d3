"""Balance of given matchings, against MatchIt 4.7.1 (R 4.2.2) on lalonde, to 1e-6.

The matchings are repeated here, as MatchIt forms them. Those of optmatch ("opt11", "opt12", "full") have several
optima, so that there only the sample before matching can be compared.
"""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from chart2paper.match.balance import Sample, balance_table, everyone
from match.lalonde import COVARIATES, arms

REFERENCE = Path(__file__).parents[3] / "shared" / "reference" / "lalonde_matchit_balance.csv"
NUMBERS = {"smd": "Std. Mean Diff.", "variance_ratio": "Var. Ratio", "ks": "eCDF Max"}
CALIPER = 0.360902392537548  # 0.2 SD of the logit, as MatchIt prints it
TREATED, CONTROL = arms()


def score(arm: pd.DataFrame, logit: bool) -> np.ndarray:
    p = arm["distance"].to_numpy("float64")
    return np.log(p / (1 - p)) if logit else p


def gaps(logit: bool = False, exact: tuple[str, ...] = ()) -> np.ndarray:
    """Return |difference in the propensity score| (or its logit) of every pair, infinite outside `exact`."""
    found = np.abs(score(TREATED, logit)[:, None] - score(CONTROL, logit))
    for name in exact:
        found[TREATED[name].to_numpy()[:, None] != CONTROL[name].to_numpy()] = np.inf
    return found


def mahalanobis() -> np.ndarray:
    """Return MatchIt's Mahalanobis distance: covariance pooled within arms, a column per level of a text."""
    both = pd.get_dummies(pd.concat([TREATED, CONTROL])[COVARIATES], columns=["race"]).to_numpy("float64")
    one, other = both[: len(TREATED)], both[len(TREATED) :]
    pooled = np.cov(one.T) * (len(one) - 1) + np.cov(other.T) * (len(other) - 1)
    inverse = np.linalg.pinv(pooled / (len(both) - 2))
    difference = one[:, None] - other
    return np.sqrt(np.einsum("ijk,kl,ijl->ij", difference, inverse, difference))


def one_after_the_other(gap: np.ndarray, order=None, ratio: int = 1, caliper: float = np.inf):
    """Match as MatchIt's method "nearest": from the largest score down, round by round, without replacement."""
    order = np.argsort(-score(TREATED, False), kind="stable") if order is None else order
    free, pairs, in_play = np.ones(len(CONTROL), bool), [], list(order)
    for _ in range(ratio):
        for i in list(in_play):
            left = np.where(free, gap[i], np.inf)
            j = int(left.argmin())
            if not np.isfinite(left[j]) or left[j] > caliper:
                in_play.remove(i)
            else:
                free[j] = False
                pairs.append((i, j))
    return np.array(pairs).T


def closest_first(gap: np.ndarray):
    """Match as MatchIt's m.order "closest": always the nearest pair of those still free."""
    free, taken, pairs = np.ones(len(CONTROL), bool), np.zeros(len(TREATED), bool), []
    for place in np.argsort(gap, axis=None, kind="stable"):
        i, j = divmod(int(place), gap.shape[1])
        if free[j] and not taken[i]:
            free[j], taken[i] = False, True
            pairs.append((i, j))
    return np.array(pairs).T


# Specification -> (whether `distance` is the logit, treated and control of each pair).
MATCHINGS = {
    "nn11": (False, lambda: one_after_the_other(gaps())),
    "nn11_logit": (True, lambda: one_after_the_other(gaps(logit=True))),
    "nn11_closest": (False, lambda: closest_first(gaps())),
    "nn11_cal02_logit": (True, lambda: one_after_the_other(gaps(logit=True), caliper=CALIPER)),
    "nn12_cal02_logit": (True, lambda: one_after_the_other(gaps(logit=True), ratio=2, caliper=CALIPER)),
    "nn11_exact_race": (False, lambda: one_after_the_other(gaps(exact=("race",)))),
    "nn11_exact_race_cal": (
        True,
        lambda: one_after_the_other(gaps(True, ("race", "married")), caliper=CALIPER),
    ),
    "maha11": (False, lambda: one_after_the_other(mahalanobis(), order=range(len(TREATED)))),
}


def balance_of(logit: bool, pairs) -> pd.DataFrame:
    treated, control = (arm.assign(distance=score(arm, logit)) for arm in (TREATED, CONTROL))
    i, j = pairs
    sets = np.bincount(i, minlength=len(treated))
    before = everyone(treated), everyone(control)
    after = everyone(treated[sets > 0]), Sample(control.iloc[j], 1 / sets[i], np.arange(len(j)))
    table = balance_table(before, after, ["distance", *COVARIATES])
    table["variable"] = table["covariate"] + table["level"].fillna("")
    return table.set_index(["sample", "variable"])


@pytest.mark.parametrize(
    ("sample", "variable", "smd", "variance_ratio", "ks"),
    [
        ("before", "age", -0.309445261997982, 0.439995463435061, 0.157726957726958),
        ("before", "re74", -0.721083809071869, 0.518128480856177, 0.447035847035847),
        ("before", "raceblack", 1.76154188981543, np.nan, 0.640446040446041),
        ("before", "married", -0.826309272340716, np.nan, 0.323631323631324),
        ("after", "age", -0.00836183069972898, 0.419783197205519, 0.226495726495726),
        ("after", "re74", -0.038909976555363, 1.38192873966246, 0.239316239316239),
        ("after", "raceblack", 0.0352627215346985, np.nan, 0.0128205128205128),
        ("after", "married", -0.272782325808409, np.nan, 0.106837606837607),
    ],
)
def test_lalonde_with_one_or_two_comparators_per_set_is_matchits(sample, variable, smd, variance_ratio, ks):
    """Nearest, ratio 2, caliper 0.2 SD on the logit: 117 treated, 147 controls that count for 134.2."""
    logit, pairs = MATCHINGS["nn12_cal02_logit"]
    row = balance_of(logit, pairs()).loc[(sample, variable)]
    found = row[["smd", "variance_ratio", "ks"]].astype(float)
    np.testing.assert_allclose(found, [smd, variance_ratio, ks], atol=1e-6)
    sizes = (185, 429) if sample == "before" else (117, 134.205882352941)
    assert (row["ess_exposed"], row["ess_comparator"]) == pytest.approx(sizes, abs=1e-9)


needs_reference = pytest.mark.skipif(
    not REFERENCE.exists(), reason="the full reference table is not part of the project"
)


def reference(specification: str, samples: dict[str, str]) -> pd.DataFrame:
    table = pd.read_csv(REFERENCE)
    table = table[(table["spec"] == f"lalonde/{specification}") & table["sample"].isin(samples)]
    return table.assign(sample=table["sample"].map(samples)).set_index(["sample", "variable"])


@needs_reference
@pytest.mark.parametrize("specification", MATCHINGS)
def test_every_number_of_matchits_balance_table_is_reproduced(specification):
    logit, pairs = MATCHINGS[specification]
    wanted = reference(specification, {"unmatched": "before", "matched": "after"})
    found = balance_of(logit, pairs()).loc[wanted.index]
    assert len(found) == (18 if specification == "maha11" else 20)  # Mahalanobis has no propensity score
    for ours, theirs in NUMBERS.items():
        np.testing.assert_allclose(found[ours].astype(float), wanted[theirs], atol=1e-6, err_msg=theirs)


@needs_reference
@pytest.mark.parametrize("specification", ["opt11", "opt12", "full"])
def test_before_matching_the_numbers_do_not_depend_on_the_matching(specification):
    wanted = reference(specification, {"unmatched": "before"})
    found = balance_of(False, MATCHINGS["nn11"][1]()).loc[wanted.index]
    assert len(found) == 10
    for ours, theirs in NUMBERS.items():
        np.testing.assert_allclose(found[ours].astype(float), wanted[theirs], atol=1e-6, err_msg=theirs)


def test_balance_after_weighting_is_that_of_r():
    """Weights p/(1-p) for an effect in the treated; R 4.2.2: glm(treat ~ ..., binomial), then for each covariate
    (weighted.mean(x[t]) - weighted.mean(x[!t], w)) / sd(x[t]), sum(w (x - m)^2) / (1 - sum(w^2)) with w / sum(w),
    and the largest of |sum(w[x <= v])| differences; survey 4.1-1's svymean gives the same weighted means."""
    odds = CONTROL["distance"].to_numpy() / (1 - CONTROL["distance"].to_numpy())
    before = everyone(TREATED), everyone(CONTROL)
    after = everyone(TREATED), Sample(CONTROL, odds, np.arange(len(CONTROL)))
    table = balance_table(before, after, ["age", "re74", "married"]).set_index(["sample", "covariate"])
    found = table.loc["after", ["smd", "variance_ratio", "ks"]].astype(float)
    r = [
        [0.118849606108, 0.457753608675, 0.307803902882],
        [-0.00214281877216, 1.32062727396813, 0.22848100238817],
        [0.0475133383583, np.nan, 0.0186090185573],
    ]
    np.testing.assert_allclose(found, r, atol=1e-6)
    assert table.loc[("after", "age"), "ess_comparator"] == pytest.approx(99.8153863006, abs=1e-4)
