"""What the sentences on explanations other than an effect are chosen by."""

from typing import Literal

Confounder = Literal["stronger", "weaker", "alone", "nothing", "not_estimable"]
Controls = Literal["none", "some", "not_estimable"]
HiddenBias = Literal["robust", "fragile", "nothing", "not_estimable"]


def confounder(limit: float | None, times_limit: float | None) -> Confounder:
    """Return what an E-value says. limit: E-value of the interval's limit; times_limit: against the strongest
    measured covariate; None = not estimable."""
    if limit is None:
        return "not_estimable"
    if limit <= 1:
        return "nothing"
    if times_limit is None:
        return "alone"
    return "stronger" if times_limit > 1 else "weaker"


def hidden_bias(p_values: list[float], alpha: float) -> tuple[HiddenBias, int]:
    """Return what the bounds say, and at which of the biases tried.

    p_values: largest p value for each Gamma, from 1 up; empty = not estimable. The place is the first Gamma at
    which the p value exceeds `alpha`, or the last one when it never does.
    """
    if not p_values:
        return "not_estimable", 0
    above = [place for place, p in enumerate(p_values) if p > alpha]
    if not above:
        return "robust", len(p_values) - 1
    return ("nothing", 0) if above[0] == 0 else ("fragile", above[0])
