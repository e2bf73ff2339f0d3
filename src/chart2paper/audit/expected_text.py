"""What a paper has to say, in order: the words of the manuscript with every value filled in."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from chart2paper.audit.printed_text import squeezed
from chart2paper.paper.pandoc_ast import Node, plain_text
from chart2paper.paper.table_layout import rows


@dataclass(frozen=True)
class Unit:
    """Words that stand together: a paragraph, a heading, a caption or a table cell.

    `words` are squeezed. `table_head` are those of the head of its table, which a PDF repeats on each page.
    `floats`: a PDF may put it elsewhere (the caption of a figure). `marker`: its number in a list, which only a PDF
    holds as text.
    """

    words: str
    plain: str
    table_head: str = ""
    floats: bool = False
    marker: str = ""


def units_of(tree: dict[str, Any]) -> list[Unit]:
    """Return the units of a manuscript, abstract first, from pandoc's tree with references and citations done."""
    abstract = tree["meta"].get("abstract", {}).get("c", [])
    found = [*_units(abstract), *_units(tree["blocks"])]
    return [unit for unit in found if unit.words]


def _units(blocks: list[Node], table_head: str = "") -> Iterator[Unit]:
    for block in blocks:
        kind, content = block["t"], block.get("c", [])
        if kind in ("Para", "Plain"):
            yield _unit(content, table_head)
        elif kind == "Header":
            yield _unit(content[2], "")
        elif kind == "Figure":
            yield from (replace(unit, floats=True) for unit in _units(content[1][1]))
        elif kind == "Table":
            yield from _of_table(block)
        elif kind == "OrderedList":
            for number, item in enumerate(content[1], content[0][0]):
                inner = [*_units(item, table_head)]
                yield from [replace(unit, marker=str(number)) for unit in inner[:1]] + inner[1:]
        elif kind == "BulletList":
            yield from (unit for item in content for unit in _units(item, table_head))
        elif kind in ("Div", "BlockQuote"):
            yield from _units(content[1] if kind == "Div" else content, table_head)


def _of_table(table: Node) -> Iterator[Unit]:
    yield from _units(table["c"][1][1])
    head = "".join(squeezed(plain_text(cell[4])) for row in table["c"][3][1] for cell in row[1])
    for row in rows(table):
        for cell in row[1]:
            yield from _units(cell[4], head)


def _unit(inlines: list[Node], table_head: str) -> Unit:
    plain = plain_text(inlines)
    return Unit(squeezed(plain), plain, table_head)
