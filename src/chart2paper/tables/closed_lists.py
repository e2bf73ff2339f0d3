"""Closed lists of words that columns may hold."""

PAIN_KINDS = ("average", "worst", "least", "current", "unspecified")
CODE_SYSTEMS = ("ICD9CM", "ICD10CM")
VISIT_STATUSES = ("completed", "no_show", "cancelled")
ROLES = ("exposed", "comparator")
SAMPLES = ("before", "after")
JUDGEMENTS = ("pass", "warn", "fail", "unknown")
# Units of the sensitivity grid's estimates.
POINTS, PERCENT_CHANGE, SHARE = "points", "percentage points of percent change", "share of people"
GRID_UNITS = (POINTS, PERCENT_CHANGE, SHARE)
