"""The protocol's choices in words: the cells of the table that sets the designs side by side."""

from collections.abc import Callable
from typing import Any

from chart2paper.catalogue.estimators import ESTIMATORS
from chart2paper.writing.material import Analysis
from chart2paper.writing.printed import MINUS
from chart2paper.writing.prose import covariates, join
from chart2paper.writing.study_values import choice_text
from chart2paper.writing.values import PROTOCOL, Values

# (section, setting) of the choices of a design, in the order of its tables.
ELEMENTS = (
    ("eligibility", "min_age"),
    ("eligibility", "pain_diagnosis"),
    ("eligibility", "washout_days"),
    ("eligibility", "under_care_days"),
    ("eligibility", "min_exposure_days"),
    ("eligibility", "outcome_required"),
    ("time_zero", "rule"),
    ("time_zero", "time_scale"),
    ("time_zero", "within_days"),
    ("baseline", "window_days"),
    ("outcome", "rule"),
    ("outcome", "window_days"),
    ("outcome", "target_day"),
    ("matching", "method"),
    ("matching", "order"),
    ("matching", "distance"),
    ("matching", "exact"),
    ("matching", "calipers"),
    ("matching", "propensity_caliper"),
    ("matching", "distance_on"),
    ("matching", "replacement"),
    ("matching", "ratio"),
    ("estimation", "estimators"),
    ("estimation", "adjust_for"),
    ("estimation", "least_probability"),
    ("estimation", "responder_thresholds_percent"),
    ("estimation", "responder_thresholds_points"),
    ("estimation", "subgroups"),
)
ESTIMATOR_WORDS = {name: estimator.label for name, estimator in ESTIMATORS.items()}
# The passage that holds the words of choices; its parts bear the settings' names.
CHOICES = "study/choices"
# Facts and values of a part, from the choice and the name of the drug. None stands for "not required", but for UNSET.
Handed = tuple[dict[str, Any], dict[str, str]]
UNSET = ("target_day", "propensity_caliper")
HANDED: dict[str, Callable[[Any, str], Handed]] = {
    "subgroups": lambda value, drug: (
        {},
        {"first": value[1], "second": value[2], "covariate": covariates([value[0]])},
    ),
    "responder_thresholds_percent": lambda value, drug: _unset(
        value, "thresholds", join([f"{x:g}%" for x in value], "or")
    ),
    "responder_thresholds_points": lambda value, drug: _unset(
        value, "points", join([f"{x:g}" for x in value], "or")
    ),
    "min_age": lambda value, drug: ({}, {"years": f"{value}"}),
    "pain_diagnosis": lambda value, drug: ({"required": bool(value)}, {}),
    "washout_days": lambda value, drug: ({}, {"drug": drug, "days": f"{value}"}),
    "under_care_days": lambda value, drug: (
        {"cared_for": bool(value)},
        {"care_days": f"{value}"} if value else {},
    ),
    "min_exposure_days": lambda value, drug: ({}, {"drug": drug, "days": f"{value}"}),
    "outcome_required": lambda value, drug: ({"required": bool(value)}, {}),
    "rule": lambda value, drug: ({"rule": value}, {}),
    "time_scale": lambda value, drug: ({"time_scale": value}, {}),
    "within_days": lambda value, drug: ({}, {"days": f"{value}"}),
    "target_day": lambda value, drug: _unset(value, "number", f"{value}"),
    "least_probability": lambda value, drug: ({}, {"probability": f"{value}"}),
    "ratio": lambda value, drug: ({}, {"per_exposed": f"{value:g}"}),
    "propensity_caliper": lambda value, drug: _unset(value, "number", f"{value}"),
    "replacement": lambda value, drug: ({"replacement": bool(value)}, {}),
    "method": lambda value, drug: ({"method": value}, {}),
    "order": lambda value, drug: ({"order": value}, {}),
    "distance": lambda value, drug: ({"distance": value}, {}),
}


