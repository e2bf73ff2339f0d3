"""Texts of charts, mappings and studies are shown as they are in every format, whatever they hold, and never obeyed."""

import html
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from chart2paper.audit.printed import printed_findings
from chart2paper.paper.generate import write_paper
from chart2paper.writing.engines.pandoc import read_markdown
from chart2paper.writing.engines.pandoc_ast import get, nodes, plain_text
from chart2paper.writing.engines.quarto_syntax import fill_variables
from chart2paper.writing.engines.render import render_paper
from chart2paper.writing.literal import as_code, literal, one_line
from chart2paper.writing.study_texts import PLAIN_TEXTS
from chart2paper.writing.tables import bare_table
from chart2paper.writing.values import SHORTCODE, Values, text_slug
from paper.hostile import HOSTILE, Texts, hostile_material
from paper.paper_material import ROOT, texts
from paper.rendering import tree_of, write_parts

HERE = Path("/")
# What text alone is made of, in pandoc's tree.
PLAIN = {"Para", "Plain", "Str", "Space", "SoftBreak"}
CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
any_text = st.one_of(
    st.sampled_from(HOSTILE), st.text(max_size=60), st.text("@[]{}<>*_`$\\|#:-~^!&;\"'. a1", max_size=25)
)


def kinds(blocks: list) -> set[str]:
    return {node["t"] for node in nodes(blocks)}


def test_a_hostile_text_between_words_is_words():
    for text in HOSTILE:
        blocks = read_markdown(f"a {literal(text)} z", HERE)["blocks"]
        assert plain_text(blocks) == f"a {one_line(text)} z"
        assert kinds(blocks) <= PLAIN


def test_a_hostile_text_at_the_start_of_a_line_is_a_paragraph():
    for text in HOSTILE:
        blocks = read_markdown(literal(text), HERE)["blocks"]
        assert plain_text(blocks) == one_line(text)
        assert kinds(blocks) <= PLAIN


@given(any_text, st.sampled_from(["", "a", "**", "*"]))
@example("\ufeff", "")
def test_any_text_comes_back_from_pandoc_as_it_was(text, around):
    blocks = read_markdown(f"a{around}b{literal(text)}b{around}", HERE)["blocks"]
    assert (
        plain_text(blocks) == f"ab{one_line(text)}b"
        if "*" in around
        else f"a{around}b{one_line(text)}b{around}"
    )


@given(any_text, any_text)
def test_a_text_never_leaves_its_cell(first, second):
    markdown = bare_table(["A", "B"], [[literal(first), as_code(second)], ["c", "d"]], [50, 50])
    [table] = [node for node in nodes(read_markdown(markdown, HERE)["blocks"]) if node["t"] == "Table"]
    rows = [[plain_text(cell[4]) for cell in row[1]] for body in table["c"][4] for row in body[3]]
    assert rows == [[one_line(first), one_line(second)], ["c", "d"]]


@given(any_text)
def test_a_text_in_an_attribute_comes_back_as_it_was(text):
    filled = fill_variables('![c](a.svg){#fig-a fig-alt="{{< var alt >}}"}', {"alt": text}, {})
    [image] = [node for node in nodes(read_markdown(filled, HERE)["blocks"]) if node["t"] == "Image"]
    assert get(image["c"][0], "fig-alt") == one_line(text)


@given(any_text)
def test_a_value_keeps_its_text_on_the_way_through_the_file_of_variables(text):
    values = Values()
    values.add("a.b", None, text)
    assert yaml.load(values.as_variables(), Loader=yaml.BaseLoader)["a"]["b"] == text


def test_what_no_paper_can_show_is_marked_and_not_dropped():
    assert one_line("a\x00b\x1b[31mc\x7f") == "a�b�[31mc�"


def test_no_text_turns_the_numbers_behind_it():
    """A right-to-left override before "12" would print "21"."""
    assert one_line("\u202e12 \u2067before\u200f") == "�12 �before\u200f"


@given(st.lists(st.text(max_size=12), unique=True, max_size=8))
def test_different_texts_have_different_ids(found):
    ids = {text_slug(text) for text in [*found, "hot flush", "hot_flush", "Hot flush"]}
    assert len(ids) == len({*found, "hot flush", "hot_flush", "Hot flush"})
    assert all(re.fullmatch("[a-z0-9_]+", id) for id in ids)


# A whole paper


@pytest.fixture(scope="module")
def parts() -> tuple[Values, dict[str, str], Texts]:
    made, given = hostile_material()
    own = texts(made)
    # These two are printed as plain text, the others are Markdown.
    for name in PLAIN_TEXTS:
        own[name] = given.of("Pain matters")
    return *write_paper(made, own, "f"), given


@pytest.fixture(scope="module")
def folder(parts, tmp_path_factory) -> Path:
    """Render the paper with the embedded engine."""
    folder = tmp_path_factory.mktemp("hostile")
    values, generated, _ = parts
    write_parts(generated, folder, "reports/studies/ldn/references.bib")
    (folder / "values.json").write_text(values.as_json(), encoding="utf-8")
    papers = {kind: folder / f"paper.{kind}" for kind in ("html", "pdf", "docx")}
    render_paper(ROOT / "reports", folder / "generated", papers, "embedded")
    return folder


def test_no_text_of_chart_mapping_or_study_meets_markdown_as_it_is(parts):
    _, generated, given = parts
    signs = {word: text for word, text in given.given.items() if literal(text) != one_line(text)}
    files = {
        name: CODE.sub("", SHORTCODE.sub("", text))
        for name, text in generated.items()
        if name.endswith(".md")
    }
    files = {name: text for name, text in files.items() if Path(name).name not in PLAIN_TEXTS}
    raw = [(name, text) for name, markdown in files.items() for text in signs.values() if text in markdown]
    assert raw == []


def test_every_hostile_text_stands_in_the_paper_as_it_is(parts, folder):
    _, _, given = parts
    page = (folder / "paper.html").read_text(encoding="utf-8")
    words = _as_printed(html.unescape(re.sub(r"<[^>]+>", "", page[page.index("<body") :])))
    shown = {word: text for word, text in given.given.items() if word in words}
    assert len(shown) > 200
    assert [text for word, text in shown.items() if _as_printed(text[text.index(word) :]) not in words] == []


def _as_printed(text: str) -> str:
    """Return a text without what is changed where names of levels are printed as words."""
    return " ".join(one_line(text).replace("_", " ").split()).lower()


def test_nothing_in_a_text_became_markup(parts, tmp_path):
    """No HTML, formula, footnote or link elsewhere is in the document, and no picture but the figures."""
    tree = tree_of(parts[1], tmp_path, "reports/studies/ldn/references.bib")
    found = list(nodes([tree["meta"], tree["blocks"]]))
    assert {node["t"] for node in found} & {"RawInline", "RawBlock", "Math", "Note", "Cite"} == {"Cite"}
    assert [node["c"][2][0] for node in found if node["t"] == "Link" and node["c"][2][0][0] != "#"] == []
    assert {node["c"][2][0].split("/")[0] for node in found if node["t"] == "Image"} == {"_generated"}


def test_all_three_papers_print_every_value_as_it_is(folder):
    papers = [folder / f"paper.{kind}" for kind in ("html", "pdf", "docx")]
    found = printed_findings(papers, ROOT / "reports", folder / "generated", folder / "values.json")
    assert [problem.what for problem in found] == []
