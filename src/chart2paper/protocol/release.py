"""What may leave the building."""

from pydantic import Field, model_validator

from chart2paper.protocol.choice import Choice
from chart2paper.protocol.differential_privacy import DifferentialPrivacy
from chart2paper.strict import Strict

# Nothing can switch the control off; a study may only ask for more than this.
LEAST_THRESHOLD, LEAST_BASE = 5, 3


class Release(Strict):
    """Disclosure control of what may leave the building (snakemake release). It cannot be switched off."""

    suppression_threshold: Choice[int] = Field(
        description="Counts from 1 to this number are withheld, with as many others as it takes that nobody can work "
        f"them out; at least {LEAST_THRESHOLD}."
    )
    rounding_base: Choice[int] = Field(
        description="Counts that are shown are rounded to the nearest multiple of this number; at least "
        f"{LEAST_BASE}."
    )
    differential_privacy: DifferentialPrivacy | None = Field(
        default=None,
        description="Counts and means with a formal promise in place of the release described above; empty = off.",
    )

    @model_validator(mode="after")
    def _strict_enough(self) -> "Release":
        if self.suppression_threshold.value < LEAST_THRESHOLD:
            raise ValueError(f"suppression_threshold must be at least {LEAST_THRESHOLD}")
        if self.rounding_base.value < LEAST_BASE:
            raise ValueError(f"rounding_base must be at least {LEAST_BASE}")
        return self
