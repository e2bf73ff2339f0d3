"""Where there should be no difference: negative controls, the placebo period, regression to the mean."""

import numpy as np
import pandas as pd
import pytest

from chart2paper.model.estimates import estimate_effects
from chart2paper.model.explain.negative_controls import negative_controls, with_placebo_score
from chart2paper.model.explain.regression_to_mean import regression_to_mean
from chart2paper.statistics.results import rows_frame
from chart2paper.tables.model import ESTIMATES, SCORES
from chart2paper.tables.read_write import shape
from model.people import ESTIMATION, clinic, number, people
from model.test_degenerate import CASES, assert_complete

SETTINGS = {
    "placebo_window_days": (-150, -45),
    "placebo_target_day": -90,
    "negative_controls": ["previous_score", "visits_before"],
}
ADJUST = ["baseline_score", "previous_score", "age"]


def scores(*rows: tuple[str, int, float]) -> pd.DataFrame:
    """SCORES rows (person, day, score) of people whose sets are named after them."""
    frame = pd.DataFrame(rows, columns=["person_id", "day", "score"])
    return shape(frame.assign(set_id=frame["person_id"], role="exposed", in_window=0), SCORES)


def placebo(*rows: tuple[str, int, float], baseline_day: int = 0) -> pd.Series:
    person = people([(5, 4)], [])
    person["baseline_date"] = person["index_date"] + pd.Timedelta(days=baseline_day)
    return with_placebo_score(person, scores(*rows), SETTINGS).iloc[0]


@pytest.mark.parametrize(
    ("days", "chosen"),
    [
        ((-130, -60), -60),
        ((-120, -60), -120),  # of two as near, the earlier
        ((-150, -44), -150),
        ((-151, -44), None),
        ((-151, -45), -45),
        ((), None),
    ],
)
def test_the_placebo_score_is_the_one_of_the_window_nearest_to_the_target_day(days, chosen):
    found = placebo(*(("P000", day, -day / 100) for day in days))["final_score"]
    assert np.isnan(found) if chosen is None else found == -chosen / 100


def test_the_baseline_score_and_later_ones_are_no_placebo():
    assert placebo(("P000", -80, 7), ("P000", -140, 3), baseline_day=-80)["final_score"] == 3
    assert np.isnan(placebo(("P000", -80, 7), baseline_day=-80)["final_score"])


def test_the_score_before_the_placebo_score_is_known_too():
    person = placebo(("P000", -300, 1), ("P000", -200, 2), ("P000", -90, 3), ("P000", -10, 4))
    assert (person["score_before_placebo"], person["final_score"]) == (2, 3)
    assert np.isnan(placebo(("P000", -90, 3))["score_before_placebo"])


def history(frame: pd.DataFrame, gap: float = 0.0) -> pd.DataFrame:
    """Scores on days -200, -90 and 0 in which the exposed differ by `gap` on day -90."""
    random = np.random.default_rng(5)
    parts = []
    for day in (-200, -90, 0):
        shift = gap * frame["role"].eq("exposed").to_numpy(dtype=float) * (day == -90)
        score = np.clip(random.normal(5, 1, len(frame)) + shift, 0, 10)
        parts.append(frame[["set_id", "person_id", "role"]].assign(day=day, score=score, in_window=0))
    return shape(pd.concat(parts), SCORES)


def controls(frame, history_of, adjust_for=ADJUST, settings=SETTINGS) -> pd.DataFrame:
    return shape(rows_frame(negative_controls(frame, history_of, adjust_for, settings), "x"), ESTIMATES)


def dated(frame: pd.DataFrame) -> pd.DataFrame:
    random = np.random.default_rng(6)
    return frame.assign(baseline_date=frame["index_date"], visits_before=random.integers(0, 9, len(frame)))


def test_a_difference_before_the_index_date_is_found_where_there_is_one():
    frame = dated(clinic(40, seed=2))
    for gap, found in ((0, False), (-2, True)):
        row = number(
            controls(frame, history(frame, gap)), "placebo_score", "adjusted_difference", "ancova_cr2"
        )
        assert row.ci_low <= gap <= row.ci_high
        assert (row.ci_high < 0) == found
        assert (row.n_exposed, row.n_comparator) == (40, 80)


def test_the_placebo_model_is_the_primary_one_with_what_was_known_before():
    """Source: the primary estimator, given the placebo score as outcome and the score before as covariate."""
    frame = dated(clinic(40, seed=2))
    past = history(frame)
    at = {day: past[past["day"] == day].set_index("person_id")["score"] for day in (-200, -90)}
    told = frame.assign(
        final_score=frame["person_id"].map(at[-90]).astype(float),
        previous_score=frame["person_id"].map(at[-200]).astype(float),
    )
    reference = estimate_effects(
        told, "x", ESTIMATION | {"estimators": ["ancova"], "adjust_for": ["age", "previous_score"]}
    )
    expected = number(reference, "final_score", "adjusted_difference", "ancova_cr2")
    found = number(controls(frame, past), "placebo_score", "adjusted_difference", "ancova_cr2")
    for name in ("estimate", "ci_low", "ci_high", "p_value"):
        assert found[name] == pytest.approx(expected[name])


def test_a_negative_control_is_the_primary_model_with_that_covariate_as_outcome():
    """Source: the primary estimator, the covariate taking the place of the final score."""
    frame = dated(clinic(40, seed=2))
    table = controls(frame, history(frame))
    for name, adjust_for in (("previous_score", ["baseline_score", "age"]), ("visits_before", ADJUST)):
        told = frame.assign(final_score=frame[name].astype(float))
        reference = estimate_effects(
            told, "x", ESTIMATION | {"estimators": ["ancova"], "adjust_for": adjust_for}
        )
        expected = number(reference, "final_score", "adjusted_difference", "ancova_cr2")
        found = number(table, f"negative_control_{name}", "adjusted_difference", "ancova_cr2")
        assert found.estimate == pytest.approx(expected.estimate)
        assert found.ci_low == pytest.approx(expected.ci_low)


