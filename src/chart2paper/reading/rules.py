"""Reading a column of texts by named rules, one unique text at a time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd

NOT_UNDERSTOOD = "not_understood"


@dataclass(frozen=True)
class Rule:
    """A way to read a text: a function of texts that gives values, missing where it does not apply.

    A rule that `refuses` gives the reason why a text is set aside instead of a value. `changes` is
    False where only the type changes ("7" to 7), which is not worth a line in the cleaning log.
    `example` and `gives` show the rule in the documentation and are tested.
    """

    column: str
    read: Callable[[pd.Series], pd.Series]
    example: str
    gives: str
    refuses: bool = False
    changes: bool = True

    @property
    def name(self) -> str:
        """Name of the rule: the name of its function."""
        return _function(self.read).__name__

    @property
    def what(self) -> str:
        """What the rule does: the first paragraph of its function's docstring."""
        return first_paragraph(_function(self.read))


def first_paragraph(function: Callable[..., Any]) -> str:
    """Return the first paragraph of a docstring on one line."""
    return " ".join((function.__doc__ or "").strip().split("\n\n")[0].split())


def _function(read: Callable[..., Any]) -> Callable[..., Any]:
    return read.func if isinstance(read, partial) else read


def by_unique(texts: pd.Series, read: Callable[[pd.Series], pd.DataFrame]) -> pd.DataFrame:
    """Return what `read` makes of each text, reading each distinct text once; missing texts are read as empty.

    Millions of rows then cost as much as their few thousand distinct texts. Texts in the result (rules,
    reasons, words) come back as categories, which take a byte a row.
    """
    codes, unique = pd.factorize(texts.astype("string").fillna(""))
    # Python's own text type: its regular expressions know all of Unicode, Arrow's do not.
    reading = read(pd.Series(unique, dtype="object"))
    kinds = {name: "category" for name in reading.columns if reading[name].dtype == "string"}
    return reading.astype(kinds).take(codes).set_axis(texts.index)


def read_each(texts: pd.Series, read: Callable[[str], str | None]) -> pd.Series:
    """Return what `read` makes of each text (missing where it gives None), reading each distinct text once."""

    def all_of(unique: pd.Series) -> pd.DataFrame:
        return pd.DataFrame({"found": pd.Series([read(text) for text in unique], unique.index, "string")})

    return by_unique(texts, all_of)["found"].astype("string")


def read_texts(texts: pd.Series, rules: Sequence[Rule], otherwise: str, kind: Any) -> pd.DataFrame:
    """Return the reading of each distinct text: value (of type `kind`), rule, reason, changed.

    The first rule that applies decides. A text that no rule reads has the rule `not_understood` and the
    reason `otherwise`.
    """
    reading = pd.DataFrame(
        {
            "value": pd.Series(None, index=texts.index, dtype=kind),
            "rule": pd.Series(NOT_UNDERSTOOD, index=texts.index, dtype="string"),
            "reason": pd.Series(otherwise, index=texts.index, dtype="string"),
            "changed": False,
        }
    )
    left = texts
    for rule in rules:
        if left.empty:
            break
        found = rule.read(left).dropna()
        left = left.drop(found.index)
        here = texts.index.isin(found.index)
        reading.loc[here, "rule"] = rule.name
        if rule.refuses:
            reading.loc[here, "reason"] = found.astype("string")
        else:
            reading.loc[here, "value"] = found.astype(kind)
            reading.loc[here, "reason"] = pd.NA
            reading.loc[here, "changed"] = rule.changes
    return reading


def refuse(reading: pd.DataFrame, where: pd.Series, reason: str) -> pd.DataFrame:
    """Return `reading` with the values `where` True taken back and set aside for `reason`."""
    return reading.assign(
        value=reading["value"].mask(where),
        reason=reading["reason"].mask(where, reason),
        changed=reading["changed"] & ~where,
    )


def blank(texts: pd.Series) -> pd.Series:
    """True where a text is missing or only white space."""
    return texts.astype("string").fillna("").str.strip().eq("").astype(bool)
