"""A study's own texts: the parts of the paper that no workflow can write."""

import re

from chart2paper.problems import Problem, raise_if_any
from chart2paper.writing.values import Values

# File name -> what it must hold. Every study has all of them; one may be empty.
STUDY_TEXTS = {
    "abstract_background.md": "one or two sentences for the abstract: why the question matters",
    "plain_background.md": "the same in everyday words",
    "introduction.md": "the introduction",
    "setting.md": "where and how the records arose",
    "comparison.md": "how the results relate to what others have published",
    "limitations.md": "limitations of this study's records and design",
    "ethics.md": "data availability, ethics, funding and competing interests",
}
# What the text on ethics speaks of, by the words that it cannot do without.
DECLARED = {
    "approval": re.compile(r"ethic|approv|waive|exempt|review board|\bIRB\b|\bREC\b|consent", re.IGNORECASE),
    "funding": re.compile(r"fund|grant|sponsor|financ|\bpaid\b", re.IGNORECASE),
    "interests": re.compile(r"interest|conflict|disclos", re.IGNORECASE),
    "data": re.compile(r"\bdata\b|\brecords\b", re.IGNORECASE),
}
# Texts printed as one plain line (no citations, no markup).
PLAIN_TEXTS = ("abstract_background.md", "plain_background.md")
VAR = re.compile(r"\{\{<\s*var\s+([a-z0-9_.]+)\s*>\}\}")
BIB_KEY = re.compile(
    r"^\s*@(?!comment|string|preamble)\w+\s*[{(]\s*([^\s,]+)\s*,", re.IGNORECASE | re.MULTILINE
)


def works_in(bibliography: str) -> list[str]:
    """Return the keys of the works in a BibTeX file."""
    return BIB_KEY.findall(bibliography)


def check_texts(texts: dict[str, str], folder: str) -> None:
    """Raise `Problems` naming each text that a study lacks."""
    raise_if_any(
        Problem(f"{folder}/{name}", "the study lacks this text", f"write {meaning} there (it may be empty)")
        for name, meaning in STUDY_TEXTS.items()
        if name not in texts
    )


def add_plain_texts(values: Values, texts: dict[str, str], folder: str) -> None:
    """Add the texts that are printed inside a paragraph: `text.abstract_background` and the like."""
    raise_if_any(
        Problem(f"{folder}/{name}", f'there is no variable "{identifier}"', "correct the name")
        for name in PLAIN_TEXTS
        for identifier in VAR.findall(texts[name])
        if identifier not in values
    )
    for name in PLAIN_TEXTS:
        sources = tuple(dict.fromkeys(VAR.findall(texts[name])))
        line = " ".join(VAR.sub(lambda match: values.text(match.group(1)), texts[name]).split())
        values.add(f"text.{name.removesuffix('.md')}", None, line, file=f"{folder}/{name}", sources=sources)
