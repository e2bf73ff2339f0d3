"""Numbers for figures, tables, equations and sections, and the references to them, on pandoc's tree."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from chart2paper.writing.engines.pandoc_ast import (
    Node,
    attr,
    div,
    get,
    link,
    nodes,
    para,
    plain_text,
    rewrite,
    strong,
    words,
)

# The kinds Quarto numbers by itself, and the two of the supplement that _quarto.yml declares.
KINDS = {
    "fig": "Figure",
    "tbl": "Table",
    "eq": "Equation",
    "sec": "Section",
    "suptbl": "Table S",
    "supfig": "Figure S",
}
REFERENCE = re.compile(rf"^({'|'.join(KINDS)})-")
_LABEL = rf"\{{#((?:{'|'.join(KINDS)})-[\w-]+)\}}"
LABEL = re.compile(f"^{_LABEL}$")
# A label as an author writes it; in a text of the charts its signs are escaped.
WRITTEN = re.compile(rf"(?:^|\s){_LABEL}(?=\s|$)")
NUMBERED_DEPTH = 2


def number_everything(blocks: list[Node]) -> tuple[list[Node], dict[str, str], list[str]]:
    """Write "Figure 1." and the like into captions and "1.1" into headings.

    Returns the new blocks, the text a reference to each identifier shows, and the identifiers used twice.
    """
    blocks = _prepared(blocks)
    labels: dict[str, str] = {}
    wrong: list[str] = []
    counts = dict.fromkeys(KINDS, 0)
    sections = [0] * NUMBERED_DEPTH
    for node in nodes(blocks):
        identifier = _identifier(node)
        label = ""
        if node["t"] == "Header":
            label = _number_heading(node, sections)
        elif identifier and (kind := REFERENCE.match(identifier)):
            counts[kind.group(1)] += 1
            label = _label(kind.group(1), counts[kind.group(1)])
            _write_label(node, label)
        if identifier and REFERENCE.match(identifier):
            if identifier in labels:
                wrong.append(identifier)
            labels[identifier] = label
    return blocks, labels, wrong


def _prepared(blocks: list[Node]) -> list[Node]:
    """Bring what can be written in several ways into one form.

    Headings are shifted so that the highest level used is 1, whether the author begins with # or ##.
    """
    levels = [node["c"][0] for node in nodes(blocks) if node["t"] == "Header"]
    shift = min(levels, default=1) - 1

    def change(node: Node) -> Node | None:
        if node["t"] == "Header" and shift:
            return {"t": "Header", "c": [node["c"][0] - shift, *node["c"][1:]]}
        return _labelled_equation(node) or _titled_callout(node) or _unwrapped_float(node)

    changed: list[Node] = rewrite(blocks, change)
    return changed


def _labelled_equation(node: Node) -> Node | None:
    """Turn a paragraph `$$ … $$ {#eq-x}` into a block with that identifier."""
    if node["t"] != "Para" or len(node["c"]) < 2 or node["c"][0]["t"] != "Math":
        return None
    match = LABEL.match(plain_text(node["c"][-1]))
    if match is None or not match.group(1).startswith("eq-"):
        return None
    return div([para([node["c"][0]])], attr(match.group(1), ["equation"]))


def _titled_callout(node: Node) -> Node | None:
    """Mark the heading at the head of a callout as its title, so that it is not numbered as a section."""
    content = node["c"][1] if node["t"] == "Div" else []
    if not content or content[0]["t"] != "Header" or not _callout_kind(node):
        return None
    title = div([para(content[0]["c"][2])], attr("", ["callout-title"]))
    return div([title, *content[1:]], node["c"][0])


def _unwrapped_float(node: Node) -> Node | None:
    """Turn `::: {#suptbl-x}` table, caption `:::` into a table (or figure) that has the caption and identifier."""
    if node["t"] != "Div" or not REFERENCE.match(node["c"][0][0]) or len(node["c"][1]) < 2:
        return None
    thing: Node = node["c"][1][0]
    caption: Node = node["c"][1][-1]
    if caption["t"] != "Para":
        return None
    caption_of = [None, [{"t": "Plain", "c": caption["c"]}]]
    if thing["t"] == "Table":
        thing["c"][0][0] = node["c"][0][0]
        thing["c"][1] = caption_of
        return thing
    plain = {"t": "Plain", "c": thing["c"]} if thing["t"] == "Para" else thing
    return {"t": "Figure", "c": [node["c"][0], caption_of, [plain]]}


def _identifier(node: Node) -> str:
    if node["t"] in ("Figure", "Table", "Div"):
        name: str = node["c"][0][0]
        return name
    return node["c"][1][0] if node["t"] == "Header" else ""


def _label(kind: str, number: int) -> str:
    name = KINDS[kind]
    return f"{name}{number}" if name.endswith(" S") else f"{name} {number}"


def _number_heading(node: Node, sections: list[int]) -> str:
    """Number a heading in place; return what a reference shows: its number, or its words if it has none."""
    level, (_, classes, _), inlines = node["c"]
    title = plain_text(inlines)
    if "unnumbered" in classes or level > NUMBERED_DEPTH:
        return title
    sections[level - 1] += 1
    sections[level:] = [0] * (NUMBERED_DEPTH - level)
    number = ".".join(str(count) for count in sections[:level])
    span = {"t": "Span", "c": [attr("", ["header-section-number"]), [{"t": "Str", "c": number}]]}
    node["c"][2] = [span, {"t": "Str", "c": "\u2002"}, *inlines]
    return f"Section {number}"


def _write_label(node: Node, label: str) -> None:
    """Put the label at the head of a caption, or the number beside an equation, in place."""
    if node["t"] in ("Figure", "Table"):
        blocks = node["c"][1][1]
        if blocks:
            blocks[0]["c"][:0] = [strong(label + "."), {"t": "Space"}]
        else:
            blocks.append({"t": "Plain", "c": [strong(label + ".")]})
    elif node["t"] == "Div" and "equation" in node["c"][0][1]:
        node["c"][1][0]["c"][0]["c"][1] += rf"\qquad ({label.split()[-1]})"


def stray_labels(lines: Iterable[str], labels: Mapping[str, str]) -> list[str]:
    """Return the labels (`{#fig-x}`) in lines of a manuscript that are attached to nothing."""
    return [label for line in lines for label in WRITTEN.findall(line) if label not in labels]


def resolve_references(blocks: Any, labels: dict[str, str]) -> tuple[Any, list[str]]:
    """Turn `@fig-x`, `[-@fig-x]` and `[@fig-x; @tbl-y]` into links; return the identifiers that do not exist too."""
    missing: list[str] = []

    def change(node: Node) -> list[Node] | None:
        if node["t"] != "Cite" or not any(REFERENCE.match(cited["citationId"]) for cited in node["c"][0]):
            return None
        parts: list[Node] = []
        for cited in node["c"][0]:
            identifier = cited["citationId"]
            if identifier not in labels:
                missing.append(identifier)
            parts += [{"t": "Str", "c": ","}, {"t": "Space"}] if parts else []
            parts.append(link(_shown(cited, labels.get(identifier, "?")), identifier))
        return parts

    return rewrite(blocks, change), missing


def _shown(cited: dict[str, Any], label: str) -> list[Node]:
    """Return the words of a reference; a prefix, or a minus, replaces "Figure" by the author's own words."""
    number = label.rsplit(" ", 1)[-1]
    if cited["citationPrefix"]:
        return [*cited["citationPrefix"], {"t": "Str", "c": f"\u00a0{number}"}]
    if cited["citationMode"]["t"] == "SuppressAuthor":
        return [{"t": "Str", "c": number}]
    return [{"t": "Str", "c": label.replace(" ", "\u00a0") if len(label) < 20 else label}]


def cited_keys(tree: Any) -> list[str]:
    """Return the keys of all bibliography citations in the tree, in order."""
    cites = [node for node in nodes(tree) if node["t"] == "Cite"]
    keys = [cited["citationId"] for cite in cites for cited in cite["c"][0]]
    return [key for key in keys if not REFERENCE.match(key)]


CALLOUTS = {
    "callout-note": "Note",
    "callout-tip": "Tip",
    "callout-warning": "Warning",
    "callout-important": "Important",
    "callout-caution": "Caution",
}


def _callout_kind(node: Node) -> str | None:
    return next((name for name in CALLOUTS if node["t"] == "Div" and name in node["c"][0][1]), None)


def callout(node: Node) -> tuple[str, list[Node], list[Node]] | None:
    """Return (kind, title, content) of a Quarto callout, or None for any other node."""
    kind = _callout_kind(node)
    if kind is None:
        return None
    content = node["c"][1]
    if content and content[0]["t"] == "Div" and "callout-title" in content[0]["c"][0][1]:
        return kind, content[0]["c"][1][0]["c"], content[1:]
    return kind, words(get(node["c"][0], "title") or CALLOUTS[kind]), content
