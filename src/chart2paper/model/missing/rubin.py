"""Pooling what completed data sets say: one estimate, and a variance that admits what is not known."""

import math
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Pooled:
    """A pooled estimate, its standard error and degrees of freedom, and the fraction of missing information."""

    estimate: float
    standard_error: float
    df: float
    missing_information: float


def pool(estimates: np.ndarray, variances: np.ndarray, df_complete: float) -> Pooled:
    """Pool the estimates of m completed data sets (Rubin 1987) with small-sample degrees of freedom.

    Total variance = mean variance + (1 + 1/m) variance between the estimates. Degrees of freedom by Barnard
    and Rubin (1999), from `df_complete`, those the analysis would have if nothing were missing. The
    fraction of missing information is that of Rubin (1987): (r + 2 / (df + 3)) / (r + 1), where r is the
    variance added by missing data over the mean variance.
    """
    m = len(estimates)
    within, added = float(variances.mean()), (1 + 1 / m) * float(estimates.var(ddof=1))
    total = within + added
    if total == 0:
        return Pooled(float(estimates.mean()), 0.0, df_complete, 0.0)
    share = added / total
    observed = (df_complete + 1) / (df_complete + 3) * df_complete * (1 - share)
    # 1 / df = 1 / old + 1 / observed, written so that no spread between the estimates is no exception.
    df = 1 / (share**2 / (m - 1) + 1 / observed) if observed > 0 else 0.0
    information = math.nan if within == 0 else (added / within + 2 / (df + 3)) / (added / within + 1)
    return Pooled(float(estimates.mean()), math.sqrt(total), df, information)
