"""The estimates of the forest plot as they are printed beside their lines."""

from chart2paper.figures.numbers import interval

# The passage of the figure's words.
DRAWN = "drawn/forest"
# Decimals of an estimate, by panel.
DIGITS = {"points": 2, "percent": 1, "standardised": 2, "change": 2}


def estimate_text(panel: str, estimate: float, low: float, high: float) -> str:
    """Return an estimate with its interval, if it has one, as it is printed in a panel."""
    return interval(estimate, low, high, DIGITS[panel])
