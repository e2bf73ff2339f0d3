"""A linear mixed model of all scores: people differ, matched sets differ, and neither counts as new evidence."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import optimize

from chart2paper.model.repeated.observations import Observations
from chart2paper.statistics.results import NotEstimable, Result, t_interval, with_notes

# A standard deviation this small beside that of single scores is none.
NOTHING = 1e-4


@dataclass(frozen=True)
class Nested:
    """Scores within people within sets, reduced to the sums that the likelihood needs.

    Columns are made orthonormal and the outcome is what they leave of it, so that no digits are lost.
    """

    data: Observations

    @cached_property
    def basis(self) -> tuple[np.ndarray, np.ndarray]:
        """Orthonormal columns, and the matrix that leads from them to the columns."""
        return np.linalg.qr(self.data.matrix)

    @cached_property
    def columns(self) -> np.ndarray:
        """The orthonormal columns, and what they leave of the outcome."""
        q, y = self.basis[0], self.data.outcome
        return np.column_stack([q, y - q @ (q.T @ y)])

    @cached_property
    def squares(self) -> np.ndarray:
        """Cross-products of the columns."""
        products: np.ndarray = self.columns.T @ self.columns
        return products

    @cached_property
    def sums(self) -> np.ndarray:
        """Sums of the columns per person (people x p + 1)."""
        sums = np.zeros((len(self.data.set_of_person), self.columns.shape[1]))
        np.add.at(sums, self.data.person, self.columns)
        return sums

    @cached_property
    def scores(self) -> np.ndarray:
        """Number of scores per person."""
        return np.bincount(self.data.person, minlength=len(self.data.set_of_person)).astype(float)

    @property
    def freedom(self) -> int:
        """Number of scores less number of columns."""
        n, p = self.data.matrix.shape
        freedom: int = n - p
        return freedom

    def weighted(self, people: float, sets: float) -> tuple[np.ndarray, float]:
        """Return the cross-products weighted by the inverse of R, and log det R.

        R = I + `people` (1 within a person) + `sets` (1 within a set): variances relative to that of single
        scores. Inverted in closed form (Woodbury), person by person and then set by set.
        """
        shrink = 1 + self.scores * people
        of_set = self.data.set_of_person
        totals = np.zeros((of_set.max() + 1, self.sums.shape[1]))
        np.add.at(totals, of_set, self.sums / shrink[:, None])
        spread = 1 + sets * np.bincount(of_set, self.scores / shrink)
        within = (self.sums * (people / shrink)[:, None]).T @ self.sums
        between = (totals * (sets / spread)[:, None]).T @ totals
        return self.squares - within - between, float(np.log(shrink).sum() + np.log(spread).sum())

    def parts(self, people: float, sets: float) -> tuple[float, float, np.ndarray, np.ndarray]:
        """Return log determinants, residual sum of squares, coefficients and the inverse of X'R^-1 X."""
        squares, log_det = self.weighted(people, sets)
        inverse = np.linalg.inv(squares[:-1, :-1])
        coefficients = inverse @ squares[:-1, -1]
        rss = float(squares[-1, -1] - squares[:-1, -1] @ coefficients)
        return log_det - float(np.linalg.slogdet(inverse)[1]), rss, coefficients, inverse


@dataclass(frozen=True)
class Mixed:
    """A fitted model: variances (of single scores, people and sets), and which of them are not 0."""

    nested: Nested
    variances: np.ndarray
    present: np.ndarray

    @cached_property
    def log_variances(self) -> np.ndarray:
        """Logarithms of the variances that are not 0."""
        logs: np.ndarray = np.log(self.variances[self.present])
        return logs

    def deviance(self, log_variances: np.ndarray) -> float:
        """Return -2 log restricted likelihood, but for a constant."""
        single, people, sets = self._all(log_variances)
        log_dets, rss, _, _ = self.nested.parts(people / single, sets / single)
        deviance: float = self.nested.freedom * float(np.log(single)) + log_dets + rss / single
        return deviance

    def variance_of(self, contrast: np.ndarray, log_variances: np.ndarray) -> float:
        """Return the variance of a contrast of coefficients."""
        single, people, sets = self._all(log_variances)
        inverse = self.nested.parts(people / single, sets / single)[3]
        turned = np.linalg.solve(self.nested.basis[1].T, contrast)
        return float(single * turned @ inverse @ turned)

    def estimate(self, contrast: np.ndarray) -> float:
        """Return a contrast of coefficients."""
        single, people, sets = self.variances
        q, r = self.nested.basis
        more = self.nested.parts(people / single, sets / single)[2]
        return float(np.linalg.solve(r.T, contrast) @ (q.T @ self.nested.data.outcome + more))

    def _all(self, log_variances: np.ndarray) -> np.ndarray:
        every = np.zeros(3)
        every[self.present] = np.exp(log_variances)
        return every


def mixed_model(data: Observations) -> Mixed | NotEstimable:
    """Fit by restricted maximum likelihood: random intercepts for people and for the sets they are in.

    The set intercept is left out when no set holds two people, because it is the person's then.
    """
    nested = Nested(data)
    has_sets = len(np.unique(data.set_of_person)) < len(data.set_of_person)

    def ratios(roots: np.ndarray) -> tuple[float, float]:
        return float(roots[0] ** 2), float(roots[1] ** 2) if has_sets else 0.0

    def profiled(roots: np.ndarray) -> float:
        log_dets, rss, _, _ = nested.parts(*ratios(roots))
        return nested.freedom * float(np.log(max(rss, np.finfo(float).tiny))) + log_dets

    start = np.ones(2 if has_sets else 1)
    for _ in range(2):  # a second start from where the first ended: the simplex may have stuck on an edge
        found = optimize.minimize(
            profiled,
            start,
            method="Nelder-Mead",
            bounds=[(0, 1e3)] * len(start),
            options={"xatol": 1e-9, "fatol": 1e-11, "maxiter": 2000},
        )
        start = np.maximum(found.x, 0.05)
    if not found.success or found.x.max() > 999:
        return NotEstimable("the mixed model did not converge")
    roots = np.where(found.x < NOTHING, 0.0, found.x)
    people, sets = ratios(roots)
    single = nested.parts(people, sets)[1] / nested.freedom
    variances = single * np.array([1.0, people, sets])
    return Mixed(nested, variances, variances > 0)


def mixed_result(model: Mixed | NotEstimable, contrast: np.ndarray) -> Result:
    """Return a contrast with its t interval; Satterthwaite's degrees of freedom (Kuznetsova and others 2017).

    df = 2 v^2 / (g' C g): v the variance of the contrast, g its slope in the variances, C their covariance from the
    curvature of the restricted likelihood (on the log scale; the ratio is the same on any). A variance estimated
    as 0 is taken as known.
    """
    if isinstance(model, NotEstimable):
        return model
    from statsmodels.tools.numdiff import approx_fprime, approx_hess

    at = model.log_variances
    curvature = approx_hess(at, model.deviance) / 2
    if np.linalg.eigvalsh(curvature).min() <= 0:
        return NotEstimable("the spread between people cannot be told apart from that within them")
    variance = model.variance_of(contrast, at)
    slope = approx_fprime(at, lambda point: model.variance_of(contrast, point), centered=True).ravel()
    df = 2 * variance**2 / float(slope @ np.linalg.solve(curvature, slope))
    result = t_interval(model.estimate(contrast), float(np.sqrt(variance)), df)
    return with_notes(result, model.nested.data.notes)
