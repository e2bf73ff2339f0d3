"""Where the paper shows each value: section, table or figure, and the sentence or table row it stands in."""

import re
from collections.abc import Iterator
from typing import Any

from chart2paper.writing.engines.pandoc_ast import Node, get, nodes, plain_text, rewrite
from chart2paper.writing.printed_passages import Passage, passages_of

# Between this sign and the next stands a value; it occurs in no text.
MARK = "\x00"
SENTENCE_END = re.compile(r"(?<=[.!?:])\s+(?=[A-Z“(\x00])")


def positions_of(tree: dict[str, Any]) -> dict[str, list[dict[str, str]]]:
    """Return value id -> places in the order of the paper, from pandoc's tree of the checked manuscript.

    A place has `section`, `label` (what references call its table or figure; empty in running text), `anchor` (the
    id of that place in the HTML paper) and `text`: the sentence, the table row (cells after " | ") or the caption.
    """
    found: dict[str, list[dict[str, str]]] = {}
    for passage in passages_of(tree):
        where = {"section": passage.section, "label": passage.label, "anchor": passage.anchor}
        for identifier, text in _values_in(passage):
            place = {**where, "text": text}
            if place not in found.setdefault(identifier, []):
                found[identifier].append(place)
    return dict(sorted(found.items()))


def _values_in(passage: Passage) -> Iterator[tuple[str, str]]:
    """Yield the id of each value of a passage with its table row or its sentence."""
    marked = plain_text(rewrite(passage.inlines, _mark))
    sentences = SENTENCE_END.split(marked)
    starts = [number for number, text in enumerate(sentences) for _ in range(text.count(MARK))]
    row = " | ".join(passage.table_row)
    for identifier, number in zip(_ids(passage.inlines), starts, strict=True):
        yield identifier, row or " ".join(sentences[number].replace(MARK, "").split())


def _mark(node: Node) -> list[Node] | None:
    return [{"t": "Str", "c": MARK}, node] if _value_id(node) else None


def _ids(tree: Any) -> list[str]:
    return [identifier for node in nodes(tree) if (identifier := _value_id(node))]


def _value_id(node: Node) -> str | None:
    """Return the id of the value or sentence that a span marks, or None for any other node."""
    return get(node["c"][0], "data-value") if node["t"] == "Span" else None
