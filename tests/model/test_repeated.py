"""All scores of the outcome window with time: the mixed model and GEE. Sources: R with lme4, lmerTest, geepack, nlme,
clubSandwich on `small_scores.csv` (110 scores of 44 people in 16 sets); statsmodels MixedLM."""

import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from scipy import stats

from chart2paper.model.repeated.estimates import repeated_estimates
from chart2paper.model.repeated.gee import gee_results
from chart2paper.model.repeated.mixed_model import Mixed, mixed_model, mixed_result
from chart2paper.model.repeated.observations import ESTIMANDS, Observations, observations, with_scores
from chart2paper.statistics.results import Interval, NotEstimable
from chart2paper.tables.model import ESTIMATES, SCORES
from chart2paper.tables.read_write import check, shape
from model.people import ESTIMATION, clinic, number, people
from model.test_degenerate import CASES, assert_complete

BASIC = ESTIMATION | {"adjust_for": ["baseline_score"]}
COLUMNS = ("intercept", "baseline", "exposed", "time", "exposed x time")


def small_scores() -> pd.DataFrame:
    return pd.read_csv(Path(__file__).parent / "small_scores.csv")


def as_observations(frame: pd.DataFrame, sets: pd.Series) -> Observations:
    """The regression that was given to R: score ~ baseline + exposed * t, t = (day - 90) / 30."""
    time = (frame["day"] - 90) / 30
    columns = [np.ones(len(frame)), frame["baseline"], frame["exposed"], time, time * frame["exposed"]]
    set_of_person = sets.groupby(frame["person"].to_numpy(), sort=True).first()
    return Observations(
        frame["score"].to_numpy(dtype=float),
        np.column_stack(columns).astype(float),
        pd.factorize(frame["person"], sort=True)[0],
        pd.factorize(set_of_person, sort=True)[0],
        {name: np.eye(5)[i] for i, name in enumerate(COLUMNS)},
        (),
    )


def fitted(data: Observations) -> Mixed:
    model = mixed_model(data)
    assert isinstance(model, Mixed)
    return model


# R 4.2.2, lme4 1.1.31, lmerTest 3.1.3: summary(lmer(score ~ baseline + exposed * t + (1|set) + (1|person), REML,
# bobyqa, rhoend = 1e-10)): estimate, standard error, Satterthwaite df, p.
LMER = {
    "baseline": (0.54734885874, 0.1152191837, 28.13313446, 5.427637783e-05),
    "exposed": (-1.00288933200, 0.3395109753, 26.00814275, 6.578843207e-03),
    "time": (-0.03563467884, 0.1333814156, 79.82915204, 7.900320738e-01),
    "exposed x time": (-0.44226213933, 0.2254426491, 81.95189446, 5.318657212e-02),
}
# The same with people dealt out to 12 sets that have nothing in common, so that the variance of sets is 0.
NO_SETS = {
    "baseline": (0.66804474276, 0.1615804882, 43.33316442, 0.0001602154092),
    "exposed": (-1.05378210264, 0.5363442576, 43.11016218, 0.0559092286324),
    "time": (-0.05948799023, 0.1360204739, 74.76869716, 0.6631212096641),
    "exposed x time": (-0.52403876700, 0.2301184453, 76.70453060, 0.0255578172560),
}


@pytest.mark.parametrize(
    ("mixed_up", "variances", "expected"),
    [
        (False, [0.7688165583, 0.7627849405, 1.5275330852], LMER),
        (True, [0.7617281729, 2.5188068143, 0.0], NO_SETS),
    ],
    ids=["sets differ", "sets do not differ"],
)
def test_the_mixed_model_is_that_of_lmertest(mixed_up, variances, expected):
    frame = small_scores()
    sets = (pd.Series(pd.factorize(frame["person"], sort=True)[0]) + 1) % 12 if mixed_up else frame["set"]
    data = as_observations(frame, sets)
    model = fitted(data)
    assert model.variances == pytest.approx(np.array(variances), rel=1e-5)
    for name, (estimate, error, df, p) in expected.items():
        result = mixed_result(model, data.contrasts[name])
        assert isinstance(result, Interval)
        assert result.estimate == pytest.approx(estimate, rel=1e-5)
        assert result.p == pytest.approx(p, rel=1e-4)
        half = stats.t.ppf(0.975, df) * error
        assert (result.low, result.high) == pytest.approx((estimate - half, estimate + half), abs=1e-5)


