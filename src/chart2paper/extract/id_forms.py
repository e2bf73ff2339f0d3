"""Two ways to write one identifier: what a spreadsheet or another program has done to it."""

from collections.abc import Callable, Sequence

import pandas as pd

Form = Callable[[pd.Series], pd.Series]

# What may differ, in the order in which it is taken away.
_FORMS: dict[str, Form] = {
    "decimals": lambda texts: texts.str.replace(r"[.,]0+$", "", regex=True),
    "punctuation": lambda texts: texts.str.replace(r"[\W_]+", "", regex=True),
    "case": lambda texts: texts.str.casefold(),
    "prefix": lambda texts: texts.str.replace(r"^[^\W\d_]{1,8}(?=\d)", "", regex=True),
    "leading_zeros": lambda texts: texts.str.replace(r"^([^\W\d_]*)0+(?=\d)", r"\1", regex=True),
}
DIFFERENCES = {
    "leading_zeros": "leading zeros (00123 and 123)",
    "decimals": "decimals (123.0 and 123)",
    "punctuation": "spaces, commas and other signs (1,234 and 1234)",
    "case": "capitals (a12 and A12)",
    "prefix": "letters in front (MRN123 and 123)",
}
# Tried in this order to do without it: another clinic may use the same digits behind other letters.
_RISKIEST_FIRST = ("prefix", "case", "punctuation", "decimals", "leading_zeros")


def bare(texts: pd.Series, ignored: Sequence[str]) -> pd.Series:
    """Return identifiers without the differences named in `ignored`."""
    for name, form in _FORMS.items():
        if name in ignored:
            texts = form(texts)
    return texts


def as_listed(numbers: pd.Series, listed: pd.Index, ignored: Sequence[str]) -> pd.Series:
    """Return identifiers as the list writes them, where only the differences in `ignored` stand between.

    An identifier that the list has as it stands is left, and so is one that fits several of the list.
    """
    if not ignored:
        return numbers
    unique = pd.Series(numbers.dropna().unique(), dtype="string")
    by_form = _unambiguous(listed, ignored).to_dict()
    known = set(listed)
    becomes = {
        number: number if number in known else by_form.get(form, number)
        for number, form in zip(unique, bare(unique, ignored), strict=True)
    }
    return numbers.astype("object").map(becomes).astype("string")


def explained(numbers: pd.Series, listed: pd.Index) -> tuple[list[str], int]:
    """Return which differences explain why identifiers are not in the list, and for how many of them they do.

    The fewest that explain as many as all together; none where none is explained.
    """
    unknown = pd.Series(pd.Index(numbers.dropna().unique()).difference(listed), dtype="string")
    if unknown.empty:
        return [], 0
    ignored = list(_RISKIEST_FIRST)
    most = _matching(unknown, listed, ignored)
    for name in _RISKIEST_FIRST:
        fewer = [other for other in ignored if other != name]
        if _matching(unknown, listed, fewer) == most:
            ignored = fewer
    if "prefix" in ignored and 2 * most < len(unknown):
        ignored = [name for name in ignored if name != "prefix"]
        most = _matching(unknown, listed, ignored)
    return [name for name in DIFFERENCES if name in ignored and most], most


def _matching(unknown: pd.Series, listed: pd.Index, ignored: Sequence[str]) -> int:
    return int(bare(unknown, ignored).isin(_unambiguous(listed, ignored).index).sum()) if ignored else 0


def _unambiguous(listed: pd.Index, ignored: Sequence[str]) -> pd.Series:
    """Return the identifiers of the list by their bare form, without those that have it in common."""
    texts = pd.Series(listed.unique(), dtype="string")
    forms = bare(texts, ignored)
    return pd.Series(texts.to_numpy(), index=forms.to_numpy(), dtype="string")[
        ~forms.duplicated(keep=False).to_numpy()
    ]
