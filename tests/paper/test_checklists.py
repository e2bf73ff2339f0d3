"""Reporting checklists: every item has an answer that the run gives, and every place it names exists."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from chart2paper.catalogue.outcomes import PAIN
from chart2paper.paper.checklists.fill import checklist_tables, checklists_of, filled_checklists, items_of
from chart2paper.paper.generate import write_paper
from chart2paper.problems import Problems
from chart2paper.writing.passage import Passage
from chart2paper.writing.passages import Passages
from paper.paper_material import material, texts
from shipped_words import SHIPPED

ROOT = Path(__file__).parents[2]


def only(made, name, **study):
    """The material of a study with one analysis."""
    analyses = [analysis for analysis in made.analyses if analysis.name == name]
    return replace(made, analyses=analyses, study={**made.study, "primary_analysis": name, **study})


def without(made, *tables):
    """The material of a run that lacks some tables of the supplement."""
    return replace(
        made, supplement={name: sheet for name, sheet in made.supplement.items() if name not in tables}
    )


def numbers(checklist):
    return [item.number for item in items_of(checklist, material())]


def row(made, checklist, item):
    filled = filled_checklists(made)
    return filled[filled["checklist"].eq(checklist) & filled["item"].eq(item)].iloc[0]


def test_record_has_thirteen_items_record_pe_fifteen_and_target_twenty_one():
    assert len(numbers("record")) == 13
    assert len(numbers("record_pe")) == 15
    assert sorted({int(re.match(r"\d+", number)[0]) for number in numbers("target")}) == list(range(1, 22))
    assert len({item.section for item in items_of("target", material())}) == 6


def test_no_item_is_listed_twice():
    for checklist in checklists_of(material()):
        assert len(set(numbers(checklist))) == len(numbers(checklist))


@pytest.mark.parametrize(
    "made", [material(), only(material(), "target_trial"), without(material(), "sensitivity")]
)
def test_every_place_that_a_checklist_names_is_in_the_paper(made):
    _, parts = write_paper(made, texts(made), made.study["paper"]["text_folder"])
    manuscript = (ROOT / "reports" / "paper.qmd").read_text(encoding="utf-8")
    places = {
        place for text in (manuscript, *parts.values()) for place in re.findall(r"\{[^{}]*#([\w-]+)", text)
    }
    asked = {
        place
        for text in checklist_tables(made).values()
        for place in re.findall(r"@((?:sec|sup|tbl|fig)[\w-]+)", text)
    }
    assert len(asked) > 10
    assert asked - places == set()


def test_every_work_that_a_checklist_cites_is_in_the_bibliography():
    known = re.findall(
        r"^@\w+\{(\w+),", (ROOT / "reports" / "methods.bib").read_text(encoding="utf-8"), flags=re.M
    )
    for table in checklist_tables(material()).values():
        cited = set(re.findall(r"\[@(\w+)\]", table))
        assert cited and cited <= set(known)


def test_every_code_list_that_a_checklist_names_is_in_the_project():
    """By the name of its file: folders are the clinic's."""
    tables = checklist_tables(material()).values()
    named = {path for text in tables for path in re.findall(r"`([^`]+[.]csv)`", text)}
    assert {name for name in named if (ROOT / "data" / "codelists" / name).is_file()} == named
    assert len(named) == 3


def test_target_is_asked_only_of_a_study_with_a_target_trial():
    assert checklist_tables(material())["target"]
    replication = only(material(), "replication")
    assert checklist_tables(replication)["target"] == ""
    assert "target" not in set(filled_checklists(replication)["checklist"])


@pytest.mark.parametrize(
    ("label", "addressed", "told"),
    [
        ("exploratory", "no", "not locked before outcomes were opened"),
        ("prespecified", "partly", "the protocol was locked before this workflow opened outcomes ("),
        ("changed", "partly", "and changed later"),
    ],
)
def test_the_lock_answers_what_is_asked_about_registration(label, addressed, told):
    made = material()
    made = replace(made, lock={**made.lock, "label": label})
    for checklist, item in (("strobe", ""), ("target", "18")):
        filled = filled_checklists(made)
        found = filled[filled["checklist"].eq(checklist) & filled["item"].fillna("").eq(item)].iloc[0]
        assert found["addressed"] == addressed
        assert told in found["where"]


def test_what_a_run_does_not_have_is_said_to_be_missing():
    bare = replace(only(material(), "target_trial"), supplement={})
    for checklist, item in (("strobe", "12e"), ("record_pe", "7.1.e"), ("target", "10")):
        assert row(bare, checklist, item)["addressed"] == "no"
        assert row(bare, checklist, item)["where"].startswith("Not addressed: ")


def test_simulated_records_are_told_from_real_ones():
    made = material()
    real = replace(made, study={**made.study, "clinic": {**made.study["clinic"], "simulated": False}})
    assert row(made, "record", "6.2")["addressed"] == "does not apply"
    assert row(real, "record", "6.2")["addressed"] == "no"
    assert "simulated" not in " ".join(filled_checklists(real)["where"])


def test_the_table_of_answers_has_every_item_and_addresses_in_the_html_paper():
    made = material()
    filled = filled_checklists(made)
    assert len(filled) == sum(len(numbers(checklist)) for checklist in checklists_of(made))
    assert row(made, "strobe", "2")["where"] == "paper.html#sec-introduction"
    assert not filled["where"].str.contains("@").any()


def test_ethics_funding_and_interests_are_answered_only_where_the_authors_speak_of_them():
    made = material()
    for text, spoken in (
        (
            "Approved by the board. Funding: none. No competing interests.",
            {"Ethics", "Funding", "Competing interests"},
        ),
        ("The board waived consent.", {"Ethics"}),
        ("", set()),
    ):
        filled = filled_checklists(replace(made, declarations=text))
        asked = filled[filled["recommendation"].isin(["Ethics", "Funding", "Competing interests"])]
        answered = asked[asked["where"].str.contains("sec-declarations")]
        assert set(answered["recommendation"]) == spoken
        assert set(asked["recommendation"]) == {"Ethics", "Funding", "Competing interests"}


@pytest.mark.parametrize("row", ["| 1a | Design named | surely | Abstract |", "| 1a | Design named | yes |"])
def test_a_row_that_is_no_item_is_told_with_its_passage(row):
    shipped = SHIPPED["checklists/strobe"]
    own = Passage("own/checklists/strobe.md", re.sub(r"\| 1a .*", row, shipped.source))
    made = replace(material(), passages=Passages(SHIPPED, {"checklists/strobe": own}, outcome=PAIN))
    with pytest.raises(Problems, match=r"checklists/strobe\.md"):
        filled_checklists(made)
