"""How many people had a worthwhile reduction of pain."""

import pandas as pd

from chart2paper.model.arms import counts, is_exposed, responded
from chart2paper.model.nnt import number_needed_to_treat
from chart2paper.model.proportions import newcombe, wilson
from chart2paper.model.results import Counts, Row, row
from chart2paper.model.standardisation import standardised_risk_difference


def responders(people: pd.DataFrame, estimation: dict) -> list[Row]:
    """Return risks, risk differences and numbers needed to treat at each threshold of the protocol.

    Everyone in the matched sets counts; a missing outcome is no response, in both arms.
    """
    thresholds = dict.fromkeys(estimation["responder_thresholds_percent"])
    return [row for threshold in thresholds for row in _at(people, threshold, estimation["adjust_for"])]


def _at(people: pd.DataFrame, threshold: float, adjust_for: list[str]) -> list[Row]:
    outcome, size = f"responder_{threshold:g}", counts(people)
    response, exposed = responded(people, threshold), is_exposed(people)
    events = Counts(int(response[exposed].sum()), int(response[~exposed].sum()))
    differences = {
        "newcombe": newcombe(events[0], size[0], events[1], size[1]),
        "standardised_logistic": standardised_risk_difference(people, response, adjust_for),
    }
    return [
        row(outcome, "risk_exposed", "wilson", Counts(size[0], 0), wilson(events[0], size[0], "the exposed")),
        row(
            outcome,
            "risk_comparator",
            "wilson",
            Counts(0, size[1]),
            wilson(events[1], size[1], "comparators"),
        ),
        *(row(outcome, "risk_difference", method, size, result) for method, result in differences.items()),
        *(row(outcome, "nnt", method, size, number_needed_to_treat(r)) for method, r in differences.items()),
    ]