def add_phrases(values: Values, analysis: Analysis, drug: str) -> None:
    """Add `design.<analysis>.<section>.<setting>`: each choice in words, from the protocol."""
    for section, setting in ELEMENTS:
        choice = analysis.protocol[section][setting]["value"]
        reason = not_used(analysis, setting)
        values.add(
            f"design.{analysis.name}.{section}.{setting}",
            choice,
            values.words(f"{CHOICES}#not_used", {"reason": reason})
            if reason
            else _in_words(values, analysis, (section, setting), drug),
            file=PROTOCOL,
            column=f"analyses.{analysis.name}.{section}.{setting}",
            rule="in words",
        )
    values.add(
        f"design.{analysis.name}.when",
        None,
        when(values, analysis.protocol["outcome"]),
        file=PROTOCOL,
        column=f"analyses.{analysis.name}.outcome",
        rule="in words",
    )


def _in_words(values: Values, analysis: Analysis, at: tuple[str, str], drug: str) -> str:
    if at == ("time_zero", "rule"):
        chosen = {name: choice["value"] for name, choice in analysis.protocol["time_zero"].items()}
        return index_date_words(values, chosen, drug)
    return phrase(values, at[1], analysis.choice(*at), drug)


def index_date_words(words: Values, time_zero: dict[str, Any], drug: str) -> str:
    """Return what the index date is. time_zero: the plain values of that section of the protocol."""
    facts = {name: time_zero[name] for name in ("rule", "time_scale")}
    return words.words(f"{CHOICES}#time_zero", facts, drug=drug)


def not_used(analysis: Analysis, setting: str) -> str:
    """Return why a choice has no part in this analysis, as a fact of the passage; empty when it has."""
    if setting == "least_probability" and analysis.choice("eligibility", "outcome_required"):
        return "all_have_outcomes"
    if setting == "within_days" and analysis.choice("time_zero", "time_scale") != "visit":
        return "time_scale"
    method, replacement = (analysis.choice("matching", name) for name in ("method", "replacement"))
    if setting == "order" and (method != "nearest" or replacement):
        return "replacement" if replacement else "method"
    return "full" if setting in ("replacement", "ratio") and method == "full" else ""


def phrase(words: Values, setting: str, value: Any, drug: str) -> str:
    """Return one choice in words. words: the passages."""
    if setting == "window_days":
        return window(words, value)
    if setting == "estimators":
        return "; ".join(ESTIMATOR_WORDS[name] for name in value)
    if setting in ("exact", "distance_on", "adjust_for"):
        return covariates(value) or words.words(f"{CHOICES}#nothing")
    if setting == "calipers":
        calipers = [
            words.words(f"{CHOICES}#caliper", covariate=covariates([name]), most=choice_text(words, most))
            for name, most in value.items()
        ]
        return join(calipers) or words.words(f"{CHOICES}#none")
    if value is None and setting not in UNSET:
        return words.words(f"{CHOICES}#not_required")
    facts, texts = HANDED[setting](value, drug)
    return words.words(f"{CHOICES}#{setting}", facts, **texts)


def _unset(value: Any, name: str, text: str) -> Handed:
    """A choice that may be none, and its text where it is one."""
    unset = value in (None, [])
    return {"unset": unset}, {} if unset else {name: text}


def window(words: Values, days: list[int | None]) -> str:
    """Return a window of days in words."""
    first, last = days
    facts = {"index_date": first == last == 0, "open_end": last is None}
    if facts["index_date"]:
        return words.words(f"{CHOICES}#window", facts)
    end = {} if last is None else {"end": _day(words, last)}
    return words.words(f"{CHOICES}#window", facts, start=_day(words, int(first or 0)), **end)


def _day(words: Values, number: int) -> str:
    """A day relative to the index date, with a true minus sign."""
    return words.words(f"{CHOICES}#day", days=f"{MINUS if number < 0 else ''}{abs(number)}")


def when(words: Values, outcome: dict[str, Any]) -> str:
    """Return when the outcome was measured, in the words of an abstract."""
    rule = outcome["rule"]["value"]
    texts = {"window": window(words, outcome["window_days"]["value"])}
    if rule == "nearest":
        texts["days"] = str(outcome["target_day"]["value"])
    return words.words(f"{CHOICES}#when_{rule}", **texts)
