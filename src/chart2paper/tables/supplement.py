"""Tables about the primary analysis that the supplement of the paper shows, by the name of their file."""

from chart2paper.tables.contract import Table
from chart2paper.tables.explain import E_VALUES, MEASURED_CONFOUNDERS, ROSENBAUM_BOUNDS
from chart2paper.tables.harms import DOSE_RESPONSE, HARMS, SUBGROUPS, TIME_ON_TREATMENT
from chart2paper.tables.match import KEPT_DROPPED, OVERLAP_SUMMARY
from chart2paper.tables.missing import INTERCURRENT_EVENTS, MISSING_OUTCOMES, TIPPING_POINT
from chart2paper.tables.model import DIAGNOSTICS, ESTIMATES, SENSITIVITY
from chart2paper.tables.weighting import WEIGHTED_BALANCE, WEIGHTS_SUMMARY

_SUPPLEMENT: tuple[Table, ...] = (
    DIAGNOSTICS,
    OVERLAP_SUMMARY,
    KEPT_DROPPED,
    MISSING_OUTCOMES,
    TIPPING_POINT,
    INTERCURRENT_EVENTS,
    SUBGROUPS,
    DOSE_RESPONSE,
    HARMS,
    TIME_ON_TREATMENT,
    E_VALUES,
    MEASURED_CONFOUNDERS,
    ROSENBAUM_BOUNDS,
    WEIGHTS_SUMMARY,
    WEIGHTED_BALANCE,
    SENSITIVITY,
)
# Files of further estimates, one per topic.
FURTHER_ESTIMATES = (
    "dose_estimates",
    "missing_estimates",
    "negative_controls_estimates",
    "regression_to_mean_estimates",
    "repeated_estimates",
    "resampling_estimates",
    "weighting_estimates",
)
SUPPLEMENT_TABLES = {table.name: table for table in _SUPPLEMENT}
# What each file of the supplement holds.
SUPPLEMENT_FILES = SUPPLEMENT_TABLES | dict.fromkeys(FURTHER_ESTIMATES, ESTIMATES)
