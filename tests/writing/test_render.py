"""The rendered paper: numbering, references, what is refused, the three files and their bytes."""

import json
import os
import re
import shutil
import stat
import subprocess
import zipfile
from pathlib import Path

import pytest
import typst

from chart2paper.problems import Problems
from chart2paper.writing.authors import normalise_authors
from chart2paper.writing.engines import render
from chart2paper.writing.engines.crossrefs import number_everything, resolve_references, stray_labels
from chart2paper.writing.engines.embedded_docx import docx_form
from chart2paper.writing.engines.embedded_html import html_form
from chart2paper.writing.engines.embedded_typst import typst_form, typst_text
from chart2paper.writing.engines.pandoc import pandoc_path, read_markdown, run_pandoc
from chart2paper.writing.engines.pandoc_ast import nodes, plain_text, rewrite
from chart2paper.writing.engines.quarto_engine import find_quarto
from chart2paper.writing.engines.reference_docx import build_reference
from chart2paper.writing.table_layout import column_widths, span_group_rows

REPORTS = Path(__file__).parents[2] / "reports"
SAMPLE = Path(__file__).parent / "sample"
KINDS = ("html", "pdf", "docx")


def prepared(folder: Path) -> tuple[Path, Path]:
    """Copy the sample manuscript, dressed in the project's own format, and its generated parts."""
    reports, generated = folder / "reports", folder / "generated"
    shutil.copytree(SAMPLE / "reports", reports)
    shutil.copytree(REPORTS / "_format", reports / "_format")
    shutil.copy(REPORTS / "_quarto.yml", reports)
    shutil.copytree(SAMPLE / "generated", generated)
    return reports, generated


def outputs(folder: Path) -> dict[str, Path]:
    return {kind: folder / f"paper.{kind}" for kind in KINDS}


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


def document_xml(path: Path, part: str = "word/document.xml") -> str:
    return zipfile.ZipFile(path).read(part).decode()


def numbered(markdown: str, folder: Path = Path("/")):
    return number_everything(read_markdown(markdown, folder)["blocks"])


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


# Numbers and references


def test_figures_tables_and_sections_are_numbered_in_order():
    text = (
        "# A {#sec-a}\n\n## B {#sec-b}\n\n![c](x.svg){#fig-x}\n\n![c](y.svg){#fig-y}\n\n"
        "# C {#sec-c}\n\n## D {#sec-d}\n\n### E {#sec-e}\n\n# F {#sec-f .unnumbered}\n\n"
        "|a|b|\n|-|-|\n|1|2|\n\n: c {#tbl-z}\n"
    )
    _, labels, wrong = numbered(text)
    assert labels == {
        **{"sec-a": "Section 1", "sec-b": "Section 1.1", "sec-c": "Section 2", "sec-d": "Section 2.1"},
        **{"sec-e": "E", "sec-f": "F", "fig-x": "Figure 1", "fig-y": "Figure 2", "tbl-z": "Table 1"},
    }
    assert wrong == []


def test_sections_are_numbered_alike_whether_the_author_begins_with_one_or_two_hashes():
    assert numbered("## A {#sec-a}\n\n### B {#sec-b}\n")[1] == numbered("# A {#sec-a}\n\n## B {#sec-b}\n")[1]


def test_supplementary_tables_have_a_count_of_their_own():
    table = "|a|b|\n|-|-|\n|1|2|\n"
    _, labels, _ = numbered(f"{table}\n: c {{#tbl-a}}\n\n::: {{#suptbl-b}}\n{table}\nCaption.\n:::\n")
    assert labels == {"tbl-a": "Table 1", "suptbl-b": "Table S1"}


def test_a_supplementary_figure_is_written_as_a_division_with_its_caption_last():
    markdown = "::: {#supfig-a}\n![](x.svg){fig-alt='words'}\n\nThe *caption*.\n:::\n"
    [figure], labels, _ = numbered(markdown)
    assert figure["t"] == "Figure" and plain_text(figure["c"][1]) == "Figure S1. The caption."
    assert labels == {"supfig-a": "Figure S1"}


