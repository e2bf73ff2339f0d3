"""What is read of an order, column by column."""

from dataclasses import dataclass

import pandas as pd

from chart2paper.clean.date_columns import read_date_column
from chart2paper.clean.decimals import as_written
from chart2paper.clean.dose_range import believable_doses
from chart2paper.clean.doses import read_doses
from chart2paper.clean.drug_lines import route_of_line
from chart2paper.clean.drug_reading import NOT_ORDERED
from chart2paper.clean.order_days import end_of_order, read_count
from chart2paper.reading.listed_words import read_words, words_of
from chart2paper.reading.mapping import Mapping

# What the log shows of an order beside its dose.
ORDER_TEXTS = (
    "drug_source_value",
    "strength_source_value",
    "dose_source_value",
    "dose_unit_source_value",
    "sig",
)


@dataclass(frozen=True)
class OrdersRead:
    """The readings of a column of orders, each a table with a row per order: value or day, rule, text, reason."""

    line: pd.DataFrame
    start: pd.DataFrame
    stop: pd.DataFrame
    end: pd.DataFrame
    supply: pd.DataFrame
    refills: pd.DataFrame
    dose: pd.DataFrame
    route: pd.DataFrame
    why: pd.DataFrame


def read_orders(
    frame: pd.DataFrame,
    pointed: pd.DataFrame,
    start: pd.DataFrame,
    line: pd.DataFrame,
    mapping: Mapping,
    lock: pd.Timestamp,
) -> OrdersRead:
    """Read extracted orders; `pointed` are the same with decimal points, `start` and `line` what was read already.

    The end of a line that orders nothing is left empty. lock: the data lock date.
    """
    stop = read_date_column(frame, "drug_exposure_end_date", mapping, lock)
    supply, refills = read_count(pointed["days_supply"]), read_count(pointed["refills"])
    end = end_of_order(start["day"], stop["day"], supply["value"], refills["value"])
    no_order = line["ingredient"].eq(NOT_ORDERED)
    dose = believable_doses(read_doses(_order_texts(pointed, line)), line)
    return OrdersRead(
        line=line,
        start=start,
        stop=stop,
        end=end.assign(day=end["day"].mask(no_order), rule=end["rule"].mask(no_order, NOT_ORDERED)),
        supply=supply,
        refills=refills,
        dose=dose.assign(text=as_written(frame, pointed, ORDER_TEXTS, dose["text"])),
        route=_routes(frame, line, mapping),
        why=read_words(frame["stop_reason"], words_of(mapping, "stop_reason")),
    )


def _order_texts(frame: pd.DataFrame, line: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "line": line["text"],
            "strength": frame["strength_source_value"],
            "dose": frame["dose_source_value"],
            "unit": frame["dose_unit_source_value"],
            "sig": line["directions"],
            "named": line["named"],
            "times_per_day": line["times_per_day"],
            "low_dose": line["low_dose"],
        }
    )


def _routes(frame: pd.DataFrame, line: pd.DataFrame, mapping: Mapping) -> pd.DataFrame:
    """The route column by the mapping, else words of the line and the strength, else the drug list's usual route."""
    stated = read_words(frame["route_source_value"], words_of(mapping, "route_source_value"))
    text = frame["drug_source_value"].fillna("") + " " + frame["strength_source_value"].fillna("")
    found = route_of_line(text + " " + frame["sig"].fillna(""))
    value = stated["value"].astype("string").fillna(found.astype("string"))
    return stated.assign(value=value.fillna(line["route"].astype("string")))
