"""What is on the axes is what is in the CSV twin: no more, no less."""

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose

from figures.cases import drawn


def artists(figure, gid):
    return [artist for axes in figure.axes for artist in axes.get_children() if artist.get_gid() == gid]


def segments(figure, gid):
    return np.concatenate([np.array(found.get_segments()) for found in artists(figure, gid)])


@pytest.mark.parametrize("sample", ["before", "after"])
def test_balance_points_and_intervals(sample):
    figure, frame, *_ = drawn("balance")
    rows = frame[frame["sample"] == sample]
    (points,) = artists(figure, f"smd-{sample}")
    assert_allclose(points.get_xdata(), rows["smd"])
    limits = segments(figure, f"ci-{sample}")[:, :, 0]
    assert_allclose(limits, rows[["smd_ci_low", "smd_ci_high"]])


def test_balance_rows_run_from_the_top_with_before_above_after():
    figure, frame, *_ = drawn("balance")
    before, after = (artists(figure, f"smd-{sample}")[0].get_ydata() for sample in ("before", "after"))
    assert (np.diff(before) > 0).all()  # the axis runs downwards
    assert (before < after).all()
    assert len(before) == frame["row"].nunique()


def test_balance_lines_stand_at_the_limits_of_the_twin():
    figure, frame, *_ = drawn("balance")
    lines = sorted(line.get_xdata()[0] for line in artists(figure, "negligible"))
    assert lines == [-0.1, 0.1] == [-frame["negligible_limit"].iloc[0], frame["negligible_limit"].iloc[0]]
    left, right = (line.get_xdata() for line in artists(figure, "chance"))
    assert_allclose(right, np.repeat(frame.drop_duplicates("row")["chance_limit"], 2))
    assert_allclose(left, -right)
    (band,) = artists(figure, "chance-band")
    assert band.get_paths()[0].vertices[:, 0].max() == pytest.approx(frame["chance_limit"].iloc[0])


@pytest.mark.parametrize(("role", "side"), [("exposed", 1), ("comparator", -1)])
def test_overlap_bars_stand_upright_for_the_exposed_and_hang_down_for_comparators(role, side):
    figure, frame, *_ = drawn("overlap")
    for axes, sample in zip(figure.axes, ("before", "after"), strict=True):
        rows = frame[(frame["layer"] == "bin") & (frame["sample"] == sample) & (frame["role"] == role)]
        bars = [bar for bar in axes.patches if bar.get_gid() == f"bars-{role}"]
        assert_allclose([bar.get_height() for bar in bars], side * rows["share"])
        assert_allclose([bar.get_x() for bar in bars], rows["bin_low"])
        (zone,) = [patch for patch in axes.patches if patch.get_gid() == "equipoise"]
        assert (zone.get_x(), zone.get_x() + zone.get_width()) == pytest.approx((0.3, 0.7))


@pytest.mark.parametrize("role", ["exposed", "comparator"])
def test_responder_curves(role):
    figure, frame, *_ = drawn("responders")
    rows = frame[frame["role"] == role]
    (curve,) = artists(figure, role)
    assert_allclose(curve.get_xdata(), rows["threshold_percent"])
    assert_allclose(curve.get_ydata(), 100 * rows["share"])
    (band,) = artists(figure, f"band-{role}")
    corners = band.get_paths()[0].vertices
    assert set(np.round(corners[:, 1], 6)) >= set(np.round(100 * rows["ci_low"], 6))
    assert corners[:, 1].max() == pytest.approx(100 * rows["ci_high"].max())
    (marked,) = artists(figure, f"marked-{role}")
    assert list(marked.get_xdata()) == [30, 50]


def test_the_difference_between_the_arms_is_drawn_beneath_with_its_band_and_no_difference():
    figure, frame, *_ = drawn("responders")
    rows = frame[frame["role"] == "difference"]
    (curve,) = artists(figure, "difference")
    assert_allclose(curve.get_xdata(), rows["threshold_percent"])
    assert_allclose(curve.get_ydata(), 100 * rows["share"])
    (band,) = artists(figure, "band-difference")
    corners = band.get_paths()[0].vertices[:, 1]
    assert (corners.min(), corners.max()) == pytest.approx(
        (100 * rows["ci_low"].min(), 100 * rows["ci_high"].max())
    )
    low, high = curve.axes.get_ylim()
    assert low <= corners.min() < corners.max() <= high and low < 0 < high
    assert len(artists(figure, "no-difference")) == 1


