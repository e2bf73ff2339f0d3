"""How often the primary estimate is drawn again."""

from pydantic import Field, field_validator

from chart2paper.protocol.choice import Choice
from chart2paper.strict import Strict

# With fewer draws the ends of a 95 % interval rest on a handful of them.
FEWEST = 999


class Resampling(Strict):
    """How often the primary estimate is made again by chance: the bootstrap and the permutation test."""

    bootstrap_draws: Choice[int] = Field(
        description=f"How many times whole matched sets are drawn for the bootstrap interval; at least {FEWEST}."
    )
    permutation_draws: Choice[int] = Field(
        description="How many random picks of the exposed the permutation test makes where there are too many "
        f"possible picks to make all; at least {FEWEST}."
    )

    @field_validator("bootstrap_draws", "permutation_draws")
    @classmethod
    def _enough(cls, draws: Choice[int]) -> Choice[int]:
        if draws.value < FEWEST:
            raise ValueError(f"at least {FEWEST} draws are needed for an interval")
        return draws
