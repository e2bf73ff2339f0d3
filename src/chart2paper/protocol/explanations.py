"""What could explain the result away: where a difference should not be, and how much hidden bias to try."""

from pydantic import Field, field_validator, model_validator

from chart2paper.catalogue.covariates import NEGATIVE_CONTROLS
from chart2paper.problems import did_you_mean
from chart2paper.protocol.choice import Choice
from chart2paper.strict import Strict

# Scores are kept for a year before the index date.
EARLIEST_DAY = -365


class Explanations(Strict):
    """What could explain the primary result away other than an effect."""

    placebo_window_days: Choice[tuple[int, int]] = Field(
        description="First and last day, relative to the index date, of a score before it that the exposure "
        "cannot have changed (negative = before)."
    )
    placebo_target_day: Choice[int] = Field(description="Day of that window whose nearest score counts.")
    negative_controls: Choice[list[str]] = Field(
        description="Covariates known before the index date that are compared as if they were outcomes: "
        f"{', '.join(NEGATIVE_CONTROLS)}."
    )
    largest_gamma: Choice[float] = Field(
        description="Largest hidden bias tried: how many times the odds of exposure may differ between two people "
        "of a matched set."
    )

    @field_validator("negative_controls")
    @classmethod
    def _known(cls, names: Choice[list[str]]) -> Choice[list[str]]:
        for name in names.value:
            if name not in NEGATIVE_CONTROLS:
                hint = did_you_mean(name, NEGATIVE_CONTROLS)
                raise ValueError(
                    f'"{name}" is no negative control.{hint} Known: {", ".join(NEGATIVE_CONTROLS)}'
                )
        return names

    @model_validator(mode="after")
    def _before_the_index_date(self) -> "Explanations":
        first, last = self.placebo_window_days.value
        if not EARLIEST_DAY <= first <= self.placebo_target_day.value <= last < 0:
            raise ValueError(
                f"placebo_window_days must lie between day {EARLIEST_DAY} and day -1 and hold placebo_target_day"
            )
        if not 1 <= self.largest_gamma.value <= 10:
            raise ValueError("largest_gamma must lie between 1 and 10")
        return self
