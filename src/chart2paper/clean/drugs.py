"""Orders: drug, dose, route, and the days they cover."""

import pandas as pd

from chart2paper.clean.date_columns import read_date_column
from chart2paper.clean.decimals import ORDER_COLUMNS, as_written, decimal_problems, with_points
from chart2paper.clean.dose_range import OUTSIDE_RANGE, believable_doses
from chart2paper.clean.doses import read_doses
from chart2paper.clean.drug_lines import ingredients_of_order, route_of_line
from chart2paper.clean.drug_reading import NEVER_TAKEN, NO_INGREDIENT, NOT_LISTED, NOT_ORDERED
from chart2paper.clean.order_days import end_of_order, read_count
from chart2paper.clean.others import nothing_named, same_row_twice
from chart2paper.clean.outcome import (
    Change,
    Cleaned,
    Refusal,
    change_of,
    optional_change,
    require_some,
    settle,
    where,
)
from chart2paper.clean.pain_text import number_text
from chart2paper.clean.several_in_a_cell import orders_told
from chart2paper.clean.visits import before_birth, require_dates
from chart2paper.problems import raise_if_any
from chart2paper.reading.dates import ends_after_lock
from chart2paper.reading.listed_words import NOT_LISTED as WORD_NOT_LISTED
from chart2paper.reading.listed_words import read_words, words_of
from chart2paper.reading.mapping import Mapping
from chart2paper.reading.rules import NOT_UNDERSTOOD, blank
from chart2paper.tables.clean import DRUG
from chart2paper.tables.extract import EXTRACT_DRUG

# What the log shows of an order beside its dose.
ORDER_TEXTS = (
    "drug_source_value",
    "strength_source_value",
    "dose_source_value",
    "dose_unit_source_value",
    "sig",
)
CANCELLED = "order was cancelled"
NEVER_ORDERED = "the line says that the drug was declined, only considered or never taken"


def clean_drug(
    frame: pd.DataFrame, person: pd.DataFrame, drugs: pd.DataFrame, mapping: Mapping, data_lock_date: str
) -> Cleaned:
    """Clean the extracted orders; `person` are clean, `drugs` is the drug list.

    An order of a drug that is not on the list is kept as `not_listed`, one that is not understood as
    `not_understood`, and a line that shows that a drug was taken but orders none as `not_ordered`; `may_name`
    holds what such
    lines name. A dose, route or stop reason that is not understood, and a dose outside the drug list's
    plausible range, is left
    empty and logged. Raises `Problems` when the drug list matches no order, and when cells hold several orders.
    """
    raise_if_any(decimal_problems(frame, ORDER_COLUMNS, mapping))
    pointed = with_points(frame, ORDER_COLUMNS, mapping)
    raise_if_any(orders_told(pointed, drugs, mapping))
    lock = pd.Timestamp(data_lock_date)
    start = read_date_column(frame, "drug_exposure_start_date", mapping, lock)
    stop = read_date_column(frame, "drug_exposure_end_date", mapping, lock)
    later = ends_after_lock(stop["reason"])
    status = read_words(
        frame["order_status"], words_of(mapping, "order_status"), f"order status: {WORD_NOT_LISTED}"
    )
    why = read_words(frame["stop_reason"], words_of(mapping, "stop_reason"))
    line = ingredients_of_order(pointed["drug_source_value"], pointed["sig"], drugs)
    _require_readable(frame, start, line)
    dose = believable_doses(read_doses(_order_texts(pointed, line)), line)
    dose = dose.assign(text=as_written(frame, pointed, ORDER_TEXTS, dose["text"]))
    supply, refills = read_count(pointed["days_supply"]), read_count(pointed["refills"])
    end = end_of_order(start["day"], stop["day"], supply["value"], refills["value"])
    no_order = line["ingredient"].eq(NOT_ORDERED)
    end = end.assign(day=end["day"].mask(no_order), rule=end["rule"].mask(no_order, NOT_ORDERED))
    route = _routes(frame, line, mapping)
    refusals = [
        Refusal("drug_source_value", nothing_named(frame["drug_source_value"])),
        Refusal("order_status", status["reason"].where(~blank(frame["order_status"]))),
        Refusal("order_status", order_cancelled(status["value"])),
        Refusal("drug_source_value", drug_never_taken(line["why"])),
        Refusal("drug_exposure_start_date", start["reason"]),
        Refusal("drug_exposure_start_date", before_birth(frame["person_id"], start["day"], person)),
    ]
    refusals.append(same_row_twice(frame, EXTRACT_DRUG, start["day"], refusals))
    return settle(
        frame,
        EXTRACT_DRUG,
        DRUG,
        {
            "drug_exposure_start_date": start["day"],
            "drug_exposure_end_date": end["day"],
            "end_rule": end["rule"],
            "ingredient": line["ingredient"],
            "may_name": line["may_name"],
            "drug_class": line["drug_class"],
            "route": route["value"],
            "strength_mg": dose["strength_mg"],
            "daily_dose_mg": dose["daily_dose_mg"],
            "stop_reason": why["value"].mask(later),
        },
        refusals,
        [
            change_of("drug_exposure_start_date", start, start["text"]),
            _stop_change(frame["drug_exposure_end_date"], stop, end["rule"]),
            _line_change(frame["drug_source_value"], line),
            _dose_change(dose, line["ingredient"]),
            Change("route_source_value", _route_rule(frame["route_source_value"], route), route["value"]),
            optional_change("days_supply", frame["days_supply"], supply, supply["text"]),
            optional_change("refills", frame["refills"], refills, refills["text"]),
            _reason_change(frame["stop_reason"], why, later),
        ],
    )


