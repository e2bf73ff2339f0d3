"""Texts of charts, mappings and studies as Markdown that shows them as they are."""

import re

from chart2paper.not_shown import NOT_SHOWN

# Every ASCII sign that pandoc's Markdown can read as markup (https://pandoc.org/MANUAL.html#backslash-escapes).
MARKUP = re.compile(r"([!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~])")


def literal(text: str) -> str:
    """Return `text` as Markdown that shows it as it is, on one line: the one way of a text into Markdown.

    Names, titles, reasons and paths from charts, mappings and studies may hold anything. No sign of them is read as
    markup, a citation, a shortcode, HTML or the end of a table's cell (see also `one_line`).
    """
    return MARKUP.sub(r"\\\1", one_line(text))


def one_line(text: str) -> str:
    """Return a text on one line; each character that no paper can show becomes \ufffd."""
    return NOT_SHOWN.sub("\ufffd", " ".join(text.split()))


def as_code(text: str) -> str:
    """Return `text` as inline code that shows it as it is."""
    plain = one_line(text)
    fence = "`" * (1 + max(map(len, re.findall("`+", plain)), default=0))
    space = " " if plain.startswith("`") or plain.endswith("`") else ""
    return f"{fence}{space}{plain}{space}{fence}" if plain else ""
