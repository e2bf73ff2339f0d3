"""The primary estimate by cluster bootstrap and by permutation within sets."""

import itertools

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from scipy import stats

from chart2paper.model.ancova import final_score_model
from chart2paper.model.resampling.bootstrap import bca_interval, refits, set_parts
from chart2paper.model.resampling.estimates import resampling_estimates
from chart2paper.model.resampling.permutation import in_whole_sets, permutation_test
from chart2paper.model.set_weights import set_weights
from chart2paper.statistics.arms import is_exposed, with_outcome
from chart2paper.statistics.results import Interval, NotEstimable
from chart2paper.statistics.robust_variance import cr2
from chart2paper.tables.model import ESTIMATES
from chart2paper.tables.read_write import check
from model.people import ESTIMATION, clinic, number, people
from model.test_degenerate import CASES, assert_complete

BASIC = ESTIMATION | {"adjust_for": ["baseline_score", "age"]}
# Darwin's maize: height of the crossed minus the selfed plant of 15 pairs, in eighths of an inch (Fisher RA. The
# Design of Experiments. 1935, section 21).
DARWIN = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48]

DRAWS = {"bootstrap_draws": 2_000, "permutation_draws": 9_999}


def fitted(frame: pd.DataFrame):
    model = final_score_model(
        frame, ["baseline_score", "age"], {"exposed": is_exposed(frame)}, set_weights(frame)
    )
    assert not isinstance(model, NotEstimable)
    return model, model.design.contrast({"exposed": 1})


def test_a_refit_is_weighted_least_squares_on_the_people_of_the_drawn_sets():
    """Source: statsmodels WLS on the rows of each drawn set, as often as it was drawn."""
    frame = with_outcome(clinic(12, seed=41))
    model, contrast = fitted(frame)
    codes = pd.factorize(frame["set_id"], sort=True)[0]
    times = np.random.default_rng(1).multinomial(codes.max() + 1, np.full(codes.max() + 1, 1 / 12.0), size=5)
    rows = [np.repeat(np.arange(len(frame)), some[codes]) for some in times]
    y = frame["final_score"].to_numpy(dtype=float)
    reference = [
        sm.WLS(y[i], model.fit.matrix[i], weights=model.fit.weights[i]).fit().params @ contrast for i in rows
    ]
    found = refits(model.fit, set_parts(model.fit, codes), times, contrast)
    assert found == pytest.approx(np.array(reference), abs=1e-9)


def test_a_covariate_level_that_a_resample_lacks_drops_out_of_it():
    frame = with_outcome(clinic(12, seed=42, missing=0)).assign(sex="male")
    frame.loc[frame["set_id"].isin(["P00000", "P00001"]), "sex"] = "female"
    model = final_score_model(frame, ["sex"], {"exposed": is_exposed(frame)}, set_weights(frame))
    assert not isinstance(model, NotEstimable) and "sex=female" in model.design.names
    codes = pd.factorize(frame["set_id"], sort=True)[0]
    times = np.ones((1, 12)) * (np.arange(12) > 1)
    contrast = model.design.contrast({"exposed": 1})
    found = refits(model.fit, set_parts(model.fit, codes), times, contrast)
    rest = frame[~frame["set_id"].isin(["P00000", "P00001"])]
    without = final_score_model(rest, [], {"exposed": is_exposed(rest)}, set_weights(rest))
    assert not isinstance(without, NotEstimable)
    assert found[0] == pytest.approx(without.fit.coefficients[-1], abs=1e-9)


def test_a_resample_without_comparators_has_no_estimate():
    frame = people([(8, 4), (7, 5), (6, 2)], [(8, 7), (7, 7), (6, 7)])
    frame["set_id"] = np.where(is_exposed(frame), ["A", "A", "A", "A", "B", "B"], "C")
    model = final_score_model(frame, [], {"exposed": is_exposed(frame)}, np.ones(6))
    assert not isinstance(model, NotEstimable)
    codes = pd.factorize(frame["set_id"], sort=True)[0]
    found = refits(
        model.fit, set_parts(model.fit, codes), np.array([[2, 1, 0], [1, 1, 1]]), np.array([0, 1.0])
    )
    assert np.isnan(found).tolist() == [True, False]


