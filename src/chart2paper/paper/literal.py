"""Texts of charts, mappings and studies as Markdown that shows them as they are."""

import re

# Every ASCII sign that pandoc's Markdown can read as markup (https://pandoc.org/MANUAL.html#backslash-escapes).
MARKUP = re.compile(r"([!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~])")
# What no paper can show: control characters, code points that are no characters (surrogates, noncharacters), signs
# that would turn the order in which the letters and digits behind them are read (Unicode Bidirectional Algorithm,
# UAX 9, embeddings, overrides and isolates), and letters that are never seen (annotations, tags).
NOT_SHOWN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u206f\ufdd0-\ufdef\ufff0-\ufffb\ufffe\uffff"
    "\ud800-\udfff\U000e0000-\U000e0fff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
    + "]"
)


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
