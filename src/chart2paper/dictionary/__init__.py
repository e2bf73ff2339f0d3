"""The data dictionary: every table that a stage leaves for the next one, a file per stage.

Canonical tables use OMOP CDM v5.4 names for the columns they have. `docs/data_dictionary.md` is
written from these files.
"""

from chart2paper.contract import Table
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
    MATCHES,
    UNMATCHED,
)
from chart2paper.dictionary.model import (
    ANALYSIS_SET,
    ESTIMATES,
    RESPONDER_CURVE,
    SCORES,
)
from chart2paper.dictionary.validation import (
    CLINICS,
    PERFORMANCE,
)
from chart2paper.dictionary.words import (
    CODE_SYSTEMS,
    MECHANISMS,
    PAIN_KINDS,
    ROLES,
    SAMPLES,
    VISIT_STATUSES,
)

# Tables about the primary analysis that the supplement of the paper shows, by the name of their file.
_SUPPLEMENT: tuple[Table, ...] = (SUBGROUPS, DOSE_RESPONSE, HARMS, TIME_ON_TREATMENT)
SUPPLEMENT_TABLES = {table.name: table for table in _SUPPLEMENT}

__all__ = [
    "ANALYSIS_SET",
    "ATTRITION",
    "BALANCE",
    "CANDIDATES",
    "CLEANING_LOG",
    "CLEANING_SUMMARY",
    "CLEAN_TABLES",
    "CLINICS",
    "CODE_SYSTEMS",
    "COHORT",
    "CONDITION",
    "COVARIATES",
    "DOSE_RESPONSE",
    "DRUG",
    "ESTIMATES",
    "EXPOSURE_TIME",
    "EXTRACT_CONDITION",
    "EXTRACT_DRUG",
    "EXTRACT_MEASUREMENT",
    "EXTRACT_OBSERVATION",
    "EXTRACT_PERSON",
    "EXTRACT_PROCEDURE",
    "EXTRACT_TABLES",
    "EXTRACT_VISIT",
    "HARMS",
    "MATCHES",
    "MEASUREMENT",
    "MECHANISMS",
    "OBSERVATION",
    "PAIN_KINDS",
    "PERFORMANCE",
    "PERSON",
    "PROCEDURE",
    "QUARANTINE",
    "RESPONDER_CURVE",
    "ROLES",
    "ROW_LEDGER",
    "SAMPLES",
    "SCORES",
    "SUBGROUPS",
    "SUPPLEMENT_TABLES",
    "TIME_ON_TREATMENT",
    "UNMATCHED",
    "VISIT",
    "VISIT_STATUSES",
]
