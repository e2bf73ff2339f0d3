"""The sample manuscript, and ways to break it."""

import shutil
import zipfile
from pathlib import Path

import pytest

from chart2paper.problems import Problems
from chart2paper.writing.engines import render

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


def document_xml(path: Path, part: str = "word/document.xml") -> str:
    return zipfile.ZipFile(path).read(part).decode()


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
