"""What a kind of mess is, and helpers to make it and to find it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from chart2paper.statistics.random_streams import Draws

Tables = dict[str, pd.DataFrame]
# The text tables and a seed -> new tables.
Make = Callable[[Tables, int], Tables]
# Distinct texts and a number from 0 to 1 for each -> new texts.
Change = Callable[[pd.Series, np.ndarray], pd.Series]
# A text -> its variants, each equally often.
Variants = Mapping[str, tuple[str, ...]]


def leave_as_is(tables: Tables, seed: int) -> Tables:
    """Return the tables unchanged: this kind of mess is already in what the practice wrote down."""
    return tables


@dataclass(frozen=True)
class MessKind:
    """One kind of mess: its name, file and column, what it is, how to make it, and how to find it.

    `make` takes the text tables and a seed and returns new tables. `find` takes the tables as a reader
    of the CSV files sees them and returns True for each row of `file` that shows the mess.
    """

    name: str
    file: str
    column: str
    what: str
    find: Callable[[Tables], "pd.Series[bool]"]
    make: Make = leave_as_is


def shows(file: str, column: str, pattern: str) -> Callable[[Tables], "pd.Series[bool]"]:
    """Return a finder of rows whose `column` fits the whole regular expression `pattern`."""
    return lambda tables: tables[file][column].str.fullmatch(pattern)


def rewrite(
    tables: Tables, file: str, columns: tuple[str, ...], seed: int, name: str, share: float, change: Change
) -> Tables:
    """Return the tables with about `share` of the cells of `columns` changed.

    `change` takes distinct texts and a number from 0 to 1 for each, and returns new texts, or None
    where this kind of mess does not apply; such cells stay as they are.
    """
    table = tables[file].copy()
    for column in columns:
        draw = Draws(seed, len(table))
        chosen = draw.chance(f"mess/{name}/{file}/{column}", share)
        which = draw.uniform(f"mess/{name}/{file}/{column}/which")[chosen]
        old = table.loc[chosen, column]
        new = pd.Series(change(old, which), index=old.index, dtype="str")
        table.loc[chosen, column] = new.fillna(old)
    return {**tables, file: table}


def one_of(variants: Variants) -> Change:
    """Return a `change` that replaces a text by one of its variants, each equally often."""
    most = max(len(texts) for texts in variants.values())
    columns = [{old: texts[place % len(texts)] for old, texts in variants.items()} for place in range(most)]

    def change(old: pd.Series, which: np.ndarray) -> pd.Series:
        place = np.floor(which * most).astype("int64")
        new = old.map(columns[0])
        for number in range(1, most):
            new = new.where(place != number, old.map(columns[number]))
        return new

    return change
