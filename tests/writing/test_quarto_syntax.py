"""Shortcodes of the manuscript: included files, variables, and what goes wrong with them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chart2paper.problems import Problems
from chart2paper.writing.engines.pandoc import read_document, read_markdown
from chart2paper.writing.engines.pandoc_ast import nodes, plain_text
from chart2paper.writing.engines.quarto_syntax import (
    Line,
    expand_includes,
    fill_variables,
    nested_variables,
    read_manuscript,
    read_variables,
    shortcode_problems,
)
from chart2paper.writing.literal import literal


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_md", ".md").replace("_qmd", ".qmd")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test_a_variable_is_replaced_by_its_text():
    assert fill_variables("n = {{< var n.exposed >}}.", {"n.exposed": "36"}, {}) == "n = 36."


def test_a_variable_keeps_the_digits_that_were_written(tmp_path):
    (tmp_path / "_variables.yml").write_text("p: 0.050\nn: {all: 2014-01-01, yes: true}\n", encoding="utf-8")
    assert read_variables(tmp_path / "_variables.yml") == {
        "p": "0.050",
        "n.all": "2014-01-01",
        "n.yes": "true",
    }


@pytest.mark.parametrize(
    "text",
    [
        *[
            "*a*",
            "_a_",
            "**a**",
            "`a`",
            "# a",
            "- a",
            "+ a",
            "1. a",
            "(@) a",
            "> a",
            "| a | b |",
            "<script>",
            "[a](b)",
        ],
        *[
            "![a](b)",
            "@key",
            "[@key]",
            "$a$",
            "$5 and $6",
            "a^2^",
            "~~a~~",
            "H~2~O",
            "\\alpha",
            "&lt;",
            "a -- b",
            "...",
        ],
        *[
            "{.class}",
            "[a]{.b}",
            ": a",
            "***",
            "---",
            "a\\",
            "^[note]",
            "{{< var x >}}",
            "https://x.org",
            "<a@b.org>",
        ],
        "\"quoted\" and 'single'",
    ],
)
def test_a_value_that_looks_like_markup_stays_plain_text(text, tmp_path):
    tree = read_markdown(f"a {literal(text)} z", tmp_path)
    assert plain_text(tree["blocks"]) == f"a {text} z"
    assert {node["t"] for node in nodes(tree["blocks"])} <= {"Para", "Str", "Space"}


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=20))
def test_any_printable_value_comes_out_of_pandoc_as_it_went_in(text):
    plain = " ".join(text.split())
    tree = read_markdown(f"a{literal(text)}z", Path("/"))
    assert plain_text(tree["blocks"]) == f"a{plain}z"


def test_a_value_at_the_start_of_a_line_does_not_begin_a_list_or_heading(tmp_path):
    for text in ("1. a", "# a", "- a", "    code", "a\n\n# b"):
        tree = read_markdown(literal(text), tmp_path)
        assert [block["t"] for block in tree["blocks"]] == ["Para"]


def test_inside_inline_code_a_value_is_not_escaped():
    assert (
        fill_variables("`{{< var file >}}` {{< var file >}}", {"file": "a_b.csv"}, {})
        == r"`a_b.csv` a\_b\.csv"
    )


def test_inside_an_attribute_a_quote_in_the_value_does_not_end_it(tmp_path):
    filled = fill_variables(
        '![c](a.svg){#fig-a fig-alt="{{< var alt >}}"}', {"alt": 'the "big" one'}, {"alt": "[x]"}
    )
    image = next(node for node in nodes(read_markdown(filled, tmp_path)["blocks"]) if node["t"] == "Image")
    assert ["fig-alt", 'the "big" one'] in image["c"][0][2]


def test_an_included_file_stands_where_the_include_was_with_paths_relative_to_the_includer(tmp_path):
    write(
        tmp_path,
        paper_qmd="a\n{{< include text/b.md >}}\nc\n",
        text__b_md="b\n{{< include ../d.md >}}\n",
        d_md="d\n",
    )
    lines, problems = expand_includes(tmp_path, Path("paper.qmd"))
    assert [line.text for line in lines] == ["a", "b", "d", "c"]
    assert [(line.file, line.row) for line in lines][1:] == [
        ("text/b.md", 1),
        ("text/../d.md", 1),
        ("paper.qmd", 3),
    ]
    assert problems == []


def test_a_missing_include_and_a_circle_are_told_with_file_and_row(tmp_path):
    write(
        tmp_path, paper_qmd="{{< include no.md >}}\n\n{{< include a.md >}}\n", a_md="{{< include a.md >}}\n"
    )
    _, problems = expand_includes(tmp_path, Path("paper.qmd"))
    assert [(p.file, p.row) for p in problems] == [("paper.qmd", 1), ("a.md", 1)]
    assert "no.md, does not exist" in problems[0].what
    assert "includes itself" in problems[1].what


def test_a_missing_variable_is_told_with_file_row_and_the_likely_name():
    [problem] = shortcode_problems(Line("{{< var n.exposd >}}", "text/a.md", 7), {"n.exposed": "1"})
    assert (problem.file, problem.row) == ("text/a.md", 7)
    assert 'Did you mean "n.exposed"?' in problem.what


@pytest.mark.parametrize("text", ["{{< pagebreak >}}", "{{< var >}}", "x {{< include a.md >}}", "{{< var a"])
def test_a_shortcode_that_is_not_understood_is_a_problem(text):
    assert "not understood" in shortcode_problems(Line(text, "paper.qmd", 1), {"a": "1"})[0].what


def test_variables_in_the_front_matter_cannot_break_it(tmp_path):
    write(
        tmp_path, paper_qmd='---\ntitle: "{{< var t >}}"\nabstract: |\n  **A.** {{< var t >}}\n---\n\nbody\n'
    )
    manuscript, problems = read_manuscript(tmp_path, {"t": 'a: "b" *c*\n---'}, {})
    tree = read_document(manuscript.front_matter(), manuscript.body(), tmp_path)
    assert problems == []
    assert plain_text(tree["meta"]["title"]) == 'a: "b" *c* ---'
    assert plain_text(tree["meta"]["abstract"]) == 'A. a: "b" *c* ---'


def test_settings_of_the_project_file_hold_unless_the_front_matter_says_otherwise(tmp_path):
    write(tmp_path, paper_qmd="---\nlang: de\n---\n")
    (tmp_path / "_quarto.yml").write_text("lang: en-US\ncsl: a.csl\n", encoding="utf-8")
    assert read_manuscript(tmp_path, {}, {})[0].metadata == {"lang": "de", "csl": "a.csl"}


def test_front_matter_that_cannot_be_read_is_told_with_its_row(tmp_path):
    write(tmp_path, paper_qmd="---\ntitle: a\nsubtitle: b: c\n---\n")
    with pytest.raises(Problems, match=r"paper\.qmd, row 3"):
        read_manuscript(tmp_path, {}, {})


def test_quarto_gets_the_variables_nested_by_the_dots_of_their_names():
    assert nested_variables({"a.b": "x", "a.c": "1.5", "d": "2"}) == {"a": {"b": "x", "c": "1.5"}, "d": "2"}
