"""Drug texts cut into statements."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from chart2paper.clean.drug_cues import Cue, cues_in
from chart2paper.clean.drug_names import Product

_HARD = (
    r"[;|()\[\]]|-+>|(?<=\s)-+|-+(?=\s)|(?<=[a-z0-9§)']{3})(?<!cont)(?<!disc)(?<!prev)(?<!hist)\.(?= [a-z§])"
)
_SOFT = r",(?!\d)|(?<![a-z])(?:and|or|plus|but)(?![a-z])| [&+] |(?<!\bw)/(?=[\s§])|(?<=[\s§])/"
_SEPARATOR = re.compile(rf"(?P<hard>{_HARD})|(?P<soft>{_SOFT})")


@dataclass(frozen=True)
class Statement:
    """A statement: its place in the text, and whether only a comma or a word such as and parts it from the last."""

    start: int
    end: int
    soft: bool
    text: str

    @property
    def cues(self) -> list[Cue]:
        """The cues of the statement, with their places in the whole text."""
        move = self.start
        return [replace(cue, start=cue.start + move, end=cue.end + move) for cue in cues_in(self.text)]


def masked(text: str, products: list[Product]) -> str:
    """Return a text with its products hidden, so that no word is looked for inside a name."""
    for product in products:
        text = text[: product.start] + "§" * (product.end - product.start) + text[product.end :]
    return text


def statements(hidden: str) -> Iterator[Statement]:
    """Give the statements of a tidy text in which products are masked."""
    start, soft = 0, False
    for cut in _SEPARATOR.finditer(hidden):
        if hidden[start : cut.start()].strip():
            yield Statement(start, cut.start(), soft, hidden[start : cut.start()])
            soft = cut["soft"] is not None
        else:
            soft = soft and cut["soft"] is not None
        start = cut.end()
    if hidden[start:].strip():
        yield Statement(start, len(hidden), soft, hidden[start:])
