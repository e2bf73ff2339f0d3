"""Closed lists of words that columns may hold."""

PAIN_KINDS = ("average", "worst", "least", "current", "unspecified")
MECHANISMS = ("neuropathic", "nociceptive", "nociplastic", "mixed", "unclassified")
CODE_SYSTEMS = ("ICD9CM", "ICD10CM")
VISIT_STATUSES = ("completed", "no_show", "cancelled")
ROLES = ("exposed", "comparator")
SAMPLES = ("before", "after")
JUDGEMENTS = ("pass", "warn", "fail", "unknown")
