"""When the arms count as alike, and how far they overlap."""

from pydantic import Field, model_validator

from chart2paper.protocol.choice import Choice
from chart2paper.strict import Strict


class BalanceRules(Strict):
    """When the arms count as alike, and how far they overlap."""

    smd_threshold: Choice[float] = Field(
        description="Largest standardised mean difference that counts as balanced, in standard deviations. A "
        "covariate is flagged when the whole 95 % interval of its difference lies beyond it."
    )
    variance_ratio_limits: Choice[tuple[float, float]] = Field(
        description="Lowest and highest ratio of variances, exposed to comparators, that count as balanced."
    )
    equipoise_limits: Choice[tuple[float, float]] = Field(
        description="Preference scores (how likely the exposure is, were it given to half of the people) between "
        "which either choice was open."
    )

    @model_validator(mode="after")
    def _in_order(self) -> "BalanceRules":
        if not self.smd_threshold.value > 0:
            raise ValueError("smd_threshold must be above 0")
        low, high = self.variance_ratio_limits.value
        if not 0 < low < 1 < high:
            raise ValueError("variance_ratio_limits must lie on either side of 1, the lower one above 0")
        low, high = self.equipoise_limits.value
        if not 0 <= low < high <= 1:
            raise ValueError("equipoise_limits must rise and lie between 0 and 1")
        return self
