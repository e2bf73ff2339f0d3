"""Marks in the manuscript that tell which value stands where, so that a number can be followed to its source.

A value becomes a span of class `value`, a sentence one of class `sentence` with the values in it marked. Word
and PDF show spans as plain text; in HTML `_format/value_links.lua` makes links of them.
"""

import json
from pathlib import Path

from chart2paper.writing.literal import literal
from chart2paper.writing.values import IN_TEMPLATE

# Names of the study (title, authors, banner) stand where no link can be: in the head of the document.
NEVER_MARKED = "study."


def read_templates(generated: Path) -> dict[str, str]:
    """Return value id -> template of each sentence; none where the file is not there."""
    path = generated / "_templates.json"
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else {}


def marked_variables(variables: dict[str, str], templates: dict[str, str]) -> dict[str, str]:
    """Return every variable as Markdown that shows its text literally and says which value it is."""
    return {identifier: _marked(identifier, variables, templates) for identifier in variables}


def plain_variables(variables: dict[str, str]) -> dict[str, str]:
    """Return every variable as Markdown that shows its text literally, without a mark."""
    return {identifier: _escaped(text) for identifier, text in variables.items()}


def _marked(identifier: str, variables: dict[str, str], templates: dict[str, str]) -> str:
    text = variables[identifier]
    if identifier.startswith(NEVER_MARKED) or not text.strip():
        return _escaped(text)
    # Pandoc drops the spaces at the ends of a span, so they stay outside.
    start, end = _spaces(text)
    if identifier not in templates:
        return f"{start}{_span(literal(text), 'value', identifier)}{end}"
    # Every second part is the id of a value.
    parts = IN_TEMPLATE.split(templates[identifier])
    words = [_marked(part, variables, templates) if i % 2 else _escaped(part) for i, part in enumerate(parts)]
    return f"{start}{_span(''.join(words).strip(), 'sentence', identifier)}{end}"


def _escaped(text: str) -> str:
    """Escape a part of a sentence, keeping one space where there are some at its ends."""
    start, end = _spaces(text)
    return f"{start}{literal(text)}{end}"


def _spaces(text: str) -> tuple[str, str]:
    if not text.strip():
        return (" " if text else ""), ""
    return " " * text[0].isspace(), " " * text[-1].isspace()


def _span(markdown: str, kind: str, identifier: str) -> str:
    return f'[{markdown}]{{.{kind} data-value="{identifier}"}}'
