"""What the supplement says of explanations other than an effect, chosen from the results in every direction."""

from typing import Literal

from chart2paper.paper.sentences import Direction

Confounder = Literal["stronger", "weaker", "alone", "nothing", "not_estimable"]
Controls = Literal["none", "some", "not_estimable"]
HiddenBias = Literal["robust", "fragile", "nothing", "not_estimable"]

NEEDED = (
    "To explain the primary estimate away, something unmeasured would have to be associated with both {drug} and "
    "later pain by a risk ratio of at least {e_value} each, over and above what was matched on and adjusted for; to "
    "make its interval include no effect, {e_value_limit} each would be enough. "
)
CONFOUNDER: dict[Confounder, str] = {
    "stronger": NEEDED
    + "The strongest measured covariate is {covariate}: an unmeasured one would have to be "
    "{times_estimate} times as strong to explain the estimate away, and {times_limit} times as strong to make the "
    "interval include no effect.",
    "weaker": NEEDED
    + "The strongest measured covariate, {covariate}, is that strong already: an unmeasured one no "
    "stronger than it could make the interval include no effect. On this count the result is fragile.",
    "alone": NEEDED + "No measured covariate could be set against this.",
    "nothing": "The interval of the primary estimate includes no effect, so there is no effect to explain away (the "
    "E-value of its limit is {e_value_limit}).",
    "not_estimable": "How strong an unmeasured confounder would have to be is {reason}.",
}
HIDDEN_BIAS: dict[HiddenBias, str] = {
    "robust": "Hidden bias within the matched sets would have to be large: even if one person of a set was {gamma} "
    "times as likely (in odds) to start {drug} as another who looks the same, the signed-rank test would still speak "
    "for an effect (largest p value: {p_upper}; point estimate between {estimate_low} and {estimate_high} points).",
    "fragile": "Hidden bias within the matched sets could bring the result within the play of chance: if one person of "
    "a set was {gamma} times as likely (in odds) to start {drug} as another who looks the same, the p value of the "
    "signed-rank test could reach {p_upper}, and the point estimate lie anywhere between {estimate_low} and "
    "{estimate_high} points. Up to {gamma_below} times the odds, the p value stays at or below {alpha}.",
    "nothing": "Even without hidden bias, the signed-rank test within the matched sets does not show an effect (p "
    "value: {p_upper}), so there is none that hidden bias would have to explain.",
    "not_estimable": "What hidden bias within the matched sets could do is {reason}.",
}
PLACEBO: dict[Direction, str] = {
    "unclear": "Before the index date ({window}), when {drug} could not have acted, pain did not clearly differ "
    "between the groups ({full} points, where zero is expected); the interval tells how large a difference could have "
    "been missed.",
    "better": "Before the index date ({window}), when {drug} could not have acted, pain was already lower in those who "
    "were going to start it ({full} points, where zero is expected). As the groups were matched on the baseline score, "
    "they seem to have started {drug} at a time worse than usual for them; a return to the usual would look like a "
    "benefit, and the primary estimate may owe this to it.",
    "worse": "Before the index date ({window}), when {drug} could not have acted, pain was already higher in those who "
    "were going to start it ({full} points, where zero is expected). As the groups were matched on the baseline score, "
    "their usual pain seems to be worse than that of the comparators; a return to the usual would look like a harm, "
    "and the primary estimate may hide as much benefit.",
    "not_estimable": "Whether pain differed before the index date ({window}), when {drug} could not have acted, is "
    "{reason}.",
}
CONTROLS: dict[Controls, str] = {
    "none": "Of what else {drug} could not have changed, nothing differed clearly between the groups ({names}).",
    "some": "The groups also differed in what else {drug} could not have changed ({names}): they were not alike.",
    "not_estimable": "No other negative control could be estimated.",
}
REGRESSION: dict[Direction, str] = {
    "better": "Pain of the exposed changed by {change} points. Comparators lead one to expect {expected} "
    "without {drug}, as regression to the mean and as whatever happened to everyone; the rest, {remainder}, is a fall "
    "that comparators did not have.",
    "worse": "Pain of the exposed changed by {change} points, where comparators lead one to expect {expected} without "
    "{drug}, as regression to the mean and as whatever happened to everyone; the rest, {remainder}, is a rise that "
    "comparators did not have.",
    "unclear": "Pain of the exposed changed by {change} points. Comparators lead one to expect {expected} "
    "without {drug}, as regression to the mean and as whatever happened to everyone; the rest, {remainder}, is not "
    "clearly different from none.",
    "not_estimable": "How much of the change of the exposed was to be expected without {drug} is {reason}.",
}
MEAN_BASELINE: dict[Literal["more_benefit", "less_benefit", "same", "not_estimable"], str] = {
    "same": "With the mean of the last two scores as the baseline, which has less noise to regress from, the "
    "difference was {full}, about the same as the primary one.",
    "more_benefit": "With the mean of the last two scores as the baseline, which has less noise to regress from, the "
    "difference was {full}, more favourable to {drug} than the primary one.",
    "less_benefit": "With the mean of the last two scores as the baseline, which has less noise to regress from, the "
    "difference was {full}, less favourable to {drug} than the primary one.",
    "not_estimable": "With the mean of the last two scores as the baseline, the difference is {reason}.",
}


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