def _require_readable(frame: pd.DataFrame, start: pd.DataFrame, line: pd.DataFrame) -> None:
    require_dates(frame["drug_exposure_start_date"], start, "drug_exposure_start_date")
    entered = ~blank(frame["drug_source_value"])
    todo = "check which column holds the drug line, and the drug list"
    what = "the drug list matches no order"
    require_some(line["ingredient"].ne(NOT_LISTED), entered, "drug_source_value", what, todo)


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


def drug_never_taken(why: pd.Series) -> pd.Series:
    """Sets aside a line that says of its drug that it was declined, only considered, discussed or never taken."""
    return where(why.eq(NEVER_TAKEN), NEVER_ORDERED)


def order_cancelled(status: pd.Series) -> pd.Series:
    """Sets aside a cancelled order: the drug was never taken."""
    return where(status.eq("cancelled"), CANCELLED)


def _routes(frame: pd.DataFrame, line: pd.DataFrame, mapping: Mapping) -> pd.DataFrame:
    """The route column by the mapping, else words of the line and the strength, else the drug list's usual route."""
    stated = read_words(frame["route_source_value"], words_of(mapping, "route_source_value"))
    text = frame["drug_source_value"].fillna("") + " " + frame["strength_source_value"].fillna("")
    found = route_of_line(text + " " + frame["sig"].fillna(""))
    value = stated["value"].astype("string").fillna(found.astype("string"))
    return stated.assign(value=value.fillna(line["route"].astype("string")))


def _route_rule(raw: pd.Series, route: pd.DataFrame) -> pd.Series:
    """Name the rule where a route was entered: the mapping's word, or not understood (and read from the line)."""
    rule = route["rule"].where(route["changed"] | route["reason"].notna())
    return rule.mask(blank(raw))


def _line_change(raw: pd.Series, line: pd.DataFrame) -> Change:
    ingredient = line["ingredient"].astype("string")
    same = raw.astype("string").str.strip().str.lower().eq(ingredient).fillna(False).astype(bool)
    return Change("drug_source_value", line["why"].astype("string").mask(same), ingredient)


def _dose_change(dose: pd.DataFrame, ingredient: pd.Series) -> Change:
    rule = dose["rule"].mask(dose["daily_dose_mg"].isna() & dose["rule"].ne(OUTSIDE_RANGE), NOT_UNDERSTOOD)
    rule = rule.mask(ingredient.isin(NO_INGREDIENT))
    return Change("daily_dose_mg", rule, number_text(dose["daily_dose_mg"]), raw=dose["text"])


def _stop_change(raw: pd.Series, stop: pd.DataFrame, end_rule: pd.Series) -> Change:
    change = optional_change("drug_exposure_end_date", raw, stop, stop["text"])
    backwards = end_rule.eq("stop_before_start")
    rule = change.rule.astype("string").mask(backwards, "stop_before_start")
    rule = rule.mask(ends_after_lock(stop["reason"]), ends_after_lock.__name__)
    return Change(change.column, rule, change.new.mask(backwards))


def _reason_change(raw: pd.Series, why: pd.DataFrame, later: pd.Series) -> Change:
    change = optional_change("stop_reason", raw, why, why["value"])
    rule = change.rule.astype("string").mask(later & ~blank(raw), ends_after_lock.__name__)
    return Change(change.column, rule, change.new.mask(later))
