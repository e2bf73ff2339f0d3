"""The passages of a manuscript in order, from pandoc's tree: paragraphs, headings, captions and table cells.

One walk serves both who asks where a value stands and who asks what the printed paper has to say.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from chart2paper.writing.engines.crossrefs import callout
from chart2paper.writing.engines.pandoc_ast import Node, plain_text
from chart2paper.writing.table_layout import rows


@dataclass(frozen=True)
class Passage:
    """Words that stand together, and where.

    `section` is the heading they stand under; `label` what references call their table or figure ("Table S3"), or the
    title of their box; `anchor` the id of that place in the HTML paper. `table_row` holds the texts of a cell's whole
    row, `table_head` those of its table's head. `caption_of_figure`: a PDF may move it. `marker`: number in a list.
    """

    inlines: list[Node]
    section: str = ""
    label: str = ""
    anchor: str = ""
    table_row: tuple[str, ...] = ()
    table_head: tuple[str, ...] = ()
    caption_of_figure: bool = False
    marker: str = ""


def passages_of(tree: dict[str, Any]) -> Iterator[Passage]:
    """Yield the passages of a manuscript, abstract first."""
    abstract = tree["meta"].get("abstract", {}).get("c", [])
    yield from _passages(abstract, Passage([], "Abstract", "", "abstract-title"))
    yield from _passages(tree["blocks"], Passage([]))


def _passages(blocks: list[Node], at: Passage) -> Iterator[Passage]:
    for block in blocks:
        kind, content = block["t"], block.get("c", [])
        if kind in ("Para", "Plain"):
            yield replace(at, inlines=content)
        elif kind == "Header":
            at = Passage(content[2], plain_text(content[2]), "", content[1][0])
            yield at
        elif kind == "Div":
            boxed = callout(block)
            yield from _passages(content[1], replace(at, label=plain_text(boxed[1])) if boxed else at)
        elif kind == "BlockQuote":
            yield from _passages(content, at)
        elif kind == "BulletList":
            for item in content:
                yield from _passages(item, at)
        elif kind == "OrderedList":
            for number, item in enumerate(content[1], content[0][0]):
                yield from _numbered(item, str(number), at)
        elif kind in ("Table", "Figure"):
            yield from _of_float(block, at)


def _numbered(item: list[Node], marker: str, at: Passage) -> Iterator[Passage]:
    """Yield the passages of a list item, the first with its number."""
    for place, passage in enumerate(_passages(item, at)):
        yield passage if place else replace(passage, marker=marker)


def _of_float(block: Node, at: Passage) -> Iterator[Passage]:
    """Yield the caption of a table or figure, then a table's cells."""
    caption = block["c"][1][1]
    at = replace(at, label=plain_text(caption).split(".")[0], anchor=block["c"][0][0] or at.anchor)
    yield from _passages(caption, replace(at, caption_of_figure=block["t"] == "Figure"))
    if block["t"] == "Table":
        head = tuple(plain_text(cell[4]) for row in block["c"][3][1] for cell in row[1])
        for row in rows(block):
            cells = tuple(plain_text(cell[4]) for cell in row[1])
            for cell in row[1]:
                yield from _passages(cell[4], replace(at, table_row=cells, table_head=head))
