"""The words that a release prints, as they ship, and a part of the paper as it leaves with them."""

from chart2paper.release.paper_parts import Parts
from shipped_words import WORDS

RELEASE_WORDS = WORDS


def part_out(name: str, text: str, cells=None, values=None, captions=None) -> str:
    """Return a part of the paper as it leaves; the limits are those of the demo."""
    return Parts(RELEASE_WORDS, values or {}, cells or {}, 10, 5, captions or {}).controlled(name, text)
