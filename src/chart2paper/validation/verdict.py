"""The bar that the primary estimate must clear in every scenario."""

from dataclasses import dataclass

import pandas as pd

from chart2paper.validation.performance import PRIMARY
from chart2paper.validation.plotted import COVERAGE

MOST_BIAS_PERCENT, MOST_BIAS_AT_NULL, MOST_REJECTED = 5.0, 0.1, 6.0


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


def verdict(values: pd.Series) -> Verdict:
    """Return the verdict on one scenario.

    values: value by estimator and measure (PERFORMANCE rows of that scenario). Missing numbers never pass.
    """
    own = values[PRIMARY]
    null = own["truth"] == 0
    bias = abs(own["bias"]) < MOST_BIAS_AT_NULL if null else abs(own["bias_percent"]) < MOST_BIAS_PERCENT
    covered = COVERAGE[0] <= own["coverage"] <= COVERAGE[1]
    return Verdict(bool(bias), bool(covered), bool(own["rejected"] <= MOST_REJECTED) if null else None)
