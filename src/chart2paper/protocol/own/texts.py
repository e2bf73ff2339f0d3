"""The study's own texts: do they still say what a shipped study says?"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

from chart2paper.problems import Problem
from chart2paper.protocol.own.other_studies import other_drugs, problems_of_sentence
from chart2paper.protocol.own.shipped import shipped
from chart2paper.protocol.study import Study
from chart2paper.writing.study_texts import DECLARED, STUDY_TEXTS

# Without these two nobody can tell where the records are from and who allowed their use.
NEVER_EMPTY = ("setting.md", "ethics.md")
# A text is a shipped one when half of it, or half of the shipped one, and some sentences, are the same words in a row.
RUN_OF_WORDS, FEWEST_WORDS, SHARE = 6, 20, 0.5
SIMULATED = re.compile(
    r"\bsimulated\s+(?:records|data|patients|people|persons|clinic|charts|export)\b"
    r"|\b(?:records|data|patients|people|persons|charts)\s+(?:\w+\s+){0,6}?(?:is|are|was|were)\s+simulated\b"
    r"|\b(?:is|are|was|were)\s+simulated:",
    re.IGNORECASE,
)


def problems_of_texts(study: Study) -> Iterator[Problem]:
    """Give each text of the study that is a shipped one, is missing what it must hold, or speaks of something else."""
    folder = Path(study.paper.text_folder)
    drugs = other_drugs(study)
    for name, meaning in STUDY_TEXTS.items():
        path = folder / name
        if not path.is_file():
            continue
        text = path.read_text(encoding="utf-8")
        if name in NEVER_EMPTY and not text.strip():
            yield Problem(str(path), "this text is empty", f"write {meaning}")
        for what, todo in _wrong(name, text, study, drugs):
            yield Problem(str(path), what, todo)


def _wrong(name: str, text: str, study: Study, drugs: dict[str, str]) -> Iterator[tuple[str, str]]:
    if any(is_copy(text, texts.get(name, "")) for texts in shipped().texts.values()):
        yield "this is the text of a study that ships with the workflow", "write the text of your study"
        return
    if SIMULATED.search(text):
        yield (
            "this says that records are simulated, and clinic.simulated says that they are not",
            "correct it",
        )
    if name == "ethics.md" and text.strip() and not DECLARED["approval"].search(text):
        yield (
            "this does not say whether the study was approved",
            "name the approval, the waiver or the exemption",
        )
    yield from problems_of_sentence(text, study, drugs)


def is_copy(text: str, original: str) -> bool:
    """Return whether half of a text, or half of the original, is in the other word for word."""
    words, others = _words(text), _words(original)
    if not words or not others:
        return False
    blocks = SequenceMatcher(None, words, others, autojunk=False).get_matching_blocks()
    shared = sum(block.size for block in blocks if block.size >= RUN_OF_WORDS)
    return words == others or shared >= max(FEWEST_WORDS, SHARE * min(len(words), len(others)))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
