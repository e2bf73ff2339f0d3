"""Numbers of the specification curve: every analysis in points, sorted by its estimate, and what it changes.

Source: Simonsohn, Simmons and Nelson 2020 (Nature Human Behaviour 4:1208-1214).
"""

from typing import Any

import pandas as pd

from chart2paper.figures.numbers import counted, interval, rows_of
from chart2paper.tables.closed_lists import POINTS
from chart2paper.tables.figures import SPECIFICATION_CURVE_FIGURE
from chart2paper.tables.read_write import shape
from chart2paper.writing.prose import sentence
from chart2paper.writing.values import Values

# The passage of the figure's words.
DRAWN = "drawn/specification_curve"
# As the protocol's grid names analyses that make several changes.
CROSSED, AND = "crossed", "+"


def specification_frame(grid: pd.DataFrame) -> pd.DataFrame:
    """Return the marks of the specification curve (SPECIFICATION_CURVE_FIGURE). `grid`: rows of SENSITIVITY."""
    in_points = grid[grid["unit"] == POINTS]
    drawn = in_points[in_points["estimate"].notna()].sort_values(["estimate", "place"], ignore_index=True)
    drawn = drawn.assign(position=range(1, len(drawn) + 1), layer="estimate", row=0)
    settings = _settings(drawn, in_points)
    both = pd.concat([drawn.assign(heading=drawn["question"]), settings], ignore_index=True)
    both["heading"] = both["heading"].map(sentence, na_action="ignore")
    return shape(both.assign(not_drawn=len(grid) - len(drawn)), SPECIFICATION_CURVE_FIGURE)


def _settings(drawn: pd.DataFrame, in_points: pd.DataFrame) -> pd.DataFrame:
    """Return which single changes each analysis makes, in rows in the protocol's order; the primary makes none."""
    parts = drawn[drawn["is_primary"] == 0].assign(name=lambda rows: rows["name"].str.split(AND, regex=False))
    single = in_points[in_points["question"] != CROSSED].set_index("name")
    marks = parts[["position", "name", "is_primary"]].explode("name")
    marks = marks[marks["name"].isin(single.index)]
    marks = marks.assign(**{name: marks["name"].map(single[name]) for name in ("place", "question", "label")})
    rows = {place: row for row, place in enumerate(sorted(marks["place"].unique()), 1)}
    return marks.assign(row=marks["place"].map(rows), heading=marks["question"], layer="setting")


def alt_text(frame: pd.DataFrame, short_name: str, words: Values) -> str:
    """Describe the specification curve in sentences, from the plotted marks alone."""
    curve = frame[frame["layer"] == "estimate"]
    head = words.words(f"{DRAWN}#alt", drug=short_name)
    if curve.empty:
        return f"{head} {words.words(f'{DRAWN}#alt_nothing')}"
    lowest, highest = rows_of(curve.iloc[[0, -1]])
    clear = int(((curve["ci_low"] > 0) | (curve["ci_high"] < 0)).sum())
    shown = words.words(
        f"{DRAWN}#alt_curve",
        analyses=counted(words, "analyses", len(curve)),
        lowest=_estimate(lowest),
        lowest_changes=lowest.label,
        highest=_estimate(highest),
        highest_changes=highest.label,
        clear=f"{clear}",
    )
    primary = [
        words.words(f"{DRAWN}#alt_primary", estimate=_estimate(line))
        for line in rows_of(curve[curve["is_primary"] == 1])
    ]
    return " ".join([head, shown, *primary, words.words(f"{DRAWN}#alt_rows")])


def _estimate(line: Any) -> str:
    return interval(line.estimate, line.ci_low, line.ci_high, 2)
