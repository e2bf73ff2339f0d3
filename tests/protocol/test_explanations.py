"""The placebo window lies before the index date and holds its target day."""

import pytest
from pydantic import ValidationError

from chart2paper.protocol.explanations import Explanations


def explanations(**changes):
    settings = {
        "placebo_window_days": [-150, -45],
        "placebo_target_day": -90,
        "negative_controls": ["previous_score"],
        "largest_gamma": 3,
    }
    return Explanations(
        **{name: {"value": value, "basis": "assumed"} for name, value in (settings | changes).items()}
    )


def test_the_usual_choices_are_valid():
    assert explanations().placebo_window_days.value == (-150, -45)
    assert explanations(placebo_window_days=[-365, -1]).placebo_target_day.value == -90


@pytest.mark.parametrize(
    "changes",
    [
        {"placebo_window_days": [-150, 0]},  # reaches the index date
        {"placebo_window_days": [-45, -150]},
        {"placebo_window_days": [-366, -45]},  # scores are kept for a year
        {"placebo_target_day": -30},
        {"largest_gamma": 0.5},
        {"negative_controls": ["on_opioid"]},  # may be changed because of the exposure
    ],
)
def test_what_makes_no_sense_is_refused(changes):
    with pytest.raises(ValidationError):
        explanations(**changes)
