"""The paper as PDF: pandoc writes Typst source, Typst sets it."""

import json
import re
from pathlib import Path
from typing import Any

import typst

from chart2paper.jobs.machine import cause_in
from chart2paper.problems import Problem, Problems
from chart2paper.writing.engines.crossrefs import callout
from chart2paper.writing.engines.figure_files import alt_text, shown_width, source
from chart2paper.writing.engines.pandoc import run_pandoc
from chart2paper.writing.engines.pandoc_ast import Node, para, raw, rewrite
from chart2paper.writing.table_layout import column_widths, set_widths

WRITE = [
    *["--from", "json", "--to", "typst-smart", "--standalone", "--fail-if-warnings"],
    *["--template", "_format/paper.typst", "--wrap", "none"],
]
# What Typst would turn into dashes and an ellipsis.
SHORTHAND = re.compile(r"(--+|-\?|\.{3,})")


def write_pdf(tree: dict[str, Any], folder: Path, output: Path) -> None:
    """Write the paper as PDF with the project's own fonts, whatever the machine has installed."""
    text = run_pandoc(WRITE, json.dumps(rewrite(tree, lambda node: typst_form(node, folder))), folder)
    main = folder / "paper.typ"
    main.write_text(text, encoding="utf-8")
    fonts = [str(folder / "_format" / "fonts")]
    try:
        typst.compile(
            str(main),
            output=str(output),
            root=str(folder),
            font_paths=fonts,
            ignore_system_fonts=True,
            format="pdf",
            timestamp=0,
        )
    except typst.TypstError as error:
        cause = cause_in(str(error))
        if cause:
            raise Problems([Problem("typst", cause.what, cause.todo)]) from None
        what = "Typst could not set the PDF; its words are withheld, because they may quote a chart"
        todo = (
            "look at the study's own texts first: a formula, a very wide table, a picture that cannot be read"
        )
        raise Problems([Problem("paper.qmd", what, todo)]) from None


def typst_version() -> str:
    """Return the version that Typst says it is; its wheel has another numbering."""
    return str(json.loads(typst.eval(b"", "str(sys.version)")))


def typst_form(node: Node, folder: Path) -> Node | list[Node] | None:
    """Return a node as the Typst template expects it, or None where nothing changes."""
    if node["t"] == "Str" and SHORTHAND.search(node["c"]):
        return _without_shorthand(node["c"])
    if node["t"] == "Table":
        set_widths(node, column_widths(node))
        return None
    if node["t"] == "Figure":
        return _figure(node, folder)
    if node["t"] != "Div":
        return None
    (identifier, classes, _), content = node["c"]
    if "csl-entry" in classes:
        return _reference(identifier, content)
    for name in ("table-note", "equation"):
        if name in classes:
            return [raw("typst", f"#paper-{name}["), *content, raw("typst", f"]{_label(identifier)}")]
    return _callout(node)


def _without_shorthand(text: str) -> list[Node]:
    """Return plain text whose `--` and `...` stay as they are."""
    parts: list[Node] = []
    for part in SHORTHAND.split(text):
        literal = SHORTHAND.fullmatch(part)
        escaped = "".join("\\" + sign for sign in part)
        parts.append({"t": "RawInline", "c": ["typst", escaped]} if literal else {"t": "Str", "c": part})
    return [part for part in parts if part["c"]]


def _callout(node: Node) -> list[Node] | None:
    found = callout(node)
    if found is None:
        return None
    kind, title, content = found
    opening = raw("typst", f'#paper-callout("{kind}", [')
    return [
        opening,
        para(title),
        raw("typst", "], ["),
        *content,
        raw("typst", f"]){_label(node['c'][0][0])}"),
    ]


def _figure(node: Node, folder: Path) -> list[Node] | None:
    """Write an image with its description, which pandoc's Typst writer leaves out (PDF/UA wants one)."""
    (identifier, _, _), (_, caption), content = node["c"]
    if len(content) != 1 or content[0]["t"] not in ("Plain", "Para") or content[0]["c"][0]["t"] != "Image":
        return None
    image = content[0]["c"][0]
    path, width, alt = typst_text(source(image)), shown_width(image, folder), typst_text(alt_text(image))
    placement = "auto" if identifier.startswith("fig-") else "none"
    settings = f"kind: image, placement: {placement}, caption: ["
    opening = raw("typst", f"#figure(image({path}, width: {width}, alt: {alt}), {settings}")
    return [opening, *caption, raw("typst", f"]){_label(identifier)}")]


def _reference(identifier: str, content: list[Node]) -> list[Node]:
    """Write one reference with its number in a column of its own."""
    margin, entry = content[0]["c"][0], content[0]["c"][1:]
    number, text = para(margin["c"][1]), para(entry)
    middle, end = raw("typst", "], ["), raw("typst", f"]){_label(identifier)}")
    return [raw("typst", "#reference-entry(["), number, middle, text, end]


def _label(identifier: str) -> str:
    return f" <{identifier}>" if identifier else ""


def typst_text(text: str) -> str:
    """Return `text` as a Typst string."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
