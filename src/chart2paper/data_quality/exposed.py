"""Who has the exposure, and who may have it by an order that could not be read."""

import re
from dataclasses import dataclass
from typing import Any

import pandas as pd

from chart2paper.clean.drug_reading import NO_INGREDIENT, NOT_ORDERED
from chart2paper.clean.score_text import tidy_text
from chart2paper.cohort.exposure import counts_as_exposure, names_exposure, same_drug
from chart2paper.data_quality.fates import Part, by_column, side_of
from chart2paper.data_quality.restrictions import RESTRICTIONS
from chart2paper.reading.rules import by_unique

ROW = ["source_file", "source_row", "drug_exposure_id"]
PLACE = ["source_file", "source_row", "side"]
# What stands in the way of an order that names the drug; the first that a person has counts.
COUNTS = "is the exposure"
NOT_READ = "names the drug, but the line is not understood"
NO_DOSE = "the daily dose is not read"
NO_ROUTE = "the route is not known"
NO_DATE = "the order was set aside before its drug could count"
OTHER_FORM = "another dose, route or combination"
NO_ORDER = "stopped, or taken before, and not ordered"
RESTRICTED = "cancelled, never taken, after the data lock date, or exported twice"
LOSSES = (NOT_READ, NO_DOSE, NO_ROUTE, NO_DATE)
ORDER = (COUNTS, *LOSSES, OTHER_FORM, NO_ORDER, RESTRICTED)


@dataclass(frozen=True)
class Exposure:
    """What makes an order the exposure, as in `Design`: the same for every analysis of a study."""

    ingredients: tuple[str, ...]
    routes: tuple[str, ...]
    max_daily_dose_mg: float | None

    @classmethod
    def of(cls, exposure: dict[str, Any]) -> "Exposure":
        """Return the exposure from the plain values of the protocol."""
        return cls(tuple(exposure["ingredients"]), tuple(exposure["routes"]), exposure["max_daily_dose_mg"])


@dataclass(frozen=True)
class Exposed:
    """What stands between everyone whose orders name the drug and the exposure.

    people: how many people have each of ORDER (each person once). named, not_understood: orders that name a listed
    drug of the exposure or of a covariate, and those of them that are not understood. orders, without_dose: clean
    orders of the exposure's drug, and those of them without a daily dose.
    """

    people: dict[str, int]
    named: int
    not_understood: int
    orders: int
    without_dose: int

    @property
    def exposed(self) -> int:
        """People with an order that counts."""
        return self.people[COUNTS]

    @property
    def lost(self) -> int:
        """People who may be exposed, but whose orders could not be read so far as to say."""
        return sum(self.people[why] for why in LOSSES)


def exposed_people(
    part: Part, drugs: pd.DataFrame, exposure: Exposure, restrictions: frozenset[str] = RESTRICTIONS
) -> Exposed:
    """Count the people whose orders name the exposure, by what became of these orders.

    part: the table drug_exposure. drugs: the drug list. The name of the drug is looked for anywhere in the line,
    so that a line which the reader of drugs gives up is found here.
    """
    frame, clean = part.extracted, part.cleaned.table
    lines = frame["drug_source_value"]
    known = clean.assign(why=_why_kept(clean, drugs, exposure), may_name=names_exposure(clean, exposure))
    read = _beside(frame, known, ROW, ["ingredient", "may_name", "why"])
    aside = by_column(part.cleaned.quarantine)
    reason = _beside(frame.assign(side=side_of(frame, part.table)), aside, PLACE, ["reason"])["reason"]
    why = read["why"].fillna(reason.isin(restrictions).map({True: RESTRICTED, False: NO_DATE}))
    of_exposure = names_in(lines, drugs.loc[drugs["ingredient"].isin(exposure.ingredients), "name"])
    of_exposure |= read["may_name"].fillna(False).astype(bool)
    worst = why.map({name: place for place, name in enumerate(ORDER)})[of_exposure | why.eq(COUNTS)]
    first = worst.groupby(frame["person_id"].astype("string")[worst.index]).min()
    relevant = names_in(lines, relevant_names(drugs, exposure)) & read["ingredient"].notna()
    unknown = ~read["ingredient"].isin([*drugs["ingredient"], NOT_ORDERED])
    same = same_drug(clean, exposure)
    return Exposed(
        people={name: int(first.eq(place).sum()) for place, name in enumerate(ORDER)},
        named=int(relevant.sum()),
        not_understood=int((relevant & unknown).sum()),
        orders=int(same.sum()),
        without_dose=int((same & clean["daily_dose_mg"].isna()).sum()),
    )


def _beside(frame: pd.DataFrame, other: pd.DataFrame, keys: list[str], columns: list[str]) -> pd.DataFrame:
    """Return `columns` of the row of `other` that each row of `frame` is, missing where there is none."""
    once = other[[*keys, *columns]].drop_duplicates(keys)
    return frame[keys].merge(once, on=keys, how="left").set_axis(frame.index)[columns]


def relevant_names(drugs: pd.DataFrame, exposure: Exposure) -> pd.Series:
    """Return the listed names of the exposure and of the classes that are covariates."""
    classes = drugs["drug_class"].fillna("").str.split("+")
    covariate = classes.map(lambda parts: bool({"opioid", "adjuvant"} & set(parts)))
    return drugs.loc[drugs["ingredient"].isin(exposure.ingredients) | covariate, "name"]


def names_in(lines: pd.Series, names: pd.Series) -> pd.Series:
    """True for lines in which one of the names stands as whole words, whatever joins its words."""
    either = "|".join(r"[\s/-]+".join(map(re.escape, re.split(r"[\s/-]+", name))) for name in sorted(names))
    pattern = rf"(?<![a-z0-9])(?:{either})(?![a-z0-9])" if either else r"(?!)"

    def read(texts: pd.Series) -> pd.DataFrame:
        return pd.DataFrame({"named": tidy_text(texts).str.contains(pattern, regex=True).astype(bool)})

    return by_unique(lines, read)["named"]


def _why_kept(clean: pd.DataFrame, drugs: pd.DataFrame, exposure: Exposure) -> pd.Series:
    """Return for each clean order why it counts as the exposure, or why not."""
    listed = clean["ingredient"].isin(drugs["ingredient"]) & ~clean["ingredient"].isin(NO_INGREDIENT)
    other_route = clean["route"].notna() & ~clean["route"].isin(exposure.routes)
    why = pd.Series(NOT_READ, index=clean.index).mask(listed, OTHER_FORM)
    why = why.mask(clean["ingredient"].eq(NOT_ORDERED), NO_ORDER)
    same = same_drug(clean, exposure)
    why = why.mask(same & clean["route"].isna(), NO_ROUTE)
    if exposure.max_daily_dose_mg is not None:
        why = why.mask(same & clean["daily_dose_mg"].isna(), NO_DOSE)
    why = why.mask(same & other_route, OTHER_FORM)
    return why.mask(counts_as_exposure(clean, exposure), COUNTS)
