"""How the page writes people, numbers and moves."""

from typing import Any

import pandas as pd

from chart2paper.catalogue.covariates import COVARIATES
from chart2paper.catalogue.estimands import find_estimand
from chart2paper.changes.run import Run
from chart2paper.writing.about import About
from chart2paper.writing.printed import printed
from chart2paper.writing.prose import join
from chart2paper.writing.values import Values, slug

# People or files named in a sentence; the tables have all of them.
MOST_NAMED = 5
# The passage that holds the sentences at the top of the page.
SUMMARY = "changes/summary"
# The passage with the parts of the name of a number of people.
NUMBERS = "changes/numbers"
NOTHING = 1e-9
# The cells of an estimate that are on its scale.
ON_ITS_SCALE = ("estimate", "ci_low", "ci_high")


def kind_words(words: Values, kind: str) -> str:
    """Return a kind of change in words; `kind` is its column in NUMBERS."""
    return words.words(f"changes/kinds#{kind}")


def named(names: list[str], words: Values, between: str = ", ") -> str:
    """Return `P0001, P0002 and 3 more`; longer things may need another sign `between` them."""
    unique = sorted(dict.fromkeys(names))
    rest = len(unique) - MOST_NAMED
    shown = unique[:MOST_NAMED]
    if rest > 0:
        shown.append(words.words(f"{SUMMARY}#more", n=f"{rest:,}"))
    return join(shown) if between == ", " else between.join(shown)


def cell(value: Any) -> str:
    """Return a cell of a table as text; empty where there is no value."""
    if pd.isna(value):
        return ""
    return value.date().isoformat() if isinstance(value, pd.Timestamp) else str(value)


def times(told: About | None) -> float:
    """Return what a number is multiplied by to be printed: shares are printed in percent."""
    if told is None or told.kind != "estimate" or told.cell not in ON_ITS_SCALE:
        return 1.0
    known = find_estimand(told.outcome, told.estimand, told.method)
    return known.estimand.number.times if known else 1.0


def signed(move: Any, told: About | None = None) -> str:
    """Return a move as printed: +0.042, −3 or 0; empty where it is not known. told: what the number says."""
    if pd.isna(move):
        return ""
    value = float(move) * times(told)
    if abs(value) < NOTHING:
        return "0"
    text = printed(value, 0 if abs(value - round(value)) < NOTHING else 3)
    if not text.strip("−0."):
        return "less than 0.001" if value > 0 else "less than 0.001 down"
    return text if value < 0 else f"+{text}"


def title_of(run: Run, analysis: str) -> str:
    """Return the printed name of an analysis."""
    return str(run.study["analyses"][analysis]["title"])


def label(told: About, words: Values) -> str:
    """Return what a number of an estimate or of people is, in words."""
    return _estimate(told) if told.kind == "estimate" else _people(told, words)


def _estimate(told: About) -> str:
    known = find_estimand(told.outcome, told.estimand, told.method)
    # An earlier version may have had estimands that this one does not know.
    names = (
        (known.outcome_words(), known.words, known.method_words)
        if known
        else (told.outcome, told.estimand, told.method)
    )
    about, what, how = (_plain(name) for name in names)
    return f"{about}, {what}: {', '.join([how, *([] if told.cell == 'estimate' else [_plain(told.cell)])])}"


def _people(told: About, words: Values) -> str:
    """Return the arm, the characteristic with its level or reason, and which number of these people it is."""
    covariate = COVARIATES.get(told.covariate)
    level = told.level if covariate is None else covariate.in_table(told.level) if told.level else ""
    parts = [
        told.role or words.words(f"{NUMBERS}#both"),
        "" if covariate is None else covariate.title(words.outcome),
        _plain(level),
        told.reason,
        "" if told.group == "level" else words.words(f"{NUMBERS}#{slug(told.group)}"),
        words.words(f"{NUMBERS}#{slug(told.kind)}"),
    ]
    return ", ".join(part for part in parts if part)


def _plain(name: str) -> str:
    return name.replace("_", " ")