def test_the_heading_of_a_callout_is_its_title_and_not_a_section():
    _, labels, _ = numbered("::: {.callout-note}\n## Title\n\ntext\n:::\n\n# A {#sec-a}\n")
    assert labels == {"sec-a": "Section 1"}


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("@fig-x", "Figure\u00a01"),
        ("[-@fig-x]", "1"),
        ("[Fig. @fig-x]", "Fig.\u00a01"),
        ("[@fig-x; @sec-a]", "Figure\u00a01, Section\u00a01"),
        ("@eq-m", "Equation\u00a01"),
    ],
)
def test_a_reference_shows_what_quarto_shows_and_links_to_its_target(written, shown):
    blocks, labels, _ = numbered(
        f"# A {{#sec-a}}\n\n![c](x.svg){{#fig-x}}\n\n$$a$$ {{#eq-m}}\n\nsee {written}\n"
    )
    resolved, missing = resolve_references(blocks, labels)
    assert plain_text(resolved[-1]) == f"see {shown}"
    links = [node["c"][2][0] for node in nodes(resolved) if node["t"] == "Link"]
    assert set(links) <= {"#fig-x", "#sec-a", "#eq-m"} and links
    assert missing == []


def test_a_label_used_twice_or_left_hanging_is_found():
    assert numbered("# A {#sec-a}\n\n# B {#sec-a}\n")[2] == ["sec-a"]
    assert stray_labels(["words {#tbl-x}", "# A {#sec-a}"], {"sec-a": "Section 1"}) == ["tbl-x"]
    assert stray_labels([r"a text of the charts \{\#tbl\-x\}"], {}) == []


def test_authors_share_affiliation_numbers():
    found = normalise_authors(
        [{"name": "A", "affiliation": ["X", {"name": "Y"}]}, {"name": "B", "affiliation": "Y"}, "C"]
    )
    assert [[place["number"] for place in author["affiliations"]] for author in found["by-author"]] == [
        ["1", "2"],
        ["2"],
        [],
    ]
    assert found["by-affiliation"] == [{"number": "1", "name": "X"}, {"number": "2", "name": "Y"}]
    assert normalise_authors(None) == {"by-author": [], "by-affiliation": []}


# Tables


def table_of(markdown: str):
    return next(node for node in nodes(read_markdown(markdown, Path("/"))["blocks"]) if node["t"] == "Table")


def test_given_column_widths_are_kept_and_others_follow_the_words():
    given = table_of('|a|b|\n|-|-|\n|1|2|\n\n: c {#tbl-a tbl-colwidths="[30,90]"}\n')
    assert column_widths(given) == [0.25, 0.75]
    narrow, wide = column_widths(table_of(f"|a|b|\n|-|-|\n|1|{'many words ' * 20}|\n"))
    assert narrow < 0.1 < 0.8 < wide


def test_a_bold_row_with_nothing_beside_it_heads_a_group_over_all_columns():
    table = table_of("|a|b|c|\n|-|-|-|\n|**Group**| | |\n|**x**|1| |\n|y| | |\n")
    span_group_rows(table)
    assert [[cell[3] for cell in row[1]] for row in table["c"][4][0][3]] == [[3], [1, 1, 1], [1, 1, 1]]


def test_a_table_without_rows_still_has_widths():
    assert sum(column_widths(table_of("|abc|de|\n|-|-|\n\n: c\n"))) == pytest.approx(1)


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


# What is refused


def report_of(reports: Path, generated: Path, folder: Path, engine: str = "embedded") -> str:
    with pytest.raises(Problems) as raised:
        render.render_paper(reports, generated, outputs(folder / "out"), engine)
    assert not (folder / "out").exists()
    return raised.value.report()


def break_everything(reports: Path, generated: Path) -> None:
    with (reports / "paper.qmd").open("a", encoding="utf-8") as file:
        file.write(
            "\nSee @fig-flwo, @tbl-gone and [@martin2021]. {{< var n.exposd >}} {{< pagebreak >}}\n\n"
            "{{< include nothing.md >}}\n\n![c](_generated/figures/none.svg){#fig-none}\n\n# Twice {#sec-intro}\n"
        )
    (generated / "figures" / "love.png").unlink()


EVERY_PROBLEM = [
    *['cross-reference @fig-flwo points to nothing. Did you mean "fig-flow"?', "@tbl-gone points to nothing"],
    *[
        'citation @martin2021 points to nothing. Did you mean "martin2022"?',
        'no variable "n.exposd"',
        "nothing.md",
    ],
    *[
        "a shortcode that is not understood",
        "none.svg does not exist",
        "none.png does not exist",
        "love.png does not",
    ],
    "sec-intro is used twice",
]


