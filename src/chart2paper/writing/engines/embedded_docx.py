"""The paper as a Word document, by pandoc, with the styles of `_format/reference.docx`."""

import json
import re
import zipfile
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from chart2paper.writing.engines.crossrefs import callout
from chart2paper.writing.engines.figure_files import alt_text, png_twin, shown_width, source
from chart2paper.writing.engines.inlined import with_pictures
from chart2paper.writing.engines.pandoc import run_pandoc
from chart2paper.writing.engines.pandoc_ast import Node, para, plain_text, rewrite, strong, styled, words
from chart2paper.writing.engines.reference_docx import BANNER, SHORT_TITLE, write_archive
from chart2paper.writing.table_layout import column_widths, rows, set_widths

WRITE = [
    "--from",
    "json",
    "--to",
    "docx",
    "--standalone",
    "--fail-if-warnings",
    "--reference-doc",
    "_format/reference.docx",
]
BOXES = {"callout-warning": "Warning", "callout-caution": "Warning", "callout-important": "Warning"}
ROW = re.compile(rb"<w:tr>(?:<w:trPr>(.*?)</w:trPr>)?", re.DOTALL)
ADDRESS = re.compile(rb'(<pic:cNvPr descr=")data:[^"]*')
CELL_STYLES = {"AlignRight": "Table Text Right", "AlignCenter": "Table Text Center"}


def write_docx(tree: dict[str, Any], folder: Path, output: Path) -> None:
    """Write the paper as a Word document."""
    shaped = rewrite(tree["blocks"], lambda node: docx_form(node, folder))
    front, meta = _front_matter(tree["meta"])
    document = with_pictures({**tree, "meta": meta, "blocks": front + shaped}, folder)
    run_pandoc([*WRITE, "--output", str(output)], json.dumps(document), folder)
    finish_docx(output, header_texts(tree["meta"]))


def header_texts(meta: dict[str, Any]) -> dict[str, str]:
    """Return what the running header says: the short title (or the title) and the banner on simulated data."""
    title = meta.get("short-title") or meta.get("title")
    return {SHORT_TITLE: plain_text(title), BANNER: plain_text(meta.get("data-banner"))}


def finish_docx(path: Path, texts: dict[str, str]) -> None:
    """Fill in the running header and pack the file again without the time of day."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name in [name for name in parts if name.startswith("word/header")]:
        xml = parts[name].decode()
        for placeholder, text in texts.items():
            xml = xml.replace(placeholder, escape(text))
        parts[name] = xml.encode()
    # A row of a table stays on one page (pandoc has no setting for it).
    body = parts["word/document.xml"]
    body = ROW.sub(rb"<w:tr><w:trPr><w:cantSplit/>\1</w:trPr>", body)
    # Pandoc writes the address of a picture beside it: here the whole picture a second time.
    parts["word/document.xml"] = ADDRESS.sub(rb"\1", body)
    write_archive(path, parts)


def docx_form(node: Node, folder: Path) -> Node | list[Node] | None:
    """Return a node in the paragraph styles of the reference document, or None where nothing changes."""
    if node["t"] == "Image":
        return _image(node, folder)
    if node["t"] == "Table":
        set_widths(node, column_widths(node))
        _style_cells(node)
        return None
    if node["t"] == "Div" and "table-note" in node["c"][0][1]:
        return styled("Table Note", node["c"][1])
    found = callout(node)
    if found is None:
        return None
    kind, title, content = found
    box = BOXES.get(kind, "Callout")
    return [styled(f"{box} Title", [para(title)]), styled(box, _without_lists(content)), _after_box()]


def _without_lists(content: list[Node]) -> list[Node]:
    """Write lists as paragraphs with a bullet or number: Word's list paragraphs would fall out of the box."""
    blocks: list[Node] = []
    for block in content:
        if block["t"] not in ("BulletList", "OrderedList"):
            blocks.append(block)
            continue
        items = block["c"] if block["t"] == "BulletList" else block["c"][1]
        for number, item in enumerate(items, 1):
            mark = "•" if block["t"] == "BulletList" else f"{number}."
            blocks += [para([{"t": "Str", "c": mark + "\u2002"}, *item[0]["c"]]), *item[1:]]
    return blocks


def _after_box() -> Node:
    """Return a nearly empty line, so that two boxes do not run into each other."""
    return styled("After Box", [para([{"t": "Str", "c": "\u00a0"}])])


def _image(image: Node, folder: Path) -> Node:
    width = shown_width(image, folder)
    path = png_twin(source(image))
    return {"t": "Image", "c": [["", [], [["width", width]]], words(alt_text(image)), [path, ""]]}


def _style_cells(table: Node) -> None:
    """Give each cell the small table type, aligned as its column is, in place."""
    aligned = [alignment["t"] for alignment, _ in table["c"][2]]
    for row in rows(table):
        for i, cell in enumerate(row[1]):
            style = CELL_STYLES.get(aligned[i] if i < len(aligned) else "", "Table Text")
            blocks = cell[4] or [para([{"t": "Str", "c": "\u00a0"}])]  # an empty cell keeps the small type
            cell[4] = [
                styled(style, [para(block["c"]) if block["t"] == "Plain" else block for block in blocks])
            ]


def _front_matter(meta: dict[str, Any]) -> tuple[list[Node], dict[str, Any]]:
    """Return the blocks between author and introduction, and the metadata that pandoc shows by itself."""
    kept: dict[str, Any] = {
        key: meta[key] for key in ("title", "subtitle", "lang", "keywords") if key in meta
    }
    authors = _entries(meta, "by-author")
    if authors:
        kept["author"] = {"t": "MetaList", "c": [{"t": "MetaInlines", "c": _author_line(authors)}]}
    blocks = [styled("Affiliation", [para(line)]) for line in _affiliation_lines(meta, authors)]
    if "abstract" in meta:
        title, text = para(words("Abstract")), [*_blocks(meta["abstract"]), *_keywords(meta)]
        blocks += [styled("Abstract Title", [title]), styled("Abstract", text), _after_box()]
    return blocks, kept


def _keywords(meta: dict[str, Any]) -> list[Node]:
    listed = ", ".join(plain_text(word) for word in meta["keywords"]["c"]) if "keywords" in meta else ""
    return [para([strong("Keywords:"), {"t": "Space"}, *words(listed)])] if listed else []


def _entries(meta: dict[str, Any], name: str) -> list[dict[str, Any]]:
    return [entry["c"] for entry in meta.get(name, {"c": []})["c"]]


def _author_line(authors: list[dict[str, Any]]) -> list[Node]:
    line: list[Node] = []
    for author in authors:
        line += [{"t": "Str", "c": ","}, {"t": "Space"}] if line else []
        numbers = ",".join(plain_text(place["number"]) for place in _entries(author, "affiliations"))
        line += words(plain_text(author["name"]["c"]["literal"]))
        line += [{"t": "Superscript", "c": words(numbers)}] if numbers else []
    return line


def _affiliation_lines(meta: dict[str, Any], authors: list[dict[str, Any]]) -> list[list[Node]]:
    lines = []
    for place in _entries(meta, "by-affiliation"):
        number: Node = {"t": "Superscript", "c": words(plain_text(place["number"]))}
        lines.append([number, {"t": "Space"}, *words(plain_text(place["name"]))])
    mails = [plain_text(author["email"]) for author in authors if "email" in author]
    return lines + ([words("Correspondence: " + ", ".join(mails))] if mails else [])


def _blocks(value: dict[str, Any]) -> list[Node]:
    return value["c"] if value["t"] == "MetaBlocks" else [para(value["c"])]
