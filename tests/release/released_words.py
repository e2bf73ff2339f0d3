"""The words that a release prints, as they ship."""

from chart2paper.writing.values import Values
from paper.paper_material import PASSAGES

RELEASE_WORDS = Values(PASSAGES)
