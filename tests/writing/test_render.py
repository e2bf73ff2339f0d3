"""The rendered paper: the three files, their links and their bytes."""

import json
import re
import zipfile
from pathlib import Path

import pytest

from chart2paper.writing.engines import render
from chart2paper.writing.engines.embedded_docx import docx_form
from chart2paper.writing.engines.embedded_html import html_form
from chart2paper.writing.engines.embedded_typst import typst_form, typst_text
from chart2paper.writing.engines.pandoc import read_markdown, run_pandoc
from chart2paper.writing.engines.pandoc_ast import plain_text, rewrite
from chart2paper.writing.engines.reference_docx import build_reference
from writing.sample_manuscript import (
    KINDS,
    REPORTS,
    document_xml,
    outputs,
    prepared,
)


@pytest.fixture(scope="module")
def paper(tmp_path_factory) -> dict[str, Path]:
    """Render the sample manuscript once with the embedded engine."""
    folder = tmp_path_factory.mktemp("paper")
    render.render_paper(*prepared(folder), outputs(folder / "out"), "embedded")
    return outputs(folder / "out")


@pytest.fixture(scope="module")
def html(paper) -> str:
    return paper["html"].read_text(encoding="utf-8")


def text_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", "", html[html.index("<main") :]).split()).replace("\u00a0", " ")


# Links from numbers to their pages


def test_every_number_of_the_html_paper_is_a_link_to_its_page(html):
    assert (
        '<a href="../audit/index.html#/number/n.export" id="value-n.export" class="value" '
        'data-value="n.export">2,000</a>'
    ) in html


def test_only_the_first_place_of_a_number_has_its_anchor(html):
    assert html.count('data-value="n.exposed"') > 1
    assert html.count('id="value-n.exposed"') == 1


def test_words_and_names_of_files_are_no_links(html):
    assert "<code>visits_2014-2020.csv</code>" in html
    assert 'data-value="banner"' not in html


def test_without_a_target_there_are_no_links(tmp_path):
    span = '[42]{.value data-value="n"}'
    arguments = [
        "--from",
        "markdown",
        "--to",
        "html",
        "--lua-filter",
        str(REPORTS / "_format/value_links.lua"),
    ]
    assert "<a" not in run_pandoc(arguments, span, tmp_path)
    assert '<a href="there/n"' in run_pandoc(arguments, f"---\nvalue-links: there/\n---\n\n{span}", tmp_path)


# Data is text, not markup


def test_markup_in_values_is_shown_as_written_in_all_three_formats(paper, html):
    awkward = "*stars* _under_ <script>alert(1)</script> @nobody $5 a|b [x](y)"
    escaped = awkward.replace("<", "&lt;").replace(">", "&gt;")
    assert escaped in text_of(html)
    assert "<script" not in html
    assert escaped in document_xml(paper["docx"]).replace('</w:t></w:r><w:r><w:t xml:space="preserve">', "")


def test_typst_does_not_turn_hyphens_of_a_value_into_dashes():
    tree = rewrite(read_markdown(r"a\-\-b\.\.\.", Path("/")), lambda node: typst_form(node, Path("/")))
    assert (
        run_pandoc(["--from", "json", "--to", "typst-smart"], json.dumps(tree), Path("/")).strip()
        == r"a\-\-b\.\.\."
    )


def test_a_quote_or_backslash_in_a_description_stays_inside_the_typst_string():
    assert typst_text('a "b" \\c') == '"a \\"b\\" \\\\c"'


# The three files


def test_the_html_is_one_file_with_language_descriptions_and_a_way_to_skip(html):
    assert '<html lang="en-US">' in html
    assert 'class="skip-link" href="#paper-main"' in html and 'id="paper-main"' in html
    images = re.findall(r"<img[^>]*>", html)
    assert len(images) == 3
    assert all(re.search(r'alt="[^"]{20,}"', image) and 'src="data:' in image for image in images)
    assert not re.search(r'(?:src|href)="(?!data:|#|https://doi\.org|\.\./audit/index\.html#/number/)', html)


def test_the_html_puts_every_table_in_a_box_that_scrolls(html):
    assert html.count('class="table-scroll"') == html.count("<table") == 4


def test_captions_headings_and_references_carry_their_numbers(html):
    text = text_of(html)
    for words in (
        *["Figure 1. Study flow.", "Table 2. Reported in 2022", "Table S1. Files of the run"],
        *[
            "for who was included, 1 for the number alone, and Fig. 2 for balance",
            "(Table 2; Figure 2, Figure 3)",
        ],
    ):
        assert words.replace("(Table 2; Figure 2, Figure 3)", "Figure 2, Figure 3") in text
    assert re.search(r"3\.2\s+The effect", text)
    assert "Diagnostics did not all pass" in text and "3.3" not in text


def test_citations_are_numbered_in_order_and_listed_once(html):
    text = text_of(html)
    assert "reduction of 37.8 % [1]" in text and "opioid receptors [1–3]" in text
    assert html.count('class="csl-entry"') == 14
    assert "von Elm E, Altman DG" in text


def test_simulated_data_is_said_in_every_format(paper, html):
    banner = "Simulated data - not real patients"
    assert f'<div class="data-banner" role="note">{banner}</div>' in html
    header = document_xml(paper["docx"], "word/header1.xml")
    assert banner in header and "Low-dose naltrexone for chronic pain" in header
    assert "w:headerReference" in document_xml(paper["docx"])


def test_word_gets_png_figures_with_descriptions_and_rows_that_do_not_split(paper):
    names = zipfile.ZipFile(paper["docx"]).namelist()
    assert len([name for name in names if name.endswith(".png")]) == 3
    assert not [name for name in names if name.endswith(".svg")]
    xml = document_xml(paper["docx"])
    assert "Flow diagram with five boxes" in xml
    assert xml.count("<w:tr>") == xml.count("<w:cantSplit/>") > 30


def test_the_pdf_is_tagged_describes_its_figures_and_has_no_date(paper):
    pdf = paper["pdf"].read_bytes()
    assert pdf.startswith(b"%PDF") and b"/StructTreeRoot" in pdf
    assert pdf.count(b"/Alt") == 3
    assert not re.search(rb"/(CreationDate|ModDate) ?\(D:20[2-9]", pdf)


def test_rendering_again_elsewhere_gives_the_same_bytes(paper, tmp_path, monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    render.render_paper(*prepared(tmp_path), outputs(tmp_path / "out"), "embedded")
    for kind in KINDS:
        assert (tmp_path / "out" / f"paper.{kind}").read_bytes() == paper[kind].read_bytes(), kind


def test_the_reference_document_is_what_the_code_builds(tmp_path):
    build_reference(tmp_path / "reference.docx")
    assert (tmp_path / "reference.docx").read_bytes() == (REPORTS / "_format" / "reference.docx").read_bytes()


def test_callouts_keep_title_and_lists_in_each_format():
    [box] = read_markdown("::: {.callout-warning title='Take *care*'}\n- one\n- two\n:::\n", Path("/"))[
        "blocks"
    ]
    shown = html_form(box)
    assert shown["c"][0][1] == ["callout", "callout-warning"] and plain_text(shown).startswith("Take *care*")
    assert typst_form(box, Path("/"))[0]["c"][1].startswith('#paper-callout("callout-warning"')
    styles = [dict(node["c"][0][2]).get("custom-style") for node in docx_form(box, Path("/"))]
    assert styles == ["Warning Title", "Warning", "After Box"]
