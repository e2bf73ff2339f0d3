"""A text of the paper is shown only if everything it rests on is shown."""

import pandas as pd
import pytest

from chart2paper.release.control import Control
from chart2paper.release.counts import Counts
from chart2paper.release.paper_values import PaperValues
from chart2paper.release.rules.events import HARMS
from chart2paper.release.sheets import sheet_of
from chart2paper.release.suppress import Decision
from release.released_words import RELEASE_WORDS, part_out

FILE = "results/tt/model/harms.csv"
NUMBERS = {
    "tt/matched/exposed": 64,
    "tt/adverse_effect/nausea/exposed": 9,
    "tt/adverse_effect/rash/exposed": 23,
}
ROWS = [
    {
        "kind": "adverse_effect",
        "event": event,
        "role": "exposed",
        "persons": n,
        "n": "64",
        "share": s,
        "ci_low": "0.1",
    }
    for event, n, s in (("nausea", "9", "0.140625"), ("rash", "23", "0.359375"))
]


def value(text, number=None, **place):
    blank = {"file": "", "row": None, "column": "", "rule": "as it stands", "sources": [], "template": ""}
    return {"value": number, "text": text, **blank, **place}


VALUES = {
    "nausea.persons": value("9", 9, file=FILE, row=2, column="persons"),
    "rash.persons": value("23", 23, file=FILE, row=3, column="persons"),
    "rash.n": value("64", 64, file=FILE, row=3, column="n"),
    "rash.share": value("36%", 0.359375, file=FILE, row=3, column="share"),
    "rash.low": value("10", 0.1, file=FILE, row=3, column="ci_low"),
    "rash.high": value("48", 0.48, file=FILE, row=3, column="ci_high"),
    "rash.text": value("x", template="{rash.persons} of {rash.n}, {rash.share} ({rash.low} to {rash.high})"),
    "say.rash": value("x", template="Rash was seen in {rash.persons} people."),
    "say.nausea": value("x", template="Few had nausea: {nausea.persons}."),
    "summary": value("x", template="{say.rash} {say.nausea}"),
    "primary.nausea": value("9", 9, made="repeated", sources=["nausea.persons"]),
    "sum": value("32", 32, rule="sum", sources=["nausea.persons", "rash.persons"]),
    "guess": value("12 people", 12),
    "person": value("P0042", file="results/tt/match/matches.csv", row=2, column="person_id"),
    "example": value("Jane", file="results/clean/cleaning_summary.csv", row=2, column="example_raw"),
    "quoted": value("37.8", 37.8, file="data/facts/martin.csv", row=2, column="value"),
    "truth.effect": value("-0.88", -0.88, file="data/truth.json", column="att_day_90"),
    "truth.people": value("66", 66, file="data/truth.json", column="n_initiators"),
    "say.tt.unmatched": value(
        "for every eligible exposed person a comparator was found.",
        template="for every one",
        passage="people#unmatched",
        about={"kind": "finding", "analysis": "tt"},
    ),
}


def cells(withheld=("tt/adverse_effect/nausea/exposed",)):
    control = Control(Counts(dict(NUMBERS)), Decision(dict.fromkeys(withheld, "small"), frozenset()), 10, 5)
    sheets = [sheet_of(pd.DataFrame(ROWS, dtype="str"), FILE, "tt", HARMS, 10, 5)]
    return PaperValues(
        VALUES, control, sheets, RELEASE_WORDS, ("data/facts/martin.csv",), "data/truth.json"
    ).all()


@pytest.mark.parametrize(
    ("id", "text"),
    [
        ("nausea.persons", "[withheld]"),
        ("rash.persons", "25"),
        ("rash.share", "38%"),
        ("rash.text", "25 of 65, 38%"),
        ("say.rash", "Rash was seen in 25 people."),
        ("say.nausea", "[sentence withheld]"),
        ("summary", "Rash was seen in 25 people. [sentence withheld]"),
        ("primary.nausea", "[withheld]"),
        ("sum", "[withheld]"),
        ("guess", "[withheld]"),
        ("person", "[withheld]"),
        ("example", "[withheld]"),
        ("quoted", "37.8"),
        ("truth.effect", "-0.88"),
        ("truth.people", "[withheld]"),
    ],
)
def test_each_value_leaves_as_what_it_rests_on_allows(id, text):
    assert cells()[id].text == text


def test_a_sentence_without_numbers_is_withheld_with_the_count_that_chose_it():
    """That no one was unmatched is itself a count: zero, which is not always shown."""
    assert cells()["say.tt.unmatched"].text == "[sentence withheld]"


def test_brackets_bold_print_and_order_give_nothing_away():
    var = "{{{{< var {} >}}}}".format
    held, shown = var("nausea.persons"), var("rash.persons")
    text = f"| {held} ({held}) | **{held}** | **{shown}** | {held}† |"
    assert part_out("x.md", text, cells(), VALUES) == f"| {held} | {held} | **{shown}** | {held} |"


def test_the_first_page_says_what_was_done():
    assert "Counts from 1 to 10" in part_out("texts/simulated.md", "", cells(), VALUES)


def test_descriptions_of_figures_are_replaced():
    picture = '![](a.svg){fig-alt="23 of 64"}'
    assert "23 of 64" not in part_out("x.md", picture, cells(), VALUES)


def test_rows_of_a_ranked_table_stand_in_the_order_of_the_alphabet_without_those_that_are_withheld():
    def row(name, count):
        return f"| {name} | {{{{< var {count} >}}}} |"

    about = {name: {**VALUES[name], "about": {"kind": "rows"}} for name in ("rash.persons", "nausea.persons")}
    text = "\n".join((row("b", "rash.persons"), row("a", "rash.persons"), row("c", "nausea.persons")))
    out = part_out("tables/quarantine.md", text, cells(), about).splitlines()
    assert out[:2] == [row("a", "rash.persons"), row("b", "rash.persons")]
    assert not any("nausea" in line for line in out)
