"""The embedded engine: pandoc and Typst, both from wheels, in place of Quarto."""

from pathlib import Path
from typing import Any

from chart2paper.writing.engines.embedded_docx import write_docx
from chart2paper.writing.engines.embedded_html import write_html
from chart2paper.writing.engines.embedded_typst import write_pdf
from chart2paper.writing.engines.pandoc import cite
from chart2paper.writing.engines.pandoc_ast import nodes
from chart2paper.writing.table_layout import span_group_rows


def render_embedded(tree: dict[str, Any], folder: Path) -> dict[str, Path]:
    """Write `paper.html`, `paper.pdf` and `paper.docx` into `folder` from a checked tree; return their paths."""
    cited = cite(tree, folder)
    for table in [node for node in nodes(cited["blocks"]) if node["t"] == "Table"]:
        span_group_rows(table)
    made = {kind: folder / f"paper.{kind}" for kind in ("html", "pdf", "docx")}
    write_html(cited, folder, made["html"])
    write_pdf(cited, folder, made["pdf"])
    write_docx(cited, folder, made["docx"])
    return made
