"""Each author stands with the own affiliations, in every format of the paper, the protocol and the released copy."""

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from chart2paper.audit.printed_text import printed_text, squeezed
from chart2paper.release.draft import write_paper_parts
from chart2paper.writing.authors import authors_file, in_one_line
from chart2paper.writing.engines import render
from release.released_words import RELEASE_WORDS

REPORTS = Path(__file__).parents[2] / "reports"
AUTHORS = [
    {"name": "Ann Zed", "affiliation": ["Pain Clinic, Town", "University of Town"]},
    {"name": "Bo *Quill*", "affiliation": "University of Town"},
    {"name": "Cy @Noplace", "affiliation": []},
    {"name": "Di Lee", "affiliation": "Free Institute"},
]
LINE = "Ann Zed1,2, Bo *Quill*2, Cy @Noplace, Di Lee3"
PLACES = "1 Pain Clinic, Town 2 University of Town 3 Free Institute"


def test_authors_in_one_line_have_their_affiliations_in_brackets():
    assert in_one_line(AUTHORS[:3]) == (
        "Ann Zed (Pain Clinic, Town; University of Town), Bo *Quill* (University of Town), Cy @Noplace"
    )


@pytest.mark.parametrize("kind", ["html", "pdf", "docx"])
@pytest.mark.parametrize("manuscript", ["paper.qmd", "protocol.qmd"])
def test_shared_and_several_affiliations_stand_under_their_authors(tmp_path, manuscript, kind):
    generated = tmp_path / "generated"
    generated.mkdir()
    (generated / "authors.yml").write_text(authors_file(AUTHORS), encoding="utf-8")
    (generated / "_variables.yml").write_text("{}", encoding="utf-8")
    reports = tmp_path / "reports"
    reports.mkdir()
    shutil.copytree(REPORTS / "_format", reports / "_format")
    shutil.copy(REPORTS / "_quarto.yml", reports)
    head = (REPORTS / manuscript).read_text(encoding="utf-8").split("---")[1]
    named = next(line for line in head.splitlines() if line.startswith("metadata-files"))
    (reports / manuscript).write_text(f"---\ntitle: T\n{named}\n---\n\n# One\n\nText.\n", encoding="utf-8")
    files = {name: tmp_path / f"paper.{name}" for name in ("html", "pdf", "docx")}
    render.render_paper(reports, generated, files, "embedded", manuscript)
    printed = printed_text(files[kind], "T")
    assert squeezed(LINE) in printed
    assert squeezed(PLACES).replace(" ", "") in printed


def test_the_released_copy_has_the_same_authors(tmp_path):
    inside, out = tmp_path / "inside", tmp_path / "out"
    inside.mkdir()
    out.mkdir()
    (inside / "authors.yml").write_text(authors_file(AUTHORS), encoding="utf-8")
    (inside / "references.bib").write_text("", encoding="utf-8")
    write_paper_parts(inside, {}, {}, SimpleNamespace(threshold=10, base=5), RELEASE_WORDS, [], "", out)
    assert (out / "authors.yml").read_bytes() == (inside / "authors.yml").read_bytes()
