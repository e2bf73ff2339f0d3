"""The gate: what must hold for the primary estimate to be read as an effect."""

from pydantic import Field, model_validator

from chart2paper.catalogue.checks import CHECKS
from chart2paper.protocol.choice import Choice
from chart2paper.strict import Strict

# From which number on a check warns, and from which on it fails; empty = it never does.
Limits = tuple[float | None, float | None]


class Diagnostics(Strict):
    """Limits of the checks beside the primary estimate, each as [warn, fail]. No check hides a number."""

    largest_imbalance: Choice[Limits] = Field(description=CHECKS["largest_imbalance"].description)
    imbalance_beyond_chance: Choice[Limits] = Field(description=CHECKS["imbalance_beyond_chance"].description)
    constant_in_one_arm: Choice[Limits] = Field(description=CHECKS["constant_in_one_arm"].description)
    equipoise: Choice[Limits] = Field(description=CHECKS["equipoise"].description)
    exposed_kept: Choice[Limits] = Field(description=CHECKS["exposed_kept"].description)
    missing_outcome: Choice[Limits] = Field(description=CHECKS["missing_outcome"].description)
    missing_difference: Choice[Limits] = Field(description=CHECKS["missing_difference"].description)
    placebo_period: Choice[Limits] = Field(description=CHECKS["placebo_period"].description)
    detectable_difference: Choice[Limits] = Field(description=CHECKS["detectable_difference"].description)

    @model_validator(mode="after")
    def _in_order(self) -> "Diagnostics":
        for name in type(self).model_fields:
            warn, fail = getattr(self, name).value
            if warn is not None and fail is not None and (fail < warn) != (CHECKS[name].worse == "lower"):
                raise ValueError(f"{name}: [warn, fail] are the wrong way round")
        return self
