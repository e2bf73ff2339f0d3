"""The cluster bootstrap: the adjusted difference when whole matched sets are drawn again."""

import numpy as np
import pandas as pd
from scipy import special

from chart2paper.statistics.random_streams import stream
from chart2paper.statistics.regression import Fit, Model
from chart2paper.statistics.results import NO_VARIATION, Interval, NotEstimable, Result

# With fewer there are hardly any different resamples (126 of 5 sets) and their ends are those of the data.
FEWEST_SETS = 5
# An interval of what is left would speak only of resamples that happened to work. A 95 % interval leaves out 5 %:
# were more lost, all that it leaves out could be what was lost (our choice).
LARGEST_LOSS = 0.05
# A direction of the covariates is absent from a resample when its share of the whole is below this.
ABSENT = 1e-9


def bootstrap(model: Model, sets: pd.Series, draws: int) -> Result:
    """Return the coefficient of the exposure in a least-squares model with its BCa interval over resampled sets.

    Whole matched sets are drawn with replacement, which keeps what people of a set have in common (Abadie and
    Spiess 2022); columns and weights stay as they are. Intervals are bias-corrected and accelerated (Efron
    1987), the acceleration from leaving out one set at a time. Resamples in which the exposure cannot be told
    apart are left out and counted; more than 5 % of them leave no interval.
    """
    contrast = model.design.contrast({"exposed": 1})
    codes, names = pd.factorize(sets, sort=True)
    if len(names) < FEWEST_SETS:
        return NotEstimable(f"{len(names)} matched sets are too few to resample")
    parts = set_parts(model.fit, codes)
    random = stream(0, "cluster bootstrap of the primary estimate")
    times = random.multinomial(len(names), np.full(len(names), 1 / len(names)), size=draws)
    drawn = refits(model.fit, parts, times, contrast)
    left_out = refits(model.fit, parts, 1 - np.eye(len(names)), contrast)
    lost = np.isnan(drawn).mean()
    if lost > LARGEST_LOSS:
        return NotEstimable("the exposure cannot be told apart in too many resamples of the matched sets")
    estimate = float(contrast @ model.fit.coefficients)
    drawn, left_out = drawn[~np.isnan(drawn)], left_out[~np.isnan(left_out)]
    if np.ptp(drawn) < NO_VARIATION:
        return NotEstimable("the estimate is the same in every resample")
    notes = [f"{draws:,} resamples of {len(names):,} matched sets", *model.design.notes]
    if lost:
        notes.append(f"{round(lost * draws)} resamples without an estimate")
    low, high = bca_interval(estimate, drawn, left_out)
    return Interval(estimate, low, high, notes=tuple(notes))


def set_parts(fit: Fit, codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return what each set adds to X'WX (sets x p x p) and X'Wy (sets x p), in the coordinates where the sum
    of the former is the identity."""
    root = np.linalg.cholesky(fit.bread)
    columns = fit.matrix @ root
    outcome = fit.matrix @ fit.coefficients + fit.residuals
    order = np.argsort(codes, kind="stable")
    starts = np.searchsorted(codes[order], np.arange(codes.max() + 1))
    weighted = (columns * fit.weights[:, None])[order]
    squares = np.add.reduceat(weighted[:, :, None] * columns[order][:, None, :], starts)
    products = np.add.reduceat(weighted * outcome[order][:, None], starts)
    return squares, products


def refits(
    fit: Fit, parts: tuple[np.ndarray, np.ndarray], times: np.ndarray, contrast: np.ndarray
) -> np.ndarray:
    """Return the contrast refitted with each set counted so many times (`times`: refits x sets).

    A column that a resample lacks drops out of it; NaN where the contrast itself cannot be estimated.
    """
    squares, products = parts
    p = products.shape[1]
    left = (times @ squares.reshape(len(squares), p * p)).reshape(-1, p, p)
    values, vectors = np.linalg.eigh(left)
    there = values > ABSENT * values[:, -1:]
    inverse = np.where(there, 1 / np.where(there, values, 1.0), 0.0)
    wanted = np.linalg.cholesky(fit.bread).T @ contrast
    shares = np.einsum("bij,i->bj", vectors, wanted)
    found = np.einsum("bj,bj,bij,bi->b", shares, inverse, vectors, times @ products, optimize=True)
    missed = (np.where(there, 0.0, shares) ** 2).sum(axis=1)
    return np.where(missed < 1e-12 * (wanted @ wanted), found, np.nan)


def bca_interval(estimate: float, drawn: np.ndarray, left_out: np.ndarray) -> tuple[float, float]:
    """Return the 95 % BCa interval from the resampled estimates and those with one set left out (Efron 1987)."""
    below = np.mean(drawn < estimate) + np.mean(drawn == estimate) / 2
    bias = special.ndtri(np.clip(below, 1 / len(drawn), 1 - 1 / len(drawn)))
    pulls = left_out.mean() - left_out
    size = (pulls**2).sum() ** 1.5
    acceleration = (pulls**3).sum() / (6 * size) if size > 0 else 0.0
    z = bias + special.ndtri(np.array([0.025, 0.975]))
    low, high = np.quantile(drawn, special.ndtr(bias + z / (1 - acceleration * z)))
    return float(low), float(high)
