"""How much may be lost on the way before the mapping has to accept the loss by name."""

# One in ten: more than any honest column of the shipped records loses, less than a wrong format costs.
LIMIT = 0.1
# Reasons for stopping are often free text; the analysis goes on without them.
SPARSE = {"drug_exposure.stop_reason": 0.5}


def limit_of(what: str) -> float:
    """Return the share of a loss above which the run stops."""
    return SPARSE.get(what, LIMIT)