def test_the_mixed_model_is_that_of_statsmodels():
    """MixedLM with groups = sets and people as variance components; its optimiser stops earlier than ours, and its
    standard errors are of another kind (from the full Hessian), which is why they are held against R alone."""
    frame = small_scores()
    data = as_observations(frame, frame["set"])
    frame = frame.assign(t=(frame["day"] - 90) / 30)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        reference = sm.MixedLM.from_formula(
            "score ~ baseline + exposed + t + exposed:t", frame, groups="set", vc_formula={"p": "0 + C(person)"},
            re_formula="1",
        ).fit(reml=True)  # fmt: skip
    model = fitted(data)
    single, of_people, of_sets = model.variances
    assert (single, of_people, of_sets) == pytest.approx(
        (reference.scale, reference.vcomp[0], reference.cov_re.iloc[0, 0]), rel=5e-3
    )
    for i, name in enumerate(COLUMNS):
        assert model.estimate(data.contrasts[name]) == pytest.approx(reference.fe_params.iloc[i], abs=2e-3)


def test_gee_is_that_of_r_with_the_correction_of_mancl_and_derouen():
    """geepack 1.3.9 geese(corstr = "fixed") at the working correlation found here; clubSandwich 0.5.8 vcovCR(type =
    "CR3"), which is the correction, of nlme 3.1.162 gls(corCompSymm(0.9617245258344764, fixed = TRUE))."""
    frame = small_scores()
    data = as_observations(frame, frame["set"])
    estimates = [1.5814152460834, 0.5247199043928, -1.0431000354676, -0.0600041834241, -0.1831416809449]
    errors = [1.186668211838, 0.126267082799, 0.329096875978, 0.156550195604, 0.311353156767]
    for name, result, estimate, error in zip(
        COLUMNS, gee_results(data).values(), estimates, errors, strict=True
    ):
        assert isinstance(result, Interval), name
        half = stats.t.ppf(0.975, 16 - 5) * error
        assert result.estimate == pytest.approx(estimate, rel=1e-5)
        assert (result.low, result.high) == pytest.approx((estimate - half, estimate + half), abs=1e-5)


def test_gee_with_the_working_correlation_of_geepack_is_a_close_neighbour():
    """geepack 1.3.9 geeglm(corstr = "exchangeable") estimates the correlation as 0.994 (here 0.962, divided by other
    degrees of freedom); the estimates then differ by less than a hundredth of a point."""
    frame = small_scores()
    found = gee_results(as_observations(frame, frame["set"]))
    for name, estimate in (("exposed", -1.04468606973), ("exposed x time", -0.18211500921)):
        result = found[name]
        assert isinstance(result, Interval) and result.estimate == pytest.approx(estimate, abs=0.01)


