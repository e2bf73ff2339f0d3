"""What a value says of people stands beside it: a release asks that, never the value's id."""

import json
from pathlib import Path

import pytest

from chart2paper.paper.generate import write_paper
from chart2paper.release.control import Control
from chart2paper.release.counts import Counts
from chart2paper.release.paper_values import PaperValues
from chart2paper.release.people import count_name, of_an_arm, share_of
from chart2paper.release.sentences import CHOSEN, NEVER_RELEASED, shows_a_count
from chart2paper.release.suppress import Decision
from chart2paper.writing.about import About, about
from chart2paper.writing.value import made_as
from paper.paper_material import material, texts
from release.released_words import RELEASE_WORDS

ARM = ("tt", "exposed")


@pytest.fixture(scope="module")
def values():
    made = material()
    written, _ = write_paper(made, texts(made), made.study["paper"]["text_folder"])
    return json.loads(written.as_json())


def control():
    counts = {"tt/with outcome/exposed": 30, "tt/matched/exposed": 40, "tt/matched/exposed/age known": 40}
    return Control(Counts(counts), Decision({}, frozenset()), 10, 5)


def test_every_number_that_the_paper_takes_from_the_list_of_people_says_whom_it_counts(values):
    """The years of the study are no number of people: they are withheld."""
    of_people = {
        identifier: value
        for identifier, value in values.items()
        if Path(value["file"]).stem == "analysis_set" and value["row"] is None
    }
    years = {name for name, value in of_people.items() if (told := about(value)) and told.kind == "years"}
    assert {name.rpartition(".")[2] for name in years} == {"first_year", "last_year"}
    assert all(about(value) for value in of_people.values())
    others = [about(value) for name, value in of_people.items() if name not in years]
    assert all(
        count_name(told) or share_of(told) or of_an_arm(told) or told.kind == "words" for told in others
    )


def test_every_count_of_people_and_every_sentence_says_that_it_depends_on_results(values):
    """Only the sentences about the lock do not: they are chosen from the register."""
    counts = [value for value in values.values() if value["file"] and count_name(about(value))]
    assert counts and all(value["made"] == "counted" for value in counts if value["row"] is None)
    sentences = {name: value for name, value in values.items() if value.get("passage")}
    unchosen = {name.partition(".")[0] for name, value in sentences.items() if made_as(value) != "chosen"}
    assert sentences and unchosen == {"lock"}


def test_whatever_is_put_together_from_an_estimate_and_its_limits_says_so(values):
    """Else a release would print it as it stands where its parts are coarsened."""
    put_together = {
        name: value
        for name, value in values.items()
        if not value["template"]
        and {"ci_low", "ci_high"} <= {values[source]["column"] for source in value["sources"]}
    }
    assert {name.partition(".")[0] for name in put_together} == {"estimates", "sensitivity"}
    assert {made_as(value) for value in put_together.values()} == {"full", "interval"}


def test_every_sentence_that_was_chosen_by_counts_says_of_which_analysis_it_is(values):
    chosen = {name: value for name, value in values.items() if value.get("passage") in CHOSEN}
    assert {value["passage"] for value in chosen.values()} == set(CHOSEN)
    assert all(value["about"]["analysis"] for value in chosen.values())


def test_every_passage_that_is_never_told_is_one_that_ships():
    assert all(part in RELEASE_WORDS.parts(name) for name, part in (one.split("#") for one in NEVER_RELEASED))
    assert all(part in RELEASE_WORDS.parts(name) for name, part in (one.split("#") for one in CHOSEN))


def test_a_chosen_sentence_that_does_not_say_of_which_analysis_it_is_is_withheld():
    assert shows_a_count("people#size", None, control())
    assert not shows_a_count("effect", None, control())


def test_a_number_of_a_column_that_does_not_say_what_it_is_is_withheld_whatever_its_id():
    blank = {"row": None, "column": "person_id", "rule": "count", "sources": [], "template": ""}
    silent = {"value": 40, "text": "40", "file": "results/tt/model/analysis_set.csv", **blank}
    told = silent | {"about": About("count", "matched", *ARM).as_json()}
    values = {"people.tt.exposed.n": silent, "anything": told}
    values["year"] = silent | {"about": About("years", "first", "tt").as_json()}
    cells = PaperValues(values, control(), [], RELEASE_WORDS, ()).all()
    assert (cells["people.tt.exposed.n"].text, cells["anything"].text) == ("[withheld]", "40")
    assert cells["year"].text == "[withheld]"


@pytest.mark.parametrize(
    ("told", "name"),
    [
        (About("count", "matched", *ARM), "tt/matched/exposed"),
        (About("count", "missing", "tt"), "tt/missing"),
        (About("count", "missing", *ARM, reason="no visit"), "tt/missing/exposed/no visit"),
        (About("count", "level", *ARM, "sex", "female"), "tt/matched/exposed/sex=female"),
        (About("count", "known", *ARM, "age"), "tt/matched/exposed/age known"),
        (About("count", "sets", "tt"), "tt/matched sets"),
        (About("count", "everybody"), "records/people"),
        (About("share", "level", *ARM, "sex", "female"), None),
        (About("count", "something new", "tt"), None),
        (None, None),
    ],
)
def test_one_quantity_has_one_name_wherever_the_paper_tells_it(told, name):
    assert count_name(told) == name
