"""Orders: drug, dose, route, and the days they cover."""

import pandas as pd

from chart2paper.clean.date_columns import read_date_column
from chart2paper.clean.decimals import ORDER_COLUMNS, decimal_problems, with_points
from chart2paper.clean.dose_range import OUTSIDE_RANGE
from chart2paper.clean.drug_lines import ingredients_of_order
from chart2paper.clean.drug_reading import NEVER_TAKEN, NO_INGREDIENT, NOT_LISTED
from chart2paper.clean.orders_read import OrdersRead, read_orders
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
from chart2paper.clean.scores import number_text
from chart2paper.clean.several_in_a_cell import order_problems
from chart2paper.clean.visits import before_birth, require_dates
from chart2paper.problems import raise_if_any
from chart2paper.reading.dates import ends_after_lock
from chart2paper.reading.listed_words import NOT_LISTED as WORD_NOT_LISTED
from chart2paper.reading.listed_words import read_words, words_of
from chart2paper.reading.mapping import Mapping
from chart2paper.reading.rules import NOT_UNDERSTOOD, blank
from chart2paper.tables.clean import DRUG
from chart2paper.tables.extract import EXTRACT_DRUG

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
    raise_if_any(order_problems(pointed, drugs, mapping))
    start = read_date_column(frame, "drug_exposure_start_date", mapping, pd.Timestamp(data_lock_date))
    line = ingredients_of_order(pointed["drug_source_value"], pointed["sig"], drugs)
    _require_readable(frame, start, line)
    read = read_orders(frame, pointed, start, line, mapping, pd.Timestamp(data_lock_date))
    refusals = _refusals(frame, read, person, mapping)
    refusals.append(same_row_twice(frame, EXTRACT_DRUG, start["day"], refusals))
    return settle(frame, EXTRACT_DRUG, DRUG, _columns(read), refusals, _changes(frame, read))


def _refusals(frame: pd.DataFrame, read: OrdersRead, person: pd.DataFrame, mapping: Mapping) -> list[Refusal]:
    unlisted = f"order status: {WORD_NOT_LISTED}"
    status = read_words(frame["order_status"], words_of(mapping, "order_status"), unlisted)
    born_later = before_birth(frame["person_id"], read.start["day"], person)
    return [
        Refusal("drug_source_value", nothing_named(frame["drug_source_value"])),
        Refusal("order_status", status["reason"].where(~blank(frame["order_status"]))),
        Refusal("order_status", order_cancelled(status["value"])),
        Refusal("drug_source_value", drug_never_taken(read.line["why"])),
        Refusal("drug_exposure_start_date", read.start["reason"]),
        Refusal("drug_exposure_start_date", born_later),
    ]


def _columns(read: OrdersRead) -> dict[str, pd.Series]:
    return {
        "drug_exposure_start_date": read.start["day"],
        "drug_exposure_end_date": read.end["day"],
        "end_rule": read.end["rule"],
        "ingredient": read.line["ingredient"],
        "may_name": read.line["may_name"],
        "drug_class": read.line["drug_class"],
        "route": read.route["value"],
        "strength_mg": read.dose["strength_mg"],
        "daily_dose_mg": read.dose["daily_dose_mg"],
        "stop_reason": read.why["value"].mask(ends_after_lock(read.stop["reason"])),
    }


def _changes(frame: pd.DataFrame, read: OrdersRead) -> list[Change]:
    route, supply, refills = read.route, read.supply, read.refills
    return [
        change_of("drug_exposure_start_date", read.start, read.start["text"]),
        _stop_change(frame["drug_exposure_end_date"], read.stop, read.end["rule"]),
        _line_change(frame["drug_source_value"], read.line),
        _dose_change(read.dose, read.line["ingredient"]),
        Change("route_source_value", _route_rule(frame["route_source_value"], route), route["value"]),
        optional_change("days_supply", frame["days_supply"], supply, supply["text"]),
        optional_change("refills", frame["refills"], refills, refills["text"]),
        _reason_change(frame["stop_reason"], read.why, ends_after_lock(read.stop["reason"])),
    ]


def _require_readable(frame: pd.DataFrame, start: pd.DataFrame, line: pd.DataFrame) -> None:
    require_dates(frame["drug_exposure_start_date"], start, "drug_exposure_start_date")
    entered = ~blank(frame["drug_source_value"])
    todo = "check which column holds the drug line, and the drug list"
    what = "the drug list matches no order"
    require_some(line["ingredient"].ne(NOT_LISTED), entered, "drug_source_value", what, todo)


def drug_never_taken(why: pd.Series) -> pd.Series:
    """Sets aside a line that says of its drug that it was declined, only considered, discussed or never taken."""
    return where(why.eq(NEVER_TAKEN), NEVER_ORDERED)


def order_cancelled(status: pd.Series) -> pd.Series:
    """Sets aside a cancelled order: the drug was never taken."""
    return where(status.eq("cancelled"), CANCELLED)


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
