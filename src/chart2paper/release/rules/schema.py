"""The release schema: which tables leave, and how. A table that is not listed here stays in the clinic."""

from chart2paper.release.rules.balance import (
    BALANCE,
    KEPT_DROPPED,
    MEASURED_CONFOUNDERS,
    WEIGHTED_BALANCE,
)
from chart2paper.release.rules.checks import DIAGNOSTICS, OVERLAP_SUMMARY
from chart2paper.release.rules.estimates import ESTIMATES
from chart2paper.release.rules.events import HARMS, INTERCURRENT_EVENTS, MISSING_OUTCOMES
from chart2paper.release.rules.flow import ATTRITION, FLOW
from chart2paper.release.rules.groups import with_groups
from chart2paper.release.rules.records import CLEANING_SUMMARY, ROW_LEDGER
from chart2paper.release.rules.responder_curve import RESPONDER_CURVE
from chart2paper.release.rules.rule import TableRule
from chart2paper.release.rules.sensitivity import E_VALUES, ROSENBAUM_BOUNDS, SENSITIVITY, TIPPING_POINT
from chart2paper.release.rules.subgroups import DOSE_RESPONSE, SUBGROUPS
from chart2paper.release.rules.time_on_treatment import TIME_ON_TREATMENT
from chart2paper.release.rules.trajectories import TRAJECTORIES
from chart2paper.tables.supplement import FURTHER_ESTIMATES

# Room and stem of a table's file -> its rule.
RULES: dict[str, TableRule] = {
    "cohort/attrition": ATTRITION,
    "figures/flow": FLOW,
    "figures/trajectories": TRAJECTORIES,
    "match/balance": BALANCE,
    "match/kept_dropped": KEPT_DROPPED,
    "match/overlap_summary": OVERLAP_SUMMARY,
    "model/diagnostics": DIAGNOSTICS,
    "model/dose_response": DOSE_RESPONSE,
    "model/e_values": E_VALUES,
    "model/estimates": ESTIMATES,
    "model/harms": HARMS,
    "model/intercurrent_events": INTERCURRENT_EVENTS,
    "model/measured_confounders": MEASURED_CONFOUNDERS,
    "model/missing_outcomes": MISSING_OUTCOMES,
    "model/responder_curve": RESPONDER_CURVE,
    "model/rosenbaum_bounds": ROSENBAUM_BOUNDS,
    "model/sensitivity": SENSITIVITY,
    "model/subgroups": SUBGROUPS,
    "model/time_on_treatment": TIME_ON_TREATMENT,
    "model/tipping_point": TIPPING_POINT,
    "model/weighted_balance": WEIGHTED_BALANCE,
    "clean/row_ledger": ROW_LEDGER,
    "clean/cleaning_summary": CLEANING_SUMMARY,
    **{f"model/{stem}": ESTIMATES for stem in FURTHER_ESTIMATES},
}
RULES = {table: with_groups(table, rule) for table, rule in RULES.items()}
