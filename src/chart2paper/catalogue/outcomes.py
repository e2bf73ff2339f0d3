"""The scale of an outcome."""

# Least change on the 0-10 scale that people notice as slightly better (Salaffi 2004).
NOTICEABLE_POINTS = 1.0


# Differences between two results below this (points) are called about the same.
SIMILAR_POINTS = 0.25