def test_the_bca_interval_is_that_of_scipy():
    """scipy.stats.bootstrap (BCa) on its own resamples of a skewed sample; only the ends are ours."""
    sample = np.random.default_rng(3).exponential(size=30)
    result = stats.bootstrap((sample,), np.mean, n_resamples=1999, method="BCa", rng=np.random.default_rng(4))
    left_out = (sample.sum() - sample) / 29
    ours = bca_interval(sample.mean(), result.bootstrap_distribution, left_out)
    assert ours == pytest.approx(tuple(result.confidence_interval), rel=1e-9)


@pytest.mark.parametrize("seed", [5, 6, 7])
def test_the_cluster_bootstrap_agrees_with_cr2(seed):
    """Both estimate the same standard error. 2,000 draws know theirs to 1 / sqrt(2 x 2,000) = 1.6 %, and what CR2
    adds for small samples is of the order of 4 coefficients in 300 sets, 1.3 %: 6 % is three and a half of the first
    and more than the two together ever leave. The variance that ignores sets is off by more, so this can fail."""
    frame = with_outcome(clinic(300, seed=seed))
    model, contrast = fitted(frame)
    codes = pd.factorize(frame["set_id"], sort=True)[0]
    times = np.random.default_rng(seed).multinomial(300, np.full(300, 1 / 300), size=2_000)
    error = refits(model.fit, set_parts(model.fit, codes), times, contrast).std(ddof=1)
    variance, _ = cr2(model.fit, frame["set_id"], contrast)
    assert error == pytest.approx(np.sqrt(variance), rel=0.06)
    alone, _ = cr2(model.fit, frame["person_id"], contrast)
    assert abs(error / np.sqrt(alone) - 1) > 0.06


def test_both_rows_are_there_with_the_primary_estimate_and_its_neighbour():
    frame = clinic(60, seed=8)
    table = resampling_estimates(frame, "x", BASIC, DRAWS)
    check(table, ESTIMATES, "resampling_estimates.csv")
    boot = number(table, "final_score", "adjusted_difference", "cluster_bootstrap")
    swap = number(table, "final_score", "adjusted_difference", "permutation_within_sets")
    model, contrast = fitted(with_outcome(frame))
    assert boot.estimate == pytest.approx(contrast @ model.fit.coefficients)
    assert np.isnan(boot.p_value) and boot.status.startswith("ok: 2,000 resamples of 60 matched sets")
    assert boot.ci_low < boot.estimate < boot.ci_high and swap.ci_low < swap.estimate < swap.ci_high
    assert abs(swap.estimate - boot.estimate) < 0.25
    assert swap.p_value == pytest.approx(1e-4)  # no pick of 9,999 is as extreme: 1 / 10,000


def test_resampling_is_the_same_every_time_and_in_every_order_of_people():
    frame = clinic(20, seed=9)
    shuffled = frame.sample(frac=1, random_state=1).reset_index(drop=True)
    first, second = (resampling_estimates(f, "x", BASIC, DRAWS) for f in (frame, shuffled))
    pd.testing.assert_frame_equal(first, second)


def pairs(differences: list[float]) -> pd.DataFrame:
    return people([(5, 5 + d) for d in differences], [(5, 5) for _ in differences])


def test_fisher_s_example_has_fisher_s_p_value():
    """Fisher 1935, section 21: of 32,768 arrangements 1,726 have a total as large as 314, in either direction."""
    result = permutation_test(pairs([d / 100 for d in DARWIN]), [], 9_999)
    assert isinstance(result, Interval)
    assert result.p == pytest.approx(1726 / 32768, abs=1e-12)
    assert result.estimate == pytest.approx(3.14 / 15)
    assert result.low < 0 < result.high and result.notes[0] == "all 32,768 ways of picking the exposed"


def test_p_values_in_pairs_are_those_of_scipy():
    """scipy.stats.permutation_test(permutation_type="samples") on differences: signs are flipped."""
    differences = np.random.default_rng(11).normal(0.6, 1, 9)
    reference = stats.permutation_test(
        (differences,), np.mean, permutation_type="samples", n_resamples=np.inf, vectorized=False
    )
    result = permutation_test(pairs(list(differences)), [], 9_999)
    assert isinstance(result, Interval) and result.p == pytest.approx(reference.pvalue)


