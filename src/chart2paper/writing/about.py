"""What a value says, and of whom: releases and comparisons of runs must know it without reading the value's id."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

# count: people of `group`. share: percent of the arm's matched people. mean, sd: over the arm's people in whom the
# covariate is known. quantile: over the days to the outcome. rows: of the export. share of rows: percent of those read.
# years: first or last one of the index dates. estimate: a `cell` of a row of estimates. restriction: people whom a step
# of the attrition removes or leaves, by `cell`.
# words: words or numbers of analyses and tests, which say nothing about people. found: which row is meant is a finding.
# judgement: of one check. picture: the description of a figure. withheld: it would give counts away.
Kind = Literal[
    "count",
    "share",
    "mean",
    "sd",
    "quantile",
    "rows",
    "share of rows",
    "years",
    "estimate",
    "restriction",
    "words",
    "found",
    "finding",
    "judgement",
    "picture",
    "withheld",
]


@dataclass(frozen=True)
class About:
    """What a value says: of which people (analysis, arm, group, covariate and level) or rows (stage, table, reason).

    role: empty where it is about both arms. level: of a quantile, which one; of a finding about responders, the
    threshold, and `group` the outcome. outcome, estimand, method: key of the row of estimates, as its file has it.
    """

    kind: Kind
    group: str = ""
    analysis: str = ""
    role: str = ""
    covariate: str = ""
    level: str = ""
    stage: str = ""
    table: str = ""
    reason: str = ""
    outcome: str = ""
    estimand: str = ""
    method: str = ""
    cell: str = ""

    def as_json(self) -> dict[str, str]:
        """Return the fields that are not empty."""
        return {name: text for name, text in asdict(self).items() if text}


def about(value: Mapping[str, Any]) -> About | None:
    """Return what a value of `values.json` says; None where nothing is known of it."""
    return About(**value["about"]) if value.get("about") else None
