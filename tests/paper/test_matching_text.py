"""The paper says how people were matched, whatever the protocol says."""

from dataclasses import replace
from typing import Any

import pytest

from chart2paper.paper import matching_text
from chart2paper.paper.generate import write_paper
from chart2paper.writing.values import Values
from paper.paper_material import PASSAGES, material, texts

ORDERS = {
    "closest": "the closest pair first, then the closest of those left",
    "largest": "the exposed person with the largest propensity score (probability of exposure) chose first",
    "smallest": "the exposed person with the smallest propensity score (probability of exposure) chose first",
    "data": "exposed people chose in the order of their study ids",
}
SHARING = (
    "A comparator of several exposed people stands in the set of each, at the index date that it has there; sets "
    "that share a comparator are one cluster wherever standard errors are clustered. Counts, means, and crude "
    "comparisons take a comparator once per set and without weights, so with this method only the weighted "
    "estimates compare like with like."
)

MATCHING: dict[str, Any] = {
    "method": "optimal",
    "order": "closest",
    "distance": "mahalanobis",
    "replacement": False,
}


def method_text(matching: dict[str, Any]) -> str:
    return matching_text.method_text(Values(PASSAGES), matching)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "the one with the smallest total Mahalanobis distance [@rubin1980] was taken"),
        ({}, "each comparator being used once"),
        ({"distance": "robust_mahalanobis"}, "smallest total Mahalanobis distance between ranks"),
        ({"distance": "propensity"}, "smallest total difference in the logit of the propensity score"),
        ({"method": "nearest"}, "(greedy nearest-neighbour matching [@rubin1973])"),
        ({"method": "nearest"}, "Each comparator was used once."),
        *(({"method": "nearest", "order": order}, text) for order, text in ORDERS.items()),
        ({"method": "full"}, "(optimal full matching [@hansen2006])"),
        ({"method": "full"}, SHARING),
        ({"replacement": True}, "(matching with replacement [@abadie2006])"),
        ({"method": "nearest", "replacement": True}, SHARING),
    ],
)
def test_each_choice_is_in_the_text(changes, words):
    assert words in method_text(MATCHING | changes)


@pytest.mark.parametrize("changes", [{}, {"method": "nearest"}, {"method": "nearest", "order": "data"}])
def test_sharing_is_not_spoken_of_where_nobody_is_shared(changes):
    assert SHARING not in method_text(MATCHING | changes)


@pytest.mark.parametrize("method", ["optimal", "full"])
def test_an_order_is_not_spoken_of_where_nobody_chooses(method):
    assert not any(order in method_text(MATCHING | {"method": method}) for order in ORDERS.values())


def written(section: str = "matching", **changes: Any) -> str:
    """Return the text, variables filled in, with some choices of the primary analysis changed."""
    made = material()
    analyses = []
    for analysis in made.analyses:
        values = changes if analysis.name == made.primary.name else {}
        changed = {
            name: choice | {"value": values.get(name, choice["value"])}
            for name, choice in analysis.protocol[section].items()
        }
        analyses.append(replace(analysis, protocol=analysis.protocol | {section: changed}))
    made = replace(made, analyses=analyses)
    found, files = write_paper(made, texts(made), "texts")
    text = files["texts/matching.md"]
    for value in found.all():
        text = text.replace(f"{{{{< var {value.id} >}}}}", found.text(value.id))
    return text


def test_designs_that_share_a_method_are_described_once_with_the_limits_of_each():
    text = written()
    assert text.count("[@rosenbaum1989]") == 1
    assert (
        "Required within a matched set: the same painful condition (*Replication of the 2022 design*); "
        "the same painful condition, baseline score within 1 and age within 15 "
        "(*Target trial emulation*)." in text
    )


def test_designs_that_differ_are_described_one_by_one():
    text = written(method="nearest", propensity_caliper=0.2, exact=[], calipers={})
    assert "*Target trial emulation.* Comparators were chosen one after the other" in text
    assert "the logit of the propensity score within 0.2 SD of its logit" not in text
    assert "the propensity score within 0.2 SD of its logit [@austin2011] (*Target trial emulation*)" in text


def test_no_limit_at_all_is_said():
    assert "; nothing (*Target trial emulation*)." in written(exact=[], calipers={})


def test_index_dates_at_visits_are_explained_in_place_of_inherited_ones():
    assert "at the index date that they inherit" in written() and "each visit is a trial" not in written()
    at_visits = written("time_zero", time_scale="visit", within_days=60)
    assert "*each visit is a trial* [@hernan2008]" in at_visits
    assert "that they inherit" not in at_visits
