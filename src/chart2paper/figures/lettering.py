"""The figures' typeface and how wide a text is printed in it, so that labels can be wrapped to fit."""

from functools import cache
from pathlib import Path

from matplotlib.font_manager import FontProperties, fontManager
from matplotlib.textpath import text_to_path

# The second one, shipped with matplotlib, lends the letters that the first one lacks.
FAMILIES = ["Paper Sans", "DejaVu Sans"]

for _face in ("Regular", "Bold"):
    fontManager.addfont(Path(__file__).parent / "fonts" / f"PaperSans-{_face}.ttf")


@cache
def width_of(text: str, size: float, bold: bool = False) -> float:
    """Return the printed width of one line in points."""
    font = FontProperties(family=FAMILIES, size=size, weight="bold" if bold else "normal")
    return float(text_to_path.get_text_width_height_descent(text, font, False)[0])


def wrap(text: str, width: float, size: float, bold: bool = False) -> list[str]:
    """Break `text` into lines at most `width` points wide; a word that is too wide is cut.

    Only spaces break a line: a no-break space holds its words together.
    """
    lines: list[str] = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if width_of(longer, size, bold) <= width:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        *full, rest = _cut(word, width, size, bold)
        lines = [*lines[:-1], *full, rest]
    return lines


def _cut(word: str, width: float, size: float, bold: bool) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and width_of(pieces[-1] + letter, size, bold) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces
