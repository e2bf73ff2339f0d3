"""What a paper is written from: the results of every analysis, the protocol, and what others published."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from chart2paper.catalogue.estimands import in_points
from chart2paper.catalogue.outcomes import PAIN
from chart2paper.writing.numbers import is_missing
from chart2paper.writing.passages import Passages
from chart2paper.writing.values import text_slug


@dataclass(frozen=True)
class Sheet:
    """A table and the file it was read from; row i of the table is spreadsheet row i + 2."""

    frame: pd.DataFrame
    file: str

    def rows(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Yield (spreadsheet row, row as a dict); for tables of results, never for people or records."""
        for position, row in enumerate(self.frame.to_dict("records")):
            yield position + 2, {str(name): cell for name, cell in row.items()}


@dataclass(frozen=True)
class Estimate:
    """One row of `estimates.csv`, and the id its values have in the paper."""

    id: str
    estimate: float | None
    low: float | None
    high: float | None
    p: float | None
    n_exposed: int
    n_comparator: int
    status: str

    @property
    def ok(self) -> bool:
        """Whether there is an estimate."""
        return self.estimate is not None


@dataclass(frozen=True)
class Analysis:
    """One analysis: its protocol (choices with basis and reason) and its results."""

    name: str
    protocol: dict[str, Any]
    attrition: Sheet
    cohort: Sheet
    matches: Sheet
    unmatched: Sheet
    balance: Sheet
    analysis_set: Sheet
    estimates: Sheet
    responder_curve: Sheet
    # Further files of estimates, one per topic; the ids of all estimates of an analysis differ.
    more_estimates: tuple[Sheet, ...] = ()

    @property
    def title(self) -> str:
        """The analysis's printed name."""
        return str(self.protocol["title"])

    def choice(self, section: str, setting: str) -> Any:
        """Return the value chosen for one setting of the protocol."""
        return self.protocol[section][setting]["value"]

    def find(self, outcome: str, estimand: str, method: str) -> Estimate | None:
        """Return an estimate, or None when it is not part of this analysis."""
        found = self._rows.get((outcome, estimand, method))
        return None if found is None else _estimate(self.name, found[0].frame.iloc[found[1]])

    @cached_property
    def _rows(self) -> dict[tuple[str, ...], tuple[Sheet, int]]:
        """Where the row of each estimate stands: its file, and its place there."""
        rows: dict[tuple[str, ...], tuple[Sheet, int]] = {}
        for sheet in (self.estimates, *self.more_estimates):
            keys = zip(*(sheet.frame[name] for name in ("outcome", "estimand", "method")), strict=True)
            for place, key in enumerate(keys):
                rows.setdefault(key, (sheet, place))
        return rows

    def all_estimates(self) -> Iterator[tuple[int, str, str, str, Estimate]]:
        """Yield (spreadsheet row, outcome, estimand, method, estimate) in the order of `estimates.csv`."""
        yield from self.estimates_in(self.estimates)

    def estimates_in(self, sheet: Sheet) -> Iterator[tuple[int, str, str, str, Estimate]]:
        """Yield (spreadsheet row, outcome, estimand, method, estimate) in the order of a file of estimates."""
        for number, row in sheet.rows():
            yield number, row["outcome"], row["estimand"], row["method"], _estimate(self.name, row)


@dataclass(frozen=True)
class Material:
    """Everything a paper is written from."""

    study: dict[str, Any]
    analyses: list[Analysis]
    row_ledger: Sheet
    cleaning_summary: Sheet
    quarantine: Sheet
    # Whether the protocol was locked before outcomes were opened (see `lock_status`), and the file that says so.
    lock: dict[str, Any]
    lock_file: str
    truth: dict[str, Any] = field(default_factory=dict)
    truth_file: str = ""
    reported: Sheet | None = None
    literature: Sheet | None = None
    # File stem of a figure ("target_trial_flow", "forest") -> what it shows, for people who cannot see it.
    alt_texts: dict[str, str] = field(default_factory=dict)
    # How the export was read: readings, losses and unread, by the name of their file.
    readings: dict[str, Sheet] = field(default_factory=dict)
    # What each analysis lost before matching.
    cohort_losses: tuple[Sheet, ...] = ()
    # The study's own text on ethics, funding and interests.
    declarations: str = ""
    # Tables about the primary analysis that only the supplement shows, by the name of their file.
    supplement: dict[str, Sheet] = field(default_factory=dict)
    # The words: every passage that the paper may hold.
    passages: Passages = field(default_factory=lambda: Passages({}, outcome=PAIN))

    @property
    def primary(self) -> Analysis:
        """The analysis whose result is the study's answer."""
        return next(a for a in self.analyses if a.name == self.study["primary_analysis"])

    @property
    def named(self) -> str:
        """What answers the study's question: the estimate that the protocol names, once for all."""
        return str(self.study["sensitivity"]["estimate"]["value"])

    @property
    def primary_in_points(self) -> Estimate | None:
        """The primary estimate that others in points are set against (see `in_points`)."""
        return self.primary.find(*in_points(self.named).key)

    @property
    def others(self) -> list[Analysis]:
        """The other analyses, in the order of the protocol."""
        return [a for a in self.analyses if a.name != self.study["primary_analysis"]]

    @property
    def designs(self) -> list[Analysis]:
        """The analyses that are designs of their own; variations (`based_on`) stay in the supplement."""
        return [a for a in self.analyses if not a.protocol.get("based_on") or a is self.primary]

    @property
    def simulated(self) -> bool:
        """Whether the records are simulated."""
        return bool(self.study["clinic"]["simulated"])


def _estimate(analysis: str, row: Any) -> Estimate:
    estimate, low, high, p = (None if is_missing(row[name]) else float(row[name]) for name in _NUMBERS)
    parts = (text_slug(str(row[name])) for name in ("outcome", "estimand", "method"))
    identifier = ".".join(("estimates", analysis, *parts))
    counts = int(row["n_exposed"]), int(row["n_comparator"])
    return Estimate(identifier, estimate, low, high, p, *counts, str(row["status"]))


_NUMBERS = ("estimate", "ci_low", "ci_high", "p_value")
