"""The words that ship, for tests of what prints or draws them."""

from pathlib import Path

from chart2paper.catalogue.outcomes import PAIN
from chart2paper.writing.passages import Passages, passages_in
from chart2paper.writing.values import Values

FOLDER = Path(__file__).parents[1] / "reports/text"
SHIPPED = passages_in(FOLDER, sorted(FOLDER.rglob("*.md")))
PASSAGES = Passages(SHIPPED, outcome=PAIN)
# The words of a study of pain, without values.
WORDS = Values(PASSAGES)
