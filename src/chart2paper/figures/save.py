"""Saving a figure: SVG for the screen and print, PNG where SVG cannot go, CSV with the plotted numbers."""

from typing import Any, NamedTuple

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.text import Text

from chart2paper.figures.style import journal_style
from chart2paper.not_shown import visible
from chart2paper.tables.contract import Table
from chart2paper.tables.read_write import write_table

PRINT_DPI = 300


class Files(NamedTuple):
    """Where the three files of a figure lie."""

    svg: str
    png: str
    csv: str


def save(figure: Figure, frame: pd.DataFrame, twin: Table, description: str, outputs: Any) -> None:
    """Write `outputs.svg`, `outputs.png` and `outputs.csv` (the figure's CSV twin)."""
    write_table(frame, twin, outputs.csv)
    save_pictures(figure, description, outputs)


def save_pictures(figure: Figure, description: str, outputs: Any) -> None:
    """Write `outputs.svg` and `outputs.png`.

    A sign that no picture can show (an escape, a zero byte) is marked; no formula is read in a text (see `style`).
    The alt text goes into both pictures as their description. No date or version is written, and the
    ids inside the SVG are salted, so that the same figure always gives the same bytes.
    """
    description = visible(description)
    for text in figure.findobj(Text):
        text.set_text(visible(text.get_text()))
    with journal_style():
        about = {"Date": None, "Creator": None, "Description": description}
        figure.savefig(outputs.svg, format="svg", metadata=about)
        about = {"Software": None, "Description": description}
        # Level 3 packs these pictures, mostly white, as small as the default and twice as fast.
        squeeze = {"compress_level": 3}
        figure.savefig(outputs.png, format="png", dpi=PRINT_DPI, metadata=about, pil_kwargs=squeeze)