def test_the_mean_baseline_takes_the_place_of_both_scores():
    """Source: the primary estimator, given the mean as its baseline; without a previous score it is the baseline."""
    frame = dated(clinic(40, seed=2))
    mean = frame[["baseline_score", "previous_score"]].astype(float).mean(axis=1)
    assert frame["previous_score"].isna().any()
    reference = estimate_effects(
        frame.assign(baseline_score=mean),
        "x",
        ESTIMATION | {"estimators": ["ancova"], "adjust_for": ["baseline_score", "age"]},
    )
    expected = number(reference, "final_score", "adjusted_difference", "ancova_cr2")
    found = number(
        controls(frame, history(frame)), "final_score", "adjusted_difference", "ancova_cr2_mean_baseline"
    )
    assert found.estimate == pytest.approx(expected.estimate)
    assert found.p_value == pytest.approx(expected.p_value)


def rtm(frame: pd.DataFrame) -> pd.DataFrame:
    return shape(rows_frame(regression_to_mean(frame), "x"), ESTIMATES).set_index("estimand")


def test_what_was_to_be_expected_is_read_from_the_comparators_line():
    """By hand: comparators go from 4 to 4 and from 8 to 6 on average (slope 0.5), the exposed start at 8."""
    frame = people([(8, 4), (8, 5), (8, 3)], [(4, 3), (4, 5), (8, 5), (8, 7), (4, 4), (8, 6)])
    table = rtm(frame)["estimate"]
    assert table["slope_on_baseline"] == pytest.approx(0.5)
    assert table["exposed_change"] == pytest.approx(-4)
    assert table["expected_without_exposure"] == pytest.approx(-2)
    assert table["remainder"] == pytest.approx(-2)


def test_the_expectation_is_the_formula_of_regression_to_the_mean():
    """Source: (1 - r) (mean - baseline), the mean being where the line expects no change (Barnett 2005)."""
    frame = clinic(30, seed=12, missing=0, comparators=1)
    exposed = frame["role"].eq("exposed").to_numpy(dtype=bool)
    baseline, final = (frame[name].to_numpy(dtype=float) for name in ("baseline_score", "final_score"))
    slope, intercept = np.polyfit(baseline[~exposed], final[~exposed], 1)
    level = intercept / (1 - slope)
    expected = (1 - slope) * (level - baseline[exposed].mean())
    assert rtm(frame)["estimate"]["expected_without_exposure"] == pytest.approx(expected)


def test_a_fall_of_all_who_start_high_is_expected_and_nothing_is_left():
    """True scores do not move; the exposed were chosen when their noisy score was high."""
    random = np.random.default_rng(3)
    size, left = 4000, []
    usual = random.normal(6, 1, size)
    first, later = (usual + random.normal(0, 1, size) for _ in range(2))
    high = np.flatnonzero(first > 7)[:300]
    rest = np.setdiff1d(np.arange(size), high)[:1500]
    frame = people(
        list(zip(first[high], later[high], strict=True)), list(zip(first[rest], later[rest], strict=True))
    )
    table = rtm(frame)
    left = table.loc["remainder"]
    assert table.loc["exposed_change", "ci_high"] < -0.5
    assert left.ci_low < 0 < left.ci_high
    assert table.loc["slope_on_baseline", "ci_low"] < 0.5 < table.loc["slope_on_baseline", "ci_high"]


@pytest.mark.parametrize(
    ("estimand", "estimate", "low", "high", "p"),
    [
        ("remainder", -1.833333333333, -8.01621562432, 4.349548957655, 0.3314097641494),
        ("expected_without_exposure", -0.833333333333, -1.77630505684, 0.109638390175, None),
        ("slope_on_baseline", 1 - 0.630434782609, 1 - 2.38963825767, 1 + 1.128768692452, None),
    ],
)
def test_intervals_are_those_of_clustered_least_squares(estimand, estimate, low, high, p):
    """Source: R 4.2.2, clubSandwich 0.5.8, on these sets (c = comparator, d = baseline minus 20/3):

    m <- lm(change ~ exposed + I(c * d), weights = c(1, 1, 1, rep(0.5, 6)))
    conf_int(m, vcovCR(m, cluster = set, type = "CR2"), test = "Satterthwaite"); coef_test(the same)
    """
    frame = people([(8, 4), (5, 5), (7, 3)], [(8, 7), (6, 6), (7, 7), (4, 5), (9, 6), (6, 4)])
    row = rtm(frame).loc[estimand]
    assert [row.estimate, row.ci_low, row.ci_high] == pytest.approx([estimate, low, high], rel=1e-9)
    assert np.isnan(row.p_value) if p is None else row.p_value == pytest.approx(p, rel=1e-9)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("case", CASES)
def test_hopeless_data_give_rows_that_say_why(case):
    frame = CASES[case]
    table = controls(frame, history(frame))
    assert_complete(table)
    assert len(table) == 4
    assert_complete(rtm(frame).reset_index())
    nothing = controls(frame, history(frame).head(0))
    row = number(nothing, "placebo_score", "adjusted_difference", "ancova_cr2")
    assert row.status == (
        "not estimable: no exposed people with a score in the placebo window and no comparators with a score "
        "in the placebo window"
    )
