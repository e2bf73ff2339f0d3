"""The protocol's choices in words: the cells of the table that sets the designs side by side."""

from typing import Any

from chart2paper.catalogue.estimators import ESTIMATORS
from chart2paper.writing.material import Analysis
from chart2paper.writing.printed import MINUS
from chart2paper.writing.prose import covariates, join
from chart2paper.writing.study_values import choice_text
from chart2paper.writing.values import PROTOCOL, Values

# (section, setting, what the table calls it), in the order of the table.
ELEMENTS = (
    ("eligibility", "min_age", "Age"),
    ("eligibility", "pain_diagnosis", "Pain diagnosis"),
    ("eligibility", "washout_days", "New users only"),
    ("eligibility", "under_care_days", "Under care"),
    ("eligibility", "min_exposure_days", "Length of use"),
    ("eligibility", "outcome_required", "Outcome score"),
    ("time_zero", "rule", "Index date"),
    ("time_zero", "time_scale", "Time scale"),
    ("baseline", "window_days", "Baseline"),
    ("outcome", "rule", "Outcome: which score"),
    ("outcome", "window_days", "Outcome: window"),
    ("outcome", "target_day", "Outcome: target day"),
    ("matching", "method", "Matching method"),
    ("matching", "order", "Who chooses first"),
    ("matching", "distance", "Distance"),
    ("matching", "exact", "Matched exactly on"),
    ("matching", "calipers", "Largest difference"),
    ("matching", "propensity_caliper", "Largest difference in propensity score"),
    ("matching", "distance_on", "Matched closely on"),
    ("matching", "replacement", "Use of comparators"),
    ("matching", "ratio", "Comparators per exposed"),
    ("estimation", "estimators", "Estimators"),
    ("estimation", "adjust_for", "Adjusted for"),
    ("estimation", "least_probability", "Weights for missing outcomes"),
    ("estimation", "responder_thresholds_percent", "Response"),
    ("estimation", "responder_thresholds_points", "Response in points"),
    ("estimation", "subgroups", "Subgroups compared"),
)
ESTIMATOR_WORDS = {name: estimator.label for name, estimator in ESTIMATORS.items()}


def add_phrases(values: Values, analysis: Analysis, drug: str) -> None:
    """Add `design.<analysis>.<section>.<setting>`: each choice in words, from the protocol."""
    for section, setting, _ in ELEMENTS:
        choice = analysis.protocol[section][setting]["value"]
        values.add(
            f"design.{analysis.name}.{section}.{setting}",
            choice,
            not_used(analysis, setting) or phrase(section, setting, choice, drug),
            file=PROTOCOL,
            column=f"analyses.{analysis.name}.{section}.{setting}",
            rule="in words",
        )
    values.add(
        f"design.{analysis.name}.when",
        None,
        when(analysis.protocol["outcome"]),
        file=PROTOCOL,
        column=f"analyses.{analysis.name}.outcome",
        rule="in words",
    )


def not_used(analysis: Analysis, setting: str) -> str:
    """Return why a choice has no part in this analysis; empty when it has."""
    if setting == "least_probability" and analysis.choice("eligibility", "outcome_required"):
        return "not used: nobody without an outcome is kept"
    method, replacement = (analysis.choice("matching", name) for name in ("method", "replacement"))
    if setting == "order" and (method != "nearest" or replacement):
        return (
            "not used: nobody takes a comparator from another" if replacement else "not used by this method"
        )
    return "decided by full matching" if setting in ("replacement", "ratio") and method == "full" else ""


def phrase(section: str, setting: str, value: Any, drug: str) -> str:
    """Return one choice in words."""
    if setting == "estimators":
        return "; ".join(ESTIMATOR_WORDS[name] for name in value)
    if setting in ("exact", "distance_on", "adjust_for"):
        return covariates(value) or "nothing"
    if setting == "calipers":
        return (
            join([f"{covariates([name])} within {choice_text(most)}" for name, most in value.items()])
            or "none"
        )
    if setting == "subgroups":
        return f"{value[1]} v {value[2]} ({covariates([value[0]])})"
    if setting == "responder_thresholds_percent":
        return f"a fall of at least {join([f'{x:g}%' for x in value], 'or')} from baseline"
    if setting == "responder_thresholds_points":
        return f"a fall of at least {join([f'{x:g}' for x in value], 'or')} points" if value else "none"
    if section in ("baseline", "outcome") and setting == "window_days":
        return window(value)
    return _eligibility_or_time(setting, value, drug)


def _eligibility_or_time(setting: str, value: Any, drug: str) -> str:
    if setting in MATCHING:
        return MATCHING[setting][value]
    texts = {
        "min_age": f"at least {value} years",
        "pain_diagnosis": "a diagnosis on the pain code list" if value else "no diagnosis required",
        "washout_days": f"no {drug} in the {value} days before",
        "under_care_days": f"a visit in the {value} days up to the index date"
        if value
        else "on the index date",
        "min_exposure_days": f"{drug} for at least {value} days",
        "outcome_required": "people without one are left out" if value else "people without one stay in",
        "rule": RULES.get(value, "").format(drug=drug),
        "time_scale": "calendar date" if value == "calendar" else "day since the start of the stay",
        "target_day": f"day {value}",
        "least_probability": f"only if everyone with an outcome had a probability of it of at least {value}",
        "ratio": f"{value:g} on average" if setting == "ratio" else "",
        "propensity_caliper": f"within {value} SD of its logit",
        "replacement": "may be in several sets" if value else "each in one set",
    }
    return (
        "not required"
        if value is None and (setting, value) not in NONE
        else NONE.get((setting, value), texts[setting])
    )


NONE = {("target_day", None): "none", ("propensity_caliper", None): "none"}
MATCHING = {
    "method": {
        "optimal": "smallest total distance (optimal)",
        "nearest": "nearest comparator, one person after the other (greedy)",
        "full": "everyone close enough to someone, in sets of any size (full)",
    },
    "order": {
        "closest": "the closest pair",
        "largest": "the largest propensity score",
        "smallest": "the smallest propensity score",
        "data": "the first study id",
    },
    "distance": {
        "mahalanobis": "Mahalanobis",
        "robust_mahalanobis": "Mahalanobis on ranks (robust)",
        "propensity": "logit of the propensity score",
    },
}
RULES = {
    "first_score": "first scored visit of each person",
    "first_exposure": "first order of {drug}; comparators inherit the date of the person they are matched to",
    "last": "the last in the window",
    "nearest": "the one nearest to the target day",
    "mean": "the mean of all in the window",
}


def day(number: int) -> str:
    """Return a day relative to the index date, with a true minus sign."""
    return f"day {MINUS if number < 0 else ''}{abs(number)}"


def window(days: list[int | None]) -> str:
    """Return a window of days in words."""
    first, last = days
    if first == last == 0:
        return "the index date itself"
    start = day(int(first or 0))
    return f"{start} to the data lock date" if last is None else f"{start} to {day(last)}"


def when(outcome: dict[str, Any]) -> str:
    """Return when the outcome was measured, in the words of an abstract."""
    days, rule = outcome["window_days"]["value"], outcome["rule"]["value"]
    if rule == "nearest":
        return f"about {outcome['target_day']['value']} days after the index date ({window(days)})"
    if rule == "mean":
        return f"on average from {window(days)} after the index date"
    return f"at the last score from {window(days)}"
