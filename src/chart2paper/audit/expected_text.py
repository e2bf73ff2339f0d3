"""What a paper has to say, in order: the words of the manuscript with every value filled in."""

from dataclasses import dataclass
from typing import Any

from chart2paper.audit.printed_text import squeezed
from chart2paper.writing.engines.pandoc_ast import plain_text
from chart2paper.writing.printed_passages import Passage, passages_of


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
    found = [_unit(passage) for passage in passages_of(tree)]
    return [unit for unit in found if unit.words]


def _unit(passage: Passage) -> Unit:
    plain = plain_text(passage.inlines)
    head = squeezed(" ".join(passage.table_head))
    return Unit(squeezed(plain), plain, head, passage.caption_of_figure, passage.marker)
