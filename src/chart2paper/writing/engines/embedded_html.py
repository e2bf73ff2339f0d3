"""The paper as one HTML file, by pandoc."""

import json
from pathlib import Path
from typing import Any

from chart2paper.writing.engines.crossrefs import callout
from chart2paper.writing.engines.figure_files import alt_text
from chart2paper.writing.engines.inlined import style_with_fonts, with_pictures
from chart2paper.writing.engines.pandoc import run_pandoc
from chart2paper.writing.engines.pandoc_ast import Attr, Node, attr, div, para, raw, rewrite, words
from chart2paper.writing.table_layout import column_widths, comfortable_width, set_widths

WRITE = [
    *["--from", "json", "--to", "html5", "--standalone", "--fail-if-warnings"],
    *["--template", "_format/paper.html"],
    *["--lua-filter", "_format/value_links.lua"],
    *[
        "--toc",
        "--toc-depth",
        "3",
        "--section-divs",
        "--shift-heading-level-by",
        "1",
        "--mathml",
        "--wrap",
        "none",
    ],
]


def write_html(tree: dict[str, Any], folder: Path, output: Path) -> None:
    """Write the paper as a single HTML file that needs no other file and no network."""
    shaped = with_pictures(rewrite(tree, html_form), folder)
    css = (folder / "_format" / "paper.css").read_text(encoding="utf-8")
    style = style_with_fonts(css, folder / "_format" / "fonts")
    shaped["meta"]["style"] = {"t": "MetaBlocks", "c": [raw("html", style)]}
    html = run_pandoc(WRITE, json.dumps(shaped), folder)
    output.write_text(html, encoding="utf-8")


def html_form(node: Node) -> Node | None:
    """Return a node as the style sheet expects it, or None where nothing changes."""
    if node["t"] == "Image":
        return {"t": "Image", "c": [_image_attributes(node), words(alt_text(node)), node["c"][2]]}
    if node["t"] == "Table":
        return _scrolling_table(node)
    found = callout(node)
    if found is None:
        return None
    kind, title, content = found
    head = div([para(title)], attr("", ["callout-title"]))
    return div([head, *content], attr(node["c"][0][0], ["callout", kind], role="note"))


def _image_attributes(image: Node) -> Attr:
    identifier, classes, pairs = image["c"][0]
    return [identifier, classes, [[key, value] for key, value in pairs if key not in ("fig-alt", "alt")]]


def _scrolling_table(table: Node) -> Node:
    """Put a table into a box of its own that scrolls on a narrow screen, its caption above the box."""
    identifier, classes, pairs = table["c"][0]
    set_widths(table, column_widths(table))
    caption = table["c"][1][1]
    name = f"{identifier}-caption" if identifier else ""
    box = attr(
        "", ["table-scroll"], role="region", tabindex="0", style=f"--characters: {comfortable_width(table)}"
    )
    box[2] += [["aria-labelledby", name]] if name and caption else [["aria-label", "Table"]]
    bare = {"t": "Table", "c": [attr(), [None, []], *table["c"][2:]]}
    above = [div(caption, attr(name, ["table-caption"]))] if caption else []
    kept = [[key, value] for key, value in pairs if key != "tbl-colwidths"]
    return div([*above, div([bare], box)], [identifier, ["table-figure", *classes], kept])
