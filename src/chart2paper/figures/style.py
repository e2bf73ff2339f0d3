"""The look shared by all figures: page size, type, colours, and how the two arms are told apart.

Everything is laid out in points on a page 170 mm wide, so that a label is as large as it says and
nothing depends on a screen. The typeface lies in `fonts/`; no font of the machine is used.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import FancyArrowPatch, Rectangle
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, Transform

from chart2paper.figures.lettering import FAMILIES, wrap
from chart2paper.tables.closed_lists import ROLES
from chart2paper.writing.prose import sentence_case
from chart2paper.writing.values import Values

TEXT_WIDTH = 170 / 25.4 * 72
MARGIN = 6.0
LEADING = 1.35
CAP_HEIGHT = 0.66  # of the typeface, as a share of its size

SMALL, BODY, HEAD = 7.8, 8.6, 10.0

INK, GREY, RULE, PALE = "#1a1a1a", "#5f5f5f", "#c4c4c4", "#f1f1f1"
BANNER_FILL = "#fbe9b7"


@dataclass(frozen=True)
class Look:
    """How one arm is drawn. Colour (Okabe and Ito 2008), lightness, marker and line style all differ."""

    colour: str
    marker: str
    dashes: str | tuple[float, tuple[float, ...]]


ARMS = {
    "exposed": Look("#0072B2", "o", "solid"),
    "comparator": Look("#E69F00", "s", (0, (4.5, 1.6))),
}

SETTINGS: dict[Any, Any] = {
    "font.family": FAMILIES,
    "font.size": BODY,
    "text.color": INK,
    "text.hinting": "none",
    "text.parse_math": False,
    "axes.unicode_minus": True,
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "axes.labelsize": BODY,
    "axes.labelpad": 3.0,
    "axes.linewidth": 0.6,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": INK,
    "ytick.color": INK,
    "xtick.labelsize": SMALL,
    "ytick.labelsize": SMALL,
    "xtick.major.width": 0.6,
    "ytick.major.width": 0.6,
    "xtick.major.size": 3.0,
    "ytick.major.size": 3.0,
    "svg.fonttype": "path",
    "svg.hashsalt": "chart2paper",
}


@contextmanager
def journal_style() -> Iterator[None]:
    """Draw with the project's settings alone: a user's matplotlibrc and locale have no say."""
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(SETTINGS)
        yield


def arm_names(words: Values, short_name: str) -> dict[str, str]:
    """Return the printed name of each arm, as it begins a line: the treatment's short name, and comparators."""
    drug = sentence_case(short_name)
    return {role: words.words("drawn/arms#name", {"arm": role}, drug_start=drug) for role in ROLES}


def arms_within(words: Values, short_name: str) -> dict[str, str]:
    """Return the name of each arm as it stands within a sentence."""
    return {role: words.words("drawn/arms#within", {"arm": role}, drug=short_name) for role in ROLES}


@dataclass(frozen=True)
class Page:
    """A figure with a body measured in points from its top left corner; y runs downwards."""

    figure: Figure
    height: float
    top: float

    def text(self, x: float, y: float, text: str, size: float = BODY, **look: Any) -> Text:
        """Write one line of text whose middle is at `y`; lines at the same `y` share their baseline."""
        baseline = self.top + y + CAP_HEIGHT / 2 * size
        return self.figure.text(
            x / TEXT_WIDTH, 1 - baseline / self.height, text, size=size, va="baseline", **look
        )

    def lines(self, x: float, y: float, texts: list[str], size: float = BODY, **look: Any) -> float:
        """Write lines below one another, the top of the first at `y`; return where the last one ends."""
        for number, text in enumerate(texts):
            self.text(x, y + (number + 0.5) * size * LEADING, text, size, **look)
        return y + len(texts) * size * LEADING

    def axes(self, x: float, y: float, width: float, height: float) -> Axes:
        """Return axes whose upper left corner is at (x, y)."""
        bottom = self.height - self.top - y - height
        return self.figure.add_axes(
            (x / TEXT_WIDTH, bottom / self.height, width / TEXT_WIDTH, height / self.height)
        )

    def line(self, x: list[float], y: list[float], **look: Any) -> None:
        """Draw a line, or markers, through points of the page."""
        self.figure.add_artist(Line2D(x, y, transform=self._points(), **look))

    def box(self, x: float, y: float, width: float, height: float, **look: Any) -> None:
        """Draw a rectangle whose upper left corner is at (x, y)."""
        look = {"linewidth": 0, **look}
        self.figure.add_artist(Rectangle((x, y), width, height, transform=self._points(), **look))

    def arrow(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Draw a straight arrow."""
        look: dict[str, Any] = {
            "arrowstyle": "-|>",
            "shrinkA": 0,
            "shrinkB": 0,
            "mutation_scale": 7,
            "linewidth": 0.8,
        }
        arrow = FancyArrowPatch(start, end, color=INK, transform=self._points(), **look)
        self.figure.add_artist(arrow)

    def _points(self) -> Transform:
        to_page = Affine2D().scale(1 / TEXT_WIDTH, -1 / self.height).translate(0, 1 - self.top / self.height)
        return to_page + self.figure.transFigure


def new_page(body_height: float, title: str, banner: str) -> Page:
    """Return a page 170 mm wide: a strip with the banner (when there is one), the title, then the body."""
    lines = wrap(title, TEXT_WIDTH - 2 * MARGIN, HEAD, bold=True) if title else []
    strip = BODY * 1.9 if banner else 0.0
    top = strip + MARGIN + (len(lines) * HEAD * LEADING + 6 if lines else 0.0)
    height = top + body_height + MARGIN
    figure = Figure(figsize=(TEXT_WIDTH / 72, height / 72), dpi=72, facecolor="white")
    page = Page(figure, height, top)
    if banner:
        _draw_banner(page, banner, strip)
    page.lines(MARGIN, strip + MARGIN - top, lines, HEAD, weight="bold")
    return page


def _draw_banner(page: Page, banner: str, strip: float) -> None:
    page.box(0, -page.top, TEXT_WIDTH, strip, facecolor=BANNER_FILL)
    page.text(TEXT_WIDTH / 2, strip / 2 - page.top, banner, weight="bold", ha="center", gid="banner")


def arm_key(page: Page, x: float, y: float, role: str, text: str) -> None:
    """Draw an arm's line and marker with its name beside it."""
    look = ARMS[role]
    page.line([x, x + 24], [y, y], color=look.colour, linestyle=look.dashes, linewidth=1.8)
    arm_marker(page, x + 12, y, role)
    page.text(x + 30, y, text)


def arm_marker(page: Page, x: float, y: float, role: str) -> None:
    """Draw an arm's marker."""
    look = ARMS[role]
    page.line([x], [y], marker=look.marker, color=look.colour, markeredgecolor=INK, markersize=5)


def write_empty(axes: Axes, text: str) -> None:
    """Write in the middle of otherwise empty axes what is missing."""
    paper = {"facecolor": "white", "edgecolor": "none", "pad": 2.0}
    axes.text(0.5, 0.5, text, transform=axes.transAxes, ha="center", va="center", color=GREY, bbox=paper)
