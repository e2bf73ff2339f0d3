"""How the page writes people, numbers and moves."""

from typing import Any

import pandas as pd

from chart2paper.catalogue.estimands import find_estimand
from chart2paper.changes.run import Run
from chart2paper.writing.printed import printed
from chart2paper.writing.prose import join
from chart2paper.writing.values import Values

# People or files named in a sentence; the tables have all of them.
MOST_NAMED = 5
# The passage that holds the sentences at the top of the page.
SUMMARY = "changes/summary"
NOTHING = 1e-9


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


def times(identifier: str) -> float:
    """Return what a number is multiplied by to be printed: shares are printed in percent."""
    kind, *parts = identifier.split(".")
    if kind != "estimates" or len(parts) < 4 or parts[-1] not in ("estimate", "ci_low", "ci_high"):
        return 1.0
    known = find_estimand(*parts[1:4])
    return known.estimand.number.times if known else 1.0


def signed(move: Any, identifier: str = "") -> str:
    """Return a move as printed: +0.042, −3 or 0; empty where it is not known."""
    if pd.isna(move):
        return ""
    value = float(move) * times(identifier)
    if abs(value) < NOTHING:
        return "0"
    text = printed(value, 0 if abs(value - round(value)) < NOTHING else 3)
    if not text.strip("−0."):
        return "less than 0.001" if value > 0 else "less than 0.001 down"
    return text if value < 0 else f"+{text}"


def title_of(run: Run, analysis: str) -> str:
    """Return the printed name of an analysis."""
    return str(run.study["analyses"][analysis]["title"])


def label(identifier: str, run: Run) -> str:
    """Return what a number is, in words."""
    kind, _, rest = identifier.partition(".")
    parts = rest.split(".")
    if kind == "attrition" and len(parts) == 3:
        reason = run.values.get(f"attrition.{parts[0]}.{parts[1]}.reason", {}).get("text", parts[1])
        return f"{parts[2]}, at the step: {reason}"
    if kind == "estimates" and len(parts) >= 4:
        _, outcome, estimand, method, *cells = parts
        known = find_estimand(outcome, estimand, method)
        # An earlier version may have had estimands that this one does not know.
        names = (known.outcome_words(), known.words, known.method_words) if known else map(_words, parts[1:4])
        about, what, how = names
        return f"{about}, {what}: {', '.join([how, *(_words(cell) for cell in cells if cell != 'estimate')])}"
    return _words(" ".join(parts[1:])) if kind == "people" else _words(identifier.replace(".", ", "))


def _words(text: str) -> str:
    return text.replace("_", " ")
