"""The lines of the forest plot that show published results, as their abstracts report them."""

from typing import Any

import pandas as pd

from chart2paper.figures.forest_words import DRAWN, estimate_text
from chart2paper.figures.numbers import rows_of
from chart2paper.writing.printed import MINUS
from chart2paper.writing.values import Values

# Designs that have a marker of their own.
SHOWN_BY_MARKER = ("trial", "cohort")
# The hyphen before a number, or between spaces.
HYPHEN = r"(?<![\w.])-(?=\d)|(?<= )-(?= )"


def published_lines(literature: pd.DataFrame, words: Values) -> pd.DataFrame:
    """Return the published results (rows of LITERATURE) as lines: comparisons by unit, changes within one arm apart."""
    texts: list[str] = list(literature.select_dtypes("string").columns)
    literature = literature.fillna(dict.fromkeys(texts, ""))
    panel = _panels(literature, words.outcome.points)
    drawn = panel != "words"
    frame = pd.DataFrame(
        {
            "panel": panel,
            "heading": words.words(f"{DRAWN}#published"),
            "label": literature["study"] + ", " + literature["year"].astype("string"),
            "detail": [_details(row, words) for row in rows_of(literature)],
            "marker": literature["plot_design"].replace("", "cohort"),
            "estimate": literature["plot_estimate"].where(drawn),
            "ci_low": literature["plot_low"].where(drawn),
            "ci_high": literature["plot_high"].where(drawn),
        }
    )
    printed = [
        _as_reported(row, words) if panel == "words" else _numbers(row, panel, words)
        for row, panel in zip(rows_of(literature), panel, strict=True)
    ]
    reported = pd.Series(printed, index=frame.index, dtype="string")
    # A minus sign in what was reported may be a hyphen.
    return frame.assign(words=reported.where(drawn, reported.str.replace(HYPHEN, MINUS, regex=True)))


def _panels(literature: pd.DataFrame, points: str) -> pd.Series:
    panels = {points: "points", "percent change": "percent", "standardised difference": "standardised"}
    panel = literature["plot_measure"].map(panels).fillna("words")
    within = literature["plot_kind"] == "within one arm"
    panel = panel.mask(within & (panel == "points"), "change")
    # A percent change within one arm has no panel; it is written in words.
    return panel.mask(within & (panel != "change"), "words")


def _numbers(row: Any, panel: str, words: Values) -> str:
    """Return a result with its interval, or a note that none is reported."""
    text = estimate_text(panel, row.plot_estimate, row.plot_low, row.plot_high)
    if pd.notna(row.plot_low):
        return text
    return words.words(f"{DRAWN}#alone", {"derived": row.plot_basis == "derived"}, estimate=text)


def _details(row: Any, words: Values) -> str:
    """Return population and number of people, behind the design where no marker shows it."""
    number = {"number": row.n.replace(" ", "\u00a0")} if row.n else {}
    people = words.words(f"{DRAWN}#people", {"known": bool(number)}, **number)
    design = {} if row.plot_design in SHOWN_BY_MARKER else {"design": row.design}
    facts = {"named": bool(design)}
    return words.words(f"{DRAWN}#details", facts, population=row.population, people=people, **design)


def _as_reported(row: Any, words: Values) -> str:
    """Return a result that fits no axis in the words of its abstract."""
    ends = {"low": row.ci_low, "high": row.ci_high} if row.ci_low and row.ci_high else {}
    note = {"note": row.plot_note} if row.plot_note else {}
    facts = {"interval": bool(ends), "noted": bool(note)}
    return words.words(f"{DRAWN}#as_reported", facts, label=row.outcome, result=row.effect, **ends, **note)
