"""The protocol's own words and numbers, as values: names, titles, choices, reasons."""

from datetime import date
from typing import Any

from chart2paper.writing.authors import in_one_line
from chart2paper.writing.material import Analysis, Material
from chart2paper.writing.outcome_words import outcome_words
from chart2paper.writing.printed import MINUS
from chart2paper.writing.prose import join, sentence_case, words_of
from chart2paper.writing.study_choices import choices_in, shared_choices
from chart2paper.writing.values import PROGRAM, PROTOCOL, Values

# On every page, figure and audit page of simulated records.
BANNER = "Simulated data - not real patients"
# Larger numbers stand in digits.
LARGEST_IN_WORDS = 10
# Sentences that are printed of simulated records alone.
SIMULATED = ("simulated_line", "simulated_conclusion", "simulated_plain")


def add_study(values: Values, material: Material) -> None:
    """Add the study's names, dates and every choice of every analysis with its reason."""
    study = material.study
    drug, short = study["exposure"]["name"], study["exposure"]["short_name"]
    for name, text, column in (
        ("drug", drug, "exposure.name"),
        ("drug_start", sentence_case(drug), "exposure.name"),
        ("short_start", sentence_case(short), "exposure.short_name"),
        ("short", short, "exposure.short_name"),
        ("title", study["paper"]["title"], "paper.title"),
        ("authors", in_one_line(study["paper"]["authors"]), "paper.authors"),
        ("short_title", study["paper"]["short_title"], "paper.short_title"),
        ("lock_date", day_words(study["data_lock_date"]["value"]), "data_lock_date"),
        ("question", material.primary.protocol["question"], f"analyses.{material.primary.name}.question"),
        ("primary", material.primary.title, f"analyses.{material.primary.name}.title"),
    ):
        values.add(f"study.{name}", text, text, file=PROTOCOL, column=column)
    _designs(values, material)
    simulated = {"banner": BANNER} | {name: values.words(f"study/words#{name}") for name in SIMULATED}
    for name, words in simulated.items():
        text = words if material.simulated else ""
        values.add(f"study.{name}", None, text, file=PROTOCOL, column="clinic.simulated")
    for place, _, choice in shared_choices(values, study):
        _choice(values, place, dict(choice))
    most = study["exposure"]["max_daily_dose_mg"]["value"]
    dose = values.words("study/words#dose", {"any_dose": most is None}, most=f"{most or 0:g}")
    values.add("study.dose", None, dose, file=PROTOCOL, column="exposure.max_daily_dose_mg", rule="in words")
    for name in ("variance_ratio_limits", "equipoise_limits"):
        low, high = (choice_text(values, limit) for limit in study["balance"][name]["value"])
        values.add(
            f"study.{name}",
            None,
            values.words("study/words#range", low=low, high=high),
            file=PROTOCOL,
            column=f"balance.{name}",
            rule="in words",
        )
    for name in ("data_lock_date", "outcome"):
        _choice(values, name, study[name])
    for name, text in outcome_words(values.outcome).items():
        values.add(f"study.{name}", None, text, file=PROTOCOL, column="outcome", rule="in words")
    _repeated(values, study)
    for analysis in material.analyses:
        _add_analysis(values, analysis)
    _constants(values)


def _repeated(values: Values, study: dict[str, Any]) -> None:
    """Add the study that is repeated, and what a choice with the basis reported rests on; empty where there is none."""
    repeats = study["paper"]["repeats"] or ""
    values.add("study.repeats", repeats, repeats, file=PROTOCOL, column="paper.repeats")
    reported = any(choice["basis"] == "reported" for _, choice in choices_in(study))
    words = values.words("study/words#basis_reported", {"named": bool(repeats)}, repeats=repeats)
    values.add(
        "study.basis_reported",
        None,
        words if reported or repeats else "",
        file=PROTOCOL,
        column="paper.repeats",
        rule="in words",
    )


def _designs(values: Values, material: Material) -> None:
    count = len(material.designs)
    subtitle = values.words("study/words#subtitle", {"several": count > 1}, count=_in_words(values, count))
    values.add("study.subtitle", None, subtitle, file=PROTOCOL, column="analyses", rule="count of designs")
    more = len(material.analyses) - count
    counted = values.words(
        "study/words#designs",
        {"several": count + more > 1, "variations": more > 0},
        designs=_counted(values, count, "designs"),
        variations_counted=_counted(values, more, "variations"),
    )
    values.add("design.count", count, counted, file=PROTOCOL, column="analyses", rule="count of designs")


def _add_analysis(values: Values, analysis: Analysis) -> None:
    place = f"analyses.{analysis.name}"
    for name in ("title", "question"):
        text = analysis.protocol[name]
        values.add(f"protocol.{place}.{name}", text, text, file=PROTOCOL, column=f"{place}.{name}")
    for section, settings in analysis.protocol.items():
        if isinstance(settings, dict):
            for setting, choice in settings.items():
                _choice(values, f"{place}.{section}.{setting}", choice)


def _choice(values: Values, place: str, choice: dict[str, Any]) -> None:
    for part, text in (("value", choice_text(values, choice["value"])), ("why", choice["why"])):
        values.add(f"protocol.{place}.{part}", choice[part], text, file=PROTOCOL, column=f"{place}.{part}")


def _constants(values: Values) -> None:
    outcome = values.outcome
    least = outcome.noticeable
    values.add(
        "constant.noticeable",
        least,
        f"{least:g}",
        file=PROGRAM,
        rule=f"least change noticed as slightly better ({outcome.noticeable_source})",
    )
    worthwhile = join([f"{percent:g}%" for percent in outcome.response_percent])
    values.add(
        "constant.response",
        None,
        worthwhile,
        file=PROGRAM,
        rule=f"accepted as worthwhile ({outcome.response_source})",
    )


def choice_text(words: Values, value: Any) -> str:
    """Return a choice as the paper's tables print it. `words`: the passages."""
    if value is None or value in ([], {}):
        return words.words("study/choices#none")
    if isinstance(value, bool):
        return words.words("study/choices#yes_or_no", {"required": value})
    if isinstance(value, dict):
        return ", ".join(f"{words_of(key)} {choice_text(words, item)}" for key, item in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(choice_text(words, item) for item in value)
    if isinstance(value, float):
        return f"{value:g}".replace("-", MINUS)
    return str(value).replace("-", MINUS) if isinstance(value, int) else words_of(str(value))


def day_words(iso: str) -> str:
    """Return an ISO date as the paper prints it: 3 May 2026."""
    day = date.fromisoformat(iso)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]  # not by locale


def _counted(words: Values, count: int, thing: str) -> str:
    """Return `one design`, `three variations`: a part of the passage of numbers in words."""
    return words.words(f"study/counts#{thing}", {"one": count == 1}, count=_in_words(words, count))


def _in_words(words: Values, count: int) -> str:
    """Return a small number as a word, and a large one in digits."""
    small = count <= LARGEST_IN_WORDS
    return words.words("study/counts#number", {"number": str(count)}) if small else str(count)
