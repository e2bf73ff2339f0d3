"""Every number in the rendered papers is the one of `values.json`, in the right place, or it is told."""

import json
import re
import shutil
import zipfile
from pathlib import Path

import pytest

from chart2paper.audit.expected_text import Unit
from chart2paper.audit.misprints import misprints
from chart2paper.audit.printed import printed_findings
from chart2paper.audit.printed_text import squeezed
from chart2paper.writing.engines import render
from chart2paper.writing.engines.quarto_syntax import read_variables
from writing.sample_manuscript import prepared


def unit(text: str, **more) -> Unit:
    return Unit(squeezed(text), text, **more)


LONG = "This sentence is long enough to be known wherever it stands."


def test_spaces_hyphens_and_full_stops_do_not_count_but_signs_and_decimals_do():
    assert squeezed("A 95 % CI: −1.02 (re-\nported).") == "A95%CI−1.02reported"
    assert squeezed("day -90") == squeezed("day −90")
    assert squeezed("10.2") != squeezed("102")


@pytest.mark.parametrize(
    ("printed", "wrong"),
    [
        ("Title. One is 1. Two is 2.", []),
        ("Title. One is 1. Two is 3.", [("Two is 2.", "Twois3")]),
        ("Title. One is 1. Two is 2. And 5 more.", [("", "And5more")]),
        ("Title. One is 1.", [("Two is 2.", "")]),
        ("Title. Two is 2. One is 1.", [("Two is 2.", "")]),
    ],
)
def test_a_wrong_number_another_order_and_a_number_too_many_are_told(printed, wrong):
    found = misprints([unit("One is 1."), unit("Two is 2.")], squeezed(printed))
    assert [(m.expected, m.printed) for m in found] == wrong


def test_after_a_wrong_number_the_text_goes_on():
    units = [unit("n = 5"), unit(LONG), unit("n = 7")]
    found = misprints(units, squeezed(f"n = 6 {LONG} n = 7"))
    assert [(m.expected, m.printed) for m in found] == [("n = 5", "n=6")]


def test_a_number_with_the_wrong_sign_is_told():
    assert misprints([unit(LONG), unit("−1.02")], squeezed(f"{LONG} 1.02"))


def test_a_figure_may_float_into_a_paragraph_and_a_table_head_may_be_repeated():
    units = [unit("Figure 1. Of 20 people.", floats=True), unit("One is 1."), unit("62", table_head="n1")]
    assert misprints(units, squeezed("One Figure 1. Of 20 people. is 1. n1 62")) == []


def test_a_figure_that_is_missing_is_told():
    units = [unit("Figure 1. Of 20 people.", floats=True), unit("One is 1.")]
    assert [m.expected for m in misprints(units, squeezed("One is 1."))] == ["Figure 1. Of 20 people."]


def without_notes_and_formulas(manuscript: Path) -> None:
    text = manuscript.read_text(encoding="utf-8")
    text = re.sub(r"\[\^\w+\](?!:)|\^\[[^\]]*\]", "", text)
    text = re.sub(r"(?ms)^\[\^\w+\]:.*?(?=\n\n)", "", text)
    manuscript.write_text(
        re.sub(r"(?s)\$\$.*?\$\$ *(\{.*?\})?|\$[^$\n]+\$|@eq-\w+", "", text), encoding="utf-8"
    )


@pytest.fixture(scope="module")
def rendered(tmp_path_factory) -> Path:
    """Render the sample manuscript to its three formats."""
    folder = tmp_path_factory.mktemp("printed")
    reports, generated = prepared(folder)
    without_notes_and_formulas(reports / "paper.qmd")
    variables = read_variables(generated / "_variables.yml")
    values = {id: {"text": text} for id, text in variables.items()}
    (folder / "values.json").write_text(json.dumps(values), encoding="utf-8")
    files = {kind: folder / f"paper.{kind}" for kind in ("html", "pdf", "docx")}
    render.render_paper(reports, generated, files, "embedded")
    return folder


@pytest.fixture
def paper(rendered, tmp_path) -> Path:
    return Path(shutil.copytree(rendered, tmp_path / "copy"))


def findings(folder: Path) -> list[str]:
    papers = [folder / f"paper.{kind}" for kind in ("html", "pdf", "docx")]
    found = printed_findings(papers, folder / "reports", folder / "generated", folder / "values.json")
    return [f"{Path(problem.file).name}: {problem.what}" for problem in found]


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_papers_as_they_were_rendered_have_no_finding(paper):
    assert findings(paper) == []


def test_a_number_changed_in_the_html_paper_is_told_with_the_value_it_leads_to(paper):
    change(paper / "paper.html", ">2,000</a>", ">3,000</a>")
    found = findings(paper)
    assert any('"3,000" is not the text of the value "n.export"' in finding for finding in found)
    assert all(finding.startswith("paper.html") for finding in found)


def test_a_number_that_leads_to_another_value_is_told(paper):
    change(paper / "paper.html", 'data-value="n.export">2,000', 'data-value="n.exposed">2,000')
    assert any('the value "n.exposed" that it leads to' in finding for finding in findings(paper))


def test_a_number_changed_in_the_word_paper_is_told(paper):
    path = paper / "paper.docx"
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/document.xml"] = parts["word/document.xml"].replace(b">2,000<", b">3,000<")
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    found = findings(paper)
    assert [finding.startswith("paper.docx") and "3,000" in finding for finding in found] == [True] * len(
        found
    )
    assert found


def test_a_value_that_changed_after_rendering_is_told_for_every_format(paper):
    change(paper / "values.json", '"2,000"', '"2,001"')
    assert any('"n.export" is not the one in values.json' in finding for finding in findings(paper))


def test_a_pdf_of_other_numbers_is_told(paper):
    change(paper / "generated/_variables.yml", "2,000", "2,001")
    change(paper / "values.json", '"2,000"', '"2,001"')
    assert any(finding.startswith("paper.pdf") and "2,001" in finding for finding in findings(paper))


def test_a_footnote_is_told_because_its_number_cannot_be_compared(paper):
    with (paper / "reports/paper.qmd").open("a", encoding="utf-8") as manuscript:
        manuscript.write("\nA note^[with 1 number].\n")
    [finding] = findings(paper)
    assert "footnote" in finding
