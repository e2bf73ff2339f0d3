"""What is printed: a text of a chart, a file's name or a setting is shown, and never obeyed by the terminal.

Escape sequences can clear the screen, change the window's title or forge lines (ECMA-48; CWE-150).
"""

import sys
from collections.abc import Iterable
from typing import TextIO

SHOWN_INSTEAD = "\N{REPLACEMENT CHARACTER}"


def printable(text: str | None) -> str:
    """Return a text on one line without what a terminal would obey or not show; each such sign becomes \ufffd."""
    return "".join(_shown(sign) for sign in text or "")


def _shown(sign: str) -> str:
    if sign.isprintable():
        return sign
    return (
        " "
        if sign.isspace() and sign not in "\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029"
        else SHOWN_INSTEAD
    )


def print_lines(lines: Iterable[str], file: TextIO | None = None) -> None:
    """Print lines, each on one line whatever it holds; to standard output unless `file` is another."""
    for line in lines:
        print(printable(line), file=file or sys.stdout, flush=True)
