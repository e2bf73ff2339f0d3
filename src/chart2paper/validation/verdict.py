"""The bar that the primary estimate must clear in every scenario."""

from dataclasses import dataclass
from functools import partial

from chart2paper.validation.measured import Measured
from chart2paper.validation.performance import PRIMARY

# In percent.
COVERAGE = (93.0, 97.0)
MOST_BIAS_PERCENT, MOST_BIAS_AT_NULL, MOST_REJECTED = 10.0, 0.1, 6.0


@dataclass(frozen=True)
class Verdict:
    """Whether each part of the bar is cleared; `rejected` is None where there is an effect to find."""

    bias: bool
    coverage: bool
    rejected: bool | None

    @property
    def met(self) -> bool:
        """Whether all parts are."""
        return self.bias and self.coverage and self.rejected is not False


def verdict(found: Measured) -> Verdict:
    """Return the verdict on one scenario. Missing numbers never pass."""
    value = partial(found.value, PRIMARY)
    null = value("truth") == 0
    bias = abs(value("bias")) < MOST_BIAS_AT_NULL if null else abs(value("bias_percent")) < MOST_BIAS_PERCENT
    covered = COVERAGE[0] <= value("coverage") <= COVERAGE[1]
    return Verdict(bias, covered, value("rejected") <= MOST_REJECTED if null else None)
