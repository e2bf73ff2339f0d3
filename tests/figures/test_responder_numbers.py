"""The numbers of the responder curve."""

import pytest

from chart2paper.figures.draw_responders import draw_responders
from chart2paper.figures.responders import alt_text, responders_frame
from figures import examples as ex
from shipped_words import WORDS


def test_the_curve_runs_from_doubled_pain_to_no_pain():
    curve, difference = ex.responders(ex.analysis_set(ex.matches()))
    frame = responders_frame(curve, difference, [10, 30, 50])
    assert (curve["threshold_percent"].min(), frame["threshold_percent"].min()) == (-150, -100)
    assert frame["threshold_percent"].max() == 100
    assert sorted(frame.loc[frame["marked"], "threshold_percent"].unique()) == [30, 50]


@pytest.mark.parametrize(
    ("chosen", "marked"),
    [([10, 30, 50], [30, 50]), ([50], [50]), ([20, 40], [20, 40]), ([], [])],
    ids=["30 and 50", "50 alone", "neither", "none"],
)
def test_a_curve_marks_what_its_study_counts_as_a_response(chosen, marked):
    people = ex.analysis_set(ex.matches())
    frame = responders_frame(*ex.responders(people), chosen)
    assert sorted(frame.loc[frame["marked"], "threshold_percent"].unique()) == marked
    described = alt_text(frame, "LDN", WORDS)
    assert [percent for percent in range(5, 101, 5) if f"At least {percent}%" in described] == marked
    figure = draw_responders(frame, "", "", "LDN", WORDS)
    lower = figure.axes[-1]
    ticks = [text.get_text() for text in lower.get_xticklabels()]
    assert {f"{one}" for one in marked} <= set(ticks)
    assert "30" not in ticks or 30 in marked


def test_the_alt_text_tells_both_arms_at_30_and_50_percent_and_how_many_did_not_get_worse():
    people = ex.analysis_set(ex.matches(4, 4), missing=0.0).sort_values("role", ignore_index=True)
    comparators, exposed = [10.5, 10.0, 10.0, 4.0], [5.0, 5.0, 7.0, 11.0]
    people = people.assign(baseline_score=10.0, final_score=comparators + exposed)
    assert alt_text(responders_frame(*ex.responders(people), [30, 50]), "LDN", WORDS) == (
        "Cumulative responder curve: share of people by pain reduction from baseline. "
        "At least 30% less pain: LDN 75% (3 of 4), comparators 25% (1 of 4). "
        "Difference 50 percentage points (−14 to 79). "
        "At least 50% less pain: LDN 50% (2 of 4), comparators 25% (1 of 4). "
        "Difference 25 percentage points (−32 to 66). "
        "Not worse than at baseline: LDN 75% (3 of 4), comparators 75% (3 of 4). "
        "A missing outcome counts as no response."
    )
