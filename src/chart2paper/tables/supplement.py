"""Tables about the primary analysis that the supplement of the paper shows, by the name of their file."""

from chart2paper.tables.contract import Table
from chart2paper.tables.explain import E_VALUES, MEASURED_CONFOUNDERS, ROSENBAUM_BOUNDS
from chart2paper.tables.harms import DOSE_RESPONSE, HARMS, SUBGROUPS, TIME_ON_TREATMENT
from chart2paper.tables.match import KEPT_DROPPED, OVERLAP_SUMMARY
from chart2paper.tables.missing import INTERCURRENT_EVENTS, MISSING_OUTCOMES, TIPPING_POINT
from chart2paper.tables.model import DIAGNOSTICS, SENSITIVITY
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
SUPPLEMENT_TABLES = {table.name: table for table in _SUPPLEMENT}
