"""The numbers of the love plot."""

import pandas as pd
import pytest

from chart2paper.catalogue.outcomes import PAIN
from chart2paper.figures.balance import alt_text, balance_frame
from chart2paper.figures.draw_balance import draw_balance
from figures import examples as ex
from shipped_words import WORDS


def test_the_chance_limit_of_36_v_42_is_drawn_in_both_samples():
    """1.96 x 0.2271, the standard error in data/facts/martin_2022.csv."""
    frame = balance_frame(ex.balance([("age", None), ("sex", "female")]), 0.1, PAIN)
    assert frame["chance_limit"].tolist() == pytest.approx([1.959964 * 0.2271] * 4, abs=1e-4)


def test_a_covariate_with_fewer_known_values_has_wider_chance_limits():
    whole = ex.balance([("age", None), ("previous_score", None)])
    whole.loc[(whole["covariate"] == "previous_score") & (whole["sample"] == "after"), "chance_limit"] = 0.6
    frame = balance_frame(whole, 0.1, PAIN).groupby("covariate")["chance_limit"].max()
    assert frame["previous_score"] == 0.6
    assert frame["age"] < 0.5


def test_without_one_of_the_arms_there_is_no_chance_limit_to_draw():
    frame = balance_frame(ex.balance([("age", None)], 3, 0), 0.1, PAIN)
    assert frame["chance_limit"].isna().all()
    assert not any("Chance" in text.get_text() for text in draw_balance(frame, "", "", WORDS).texts)


def test_flagged_differences_are_bold_and_the_key_says_so():
    rows = [("age", None, "before", 0.9), ("age", None, "after", 0.5), ("sex", "male", "after", 0.2)]
    texts = draw_balance(balance_frame(table(rows), 0.1, PAIN), "", "", WORDS).texts
    bold = [text.get_text() for text in texts if text.get_weight() == "bold"]
    assert set(bold) == {"After matching (95% interval)", "0.50 (0.30 to 0.70)"}
    assert any(text.get_text().startswith("Bold numbers: flagged") for text in texts)


def table(rows):
    frame = pd.DataFrame(rows, columns=["covariate", "level", "sample", "smd"])
    low, high = frame["smd"] - 0.2, frame["smd"] + 0.2
    return frame.assign(
        smd_ci_low=low, smd_ci_high=high, smd_flagged=(low > 0.1) | (high < -0.1), chance_limit=0.4
    )


def test_the_most_imbalanced_covariate_is_on_top_and_levels_stay_together():
    rows = [
        ("age", None, "before", 0.3),
        ("sex", "female", "before", 0.1),
        ("sex", "male", "before", -0.5),
        ("age", None, "after", 0.0),
        ("sex", "female", "after", 0.0),
        ("sex", "male", "after", 0.9),
    ]
    frame = balance_frame(table(rows), 0.1, PAIN)
    order = (
        frame.loc[frame["sample"] == "before", ["row", "covariate", "level"]].fillna("").to_numpy().tolist()
    )
    assert order == [[0, "sex", "male"], [1, "sex", "female"], [2, "age", ""]]


def test_a_number_stands_above_the_level_that_says_it_is_missing():
    rows = [("previous_score", "missing", "before", 0.4), ("previous_score", None, "before", 0.1)]
    frame = balance_frame(table(rows), 0.1, PAIN)
    assert frame["level"].fillna("number").tolist() == ["number", "missing"]
    labels = [text.get_text() for text in draw_balance(frame, "", "", WORDS).texts]
    assert labels.count("Previous pain score (0–10)") == 1


def test_the_order_of_the_rows_changes_nothing():
    balance = ex.balance([("age", None), ("sex", "female"), ("sex", "male")])
    shuffled = balance.sample(frac=1, random_state=4)
    pd.testing.assert_frame_equal(balance_frame(balance, 0.1, PAIN), balance_frame(shuffled, 0.1, PAIN))


def test_the_alt_text_counts_differences_beyond_0_1_in_either_direction():
    rows = [
        ("age", None, "before", -0.3),
        ("on_opioid", None, "before", 0.11),
        ("sex", "male", "before", 0.1),
    ]
    text = alt_text(balance_frame(table(rows), 0.1, PAIN), "LDN", WORDS)
    assert "Before matching 2 of 3 exceed 0.1 in size; the largest is Age, years, −0.30." in text
    assert "After matching no difference is estimable." in text


def test_the_alt_text_counts_what_chance_alone_does_not_explain():
    rows = [("age", None, "after", -0.3), ("on_opioid", None, "after", 0.5), ("sex", "male", "after", 0.0)]
    text = alt_text(balance_frame(table(rows), 0.1, PAIN), "LDN", WORDS)
    assert "After matching 2 of 3 exceed 0.1 in size, 1 exceed what chance alone explains" in text
