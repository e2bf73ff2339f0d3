"""Every estimand of the tables of estimates, and the one place that knows how their ids are built."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from chart2paper.catalogue.estimand import POINTS, Estimand
from chart2paper.catalogue.estimator import Estimator
from chart2paper.catalogue.estimators import ESTIMATORS
from chart2paper.catalogue.further_estimates import FURTHER_ESTIMATES
from chart2paper.catalogue.printed_names import METHODS, OUTCOMES
from chart2paper.catalogue.subgroup_effects import SUBGROUPS

ESTIMANDS: tuple[Estimand, ...] = (
    *(estimand for estimator in ESTIMATORS.values() for estimand in estimator.estimands),
    *FURTHER_ESTIMATES,
)
METHOD_WORDS = METHODS | {
    method: words for estimator in ESTIMATORS.values() for method, words in estimator.methods.items()
}
# A threshold that is not in percent ends in this.
IN_POINTS = "_points"
_PARAMETER = re.compile(r"\\\{(\w+)\\\}")


@dataclass(frozen=True)
class Known:
    """An estimand, and the parameters of one row of it: `{"threshold": "30"}`, `{"level": "neuropathic"}`."""

    estimand: Estimand
    parameters: Mapping[str, str]

    @property
    def key(self) -> tuple[str, str, str]:
        """Outcome, estimand and method of the row."""
        record = self.estimand
        outcome, name, method = (
            part.format(**self.parameters) for part in (record.outcome, record.name, record.method)
        )
        return outcome, name, method

    @property
    def threshold(self) -> str:
        """The number from which on a person counts as a responder; empty for what has no threshold."""
        return self.parameters.get("threshold", "").removesuffix(IN_POINTS)

    @property
    def in_points(self) -> bool:
        """Whether that number is one of points, not a percentage of the baseline."""
        return self.parameters.get("threshold", "").endswith(IN_POINTS)

    def outcome_words(self, shown: str = "") -> str:
        """Return what tables call the outcome: "response, 30%". shown: the number of its threshold as it is printed."""
        unit = " points" if self.in_points else "%"
        return OUTCOMES[self.estimand.outcome].format(
            **{**self._plain(), "threshold": f"{shown or self.threshold}{unit}"}
        )

    @property
    def words(self) -> str:
        """What tables call the estimand: "interaction neuropathic vs nociceptive"."""
        return self.estimand.label.format(**self._plain())

    @property
    def method_words(self) -> str:
        """What tables call the method."""
        return METHOD_WORDS[self.estimand.method].format(**self._plain())

    def _plain(self) -> dict[str, str]:
        return {name: text.replace("_", " ") for name, text in self.parameters.items()}


def response_outcome(threshold: float, in_points: bool = False) -> str:
    """Return the id of a response: a fall of pain by at least `threshold` percent, or points."""
    return f"responder_{threshold:g}{IN_POINTS if in_points else ''}"


def percent_of(threshold: str) -> float | None:
    """Return the percentage that the threshold of a response is; None where it is a number of points."""
    return None if threshold.endswith(IN_POINTS) else float(threshold)


class Target(NamedTuple):
    """An estimand that a protocol may name, and the estimator that makes it."""

    estimator: Estimator
    known: Known


# By their names in the protocol: the primary estimate, and what the sensitivity grid may take instead.
TARGETS = {
    name: Target(estimator, Known(estimand, parameters))
    for estimator in ESTIMATORS.values()
    for estimand in estimator.estimands
    for name, parameters in estimand.grid.items()
}


# Those in points: the truth of a simulated clinic is known for them.
TARGETS_IN_POINTS = {
    name: target for name, target in TARGETS.items() if target.known.estimand.number == POINTS
}
# The adjusted difference in the final score: outcome, estimand and method of its rows.
ADJUSTED_DIFFERENCE = TARGETS["adjusted_final_score"].known.key


def answers(named: str, estimators: Iterable[str]) -> list[Known]:
    """Return which estimates can answer an analysis's question: the first of these that it has does.

    named: the primary estimate of the protocol. estimators: those of the analysis, in its order.
    """
    made = (estimand for name in estimators for estimand in ESTIMATORS[name].estimands)
    return [
        known
        for known in (TARGETS[named].known, *(Known(each, {}) for each in made))
        if known.estimand.headline
    ]


def in_points(named: str) -> Known:
    """Return which estimate in points the study rests on: the primary one that the protocol names.

    Where that one is not in points, it is the adjusted difference in the final score.
    """
    known = TARGETS[named].known
    return known if known.estimand.number == POINTS else TARGETS["adjusted_final_score"].known


def interactions(first: str, second: str) -> list[Known]:
    """Return what says how the effects at two levels of a covariate differ: in points, and in percent change."""
    return [
        Known(each, {"first": first, "second": second})
        for each in _SUBGROUPS
        if each.contrast == "interaction"
    ]


def effects_at(level: str) -> list[Known]:
    """Return the effects at a level of a covariate: in points, and in percent change."""
    return [Known(each, {"level": level}) for each in _SUBGROUPS if each.contrast != "interaction"]


def find_estimand(outcome: str, name: str, method: str) -> Known | None:
    """Return what the catalogue knows of a row of the tables of estimates; None for an estimand of another version."""
    for record, pattern in _PATTERNS:
        if found := pattern.fullmatch("\n".join((outcome, name, method))):
            return Known(record, found.groupdict())
    return None


def estimand_of(outcome: str, name: str, method: str) -> Known:
    """Return what the catalogue knows of a row of this version's tables of estimates."""
    found = find_estimand(outcome, name, method)
    if found is None:
        raise KeyError(f"the catalogue has no record of the estimand {name} of {outcome} by {method}")
    return found


_SUBGROUPS = SUBGROUPS.estimands


def _patterns() -> Iterator[tuple[Estimand, re.Pattern[str]]]:
    for record in ESTIMANDS:
        key = re.escape("\n".join((record.outcome, record.name, record.method)))
        yield record, re.compile(_PARAMETER.sub(r"(?P<\1>.+)", key))


_PATTERNS = tuple(_patterns())
