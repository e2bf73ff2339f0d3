"""How much of a drug a line orders: strength of one unit, and the highest daily dose."""

import pandas as pd

from chart2paper.clean.sig.orders import Dose, Texts, read_order

_TEXTS = ["line", "strength", "dose", "unit", "sig"]
_KEYS = [*_TEXTS, "named", "times_per_day", "low_dose"]


def read_doses(orders: pd.DataFrame) -> pd.DataFrame:
    """Return strength_mg, daily_dose_mg, rule and text of each order.

    `orders` has the texts line, strength, dose, unit and sig, and of the drug list `named` (number of ingredients),
    `times_per_day` (missing where a frequency must be written) and `low_dose` (the name stands for a low dose, so
    that a number without a unit is mg; no name does where the column is missing). Distinct orders are read once.
    A dose is missing unless rules explain every number of the order and every word that may change the dose.
    Units: mg and mg per day.
    """
    orders = orders if "low_dose" in orders else orders.assign(low_dose=False)
    texts = orders[_KEYS].assign(**{name: orders[name].astype("string").fillna("") for name in _TEXTS})
    distinct = texts.drop_duplicates().reset_index(drop=True)
    read = pd.concat([distinct, _read_distinct(distinct)], axis=1)
    return texts.merge(read, on=_KEYS, how="left").set_axis(orders.index)[
        ["strength_mg", "daily_dose_mg", "rule", "text"]
    ]


def _read_distinct(orders: pd.DataFrame) -> pd.DataFrame:
    doses = [read_order(Texts(*row)) for row in orders[_KEYS].itertuples(index=False, name=None)]
    read = pd.DataFrame(doses, columns=list(Dose._fields), index=orders.index)
    return pd.DataFrame(
        {
            "strength_mg": read["strength_mg"].astype("float64"),
            "daily_dose_mg": read["daily_mg"].astype("float64"),
            "rule": read["rule"].astype("string"),
            "text": _shown([orders[name].str.strip() for name in _TEXTS]),
        }
    )


def _shown(texts: list[pd.Series]) -> pd.Series:
    """Join the texts that are not empty by bars, as the log shows them."""
    joined = texts[0]
    for text in texts[1:]:
        joined = joined + (" | " + text).where(text.ne(""), "")
    return joined.astype("string")
