"""The formal option of a release: differential privacy."""

from typing import Literal

from pydantic import Field, model_validator

from chart2paper.protocol.choice import Choice
from chart2paper.strict import Strict

PrivateName = Literal["sex", "age", "mechanism", "outcome", "response", "scores"]
# Above it the promise says next to nothing: somebody's presence may change the odds of an answer e^10, 22,000 times.
MOST_EPSILON = 10
# Below it the noise of a count is in the thousands.
LEAST_EPSILON = 0.001


class DifferentialPrivacy(Strict):
    """Counts and means with noise in place of the whole release: a formal promise (docs/differential_privacy.md)."""

    tables: Choice[list[PrivateName]] = Field(
        description="Tables about the exposed people that leave with noise; nothing else of the results leaves then."
    )
    epsilon: Choice[float] = Field(
        description="How much one release may tell of one person: the smaller, the more noise. At most "
        f"{MOST_EPSILON}; the tables share it alike."
    )
    budget: Choice[float] = Field(
        description="What all such releases of this clinic together may spend; a release that would spend more is "
        "refused."
    )
    answers: Choice[int] = Field(
        description="Number of the set of answers. The same set is repeated as long as nothing here changes, also when "
        "records do; a higher number draws a new one, which spends again."
    )

    @model_validator(mode="after")
    def _sensible(self) -> "DifferentialPrivacy":
        if not self.tables.value or len(set(self.tables.value)) < len(self.tables.value):
            raise ValueError("tables must name at least one table, and each once")
        if not LEAST_EPSILON <= self.epsilon.value <= MOST_EPSILON:
            raise ValueError(f"epsilon must be at least {LEAST_EPSILON} and at most {MOST_EPSILON}")
        if not self.epsilon.value <= self.budget.value < float("inf"):
            raise ValueError("budget must be at least epsilon, which one release spends, and a finite number")
        if self.answers.value < 1:
            raise ValueError("answers must be 1 or more")
        return self
