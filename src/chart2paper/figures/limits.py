"""The ends of an axis of estimates with intervals."""

import numpy as np
import pandas as pd

LEAST_SPREAD = 0.5


def readable_limits(rows: pd.DataFrame, reach: float, space: float) -> tuple[float, float]:
    """Return the limits of an axis: all estimates, zero, and intervals as far as they leave the rest readable.

    rows: estimate, ci_low, ci_high, which may be empty. reach: intervals are cut off so many times the spread of the
    estimates beyond them. space: room beside the outermost mark, as a share of what is shown.
    """
    points = np.append(rows["estimate"].dropna().to_numpy(), 0.0)
    spread = max(points.max() - points.min(), LEAST_SPREAD)
    low = max(np.nanmin([points.min(), rows["ci_low"].min()]), points.min() - reach * spread)
    high = min(np.nanmax([points.max(), rows["ci_high"].max()]), points.max() + reach * spread)
    gap = space * (high - low)
    return float(low - gap), float(high + gap)
