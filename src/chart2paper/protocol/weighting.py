"""How people are weighted instead of matched."""

from pydantic import Field, model_validator

from chart2paper.protocol.choice import Choice
from chart2paper.strict import Strict


class Weighting(Strict):
    """How people are weighted, as a check of the matched result."""

    truncate_percentile: Choice[float] = Field(
        description="Weights for the effect in the exposed that lie above this percentile of their arm are set to "
        "it. 100 = none."
    )

    @model_validator(mode="after")
    def _percentile(self) -> "Weighting":
        if not 50 <= self.truncate_percentile.value <= 100:
            raise ValueError("truncate_percentile must lie between 50 and 100")
        return self
