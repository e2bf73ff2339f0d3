"""Draws the study flow: boxes from the records down to the outcome, with what was lost beside them."""

from collections.abc import Sequence

import pandas as pd
from matplotlib.figure import Figure

from chart2paper.figures.flow import DRAWN
from chart2paper.figures.lettering import width_of, wrap
from chart2paper.figures.numbers import count_text, counted, rows_of
from chart2paper.figures.style import (
    ARMS,
    BODY,
    GREY,
    INK,
    LEADING,
    MARGIN,
    PALE,
    RULE,
    SMALL,
    TEXT_WIDTH,
    Page,
    arm_marker,
    arm_names,
    journal_style,
    new_page,
)
from chart2paper.tables.closed_lists import ROLES
from chart2paper.writing.values import Values

# A line of a left-hand box: what it is and its text. A row of a right-hand box: what it is and its cells.
Text = tuple[str, str]
Row = tuple[str, list[str]]

GAP, PAD, LINE = 12.0, 6.0, SMALL * LEADING * 1.08
ROOM = 122.0  # width of the boxes on the left
SIDE = MARGIN + ROOM + 18  # left edge of the boxes of those who were lost
# A box on the left and, but for the last, the one on the right of those who are lost after it.
STAGES = (("records", "excluded"), ("eligible", "unmatched"), ("matched", "missing"), ("outcome", ""))
EDGE = {"edgecolor": RULE, "linewidth": 0.8}


def draw_flow(frame: pd.DataFrame, title: str, banner: str, short_name: str, words: Values) -> Figure:
    """Return the flow diagram of `frame` (rows of FLOW_FIGURE).

    People who stay are on the left, from top to bottom; people who are lost, with the reason and by arm,
    on the right.
    """
    names = arm_names(words, short_name)
    parts = [
        (
            _stay(frame[frame["part"] == stay], names, words),
            _lost(frame[frame["part"] == lost], lost, _columns(lost, names, short_name, words), words),
        )
        for stay, lost in STAGES
    ]
    with journal_style():
        page = new_page(_height(parts), title, banner)
        top = 0.0
        for number, (stay, lost) in enumerate(parts):
            top = _draw_stage(page, top, stay, lost, last=number == len(parts) - 1)
    return page.figure


def _stay(lines: pd.DataFrame, names: dict[str, str], words: Values) -> list[Text]:
    """Return a left-hand box as (kind, text) lines: a head, the total and, where told apart, each arm."""
    line = lines.iloc[0]
    texts = [("head", piece) for piece in wrap(line["label"], ROOM - 2 * PAD, BODY, bold=True)]
    total = line["total"]
    withheld = pd.isna(total)
    texts.append(
        ("body", words.words(f"{DRAWN}#total_withheld") if withheld else counted(words, "people", int(total)))
    )
    if line["part"] != "records":
        texts += [
            (role, words.words(f"{DRAWN}#arm", arm=names[role], number=count_text(words, line[role])))
            for role in ROLES
        ]
    return texts


def _columns(lost: str, names: dict[str, str], short_name: str, words: Values) -> list[str]:
    """Return the heads of the columns of a right-hand box: who was excluded has no arm, but may have had the drug."""
    if lost != "excluded":
        return [names[role] for role in ROLES]
    drug = [words.words(f"{DRAWN}#excluded_arm", {"ever": ever}, drug=short_name) for ever in (True, False)]
    return [*drug, words.words(f"{DRAWN}#left")]


def _lost(lines: pd.DataFrame, box: str, columns: list[str], words: Values) -> list[Row]:
    """Return a right-hand box as rows of (kind, cells); the first cell is the label. `box`: none where it is empty."""
    if not box:
        return []
    head = words.words(f"{DRAWN}#box", {"box": box})
    if lines.empty:
        return [("head", [words.words(f"{DRAWN}#counted_box", box_name=head, number="0")])]
    room = TEXT_WIDTH - MARGIN - SIDE - 2 * PAD - sum(map(_column_width, columns))
    # A released figure withholds small counts, and then their sum as well.
    total = lines["total"].sum(skipna=False)
    if pd.notna(total):
        head = words.words(f"{DRAWN}#counted_box", box_name=head, number=f"{int(total):,}")
    rows = [("head", [head, *columns])]
    for line in rows_of(lines):
        first, *more = wrap(line.label[:1].upper() + line.label[1:], room, SMALL)
        numbers = [line.exposed, line.comparator, line.remaining][: len(columns)]
        rows += [("first", [first, *(count_text(words, number) for number in numbers)])]
        rows += [("more", [text]) for text in more]
    return rows


def _column_width(head: str) -> float:
    return max(34.0, width_of(head, SMALL, bold=True) + 9)


def _box_height(texts: Sequence[Text | Row]) -> float:
    return len(texts) * LINE + 2 * PAD if texts else 0.0


def _height(parts: list[tuple[list[Text], list[Row]]]) -> float:
    return sum(_stage_height(stay, lost) for stay, lost in parts) - GAP


def _stage_height(stay: list[Text], lost: list[Row]) -> float:
    return _stay_height(stay) + (_box_height(lost) + 2 * GAP if lost else GAP)


def _stay_height(stay: list[Text]) -> float:
    return len(stay) * BODY * LEADING + 2 * PAD


def _draw_stage(page: Page, top: float, stay: list[Text], lost: list[Row], last: bool) -> float:
    """Draw a left-hand box and, below it, what was lost before the next; return where the next begins."""
    height, middle = _stay_height(stay), MARGIN + ROOM / 2
    page.box(MARGIN, top, ROOM, height, facecolor="white", **EDGE)
    for number, (kind, text) in enumerate(stay):
        y = top + PAD + (number + 0.5) * BODY * LEADING
        weight = "bold" if kind == "head" else "normal"
        page.text(MARGIN + PAD + (11 if kind in ARMS else 0), y, text, weight=weight)
        if kind in ARMS:
            arm_marker(page, MARGIN + PAD + 3, y, kind)
    end = top + _stage_height(stay, lost)
    if not last:
        page.arrow((middle, top + height), (middle, end))
    if lost:
        _draw_lost(page, top + height + GAP, middle, lost)
    return end


def _draw_lost(page: Page, top: float, from_x: float, rows: list[Row]) -> None:
    height, right = _box_height(rows), TEXT_WIDTH - MARGIN
    page.box(SIDE, top, right - SIDE, height, facecolor=PALE, **EDGE)
    page.arrow((from_x, top + height / 2), (SIDE, top + height / 2))
    for number, (kind, cells) in enumerate(rows):
        y = top + PAD + (number + 0.5) * LINE
        weight, edge = "bold" if kind == "head" else "normal", right - PAD
        page.text(SIDE + PAD, y, cells[0], SMALL, weight=weight)
        # Numbers stand below the end of their heading, the last column at the right edge of the box.
        # Beside the arms stands how many were left.
        for column, (head, text) in reversed(list(enumerate(zip(rows[0][1][1:], cells[1:], strict=False)))):
            colour = GREY if column == len(ROLES) else INK
            page.text(edge, y, text, SMALL, ha="right", weight=weight, color=colour)
            edge -= _column_width(head)
