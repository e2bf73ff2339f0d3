"""The numbers of the love plot."""

import pandas as pd
import pytest
from scipy.stats import norm

from chart2paper.figures.balance import alt_text, balance_frame, chance_limit
from chart2paper.figures.draw_balance import draw_balance
from figures import examples as ex


def test_the_chance_limit_of_36_v_42_is_1_96_times_0_227():
    # The standard error in data/facts/martin_2022.csv; 0.1 is then exceeded with probability 0.66.
    limit = chance_limit(ex.matches(36, 42))
    error = limit / norm.ppf(0.975)
    assert error == pytest.approx(0.2271, abs=5e-5)
    assert 2 * norm.sf(0.1 / error) == pytest.approx(0.66, abs=0.005)


def test_without_one_of_the_arms_there_is_no_chance_limit():
    assert pd.isna(chance_limit(ex.matches(3, 0)))
    assert pd.isna(chance_limit(ex.matches(0, 0)))


def table(rows):
    frame = pd.DataFrame(rows, columns=["covariate", "level", "sample", "smd"])
    return frame.assign(smd_ci_low=frame["smd"] - 0.2, smd_ci_high=frame["smd"] + 0.2)


def test_the_most_imbalanced_covariate_is_on_top_and_levels_stay_together():
    rows = [
        ("age", None, "before", 0.3),
        ("sex", "female", "before", 0.1),
        ("sex", "male", "before", -0.5),
        ("age", None, "after", 0.0),
        ("sex", "female", "after", 0.0),
        ("sex", "male", "after", 0.9),
    ]
    frame = balance_frame(table(rows), ex.matches())
    order = (
        frame.loc[frame["sample"] == "before", ["row", "covariate", "level"]].fillna("").to_numpy().tolist()
    )
    assert order == [[0, "sex", "male"], [1, "sex", "female"], [2, "age", ""]]


def test_a_number_stands_above_the_level_that_says_it_is_missing():
    rows = [("previous_score", "missing", "before", 0.4), ("previous_score", None, "before", 0.1)]
    frame = balance_frame(table(rows), ex.matches())
    assert frame["level"].fillna("number").tolist() == ["number", "missing"]
    labels = [text.get_text() for text in draw_balance(frame, "", "").texts]
    assert labels.count("Previous pain score (0–10)") == 1


def test_the_order_of_the_rows_changes_nothing():
    balance = ex.balance([("age", None), ("sex", "female"), ("sex", "male")])
    shuffled = balance.sample(frac=1, random_state=4)
    pd.testing.assert_frame_equal(balance_frame(balance, ex.matches()), balance_frame(shuffled, ex.matches()))


def test_the_alt_text_counts_differences_beyond_0_1_in_either_direction():
    rows = [
        ("age", None, "before", -0.3),
        ("on_opioid", None, "before", 0.11),
        ("sex", "male", "before", 0.1),
    ]
    text = alt_text(balance_frame(table(rows), ex.matches()), "LDN")
    assert "Before matching 2 of 3 exceed 0.1 in size; the largest is Age, years, −0.30." in text
    assert "After matching no difference is estimable." in text
