"""Responders among people whose outcome is known, beside the rule that a missing outcome is no response."""

from typing import Any

import numpy as np
import pandas as pd

from chart2paper.catalogue.estimands import response_outcome
from chart2paper.catalogue.further_estimates import KNOWN_ADJUSTED, KNOWN_RISK_DIFFERENCE
from chart2paper.catalogue.outcomes import OUTCOMES
from chart2paper.model.standardisation import standardised_risk_difference
from chart2paper.statistics.arms import counts, is_exposed, responded, with_outcome
from chart2paper.statistics.clusters import shared_comparators
from chart2paper.statistics.proportions import newcombe, wilson
from chart2paper.statistics.results import Counts, Row, row


def responders_with_outcome(people: pd.DataFrame, estimation: dict[str, Any]) -> list[Row]:
    """Return risks and risk differences at each threshold of the protocol among people with an outcome.

    The methods are those of `model/responders.py` with `_known` after their name, on fewer people.
    """
    known = with_outcome(people)
    thresholds = dict.fromkeys(estimation["responder_thresholds_percent"])
    outcome, adjust_for = OUTCOMES[estimation["scale"]], estimation["adjust_for"]
    responses = {threshold: responded(known, threshold, outcome) for threshold in thresholds}
    return [row for pair in responses.items() for row in _at(known, *pair, adjust_for)]


def _at(known: pd.DataFrame, threshold: float, response: np.ndarray, adjust_for: list[str]) -> list[Row]:
    outcome, size = response_outcome(threshold), counts(known)
    exposed = is_exposed(known)
    events = Counts(int(response[exposed].sum()), int(response[~exposed].sum()))
    risks = {
        "risk_exposed": (Counts(size[0], 0), wilson(events[0], size[0], "the exposed with an outcome")),
        "risk_comparator": (Counts(0, size[1]), wilson(events[1], size[1], "comparators with an outcome")),
    }
    differences = {
        KNOWN_RISK_DIFFERENCE.method: shared_comparators(known)
        or newcombe(events[0], size[0], events[1], size[1]),
        KNOWN_ADJUSTED.method: standardised_risk_difference(known, response, adjust_for),
    }
    return [
        *(row(outcome, estimand, "wilson_known", n, result) for estimand, (n, result) in risks.items()),
        *(row(outcome, "risk_difference", method, size, result) for method, result in differences.items()),
    ]
