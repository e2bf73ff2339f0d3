"""The scale of an outcome."""

LOW, HIGH = 0.0, 10.0
UNIT = "0-10 NRS"

# Least change on the 0-10 scale that people notice as slightly better (Salaffi 2004).
NOTICEABLE_POINTS = 1.0


# Differences between two results below this (points) are called about the same.
SIMILAR_POINTS = 0.25
