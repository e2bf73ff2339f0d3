"""Variances that do not trust the model: HC3 for independent people, CR2 for matched sets."""

import numpy as np
import pandas as pd

from chart2paper.statistics.regression import Fit

# A person (or direction of a set) whose leverage is 1 to within this is fitted exactly and tells nothing.
FITTED_EXACTLY = 1e-10


def hc3(fit: Fit, contrast: np.ndarray) -> tuple[float, float]:
    """Return the HC3 variance of a contrast of coefficients and n - p degrees of freedom.

    MacKinnon and White (1985); unweighted fits. A person with leverage 1 (alone in a level of a
    covariate) is fitted exactly and adds nothing: as if they were not in the model. There the HC3 of statsmodels
    divides 0 by 0, which is why it is not used; elsewhere both agree.
    """
    spread = 1 - leverage(fit)
    jackknife = np.where(spread > FITTED_EXACTLY, fit.residuals / np.maximum(spread, FITTED_EXACTLY), 0.0)
    influence = (fit.matrix @ (fit.bread @ contrast)) * jackknife
    return float(influence @ influence), float(fit.matrix.shape[0] - fit.matrix.shape[1])


def leverage(fit: Fit) -> np.ndarray:
    """Return the diagonal of the hat matrix."""
    leverage: np.ndarray = ((fit.matrix @ fit.bread) * fit.matrix).sum(axis=1) * fit.weights
    return leverage


def cr2(fit: Fit, clusters: pd.Series, contrast: np.ndarray) -> tuple[float, float]:
    """Return the CR2 variance of a contrast of coefficients and its Satterthwaite degrees of freedom.

    Bias-reduced linearisation (Bell and McCaffrey 2002) in the form of Pustejovsky and Tipton (2018):
    the residuals of each cluster j are multiplied by the inverse square root of
    B_j = [(I - H)(I - H)']_jj, H = X (X'WX)^-1 X'W, so that the variance is unbiased when people are
    independent with equal variance. Clusters are handled in batches of equal size; no n x n matrix is made.
    """
    variance, df = cr2_of_many(fit, clusters, contrast)
    return float(variance), df


def cr2_of_many(fit: Fit, clusters: pd.Series, contrast: np.ndarray) -> tuple[np.ndarray, float]:
    """Return what `cr2` returns for many outcomes of the same people at once.

    `fit.residuals` holds people x outcomes; the variances come one per outcome. The degrees of freedom
    depend on the design alone, so all outcomes share them.
    """
    middle = (fit.matrix * fit.weights[:, None] ** 2).T @ fit.matrix
    spread = fit.bread @ middle @ fit.bread
    parts = [_adjusted(fit, rows, contrast, spread) for rows in _rows_by_size(clusters)]
    score, own, a, b = (np.concatenate(part) for part in zip(*parts, strict=True))
    return (score**2).sum(axis=0), _satterthwaite(own, a, b, fit.bread, spread)


def _rows_by_size(clusters: pd.Series) -> list[np.ndarray]:
    """Return, for each cluster size s, the row positions of all clusters of that size (clusters x s)."""
    codes = pd.factorize(clusters, sort=True)[0]
    order = np.argsort(codes, kind="stable")
    sizes = np.bincount(codes)
    starts = np.cumsum(sizes) - sizes
    return [order[starts[sizes == size][:, None] + np.arange(size)] for size in np.unique(sizes[sizes > 0])]


def _adjusted(fit: Fit, rows: np.ndarray, contrast: np.ndarray, spread: np.ndarray) -> tuple[np.ndarray, ...]:
    """Return per cluster: its contribution to the contrast, and what the degrees of freedom need of it."""
    x, w, residuals = fit.matrix[rows], fit.weights[rows], fit.residuals[rows]
    hat = x @ fit.bread @ (x * w[..., None]).transpose(0, 2, 1)
    b_matrix = np.eye(rows.shape[1]) - hat - hat.transpose(0, 2, 1) + x @ spread @ x.transpose(0, 2, 1)
    pull = np.einsum("gij,gj->gi", _inverse_root(b_matrix), w * (x @ (fit.bread @ contrast)))
    return (
        np.einsum("gi,gi...->g...", pull, residuals),
        np.einsum("gi,gi->g", pull, pull),
        np.einsum("gip,gi->gp", x, pull),
        np.einsum("gip,gi->gp", x, w * pull),
    )


def _inverse_root(matrices: np.ndarray) -> np.ndarray:
    """Return the symmetric inverse square roots; directions that are fitted exactly get 0."""
    values, vectors = np.linalg.eigh(matrices)
    roots = np.where(values > FITTED_EXACTLY, 1 / np.sqrt(np.maximum(values, FITTED_EXACTLY)), 0.0)
    roots_of: np.ndarray = np.einsum("gij,gj,gkj->gik", vectors, roots, vectors)
    return roots_of


def _satterthwaite(
    own: np.ndarray, a: np.ndarray, b: np.ndarray, bread: np.ndarray, spread: np.ndarray
) -> float:
    """Return trace(P)^2 / trace(PP) of the matrix P whose quadratic form in the outcomes is the variance.

    P is diagonal plus low rank (own + U S U' with U = [a b]), so clusters x clusters is never made.
    """
    u = np.hstack([a, b])
    s = np.block([[spread, -bread], [-bread, np.zeros_like(bread)]])
    inner = s @ (u.T @ u)
    low_rank = ((u @ s) * u).sum(axis=1)
    trace = own.sum() + low_rank.sum()
    squares = own @ own + 2 * own @ low_rank + np.trace(inner @ inner)
    return float(trace**2 / squares) if squares > 0 else 0.0
