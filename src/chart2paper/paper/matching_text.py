"""How comparators were found, in words, from what the protocol says."""

from typing import Any

from chart2paper.writing.literal import literal
from chart2paper.writing.material import Analysis, Material
from chart2paper.writing.prose import join
from chart2paper.writing.values import Values

DISTANCES = {
    "mahalanobis": "Mahalanobis distance [@rubin1980]",
    "robust_mahalanobis": "Mahalanobis distance between ranks, which outliers and rare levels do not sway "
    "[@rosenbaum2010]",
    "propensity": "difference in the logit of the propensity score (the probability of exposure given what "
    "people are matched on [@rosenbaum1983])",
}
METHODS = {
    "optimal": "Of all possible assignments within the exact-match groups and the largest allowed differences, "
    "the one with the smallest total {distance} was taken [@rosenbaum1989], each comparator being used once.",
    "nearest": "Comparators were chosen one after the other among those within the exact-match groups and the "
    "largest allowed differences (greedy nearest-neighbour matching [@rubin1973]) by the {distance}: {order}. "
    "Each comparator was used once.",
    "shared": "Each exposed person was given the nearest comparators within the exact-match groups and the "
    "largest allowed differences by the {distance}, whoever else had them too (matching with replacement "
    "[@abadie2006]).",
    "full": "Everyone who was within the exact-match groups and the largest allowed differences of someone was "
    "used, in sets of one exposed person with one or more comparators or of one comparator with several "
    "exposed people, at the smallest total {distance} (optimal full matching [@hansen2006]).",
}
ORDERS = {
    "closest": "the closest pair first, then the closest of those left",
    "largest": "the exposed person with the largest propensity score (probability of exposure) chose first",
    "smallest": "the exposed person with the smallest propensity score (probability of exposure) chose first",
    "data": "exposed people chose in the order of their study ids",
}
SHARING = (
    " A comparator of several exposed people stands in the set of each, at the date inherited there; sets that "
    "share a comparator are one cluster wherever standard errors are clustered. Counts, means, and crude "
    "comparisons take a comparator once per set and without weights, so with this method only the weighted "
    "estimates compare like with like."
)
CLOSING = (
    "The matching does not depend on the order of the records; ties are broken by study id. Balance was judged "
    "by standardised mean differences (SMD) with 95% intervals [@austin2009], not by tests."
)


def matching_text(values: Values, material: Material) -> str:
    """Return how comparators were found, by the rules for the index date and the methods that the analyses use."""
    parts = [*_index_dates(values, material), *_methods(material), _likeness(values, material), CLOSING]
    return " ".join(parts) + "\n"


def _index_dates(values: Values, material: Material) -> list[str]:
    rules = {analysis.choice("time_zero", "rule") for analysis in material.analyses}
    drug = values.show("study.short")
    parts = []
    if "first_exposure" in rules:
        parts.append(
            f"Where the index date is the first order of {drug}, comparators are matched *at the index date "
            f"that they inherit* (risk-set matching [@li2001; @lu2005]): the candidates for each exposed "
            f"person are the people who on that day were eligible, under care and had not started {drug}, "
            f"and everything they are matched on is measured then. Eligibility, treatment and the start of "
            f"follow-up thus fall on one day [@hernan2016]."
        )
    if "first_score" in rules:
        parts.append(
            "Where the index date is the first scored visit, each person has an index date of their own and "
            "is matched on what was recorded on that day."
        )
    return parts


def _methods(material: Material) -> list[str]:
    """Return one description of the method for all analyses, or one for each group that shares it."""
    groups: dict[str, list[str]] = {}
    for analysis in material.analyses:
        text = method_text({name: choice["value"] for name, choice in analysis.protocol["matching"].items()})
        groups.setdefault(text, []).append(literal(analysis.title))
    if len(groups) == 1:
        return list(groups)
    return [f"*{join(titles)}.* {text}" for text, titles in groups.items()]


def method_text(matching: dict[str, Any]) -> str:
    """Return how the sets of one analysis were formed."""
    full, shares = matching["method"] == "full", matching["replacement"]
    sentence = METHODS["shared" if shares and not full else matching["method"]]
    text = sentence.format(distance=DISTANCES[matching["distance"]], order=ORDERS[matching["order"]])
    return text + (SHARING if full or shares else "")


def _likeness(values: Values, material: Material) -> str:
    """Return what is equal and what may differ by how much within a set, analysis by analysis."""
    limits = [(literal(analysis.title), _limits(values, analysis)) for analysis in material.analyses]
    if len(limits) == 1:
        return f"Required within a matched set: {limits[0][1]}."
    return f"Required within a matched set: {'; '.join(f'{text} (*{title}*)' for title, text in limits)}."


def _limits(values: Values, analysis: Analysis) -> str:
    design = f"design.{analysis.name}.matching"
    parts = []
    if analysis.choice("matching", "exact"):
        parts.append(f"the same {values.show(f'{design}.exact')}")
    if analysis.choice("matching", "calipers"):
        parts.append(values.show(f"{design}.calipers"))
    if analysis.choice("matching", "propensity_caliper") is not None:
        parts.append(f"the propensity score {values.show(f'{design}.propensity_caliper')} [@austin2011]")
    return ", ".join(parts) or "nothing"
