"""Counts of one analysis do not tell the small ones of another that begins with the same people."""

from chart2paper.release.counts import Counts
from chart2paper.release.rules import names
from chart2paper.release.rules.across import relate_analyses
from chart2paper.release.suppress import suppress
from release.attacker import solved


def two_analyses():
    """66 ever had the drug. One analysis keeps all of them; the other removes 28, and 1 for another reason."""
    counts = Counts()
    numbers = {
        **{names.removed("a", 1, "exposed"): 0, names.eligible("a", "exposed"): 66},
        **{names.removed("b", 1, "exposed"): 1, names.removed("b", 2, "exposed"): 28},
        **{names.eligible("b", "exposed"): 37},
    }
    for name, number in numbers.items():
        counts.add(name, number)
    return counts


def shown_by(counts, decision):
    return {name: number for name, number in counts.numbers.items() if decision.shows(name)}


EQUATIONS = [
    ("ever", ("a/removed/1/exposed", "a/eligible/exposed")),
    ("ever", ("b/removed/1/exposed", "b/removed/2/exposed", "b/eligible/exposed")),
]


def test_without_the_relation_the_attacker_works_out_the_one():
    counts = two_analyses()
    decision = suppress(counts, 10, lambda name: 1.0)
    assert solved(shown_by(counts, decision), EQUATIONS)["b/removed/1/exposed"] == 1


def test_with_it_something_else_is_withheld_as_well():
    counts = two_analyses()
    relate_analyses(counts, ["a", "b"])
    decision = suppress(counts.checked(), 10, lambda name: 1.0)
    assert "b/removed/1/exposed" not in solved(shown_by(counts, decision), EQUATIONS)


def test_an_analysis_that_begins_with_fewer_lies_within_the_other():
    counts = two_analyses()
    counts.numbers["a/eligible/exposed"] = 70
    relate_analyses(counts, ["a", "b"])
    assert counts.numbers["a/everybody/exposed but not b/everybody/exposed"] == 4
    assert not suppress(counts.checked(), 10, lambda name: 1.0).shows("b/removed/1/exposed")
