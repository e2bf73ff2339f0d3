"""The gate: what must hold for the primary estimate to be read as an effect."""

from pydantic import Field, model_validator

from chart2paper.protocol.choice import Choice
from chart2paper.strict import Strict

# From which number on a check warns, and from which on it fails; empty = it never does.
Limits = tuple[float | None, float | None]


class Diagnostics(Strict):
    """Limits of the checks beside the primary estimate, each as [warn, fail]. No check hides a number."""

    largest_imbalance: Choice[Limits] = Field(
        description="Largest absolute standardised mean difference after matching, in SD. Higher is worse."
    )
    imbalance_beyond_chance: Choice[Limits] = Field(
        description="Largest standardised mean difference that chance cannot explain: the end of its 95 % interval "
        "nearer to zero, in SD. Higher is worse."
    )
    equipoise: Choice[Limits] = Field(
        description="Share of the exposed for whom both treatments were real options (preference score within the "
        "limits of section balance). Lower is worse."
    )
    exposed_kept: Choice[Limits] = Field(
        description="Share of the eligible exposed who could be matched. Lower is worse."
    )
    missing_outcome: Choice[Limits] = Field(
        description="Share of people without an outcome score, in the arm where it is larger. Higher is worse."
    )
    missing_difference: Choice[Limits] = Field(
        description="Difference between the arms in the share without an outcome score. Higher is worse."
    )
    placebo_period: Choice[Limits] = Field(
        description="Difference before the index date, where there can be no effect, that chance cannot explain: the "
        "end of its 95 % interval nearer to zero, in points. Higher is worse."
    )
    detectable_difference: Choice[Limits] = Field(
        description="Smallest true difference that this study had an 80 % chance to find, in points. Higher is worse."
    )

    @model_validator(mode="after")
    def _in_order(self) -> "Diagnostics":
        for name in type(self).model_fields:
            warn, fail = getattr(self, name).value
            if warn is not None and fail is not None and (fail < warn) != (name in LOWER_IS_WORSE):
                raise ValueError(f"{name}: [warn, fail] are the wrong way round")
        return self


LOWER_IS_WORSE = frozenset({"equipoise", "exposed_kept"})
