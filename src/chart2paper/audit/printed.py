"""Is every number in the rendered papers the one of `values.json`, in the right place?"""

import html
import json
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from chart2paper.audit.expected_text import Unit, units_of
from chart2paper.audit.misprints import misprints
from chart2paper.audit.printed_text import TAG, printed_text, squeezed
from chart2paper.audit.verify.guard import guarded
from chart2paper.problems import Problem
from chart2paper.writing.engines.embedded_docx import header_texts
from chart2paper.writing.engines.pandoc import cite
from chart2paper.writing.engines.pandoc_ast import get, nodes, plain_text
from chart2paper.writing.engines.render import checked_tree, private_copy

LINK = re.compile(r'<a [^>]*class="value"[^>]*data-value="([^"]+)"[^>]*>(.*?)</a>', re.DOTALL)
# Longer passages are told by their beginning.
SHOWN = 120


def printed_findings(papers: list[Path], reports: Path, generated: Path, values_file: Path) -> list[Problem]:
    """Return a `Problem` per number in the papers that is not what `values.json` and the manuscript say.

    papers: the rendered files (.html, .pdf, .docx). reports: the manuscript's folder. generated: what it includes.
    """
    texts = {
        identifier: entry["text"]
        for identifier, entry in json.loads(values_file.read_text(encoding="utf-8")).items()
    }
    tree = _tree(reports, generated)
    if any(node["t"] in ("Note", "Math") for node in nodes(tree)):
        what = "a footnote or a formula: each format sets it elsewhere, so the printed numbers cannot be compared"
        return [Problem(str(reports), what, "write it as plain text")]
    units, running = units_of(tree), " ".join(header_texts(tree["meta"]).values())
    found = [*_wrong_values(tree, texts, str(generated))]
    for paper in papers:
        found += guarded(str(paper), _of_one(paper, units, running, texts))
    return found


def _of_one(paper: Path, units: list[Unit], running: str, texts: dict[str, str]) -> Iterator[Problem]:
    """Yield what is wrong in one paper; one that is damaged hides nothing of the others."""
    if paper.suffix == ".html":
        yield from _wrong_links(paper, texts)
    for wrong in misprints(units, printed_text(paper, running)):
        what = f'the paper prints "{_short(wrong.printed)}" where it should print "{_short(wrong.expected)}"'
        yield Problem(str(paper), what, "delete it and run snakemake again")


def _tree(reports: Path, generated: Path) -> dict[str, Any]:
    """Return pandoc's tree of the manuscript as the renderer sees it, references and citations done."""
    with tempfile.TemporaryDirectory(prefix="chart2paper-") as scratch:
        folder = Path(scratch) / "reports"
        return cite(checked_tree(folder, *private_copy(reports, generated, folder)), folder)


def _wrong_values(tree: Any, texts: dict[str, str], generated: str) -> Iterator[Problem]:
    """Yield the values and sentences whose marked text in the manuscript is another one than in `values.json`."""
    for node in nodes(tree):
        identifier = get(node["c"][0], "data-value") if node["t"] == "Span" else None
        if identifier is not None and squeezed(plain_text(node["c"][1])) != squeezed(
            texts.get(identifier, "")
        ):
            what = f'the value "{identifier}" is not the one in values.json'
            yield Problem(generated, what, "run snakemake again")


def _wrong_links(paper: Path, texts: dict[str, str]) -> Iterator[Problem]:
    """Yield the numbers of the HTML paper that lead to the page of another number."""
    for identifier, inner in LINK.findall(paper.read_text(encoding="utf-8")):
        shown = html.unescape(TAG.sub("", inner))
        if squeezed(shown) != squeezed(texts.get(html.unescape(identifier), "")):
            what = f'"{_short(shown)}" is not the text of the value "{identifier}" that it leads to'
            yield Problem(str(paper), what, "delete it and run snakemake again")


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"