def enumerated_p(frame: pd.DataFrame, covariates: list[str]) -> float:
    """The p value by picking one person of every set in turn, with residuals from statsmodels."""
    x = sm.add_constant(frame[covariates].astype(float))
    residual = sm.OLS(frame["final_score"].astype(float), x).fit().resid.to_numpy()
    sets = [np.flatnonzero(frame["set_id"] == name) for name in frame["set_id"].unique()]

    def statistic(picked) -> float:
        return np.mean(
            [
                residual[i] - residual[[j for j in s if j != i]].mean()
                for i, s in zip(picked, sets, strict=True)
            ]
        )

    true = statistic([next(i for i in s if frame["role"].iloc[i] == "exposed") for s in sets])
    every = [statistic(picked) for picked in itertools.product(*sets)]
    return float(np.mean(np.abs(every) >= abs(true) - 1e-9))


def uneven() -> pd.DataFrame:
    """Six sets with one to three comparators."""
    frame = clinic(6, seed=12, comparators=3, missing=0)
    return frame.drop(index=[0, 4, 5, 8]).reset_index(drop=True)


def test_sets_of_unequal_size_with_covariates_are_enumerated_one_person_at_a_time():
    frame = uneven()
    result = permutation_test(frame, ["baseline_score", "age"], 9_999)
    assert isinstance(result, Interval)
    assert result.p == pytest.approx(enumerated_p(frame, ["baseline_score", "age"]), abs=1e-12)


def test_the_interval_holds_the_effects_that_the_test_does_not_reject():
    """Subtracting an effect from the outcomes of the exposed and testing again for none."""
    frame = uneven()
    result = permutation_test(frame, ["baseline_score"], 9_999)
    assert isinstance(result, Interval)

    def p_of(effect: float) -> float:
        without = frame["final_score"] - effect * is_exposed(frame)
        return enumerated_p(frame.assign(final_score=without), ["baseline_score"])

    for end, inward in ((result.low, 1e-6), (result.high, -1e-6)):
        assert p_of(end + inward) > 0.05 >= p_of(end - inward)
    assert p_of(result.estimate) == 1


def test_drawn_picks_come_close_to_all_of_them(monkeypatch):
    """9,999 draws know a p value of 0.05 to sqrt(0.05 x 0.95 / 10,000) = 0.002."""
    frame = pairs([d / 100 for d in DARWIN])
    monkeypatch.setattr("chart2paper.model.resampling.permutation.ALL_UP_TO", 100)
    result = permutation_test(frame, [], 9_999)
    assert isinstance(result, Interval)
    assert result.p == pytest.approx(1726 / 32768, abs=3 * 0.0022)
    assert result.notes[0] == "9,999 random picks of the exposed within sets"


def test_sets_without_both_arms_are_left_out():
    frame = people([(5, 3), (6, 4), (7, 1)], [(5, 5), (6, 6)])
    assert in_whole_sets(frame)["set_id"].unique().tolist() == ["P000", "P001"]
    assert in_whole_sets(frame.assign(set_id="P1")).empty


def test_so_few_sets_that_nothing_can_be_rejected_have_a_p_value_but_no_interval():
    result = permutation_test(people([(8, 4), (7, 3), (6, 1)], [(8, 7), (7, 7), (6, 7)]), [], 9_999)
    assert isinstance(result, Interval)
    assert result.p == 0.25 and np.isnan([result.low, result.high]).all()
    assert "no interval" in result.notes[1]


def test_without_an_effect_small_p_values_are_as_rare_as_they_should_be():
    """400 clinics of 8 sets without effect, the baseline deciding the outcome: p <= 0.05 in at most 5 % and
    p <= 0.5 in about half, within three binomial standard errors (0.033 and 0.075)."""
    every = clinic(3200, seed=51, comparators=1, missing=0, effect=0)
    found = []
    for first in range(0, 6400, 16):
        result = permutation_test(every.iloc[first : first + 16], ["baseline_score"], 9_999)
        assert isinstance(result, Interval)
        found.append(result.p)
    assert 0.005 < np.mean(np.array(found) <= 0.05) < 0.05 + 0.033
    assert abs(np.mean(np.array(found) <= 0.5) - 0.5) < 0.075


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("case", CASES)
def test_hopeless_data_have_both_rows_with_a_reason(case):
    table = resampling_estimates(CASES[case], "x", ESTIMATION, DRAWS)
    check(table, ESTIMATES, "resampling_estimates.csv")
    assert table["method"].tolist() == ["cluster_bootstrap", "permutation_within_sets"]
    without_interval = table["ci_low"].isna() & table["estimate"].notna()
    assert table.loc[without_interval, "status"].str.contains("there is no interval").all()
    assert_complete(table[~without_interval])
