"""The estimator of responders: how many people reached a threshold, crude and adjusted."""

from collections.abc import Iterable
from dataclasses import replace

from chart2paper.catalogue.estimand import (
    COUNTED,
    MODELLED_SHARES,
    NNT,
    RATIO,
    SHARE,
    Estimand,
    Number,
    by_arm,
)
from chart2paper.catalogue.estimator import Estimator

# What the status of an adjusted estimate notes when its model had no solution and a penalised one stands in.
PENALISED = (
    "the covariates predict the outcome perfectly for some people (separation): a fallback, from a model with Firth's "
    "penalty"
)
# What the status of a number needed to treat notes, where its interval holds benefit and harm; the interval shows it.
THROUGH_INFINITY = "interval passes through infinity"
# Moderate and substantial benefit (Dworkin 2008).
_MAIN = (30, 50)


def main_thresholds(chosen: Iterable[float]) -> list[float]:
    """Return the thresholds of main text and figure: 30 % and 50 %, or all that a study sets when it has neither."""
    thresholds = sorted(chosen)
    return [threshold for threshold in thresholds if threshold in _MAIN] or thresholds


# What the responders of the grid are called there, by threshold.
IN_GRID = {f"responders_{percent}": {"threshold": str(percent)} for percent in (30, 50)}


def _crude(name: str, method: str, number: Number, label: str) -> Estimand:
    """Return a comparison of the shares who responded, from four counts."""
    return Estimand("responder_{threshold}", name, method, "between arms", number, COUNTED, label)


def _adjusted(name: str, number: Number, label: str) -> Estimand:
    """Return a comparison of the shares who responded, standardised over a model."""
    return Estimand(
        "responder_{threshold}", name, "standardised_logistic", "between arms", number, MODELLED_SHARES, label
    )


CRUDE_RISK_DIFFERENCE = _crude("risk_difference", "newcombe", SHARE, "risk difference")
CRUDE_NNT = _crude("nnt", "newcombe", NNT, "number needed to treat")
ADJUSTED_RISK_DIFFERENCE = replace(_adjusted("risk_difference", SHARE, "risk difference"), grid=IN_GRID)
ADJUSTED_RISK_RATIO = _adjusted("risk_ratio", RATIO, "risk ratio")
ADJUSTED_NNT = _adjusted("nnt", NNT, "number needed to treat")
RESPONDERS = Estimator(
    "responders",
    "responders and NNT",
    ("chart2paper.model.responders", "responders"),
    "everyone",
    ("responder_thresholds_percent", "responder_thresholds_points", "adjust_for"),
    (
        *by_arm("responder_{threshold}", "risk_{arm}", "wilson", SHARE, COUNTED, "risk {arm}"),
        CRUDE_RISK_DIFFERENCE,
        _crude("risk_ratio", "katz_log", RATIO, "risk ratio"),
        CRUDE_NNT,
        ADJUSTED_RISK_DIFFERENCE,
        ADJUSTED_RISK_RATIO,
        _adjusted("odds_ratio", RATIO, "odds ratio"),
        ADJUSTED_NNT,
    ),
)
