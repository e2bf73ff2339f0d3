"""The words that a release prints, as they ship, and a part of the paper as it leaves with them."""

from chart2paper.release.paper_parts import Parts
from chart2paper.writing.values import Values
from paper.paper_material import PASSAGES

RELEASE_WORDS = Values(PASSAGES)


def part_out(name: str, text: str, cells=None, values=None, captions=None) -> str:
    """Return a part of the paper as it leaves; the limits are those of the demo."""
    return Parts(RELEASE_WORDS, values or {}, cells or {}, 10, 5, captions or {}).controlled(name, text)
