"""Hostile texts at random, put through the pieces that make a document; each try tells whether the text got through."""

import random
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from chart2paper.problems import Problems
from chart2paper.writing.engines.allowed import not_allowed
from chart2paper.writing.engines.pandoc import BODY, read_markdown, run_pandoc
from chart2paper.writing.engines.pandoc_ast import nodes, plain_text
from chart2paper.writing.engines.quarto_syntax import fill_variables
from chart2paper.writing.literal import as_code, literal, one_line
from chart2paper.writing.tables import table
from paper.hostile import HOSTILE

HERE = Path("/")
SIGNS = "[]{}()<>*_`$\\|#:-~^!&;\"'@=+.,/%?\n\t \u202e\u200f\x00\x1b\ufeff"
WORDS = (
    "a",
    "1",
    "é",
    "頭",
    "script",
    "javascript:",
    "/etc/passwd",
    "{{<",
    ">}}",
    "onload=",
    "include",
    "]](",
    "@x",
)
# A batch of texts is one call of pandoc, and so one document: a text must not reach over into the next one either.
BATCH = 40
INNOCENT = {
    "p",
    "table",
    "thead",
    "tbody",
    "tr",
    "td",
    "th",
    "colgroup",
    "col",
    "caption",
    "code",
    "div",
    "strong",
}


def hostile_text(chance: random.Random) -> str:
    """Return a text made of known attacks, signs of markup and words."""
    parts = []
    for _ in range(chance.randint(1, 6)):
        known = chance.random() < 0.4
        some = "".join(chance.choices([*SIGNS, *WORDS], k=chance.randint(1, 8)))
        parts.append(chance.choice(HOSTILE) if known else some)
    return "".join(parts)


def tries(seed: int) -> Iterator[bool]:
    """Yield for each of a batch of hostile texts whether it became anything but words (True: the attack succeeded)."""
    chance = random.Random(seed)
    texts = [hostile_text(chance) for _ in range(BATCH)]
    rows = [
        [literal(text), as_code(text), fill_variables("{{< var x >}}", {"x": text}, {})] for text in texts
    ]
    markdown = table(["A", "B", "C"], rows, f"**{literal(texts[0])}**", "suptbl-x", [40, 30, 30])
    markdown += "".join(f"\n{literal(text)}\n" for text in texts)
    strange = _Strange()
    try:
        cells, paragraphs = _read(read_markdown(markdown, HERE))
        strange.feed(run_pandoc(["--from", BODY, "--to", "html5", "--fail-if-warnings"], markdown, HERE))
    except Problems:  # a text that stops the run has done harm, too
        yield from [True] * BATCH
        return
    for number, text in enumerate(texts):
        shown = one_line(text)
        in_its_cells = cells[number : number + 1] == [[shown, shown, shown]]
        # An empty text makes no paragraph.
        in_its_place = not shown or paragraphs[:1] == [shown]
        paragraphs = paragraphs[1 if shown else 0 :]
        yield bool(strange.found) or not (in_its_cells and in_its_place)


def _read(tree: dict[str, Any]) -> tuple[list[list[str]], list[str]]:
    """Return the cells of the table and the paragraphs; nothing where the document holds what it may not."""
    kinds = {"Para", "Plain", "Str", "Space", "Div", "Table", "Code", "Strong"}
    found = {node["t"] for node in nodes(tree["blocks"])} - kinds
    found -= {"AlignLeft", "AlignRight", "AlignDefault", "ColWidth", "ColWidthDefault"}
    if found or list(not_allowed(tree)):
        return [], []
    tables = [node for node in nodes(tree["blocks"]) if node["t"] == "Table"]
    bodies = [body for made in tables for body in made["c"][4]]
    cells = [[plain_text(cell[4]) for cell in row[1]] for body in bodies for row in body[3]]
    return cells, [plain_text(block) for block in tree["blocks"][1:]]


class _Strange(HTMLParser):
    """Collects the elements and attributes that the pieces do not have by themselves."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {"style", "class", "id", "data-tbl-colwidths", "tbl-colwidths"}
        if tag not in INNOCENT or any(name not in known for name, _ in attrs):
            self.found.append(f"{tag} {attrs}")

    def handle_comment(self, data: str) -> None:
        self.found.append(data)

    def handle_pi(self, data: str) -> None:
        self.found.append(data)
