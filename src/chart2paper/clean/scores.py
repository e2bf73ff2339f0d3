"""The scores of an outcome, each distinct text read once by the rules of that outcome."""

from collections.abc import Callable
from functools import partial

import pandas as pd

from chart2paper.catalogue.outcomes import PAIN, Outcome
from chart2paper.clean.pain_text import pain_rules
from chart2paper.clean.score_text import not_understood, number_rules, outside, tidy_text, without_quotes
from chart2paper.reading.rules import Rule, by_unique, read_texts, refuse

# Outcomes that have words of their own in charts; scores of any other are read as numbers on its scale.
OWN_RULES: dict[str, Callable[[pd.DataFrame], tuple[Rule, ...]]] = {PAIN.name: pain_rules}


def score_rules(words: pd.DataFrame, outcome: Outcome) -> tuple[Rule, ...]:
    """Return the rules that read the scores of an outcome, in order. `words`: the study's list of words."""
    own = OWN_RULES.get(outcome.name)
    return own(words) if own else number_rules(words, outcome)


def read_scores(texts: pd.Series, words: pd.DataFrame, outcome: Outcome) -> pd.DataFrame:
    """Return the reading of each text: value (points of the scale), rule, reason, changed, and the value as text.

    Every text has either a value within the ends of the scale or a reason.
    """
    return by_unique(texts, partial(_read_unique, words=words, outcome=outcome))


def _read_unique(texts: pd.Series, words: pd.DataFrame, outcome: Outcome) -> pd.DataFrame:
    tidy, rules = without_quotes(tidy_text(texts)), score_rules(words, outcome)
    reading = read_texts(tidy, rules, not_understood(outcome), "float64")
    beyond = reading["value"].notna() & ~reading["value"].between(outcome.low, outcome.high)
    reading = refuse(reading, beyond, outside(outcome))
    return reading.assign(text=number_text(reading["value"]))


def number_text(values: pd.Series) -> pd.Series:
    """Return numbers as text without needless zeros."""
    return values.map("{:.10g}".format, na_action="ignore").astype("string")