@pytest.mark.parametrize("case", ["trajectories", "trajectories, 3000 exposed"])
@pytest.mark.parametrize("role", ["exposed", "comparator"])
def test_trajectory_lines_and_means(case, role):
    figure, frame, *_ = drawn(case)
    arm = frame[frame["role"] == role]
    lines = arm[arm["layer"] == "person"]
    people = artists(figure, f"person-{role}")
    plotted = np.concatenate([person.get_xydata() for person in people])
    assert_allclose(plotted, lines.sort_values(["person_id", "day"])[["day", "score"]])
    assert len(people) == lines["person_id"].nunique()
    assert all(person.get_marker() == "." for person in people)
    means = arm[arm["layer"] == "mean"]
    (markers,) = artists(figure, f"mean-{role}")
    assert_allclose(np.column_stack(markers.get_data()), means[["day", "score"]])
    assert_allclose(segments(figure, f"ci-{role}")[:, :, 1], means[["ci_low", "ci_high"]].clip(0, 10))


def test_the_outcome_window_is_shaded_in_both_panels():
    figure, frame, *_ = drawn("trajectories")
    first, last = frame.loc[frame["layer"] == "window", "day"]
    shaded = artists(figure, "window")
    assert [(box.get_x(), box.get_x() + box.get_width()) for box in shaded] == [(first, last)] * 2


@pytest.mark.parametrize("path", ["exposed", "comparator", "against"])
def test_tipping_lines_bands_and_hollow_points(path):
    figure, frame, *_ = drawn("tipping")
    rows = frame[frame["path"] == path].sort_values("shift")
    (line,) = artists(figure, f"line-{path}")
    assert_allclose(np.column_stack(line.get_data()), rows[["shift", "estimate"]])
    (band,) = artists(figure, f"band-{path}")
    corners = band.get_paths()[0].vertices[:, 1]
    assert (corners.min(), corners.max()) == pytest.approx((rows["ci_low"].min(), rows["ci_high"].max()))
    (hollow,) = artists(figure, f"unclear-{path}")
    assert_allclose(hollow.get_xdata(), rows.loc[rows["ci_low"].le(0) & rows["ci_high"].ge(0), "shift"])
    (filled,) = artists(figure, f"clear-{path}")
    assert len(filled.get_xdata()) + len(hollow.get_xdata()) == len(rows)


@pytest.mark.parametrize("panel", ["points", "percent", "standardised", "change"])
def test_forest_points_and_intervals_by_panel(panel):
    figure, frame, *_ = drawn("forest")
    rows = frame[(frame["panel"] == panel) & frame["estimate"].notna()]
    (axes,) = [axes for axes in figure.axes if axes.get_gid() == f"panel-{panel}"]
    points = [line for line in axes.lines if str(line.get_gid()).startswith("marker-")]
    plotted = pd.DataFrame(
        [(*point, line.get_gid()) for line in points for point in zip(*line.get_data(), strict=True)],
        columns=["x", "y", "gid"],
    ).sort_values("y")
    assert_allclose(plotted["x"], rows["estimate"])
    assert list(plotted["gid"]) == list("marker-" + rows["marker"])
    (intervals,) = [found for found in axes.collections if found.get_gid() == "ci"]
    drawn_limits = {tuple(segment[:, 0]) for segment in intervals.get_segments()}
    known = rows[rows["ci_low"].notna()]
    assert drawn_limits == set(zip(known["ci_low"], known["ci_high"], strict=True))


def test_every_number_of_the_flow_twin_is_written_in_its_row():
    figure, frame, *_ = drawn("flow")
    written = [text.get_text() for text in figure.texts]
    for column in ("exposed", "comparator", "remaining"):
        for number in frame[column].dropna():
            assert any(f"{number:,}" in text for text in written)
    for part in ("records", "eligible", "matched", "outcome"):
        total = frame.loc[frame["part"] == part, "total"].iloc[0]
        assert f"{total:,} people" in written


@pytest.mark.parametrize("case", ["design", "design, a washout of ten years"])
def test_design_bars_span_the_days_of_the_protocol(case):
    figure, frame, *_ = drawn(case)
    (axes,) = figure.axes
    closed = frame.dropna(subset=["first_day", "last_day"])
    closed = closed[closed["first_day"] < closed["last_day"]]
    bars = {(round(bar.get_x()), round(bar.get_x() + bar.get_width())) for bar in axes.patches}
    assert set(zip(closed["first_day"], closed["last_day"], strict=True)) <= bars
    assert len(axes.patches) == len(frame)


def test_a_design_marks_the_index_date_the_target_days_and_open_ends():
    figure, frame, *_ = drawn("design, open to the data lock")
    (axes,) = figure.axes
    markers = [line.get_marker() for line in axes.lines]
    assert markers.count("D") == frame["mark_day"].notna().sum()
    assert markers.count("<") == frame["first_day"].isna().sum()
    assert markers.count(">") == frame["last_day"].isna().sum() == 2
    assert any(list(line.get_xdata()) == [0, 0] for line in axes.lines)
