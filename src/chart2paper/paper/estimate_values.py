"""The values of `estimates.csv`: every estimate with its interval, p value and numbers of people."""

from dataclasses import dataclass, replace
from typing import Literal

from chart2paper.catalogue.estimand import Number
from chart2paper.catalogue.estimands import Known, estimand_of
from chart2paper.status import not_estimable, reason
from chart2paper.writing.about import About
from chart2paper.writing.material import Analysis, Estimate
from chart2paper.writing.numbers import NOT_ESTIMABLE, Kind, interval, nnt, nnt_interval, number, p_value
from chart2paper.writing.value import Made
from chart2paper.writing.values import PROGRAM, Values

NO_INTERVAL = f"interval {NOT_ESTIMABLE}"


def add_estimates(values: Values, analysis: Analysis) -> None:
    """Add the values of every estimate of an analysis.

    Each gets `.estimate`, `.ci_low`, `.ci_high`, `.p`, `.n_exposed`, `.n_comparator`, which hold the cells of
    the file, and two compositions: `.ci` ("−1.31 to 0.07") and `.full` ("−0.62 (−1.31 to 0.07)"). Risks, which
    the file holds as shares, are printed in percent. An estimate that could not be made says so and why.
    """
    for sheet in (analysis.estimates, *analysis.more_estimates):
        for row, *key, estimate in analysis.estimates_in(sheet):
            writing = Writing.of(estimand_of(*key).estimand.number)
            about = About("estimate", analysis=analysis.name, outcome=key[0], estimand=key[1], method=key[2])
            _add(values, sheet.file, row, writing, estimate, about)


@dataclass(frozen=True)
class Writing:
    """How the numbers of an estimate are printed: their kind, and what they are multiplied by."""

    kind: Kind
    times: float

    @classmethod
    def of(cls, number: Number) -> "Writing":
        """Return how numbers of a kind of the catalogue are printed."""
        return cls(number.written, number.times)

    def one(self, value: float) -> str:
        """Write an estimate or a limit."""
        return nnt(value) if self.kind == "nnt" else number(value * self.times, self.kind)

    def interval(self, low: float, high: float, value: float) -> str:
        """Write an interval around an estimate."""
        if self.kind == "nnt":
            return nnt_interval(low, high, value)
        return interval(low * self.times, high * self.times, self.kind)


def _add(values: Values, file: str, row: int, writing: Writing, e: Estimate, about: About) -> None:
    def cell(name: str, value: float | None, text: str, column: str) -> str:
        told = replace(about, cell=name)
        return values.add(f"{e.id}.{name}", value, text, file=file, row=row, column=column, about=told)

    def composed(name: str, made: Made, text: str, *sources: str, rule: str) -> None:
        told = replace(about, cell=name)
        values.add(f"{e.id}.{name}", None, text, rule=rule, sources=sources, about=told, made=made)

    cell("n_exposed", e.n_exposed, number(e.n_exposed, "count"), "n_exposed")
    cell("n_comparator", e.n_comparator, number(e.n_comparator, "count"), "n_comparator")
    cell("p", e.p, "" if e.p is None else p_value(e.p), "p_value")
    if e.estimate is None:
        for name in ("estimate", "full", "ci"):
            cell(name, None, why_not(e.status), "status")
        cell("reason", None, reason(e.status), "status")
        return
    point = cell("estimate", e.estimate, writing.one(e.estimate), "estimate")
    if e.low is None or e.high is None:
        cell("ci", None, NO_INTERVAL, "status")
        cell("full", e.estimate, f"{writing.one(e.estimate)} ({NO_INTERVAL})", "estimate")
        return
    low = cell("ci_low", e.low, writing.one(e.low), "ci_low")
    high = cell("ci_high", e.high, writing.one(e.high), "ci_high")
    text = writing.interval(e.low, e.high, e.estimate)
    composed("ci", "interval", text, low, high, rule="interval of both limits")
    full = f"{writing.one(e.estimate)} ({text})"
    composed("full", "full", full, point, low, high, rule="estimate (95% interval)")


def why_not(status: str) -> str:
    """Return a status as the text printed in place of a number."""
    return not_estimable(reason(status))


def add_reason(values: Values, identifier: str, estimate: Estimate | None) -> str:
    """Add why an estimate has no number or no interval, and return the id; None = it was not made."""
    rule = "status of the estimate"
    if estimate is None:
        why = why_not(values.words("estimate#why", {"missing": "not_made"}))
        return values.add(identifier, None, why, file=PROGRAM, rule=rule)
    return values.add(identifier, None, why_not(estimate.status), rule=rule, sources=(f"{estimate.id}.full",))


def unit_of(known: Known) -> Literal["points", "percent"]:
    """Return which unit a difference is told in."""
    return "percent" if known.estimand.number.written == "percent" else "points"
