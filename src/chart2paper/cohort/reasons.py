"""What the attrition ledger calls each restriction, in plain words with the number that was set."""

from chart2paper.cohort.design import Design

# The order in which people are removed, under each rule for time zero.
FIRST_SCORE_STEPS = (
    "scored_visit",
    "age_known",
    "old_enough",
    "pain_diagnosis",
    "not_exposed_before",
    "new_user",
    "no_unclear_order",
    "under_care",
    "baseline",
    "clear_exposure",
    "enough_use",
    "matchable",
    "outcome",
    "counterpart",
)
FIRST_EXPOSURE_STEPS = (
    "age_known",
    "old_enough",
    "pain_diagnosis",
    "new_user",
    "no_unclear_order",
    "under_care",
    "in_stay",
    "baseline",
    "enough_use",
    "matchable",
    "outcome",
    "counterpart",
)


def steps_of(design: Design) -> list[str]:
    """Return the names of the restrictions that the protocol sets, in their order."""
    not_set = {
        "pain_diagnosis": not design.pain_diagnosis,
        # Under risk-set sampling a comparator must be unexposed whatever the washout.
        "new_user": design.washout_days is None and design.rule == "first_score",
        "under_care": design.under_care_days is None,
        "in_stay": design.time_scale != "days_in_stay",
        "enough_use": design.min_exposure_days is None,
        "matchable": not (design.exact or design.calipers),
        "outcome": not design.outcome_required,
    }
    steps = FIRST_SCORE_STEPS if design.rule == "first_score" else FIRST_EXPOSURE_STEPS
    return [step for step in steps if not not_set.get(step, False)]


def reason_for(step: str, design: Design) -> str:
    """Return the text of the attrition ledger for a restriction."""
    drug, any_form = design.drug, " or ".join(design.ingredients) + " in any form"
    texts = {
        "scored_visit": f"no {design.score} at a completed visit",
        "age_known": "age unknown",
        "old_enough": f"younger than {design.min_age} years on the index date",
        "pain_diagnosis": "no diagnosis on the pain code list by the index date",
        "not_exposed_before": f"had {drug} before the index date",
        "new_user": _new_user(any_form, design),
        "no_unclear_order": _unclear(design),
        "under_care": _under_care(design.under_care_days),
        "in_stay": "index date not within a stay",
        "baseline": f"no {design.score} in the baseline window ({_baseline(design)})",
        "clear_exposure": f"had {any_form}, but no order that counts as {drug}",
        "enough_use": f"used {drug} for fewer than {design.min_exposure_days} days",
        "matchable": f"not known, but needed for matching: {_names(design)}",
        "outcome": f"no {design.score} in the outcome window ({_days(*design.outcome_days)})",
        "counterpart": f"no exposed person to be compared with{_likeness(design)}",
    }
    return texts[step]


def _new_user(any_form: str, design: Design) -> str:
    if design.washout_days is None:
        return f"had {any_form} by every index date they could have"
    before = f"had {any_form} in the {design.washout_days} days before the index date"
    return before if design.rule == "first_score" else f"{before} (comparators: at any time up to it)"


def _unclear(design: Design) -> str:
    text = f"may have had {' or '.join(design.ingredients)} (unclear order or combination)"
    if design.rule == "first_score":
        return text
    if design.washout_days is None:
        return f"{text} by every index date they could have"
    return (
        f"{text} in the {design.washout_days} days before the index date (comparators: at any time up to it)"
    )


def _under_care(days: int | None) -> str:
    if not days:
        return "not at a completed visit or in a stay on the index date"
    return f"no completed visit in the {days} days up to the index date"


def _days(first: int, last: int | None) -> str:
    end = "the data lock date" if last is None else f"day {last}"
    return f"day {first}" if first == last else f"day {first} to {end}"


def _baseline(design: Design) -> str:
    days = _days(*design.baseline_days)
    return f"{days}; comparators: of a completed visit" if design.time_scale == "visit" else days


def _names(design: Design) -> str:
    return ", ".join(_plain(name) for name in dict.fromkeys([*design.exact, *design.calipers]))


def _likeness(design: Design) -> str:
    """Return ` (same pain group; age within 15)`, with the day where index dates are inherited."""
    like = [f"same {_plain(name)}" for name in design.exact]
    like += [f"{_plain(name)} within {width:g}" for name, width in design.calipers.items()]
    if design.rule == "first_exposure":
        at_visit = design.time_scale == "visit"
        within = f", at most {design.within_days} days away" if at_visit else ""
        like.insert(0, f"eligible on their index date{within}")
    return f" ({'; '.join(like)})" if like else ""


def _plain(name: str) -> str:
    return name.replace("_", " ")
