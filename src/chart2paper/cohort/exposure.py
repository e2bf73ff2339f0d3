"""Which orders are the exposure, when it was first ordered and how long it was used."""

from typing import Protocol

import pandas as pd


class Exposure(Protocol):
    """The settings that make an order the exposure; a `Design` has them."""

    @property
    def ingredients(self) -> tuple[str, ...]:
        """Ingredients that count, as the drug list joins them."""
        ...

    @property
    def routes(self) -> tuple[str, ...]:
        """Routes that count."""
        ...

    @property
    def max_daily_dose_mg(self) -> float | None:
        """Highest daily dose that counts, in mg; None = any."""
        ...


def same_drug(orders: pd.DataFrame, design: Exposure) -> pd.Series:
    """Return which rows of DRUG order the exposure's ingredients, in any form, route or dose.

    The joined text must be equal: `naltrexone` is neither `bupropion+naltrexone` nor `methylnaltrexone`.
    What only names the exposure is in `names_exposure`.
    """
    return orders["ingredient"].isin(design.ingredients).astype(bool)


def counts_as_exposure(orders: pd.DataFrame, design: Exposure) -> pd.Series:
    """Return which rows of DRUG are the exposure: ingredient, route and, if limited, daily dose.

    An unknown route or, when a highest dose is set, a dose that could not be read does not count:
    such an order may be another treatment. It does bar a person from being an unexposed
    comparator (see `docs/methods/cohort.md`).
    """
    counts = same_drug(orders, design) & orders["route"].isin(design.routes).astype(bool)
    if design.max_daily_dose_mg is None:
        return counts
    return counts & (orders["daily_dose_mg"] <= design.max_daily_dose_mg).fillna(False).astype(bool)


def names_exposure(orders: pd.DataFrame, design: Exposure) -> pd.Series:
    """Return which rows of DRUG name the exposure, or may name it, but are not orders of it alone (`same_drug`).

    Every ingredient of the exposure is among those ordered together or those that the line may name: a
    combination product, several orders in one line, a line that says that the drug was stopped, a name one
    letter apart. Whoever has such a row cannot be taken for a person who never had the exposure.
    """
    named = orders["ingredient"].astype("string") + "+" + orders["may_name"].astype("string").fillna("")
    wanted = [set(ingredient.split("+")) for ingredient in design.ingredients]
    hits = [text for text in named.unique() if any(parts <= set(text.split("+")) for parts in wanted)]
    return named.isin(hits).astype(bool) & ~same_drug(orders, design)


def first_episode(orders: pd.DataFrame, gap_days: int) -> pd.DataFrame:
    """Return each person's first episode of use.

    Parameters
    ----------
    orders: exposure orders with person (number), first and last day (numbers, both inclusive).
    gap_days: orders so many days apart, or fewer, are one episode.

    Returns
    -------
    person, first_use (day number), days_of_use: from the first day of the first order to the last day
    covered before a gap of more than `gap_days` days, both days counted.
    """
    orders = orders.sort_values(["person", "first", "last"])
    reached = orders.groupby("person")["last"].cummax()
    before = reached.groupby(orders["person"]).shift()
    new_episode = (orders["first"] - before - 1 > gap_days).astype("int64")
    in_first = new_episode.groupby(orders["person"]).cumsum() == 0
    episode = orders[in_first].groupby("person").agg(first_use=("first", "min"), last_use=("last", "max"))
    days_of_use = episode["last_use"] - episode["first_use"] + 1
    return episode.assign(days_of_use=days_of_use)[["first_use", "days_of_use"]].reset_index()