def test_everything_that_is_missing_is_told_at_once_with_its_place(tmp_path):
    reports, generated = prepared(tmp_path)
    rows = (reports / "paper.qmd").read_text(encoding="utf-8").count("\n")
    break_everything(reports, generated)
    report = report_of(reports, generated, tmp_path)
    for words in EVERY_PROBLEM:
        assert words in report
    assert f"{len(EVERY_PROBLEM)} problems" in report
    assert f"paper.qmd, row {rows + 2}: the cross-reference @fig-flwo" in report


def test_a_missing_bibliography_is_told(tmp_path):
    reports, generated = prepared(tmp_path)
    (generated / "references.bib").unlink()
    assert "the bibliography _generated/references.bib does not exist" in report_of(
        reports, generated, tmp_path
    )


# Quarto


QUARTO = """#!/bin/sh
if [ "$1" = --version ]; then echo 1.6.40; exit 0; fi
echo "$PWD $*" >> "{log}"
cp paper.qmd _variables.yml "{seen}"
case "$4" in
  html) printf '{html}' > paper.html;;
  typst) printf pdf > paper.pdf;;
  docx) cp _format/reference.docx paper.docx;;
esac
"""


@pytest.fixture
def quarto(tmp_path, monkeypatch):
    """Put a program called quarto on the PATH that writes down how it is called and leaves three files."""

    def install(html: str = "<p>fine</p>") -> Path:
        for folder in ("bin", "seen"):
            (tmp_path / folder).mkdir()
        program = tmp_path / "bin" / "quarto"
        program.write_text(
            QUARTO.format(log=tmp_path / "log", seen=tmp_path / "seen", html=html), encoding="utf-8"
        )
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
        return tmp_path

    return install


def test_quarto_on_the_path_renders_a_private_copy_to_three_formats(quarto):
    folder = quarto()
    reports, generated = prepared(folder)
    before = sorted(reports.rglob("*"))
    render.render_paper(reports, generated, outputs(folder / "out"), "quarto")
    calls = [line.split() for line in (folder / "log").read_text().splitlines()]
    assert [call[1:] for call in calls] == [
        ["render", "paper.qmd", "--to", target, "--no-execute"] for target in ("html", "typst", "docx")
    ]
    assert {Path(call[0]) for call in calls}.isdisjoint({reports}) and not Path(calls[0][0]).exists()
    assert sorted(reports.rglob("*")) == before
    assert all(path.is_file() for path in outputs(folder / "out").values())
    assert render.engine_record("quarto") == {"engine": "quarto", "quarto": "1.6.40"}


def test_quarto_gets_escaped_variables_png_figures_for_word_and_the_banner_in_the_header(quarto):
    folder = quarto()
    render.render_paper(*prepared(folder), outputs(folder / "out"), "quarto")
    assert r"Smith \& Sons \<Pain\>\_Clinic\*" in (folder / "seen" / "_variables.yml").read_text(
        encoding="utf-8"
    )
    text = (folder / "seen" / "paper.qmd").read_text(encoding="utf-8")
    assert "](_generated/figures/flow.png){#fig-flow" in text and ".svg" not in text
    assert "Simulated data - not real patients" in document_xml(
        folder / "out" / "paper.docx", "word/header1.xml"
    )


def test_what_is_missing_is_told_before_quarto_is_called(quarto):
    folder = quarto()
    reports, generated = prepared(folder)
    break_everything(reports, generated)
    report = report_of(reports, generated, folder, "quarto")
    assert all(words in report for words in EVERY_PROBLEM)
    assert not (folder / "log").exists()


@pytest.mark.parametrize("left", ["<b>?@fig-x</b>", "{{&lt; var n >}}", "<b>?var:n</b>"])
def test_a_shortcode_or_reference_that_quarto_leaves_is_an_error(quarto, left):
    folder = quarto(left)
    assert "unresolved" in report_of(*prepared(folder), folder, "quarto")


def test_a_quarto_on_the_path_renders_nothing_unless_the_study_asks_for_it(quarto):
    folder = quarto()
    render.render_paper(*prepared(folder), outputs(folder / "out"), "embedded")
    assert not (folder / "log").exists()


def test_asking_for_quarto_where_there_is_none_is_a_problem(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Problems, match="no quarto on the PATH"):
        find_quarto()


def test_the_record_of_the_engine_tells_the_versions_that_the_programs_tell():
    record = render.engine_record("embedded")
    said = subprocess.run([pandoc_path(), "--version"], capture_output=True, text=True, check=True).stdout
    assert said.startswith(f"pandoc {record['pandoc']}\n")
    assert typst.compile(f'#assert.eq(str(sys.version), "{record["typst"]}")'.encode(), format="pdf")
