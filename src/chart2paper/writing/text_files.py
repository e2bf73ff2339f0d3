"""Reading the words that a manuscript, a figure or a page prints: passages, and a study's own texts."""

from pathlib import Path
from typing import Any

from chart2paper.catalogue.outcomes import outcome_of
from chart2paper.given_paths import listed
from chart2paper.writing.passage import Passage
from chart2paper.writing.passages import Passages, passages_in
from chart2paper.writing.study_texts import STUDY_TEXTS


def passages_from(inputs: Any, params: Any) -> Passages:
    """Return the passages of a study, its own over those that ship (see `passages_of`), with its outcome's words."""
    return Passages(*passages_of(inputs, params), outcome=outcome_of(params.study))


def passages_of(inputs: Any, params: Any) -> tuple[dict[str, Passage], dict[str, Passage]]:
    """Read the passages that ship and those that a study writes itself; `inputs.words` and `inputs.texts` are files."""
    own = passages_in(params.study["paper"]["text_folder"], listed(inputs.texts))
    kept = {name: passage for name, passage in own.items() if f"{name}.md" not in STUDY_TEXTS}
    return passages_in(params.words, listed(inputs.words)), kept


def texts_in(paths: list[str]) -> dict[str, str]:
    """Return the study's own texts by file name."""
    return {Path(path).name: Path(path).read_text(encoding="utf-8") for path in paths if path.endswith(".md")}
