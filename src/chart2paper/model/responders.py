"""How many people had a worthwhile improvement."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from chart2paper.catalogue.estimands import response_outcome
from chart2paper.catalogue.outcomes import OUTCOMES
from chart2paper.catalogue.responders import (
    ADJUSTED_NNT,
    ADJUSTED_RISK_DIFFERENCE,
    CRUDE_NNT,
    CRUDE_RISK_DIFFERENCE,
)
from chart2paper.model.nnt import number_needed_to_treat
from chart2paper.model.standardisation import CONTRASTS, standardised_contrasts
from chart2paper.statistics.arms import counts, gained_by, is_exposed, responded
from chart2paper.statistics.clusters import shared_comparators
from chart2paper.statistics.proportions import katz, newcombe, wilson
from chart2paper.statistics.results import Counts, Row, row


def responders(people: pd.DataFrame, estimation: dict[str, Any]) -> list[Row]:
    """Return risks, their differences and ratios, and numbers needed to treat at each threshold of the protocol.

    Thresholds are improvements in percent of the baseline and in points (Farrar 2001). Everyone in the matched sets
    counts; a missing outcome is no response, in both arms. Crude contrasts are not estimable when comparators are
    in several sets.
    """
    return [
        row
        for outcome, response in _responses(people, estimation)
        for row in _at(people, outcome, response, estimation["adjust_for"])
    ]


def _responses(people: pd.DataFrame, estimation: dict[str, Any]) -> Iterator[tuple[str, np.ndarray]]:
    """Yield what each threshold is called, and who reached it."""
    outcome = OUTCOMES[estimation["scale"]]
    for percent in dict.fromkeys(estimation["responder_thresholds_percent"]):
        yield response_outcome(percent), responded(people, percent, outcome)
    for points in dict.fromkeys(estimation["responder_thresholds_points"]):
        yield response_outcome(points, in_points=True), gained_by(people, points, outcome)


def _at(people: pd.DataFrame, outcome: str, response: np.ndarray, adjust_for: list[str]) -> list[Row]:
    size, exposed = counts(people), is_exposed(people)
    events = Counts(int(response[exposed].sum()), int(response[~exposed].sum()))
    shared, risks = shared_comparators(people), (events[0], size[0], events[1], size[1])
    crude = shared or newcombe(*risks)
    adjusted = standardised_contrasts(people, response, adjust_for)
    both = ((CRUDE_NNT.method, crude), (ADJUSTED_NNT.method, adjusted["risk_difference"]))
    nnt = {method: number_needed_to_treat(difference) for method, difference in both}
    arms = (
        ("risk_exposed", Counts(size[0], 0), wilson(events[0], size[0], "the exposed")),
        ("risk_comparator", Counts(0, size[1]), wilson(events[1], size[1], "comparators")),
    )
    return [
        *(row(outcome, estimand, "wilson", n, risk) for estimand, n, risk in arms),
        row(outcome, CRUDE_RISK_DIFFERENCE.name, CRUDE_RISK_DIFFERENCE.method, size, crude),
        row(outcome, "risk_ratio", "katz_log", size, shared or katz(*risks)),
        *(row(outcome, name, ADJUSTED_RISK_DIFFERENCE.method, size, adjusted[name]) for name in CONTRASTS),
        *(row(outcome, CRUDE_NNT.name, method, size, result) for method, result in nnt.items()),
    ]
