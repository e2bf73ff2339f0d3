"""Where the paper shows each value: section, table or figure, and the sentence or table row it stands in."""

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

from chart2paper.paper.crossrefs import callout
from chart2paper.paper.pandoc_ast import Node, get, nodes, plain_text, rewrite
from chart2paper.paper.table_layout import rows

# Between this sign and the next stands a value; it occurs in no text.
MARK = "\x00"
SENTENCE_END = re.compile(r"(?<=[.!?:])\s+(?=[A-Z“(\x00])")


@dataclass(frozen=True)
class Place:
    """One place in the paper. `anchor` is the id of its section, table or figure in the HTML paper.

    `label` is what references call it ("Table S3"; empty in running text). `text` is the sentence, the table row
    (cells after " | ") or the caption.
    """

    section: str
    label: str
    anchor: str
    text: str


def places_of(tree: dict[str, Any]) -> dict[str, list[dict[str, str]]]:
    """Return value id -> places in the order of the paper, from pandoc's tree of the checked manuscript."""
    found: dict[str, list[dict[str, str]]] = {}
    abstract = Place("Abstract", "", "abstract-title", "")
    meta = tree["meta"].get("abstract", {}).get("c", [])
    for id, place in [*_in_blocks(meta, abstract), *_in_blocks(tree["blocks"], Place("", "", "", ""))]:
        entry = asdict(place)
        if entry not in found.setdefault(id, []):
            found[id].append(entry)
    return dict(sorted(found.items()))


def _in_blocks(blocks: list[Node], at: Place) -> Iterator[tuple[str, Place]]:
    for block in blocks:
        kind, content = block["t"], block.get("c", [])
        if kind == "Header":
            at = Place(plain_text(content[2]), "", content[1][0], "")
            yield from _in_line(content[2], at)
        elif kind in ("Table", "Figure"):
            yield from _in_float(block, at)
        elif kind == "Div":
            boxed = callout(block)
            yield from _in_blocks(content[1], replace(at, label=plain_text(boxed[1])) if boxed else at)
        elif kind in ("BulletList", "OrderedList"):
            for item in content if kind == "BulletList" else content[1]:
                yield from _in_blocks(item, at)
        elif kind in ("Para", "Plain"):
            yield from _in_line(content, at)


def _in_float(block: Node, at: Place) -> Iterator[tuple[str, Place]]:
    """Yield the values of a table or figure: those of its caption, and those of its cells with their row."""
    caption = block["c"][1][1]
    label = plain_text(caption).split(".")[0]
    at = Place(at.section, label, block["c"][0][0] or at.anchor, "")
    yield from _in_blocks(caption, at)
    for row in rows(block) if block["t"] == "Table" else []:
        text = " | ".join(plain_text(cell[4]) for cell in row[1])
        for id, _ in _spans([cell[4] for cell in row[1]]):
            yield id, replace(at, text=text)


def _in_line(inlines: list[Node], at: Place) -> Iterator[tuple[str, Place]]:
    """Yield the values of a paragraph, each with its sentence."""
    marked = plain_text(rewrite(inlines, _mark))
    sentences = SENTENCE_END.split(marked)
    starts = [number for number, text in enumerate(sentences) for _ in range(text.count(MARK))]
    for (id, _), number in zip(_spans(inlines), starts, strict=True):
        yield id, replace(at, text=" ".join(sentences[number].replace(MARK, "").split()))


def _mark(node: Node) -> list[Node] | None:
    return [{"t": "Str", "c": MARK}, node] if _value_id(node) else None


def _spans(tree: Any) -> list[tuple[str, Node]]:
    return [(id, node) for node in nodes(tree) if (id := _value_id(node))]


def _value_id(node: Node) -> str | None:
    """Return the id of the value or sentence that a span marks, or None for any other node."""
    return get(node["c"][0], "data-value") if node["t"] == "Span" else None
