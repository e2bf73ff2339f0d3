"""What a reader would see of a figure's text: which strings, where, and whether they collide."""

from itertools import combinations

from matplotlib.axis import Axis
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from chart2paper.figures.style import journal_style


def texts_of(figure: Figure) -> list[Text]:
    """Return every text that is drawn, tick labels within the axes' limits included."""
    found = list(figure.texts)
    for axes in figure.axes:
        found += [*axes.texts, axes.xaxis.label, axes.yaxis.label]
        found += [*_tick_labels(axes.xaxis), *_tick_labels(axes.yaxis)]
    return [text for text in found if text.get_visible() and text.get_text().strip()]


def _tick_labels(axis: Axis) -> list[Text]:
    low, high = sorted(axis.get_view_interval())
    ticks = zip(axis.get_major_ticks(), axis.get_majorticklocs(), strict=False)
    return [tick.label1 for tick, at in ticks if low <= at <= high and tick.label1.get_visible()]


def layout_problems(figure: Figure) -> list[str]:
    """Return what is wrong with the texts: outside the page, or over one another."""
    with journal_style():
        renderer = FigureCanvasAgg(figure).get_renderer()
        figure.draw(renderer)
        boxes = [(text.get_text(), text.get_window_extent(renderer)) for text in texts_of(figure)]
    page = figure.bbox
    problems = [
        f"outside the page: {text!r}"
        for text, box in boxes
        if box.x0 < page.x0 - 0.5
        or box.x1 > page.x1 + 0.5
        or box.y0 < page.y0 - 0.5
        or box.y1 > page.y1 + 0.5
    ]
    for (one, a), (other, b) in combinations(boxes, 2):
        across = min(a.x1, b.x1) - max(a.x0, b.x0)
        # Letters stand well inside the height of a line, so that lines may touch.
        along = min(a.y1, b.y1) - max(a.y0, b.y0)
        if across > 0.5 and along > 0.35 * min(a.height, b.height):
            problems.append(f"{one!r} over {other!r}")
    return problems
