"""The paper of an outcome on which higher is better: its words are right in whichever direction the result lies.

The clinic stays a pain practice: who is in, and whom they are compared with, is told by painful conditions.
"""

import re
from dataclasses import replace

import pytest

from chart2paper.paper.generate import write_paper
from paper.paper_material import material, texts

STUDY = "studies/function_demo.yaml"
# What is said of people and of their drugs and not of the outcome: their condition, its mechanism, the code list.
OF_THE_CLINIC = re.compile(
    r"pain (?:practice|mechanism|group|diagnosis|code list)|painful condition|(?:neuropathic|nociceptive) pain"
    r"|nerve-pain drug|other pain drugs|pain_conditions\.csv",
    re.IGNORECASE,
)
OF_ANOTHER_SCALE = re.compile(r"\bpain|0[-–]10\b|\bof ten\b", re.IGNORECASE)
IN_PLACE = re.compile(r"\{\{< var ([^ ]+) >\}\}")


def paper(effect):
    """Return every part of the paper and supplement by its name, as read: with its numbers and sentences in place."""
    made = replace(material(STUDY, effect=effect, exposed=40), alt_texts={})
    values, parts = write_paper(made, texts(made), "texts")
    known = {value.id: str(value.text) for value in values.all()}
    printed = {name: text for name, text in parts.items() if not name.startswith("_")}
    sentences = {name: text for name, text in known.items() if name.startswith("say.")}
    return {
        name: IN_PLACE.sub(lambda at: known.get(at[1], ""), text) for name, text in printed.items()
    } | sentences


@pytest.fixture(scope="module", params=[-2.0, 0.0, 2.0], ids=["better", "unclear", "worse"])
def read(request):
    return paper(request.param)


def slips(read):
    """Return {where: words} of what is said of pain as an outcome, or of its scale."""
    found = {
        name: OF_ANOTHER_SCALE.findall(OF_THE_CLINIC.sub("", " ".join(text.split())))
        for name, text in read.items()
    }
    return {name: words for name, words in found.items() if words}


def test_nothing_is_said_of_pain_or_of_its_scale(read):
    assert slips(read) == {}


def test_no_sentence_has_a_hole_where_the_study_sets_nothing(read):
    prose = {name: text for name, text in read.items() if not text.startswith(("author", "![", ":::"))}
    assert not [name for name, text in prose.items() if re.search(r"[a-z]  [a-z]|at least +from", text)]


def test_higher_scores_are_better_function():
    better, worse = (paper(effect) for effect in (-2.0, 2.0))
    for read, way, other in ((better, "better", "worse"), (worse, "worse", "better")):
        assert f"{way} function with LDN" in read["supplement/sensitivity.md"]
        conclusion = read["say.target_trial.conclusion"]
        assert f"{way} function" in conclusion and f"{other} function" not in conclusion
    assert "function was higher with LDN" in better["supplement/missing.md"]
    assert "function was lower with LDN" in worse["supplement/missing.md"]
    assert "is a rise that comparators did not have" in better["supplement/explain.md"]
    assert "is a fall that comparators did not have" in worse["supplement/explain.md"]


def test_signs_and_responses_are_explained_in_the_way_of_the_scale(read):
    assert "A positive change or difference means better function." in read["texts/outcome.md"]
    assert "A response is a rise of at least 10 points;" in read["texts/outcome.md"]
    assert "positive differences in scores mean better function" in " ".join(
        read["texts/statistics.md"].split()
    )
    assert "farrar" not in read["texts/statistics.md"]
