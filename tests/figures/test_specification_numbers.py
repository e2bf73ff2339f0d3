"""The specification curve: what is drawn, in which order, and what stands beneath it."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from chart2paper.figures.specification_curve import alt_text, specification_frame
from figures import examples as ex
from figures.cases import drawn
from shipped_words import WORDS


def layer(frame, name):
    return frame[frame["layer"] == name].reset_index(drop=True)


def test_estimates_in_points_stand_in_order_and_the_others_are_counted():
    grid = ex.sensitivity()
    frame = specification_frame(grid)
    curve = layer(frame, "estimate")
    expected = grid[(grid["unit"] == "points") & grid["estimate"].notna()]
    assert_allclose(curve["estimate"], np.sort(expected["estimate"]))
    assert curve["position"].tolist() == list(range(1, len(expected) + 1))
    assert frame["not_drawn"].unique().tolist() == [len(grid) - len(expected)]


def test_equal_estimates_stand_in_the_order_of_the_protocol():
    curve = layer(specification_frame(ex.sensitivity(6).assign(estimate=-1.0)), "estimate")
    assert curve["label"].tolist() == [f"answer {i}" for i in range(9)]


def test_an_analysis_has_a_mark_for_each_thing_it_changes_and_the_primary_one_has_none():
    grid = ex.sensitivity(6).assign(estimate=-1.0)
    frame = specification_frame(grid)
    settings = layer(frame, "setting")
    marks = settings.groupby("position")["label"].agg(list).to_dict()
    assert 1 not in marks  # the primary analysis, first of equals
    assert marks[2] == ["answer 1"]
    assert marks[8] == ["answer 1", "answer 5"]
    assert marks[9] == ["answer 1", "answer 6"]


def test_rows_follow_the_protocol_and_only_changes_with_a_mark_have_one():
    grid = ex.sensitivity(6).assign(estimate=-1.0)
    grid.loc[2, "estimate"] = np.nan
    settings = layer(specification_frame(grid), "setting").drop_duplicates("row").sort_values("row")
    assert settings["label"].tolist() == ["answer 1", "answer 3", "answer 4", "answer 5", "answer 6"]
    assert settings["row"].tolist() == [1, 2, 3, 4, 5]
    assert settings["heading"].tolist() == ["Question 0"] * 3 + ["Question 1"] * 2


def artists(figure, gid):
    return [artist for axes in figure.axes for artist in axes.get_children() if artist.get_gid() == gid]


def test_points_and_intervals_are_those_of_the_twin():
    figure, frame, *_ = drawn("specification curve")
    curve = layer(frame, "estimate")
    points = np.concatenate(
        [artists(figure, look)[0].get_xydata() for look in ("clear", "unclear", "primary")]
    )
    assert_allclose(points[points[:, 0].argsort()], curve[["position", "estimate"]].to_numpy(float))
    (lines,) = artists(figure, "ci")
    assert_allclose(np.array(lines.get_segments())[:, :, 1], curve[["ci_low", "ci_high"]].to_numpy(float))


def test_a_filled_point_has_an_interval_without_zero_and_the_primary_one_its_own_look():
    figure, frame, *_ = drawn("specification curve")
    curve = layer(frame, "estimate")
    clear = (curve["ci_high"] < 0) & (curve["is_primary"] == 0)
    assert artists(figure, "clear")[0].get_xdata().tolist() == curve.loc[clear, "position"].tolist()
    primary = curve.loc[curve["is_primary"] == 1, "position"].tolist()
    assert artists(figure, "primary")[0].get_xdata().tolist() == primary


def test_every_mark_beneath_is_drawn_in_its_column():
    figure, frame, *_ = drawn("specification curve")
    marks = [
        artist.get_xdata()
        for look in ("clear", "unclear", "primary")
        for artist in artists(figure, f"setting-{look}")
    ]
    assert sorted(np.concatenate(marks)) == sorted(layer(frame, "setting")["position"])


def test_the_description_tells_range_count_and_primary_estimate():
    grid = ex.sensitivity(3)
    grid[["estimate", "ci_low", "ci_high"]] = [
        [-1, -2, -0.5],
        [-3, -4, -2],
        [-0.2, -1, 0.6],
        [-0.5, -0.9, -0.1],
    ]
    assert alt_text(specification_frame(grid), "LDN", WORDS) == (
        "Specification curve of the difference in pain, with LDN minus without; negative is less pain. 4 analyses, "
        "from −3.00 (−4.00 to −2.00) (answer 1) to −0.20 (−1.00 to 0.60) (answer 2). The interval leaves out zero "
        "in 3. The primary analysis has −1.00 (−2.00 to −0.50). Rows beneath say what each analysis changes."
    )


@pytest.mark.parametrize("variations", [0, 40])
def test_with_nothing_estimable_the_description_says_so(variations):
    assert "No analysis could be estimated." in alt_text(
        specification_frame(ex.sensitivity(variations, False)), "LDN", WORDS
    )
