"""Closed lists of words that columns may hold."""

from chart2paper.catalogue import estimand

SCORE_KINDS = ("average", "worst", "least", "current", "unspecified")
CODE_SYSTEMS = ("ICD9CM", "ICD10CM")
VISIT_STATUSES = ("completed", "no_show", "cancelled")
ROLES = ("exposed", "comparator")
SAMPLES = ("before", "after")
# Measures of overlap that are shares of an arm.
OVERLAP_SHARES = ("in_equipoise", "in_range_of_other_arm")
JUDGEMENTS = ("pass", "warn", "fail", "unknown")
# Units of the sensitivity grid's estimates.
POINTS, SHARE = estimand.POINTS.unit, estimand.SHARE.unit
GRID_UNITS = (POINTS, estimand.PERCENT_CHANGE.unit, SHARE)
