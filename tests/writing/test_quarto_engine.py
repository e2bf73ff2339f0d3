"""Quarto, where a study asks for it: how it is called, and what it must not leave."""

import os
import stat
import subprocess
from pathlib import Path

import pytest
import typst

from chart2paper.problems import Problems
from chart2paper.writing.engines import render
from chart2paper.writing.engines.pandoc import pandoc_path
from chart2paper.writing.engines.quarto_engine import find_quarto
from writing.sample_manuscript import (
    EVERY_PROBLEM,
    break_everything,
    document_xml,
    outputs,
    prepared,
    report_of,
)

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