def clinic_with_scores(
    sets: int, seed: int, effect: float = -1.0, slope: float = 0.0, days: int = 3
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """An analysis set and its scores: up to `days` visits, the difference changing by `slope` per 30 days."""
    frame = clinic(sets, seed, effect=0, missing=0)
    random = np.random.default_rng(seed)
    rows = frame.loc[frame.index.repeat(days), ["set_id", "person_id", "role"]].reset_index(drop=True)
    rows["day"] = random.integers(45, 151, len(rows))
    exposed = rows["role"].eq("exposed").to_numpy(dtype=float)
    level = frame["final_score"].repeat(days).to_numpy()
    change = exposed * (effect + slope * (rows["day"].to_numpy() - 90) / 30)
    rows["score"] = level + change + random.normal(0, 1, len(rows))
    rows = rows.drop_duplicates(["set_id", "person_id", "day"]).sample(frac=0.7, random_state=seed)
    return frame, shape(rows.assign(in_window=1), SCORES)


def test_both_methods_find_the_difference_at_the_target_day_and_the_difference_in_slope():
    """400 sets: the standard errors are about 0.08 and 0.07 points."""
    frame, scores = clinic_with_scores(400, 1, effect=-1.0, slope=0.5)
    table = repeated_estimates(frame, scores, "x", BASIC, 90)
    check(table, ESTIMATES, "repeated_estimates.csv")
    assert len(table) == 4
    for method in ("mixed_model", "gee_mancl_derouen"):
        level, slope = (number(table, "repeated_scores", estimand, method) for estimand in ESTIMANDS)
        assert level.ci_low < -1.0 < level.ci_high and level.ci_high - level.ci_low < 0.5
        assert slope.ci_low < 0.5 < slope.ci_high and slope.ci_high - slope.ci_low < 0.4


def test_the_target_day_decides_where_the_difference_is_measured():
    frame, scores = clinic_with_scores(400, 1, effect=-1.0, slope=0.5)
    at_90, at_150 = (
        number(
            repeated_estimates(frame, scores, "x", BASIC, day), "repeated_scores", ESTIMANDS[0], "mixed_model"
        )
        for day in (90, 150)
    )
    slope = number(
        repeated_estimates(frame, scores, "x", BASIC, 90), "repeated_scores", ESTIMANDS[1], "mixed_model"
    )
    assert at_150.estimate == pytest.approx(at_90.estimate + 2 * slope.estimate, abs=1e-4)


def test_without_a_target_day_time_is_counted_from_the_median_day_and_said_to_be():
    frame, scores = clinic_with_scores(30, 2)
    row = number(
        repeated_estimates(frame, scores, "x", BASIC, None), "repeated_scores", ESTIMANDS[0], "mixed_model"
    )
    assert f"the difference is that on day {scores['day'].median():g}" in row.status


def test_scores_outside_the_window_do_not_count_and_people_without_one_inside_are_not_used():
    frame, scores = clinic_with_scores(30, 3)
    before = scores.head(5).assign(day=-10, score=10.0, in_window=0).drop_duplicates(["set_id", "person_id"])
    more = shape(pd.concat([scores, before]), SCORES)
    without = scores[scores["person_id"] != scores["person_id"].iloc[0]]
    first, second, third = (
        repeated_estimates(frame, some, "x", BASIC, 90) for some in (scores, more, without)
    )
    pd.testing.assert_frame_equal(first, second)
    total = first[["n_exposed", "n_comparator"]].sum(axis=1) - third[["n_exposed", "n_comparator"]].sum(
        axis=1
    )
    assert (total == 1).all()


def test_the_order_of_rows_does_not_matter():
    frame, scores = clinic_with_scores(20, 4)
    first = repeated_estimates(frame, scores, "x", BASIC, 90)
    second = repeated_estimates(
        frame.sample(frac=1, random_state=1), scores.sample(frac=1, random_state=2), "x", BASIC, 90
    )
    pd.testing.assert_frame_equal(first, second)


def test_one_score_per_person_is_nothing_repeated():
    frame, scores = clinic_with_scores(20, 5, days=1)
    table = repeated_estimates(frame, scores, "x", BASIC, 90)
    assert set(table["status"]) == {"not estimable: nobody has more than one score in the outcome window"}


def test_scores_of_one_day_cannot_be_followed_over_time():
    frame, scores = clinic_with_scores(20, 6)
    twice = pd.concat([scores.assign(day=90), scores.assign(day=120, role="exposed")])
    twice = twice.drop_duplicates(["set_id", "role", "person_id", "day"])
    same = observations(
        with_scores(frame, scores), shape(scores.assign(day=90), SCORES), ["baseline_score"], 90
    )
    assert isinstance(same, NotEstimable)
    assert same.reason == "the scores lie on too few different days to follow pain over time"


def test_few_sets_leave_gee_without_degrees_of_freedom_but_not_the_mixed_model():
    frame, scores = clinic_with_scores(5, 7)
    table = repeated_estimates(frame, scores, "x", BASIC, 90)
    gee = number(table, "repeated_scores", ESTIMANDS[0], "gee_mancl_derouen")
    assert gee.status == "not estimable: too few matched sets for so many covariates"
    assert number(table, "repeated_scores", ESTIMANDS[0], "mixed_model").status.startswith("ok")


def three_scores(frame: pd.DataFrame) -> pd.DataFrame:
    """Scores around the outcome of everyone who has one."""
    rows = pd.concat([frame.assign(day=day, move=move) for day, move in ((60, 0.5), (90, 0), (120, -0.5))])
    rows = rows[rows["final_score"].notna()]
    score = (rows["final_score"] + rows["move"]).clip(0, 10)
    return shape(rows.assign(score=score, in_window=1), SCORES)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("case", CASES)
def test_hopeless_data_have_all_rows_with_a_reason_and_no_warning(case):
    for scores in (three_scores(CASES[case]), three_scores(CASES[case]).assign(score=5.0)):
        table = repeated_estimates(CASES[case], scores, "x", ESTIMATION, 90)
        assert_complete(table)
        assert len(table) == 4


def test_no_scores_at_all():
    frame = people([(8, 4), (7, 3)], [(8, 7), (7, 7)])
    table = repeated_estimates(frame, shape(pd.DataFrame(), SCORES), "x", BASIC, 90)
    short = "with a score in the outcome window"
    assert set(table["status"]) == {f"not estimable: no exposed people {short} and no comparators {short}"}
