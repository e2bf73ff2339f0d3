"""The data dictionary: every table that a stage leaves for the next one, a file per stage.

Canonical tables use OMOP CDM v5.4 names for the columns they have. `docs/data_dictionary.md` is
written from these files.
"""

from chart2paper.contract import Table
from chart2paper.dictionary.changes import CHANGES
from chart2paper.dictionary.clean import (
    CLEAN_TABLES,
    CLEANING_LOG,
    CLEANING_SUMMARY,
    CONDITION,
    DRUG,
    MEASUREMENT,
    OBSERVATION,
    PERSON,
    PROCEDURE,
    VISIT,
)
from chart2paper.dictionary.cohort import (
    ATTRITION,
    CANDIDATES,
    COHORT,
    COVARIATES,
    DECISIONS,
)
from chart2paper.dictionary.explain import (
    E_VALUES,
    MEASURED_CONFOUNDERS,
    ROSENBAUM_BOUNDS,
)
from chart2paper.dictionary.extract import (
    EXTRACT_CONDITION,
    EXTRACT_DRUG,
    EXTRACT_MEASUREMENT,
    EXTRACT_OBSERVATION,
    EXTRACT_PERSON,
    EXTRACT_PROCEDURE,
    EXTRACT_TABLES,
    EXTRACT_VISIT,
    QUARANTINE,
    ROW_LEDGER,
    STUDY_IDS,
)
from chart2paper.dictionary.harms import (
    DOSE_RESPONSE,
    EXPOSURE_TIME,
    HARMS,
    SUBGROUPS,
    TIME_ON_TREATMENT,
)
from chart2paper.dictionary.match import (
    BALANCE,
    KEPT_DROPPED,
    MATCHES,
    NEAREST,
    OVERLAP,
    OVERLAP_SUMMARY,
    UNMATCHED,
)
from chart2paper.dictionary.missing import (
    EVENTS,
    INTERCURRENT,
    INTERCURRENT_EVENTS,
    MISSING_OUTCOMES,
    TIPPING_POINT,
)
from chart2paper.dictionary.model import (
    ANALYSIS_SET,
    DIAGNOSTICS,
    ESTIMATES,
    INFLUENCE,
    RESPONDER_CURVE,
    RESPONDER_DIFFERENCE,
    SCORES,
    SENSITIVITY,
)
from chart2paper.dictionary.paper import CHECKLISTS
from chart2paper.dictionary.validation import (
    CLINICS,
    PERFORMANCE,
)
from chart2paper.dictionary.weighting import POPULATION, SCHEMES, WEIGHTED_BALANCE, WEIGHTS_SUMMARY
from chart2paper.dictionary.words import (
    CODE_SYSTEMS,
    MECHANISMS,
    PAIN_KINDS,
    ROLES,
    SAMPLES,
    VISIT_STATUSES,
)

# Tables about the primary analysis that the supplement of the paper shows, by the name of their file.
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

__all__ = [
    "ANALYSIS_SET",
    "ATTRITION",
    "BALANCE",
    "CANDIDATES",
    "CHANGES",
    "CHECKLISTS",
    "CLEANING_LOG",
    "CLEANING_SUMMARY",
    "CLEAN_TABLES",
    "CLINICS",
    "CODE_SYSTEMS",
    "COHORT",
    "CONDITION",
    "COVARIATES",
    "DECISIONS",
    "DIAGNOSTICS",
    "DOSE_RESPONSE",
    "DRUG",
    "ESTIMATES",
    "EVENTS",
    "EXPOSURE_TIME",
    "EXTRACT_CONDITION",
    "EXTRACT_DRUG",
    "EXTRACT_MEASUREMENT",
    "EXTRACT_OBSERVATION",
    "EXTRACT_PERSON",
    "EXTRACT_PROCEDURE",
    "EXTRACT_TABLES",
    "EXTRACT_VISIT",
    "E_VALUES",
    "HARMS",
    "INFLUENCE",
    "INTERCURRENT",
    "INTERCURRENT_EVENTS",
    "KEPT_DROPPED",
    "MATCHES",
    "MEASURED_CONFOUNDERS",
    "MEASUREMENT",
    "MECHANISMS",
    "MISSING_OUTCOMES",
    "NEAREST",
    "OBSERVATION",
    "OVERLAP",
    "OVERLAP_SUMMARY",
    "PAIN_KINDS",
    "PERFORMANCE",
    "PERSON",
    "POPULATION",
    "PROCEDURE",
    "QUARANTINE",
    "RESPONDER_CURVE",
    "RESPONDER_DIFFERENCE",
    "ROLES",
    "ROSENBAUM_BOUNDS",
    "ROW_LEDGER",
    "SAMPLES",
    "SCHEMES",
    "SCORES",
    "SENSITIVITY",
    "STUDY_IDS",
    "SUBGROUPS",
    "SUPPLEMENT_TABLES",
    "TIME_ON_TREATMENT",
    "TIPPING_POINT",
    "UNMATCHED",
    "VISIT",
    "VISIT_STATUSES",
    "WEIGHTED_BALANCE",
    "WEIGHTS_SUMMARY",
]
