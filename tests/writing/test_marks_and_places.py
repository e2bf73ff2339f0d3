"""Values are marked in the manuscript, and the paper tells where each of them stands."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chart2paper.catalogue.outcomes import PAIN
from chart2paper.writing.engines.crossrefs import number_everything
from chart2paper.writing.engines.pandoc import read_document, read_markdown
from chart2paper.writing.engines.pandoc_ast import plain_text
from chart2paper.writing.marks import marked_variables
from chart2paper.writing.passage import Passage
from chart2paper.writing.passages import Passages
from chart2paper.writing.positions import positions_of
from chart2paper.writing.values import Values

WORDS = {
    "counts": "---\nvalues: [n]\n---\nThere were << n >> people.\n",
    "all": "---\nvalues: [counts, effect]\n---\n<< counts >> Pain differed by << effect >> points.\n",
    "any": "---\nvalues: [a, w]\n---\nx << a >><< w >> y\n",
}
PASSAGES = Passages({name: Passage(f"{name}.md", words) for name, words in WORDS.items()}, outcome=PAIN)


def marked(values: Values) -> dict[str, str]:
    templates = {value.id: value.template for value in values.all() if value.template}
    return marked_variables({value.id: value.text for value in values.all()}, templates)


def tree_of(markdown: str, folder: Path) -> dict:
    tree = read_markdown(markdown, folder)
    return {**tree, "blocks": number_everything(tree["blocks"])[0]}


@pytest.fixture
def values() -> Values:
    made = Values(PASSAGES)
    made.add("n", 62, "62", file="estimates.csv", row=2, column="n")
    made.add("effect", -1.02, "−1.02", file="estimates.csv", row=2, column="estimate")
    made.add("study.title", None, "LDN in 2022")
    made.sentence("say.counts", "counts", n="n")
    made.sentence("say.all", "all", counts="say.counts", effect="effect")
    return made


def test_a_sentence_keeps_its_template_with_the_ids_of_its_values(values):
    assert values.get("say.all").template == "{say.counts} Pain differed by {effect} points."
    assert values.get("effect").template == ""


def test_a_value_is_marked_with_its_id(values):
    assert marked(values)["n"] == '[62]{.value data-value="n"}'


def test_a_sentence_has_its_values_marked_inside(values):
    assert marked(values)["say.all"].count("data-value=") == 4


def test_names_of_the_study_are_not_marked(values):
    assert marked(values)["study.title"] == "LDN in 2022"


@given(
    st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs"))), st.text(" ab", max_size=5)
)
def test_a_marked_text_reads_as_it_did(text, word):
    """What is marked shows the same words, whatever signs and spaces it holds."""
    made = Values(PASSAGES)
    made.add("a", None, text)
    made.add("w", None, word)
    made.sentence("s", "any", a="a", w="w")
    tree = read_markdown(marked(made)["s"], Path("/"))
    assert plain_text(tree["blocks"]).split() == made.text("s").split()


def test_a_number_in_running_text_stands_in_its_section_and_sentence(values, tmp_path):
    text = f"# Results {{#sec-results}}\n\nThis is first. {marked(values)['say.all']} Last."
    places = positions_of(tree_of(text, tmp_path))
    assert places["effect"] == [
        {
            "section": "1\u2002Results",
            "label": "",
            "anchor": "sec-results",
            "text": "Pain differed by −1.02 points.",
        }
    ]
    assert places["n"][0]["text"] == "There were 62 people."


def test_a_number_in_a_table_stands_in_its_row(values, tmp_path):
    text = f"| Group | n |\n|:--|--:|\n| exposed | {marked(values)['n']} |\n\n: People. {{#tbl-people}}\n"
    assert positions_of(tree_of(text, tmp_path))["n"] == [
        {"section": "", "label": "Table 1", "anchor": "tbl-people", "text": "exposed | 62"}
    ]


def test_a_number_of_the_abstract_is_found_there(values, tmp_path):
    front = f"abstract: |\n  **Results.** {marked(values)['n']} people took part.\n"
    [place] = positions_of(read_document(front, "body\n", tmp_path))["n"]
    assert (place["section"], place["text"]) == ("Abstract", "62 people took part.")


def test_a_number_shown_twice_has_two_places(values, tmp_path):
    text = f"# A\n\n{marked(values)['n']} here.\n\n# B\n\n{marked(values)['n']} there."
    assert [place["section"] for place in positions_of(tree_of(text, tmp_path))["n"]] == [
        "1\u2002A",
        "2\u2002B",
    ]
