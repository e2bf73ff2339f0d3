"""Numbers of figures, tables and sections, references to them, and the layout of tables."""

from pathlib import Path

import pytest

from chart2paper.writing.authors import normalise_authors
from chart2paper.writing.engines.crossrefs import number_everything, resolve_references, stray_labels
from chart2paper.writing.engines.pandoc import read_markdown
from chart2paper.writing.engines.pandoc_ast import nodes, plain_text
from chart2paper.writing.table_layout import column_widths, span_group_rows


def numbered(markdown: str, folder: Path = Path("/")):
    return number_everything(read_markdown(markdown, folder)["blocks"])


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
