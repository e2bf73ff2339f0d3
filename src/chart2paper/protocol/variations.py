"""Checking the sensitivity grid: every analysis of it must be one that could stand in the protocol itself."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any, get_args

from pydantic import BaseModel

from chart2paper.problems import Problem, Problems, did_you_mean
from chart2paper.protocol import analysis
from chart2paper.protocol.choice import Choice
from chart2paper.protocol.sensitivity import CROSSED, ESTIMATE, EstimateName, Variation, variations_in
from chart2paper.protocol.study import Exposure, Score, Study
from chart2paper.protocol.values import values_of
from chart2paper.strict import validate

LOCK = "data_lock_date"
OF_STUDY: dict[str, type[BaseModel]] = {"exposure": Exposure, "score": Score}
OF_ANALYSIS: dict[str, type[BaseModel]] = {
    "eligibility": analysis.Eligibility,
    "time_zero": analysis.TimeZero,
    "baseline": analysis.Baseline,
    "outcome": analysis.Outcome,
    "matching": analysis.Matching,
    "estimation": analysis.Estimation,
}
# Which estimators run is said by `estimate`.
WITHOUT_EFFECT = {"estimation.estimators", "estimation.responder_thresholds_percent", "estimation.subgroups"}


def settings_to_vary() -> list[str]:
    """Return every setting that a variation may change, as `section.setting`."""
    names = [
        f"{section}.{name}"
        for section, model in {**OF_ANALYSIS, **OF_STUDY}.items()
        for name, field in model.model_fields.items()
        if isinstance(field.annotation, type) and issubclass(field.annotation, Choice)
    ]
    return [*(name for name in names if name not in WITHOUT_EFFECT), LOCK]


def grid_of(study: Study) -> list[dict[str, Any]]:
    """Return the analyses of the grid as plain values: name, question, label, estimate and changes.

    `changes` holds `section.setting: value`, each value as the protocol's models read it.
    """
    grid = []
    for variation in variations_in(study.sensitivity):
        other = varied(study, variation, "")
        changes = {key: _setting(other, key) for key in variation.changes if key != ESTIMATE}
        estimate = variation.changes.get(ESTIMATE, study.sensitivity.estimate.value)
        texts = {"name": variation.name, "question": variation.question, "label": variation.label}
        grid.append({**texts, "estimate": estimate, "changes": changes})
    return grid


def problems_of_grid(study: Study, file: str) -> list[Problem]:
    """Return every mistake in the sensitivity grid, each with the variation it is in."""
    unknown = list(_unknown_crossed(study, file))
    if unknown:
        return unknown
    variations = variations_in(study.sensitivity)
    found = [problem for variation in variations[1:] for problem in _problems_of(study, variation, file)]
    return [*_same_names(variations, file), *found]


def _problems_of(study: Study, variation: Variation, file: str) -> Iterator[Problem]:
    place, known = _place(variation), settings_to_vary()
    unknown = [key for key in variation.changes if key not in (*known, ESTIMATE)]
    for key in unknown:
        hint = did_you_mean(key, known)
        yield Problem(file, f'"{key}" is not a setting that can be varied.{hint}', column=place)
    estimate = variation.changes.get(ESTIMATE)
    if estimate is not None and estimate not in get_args(EstimateName):
        hint = did_you_mean(str(estimate), get_args(EstimateName))
        what = f'"{estimate}" is not an estimate.{hint} Known: {", ".join(get_args(EstimateName))}'
        yield Problem(file, what, column=place)
    if unknown:
        return
    try:
        other = varied(study, variation, file)
    except Problems as problems:
        yield from (Problem(file, f"{p.column}: {p.what}", column=place) for p in problems.problems)
        return
    if all(_setting(other, key) == _setting(study, key) for key in variation.changes if key != ESTIMATE) and (
        estimate in (None, study.sensitivity.estimate.value)
    ):
        yield Problem(file, "this is the primary analysis itself", "change it or remove it", column=place)


def _unknown_crossed(study: Study, file: str) -> Iterator[Problem]:
    """Find names in `crossed` that are no question or no variation, and settings that two of them change."""
    questions, place = study.sensitivity.questions, "sensitivity.crossed"
    owner: dict[str, str] = {}
    for name, labels in study.sensitivity.crossed.value.items():
        if name not in questions:
            yield Problem(
                file, f'"{name}" is not one of the questions.{did_you_mean(name, questions)}', column=place
            )
            continue
        variations = questions[name].variations
        for label in labels:
            if label not in variations:
                hint = did_you_mean(label, variations)
                yield Problem(file, f'"{label}" is not a variation of {name}.{hint}', column=place)
            for key in variations.get(label, {}):
                if owner.setdefault(key, name) != name:
                    what = f"{owner[key]} and {name} both change {key}, so they cannot be made together"
                    yield Problem(file, what, column=place)


def _same_names(variations: list[Variation], file: str) -> Iterator[Problem]:
    seen: dict[str, Variation] = {}
    for variation in variations:
        first = seen.setdefault(variation.name, variation)
        if first is not variation:
            what = f'this label and "{first.label}" differ only in signs or capitals'
            yield Problem(file, what, "word one of them differently", column=_place(variation))


def _place(variation: Variation) -> str:
    if variation.question == CROSSED:
        return f"sensitivity.crossed ({variation.label})"
    return f"sensitivity.questions.{variation.question}.variations.{variation.label}"


def varied(study: Study, variation: Variation, file: str) -> Study:
    """Return the study with the settings of its primary analysis changed; raise `Problems` when that is no study.

    What is not changed was validated with the study, and is not validated again: a grid has dozens of variations.
    """
    content = dict(study)
    for key, value in variation.changes.items():
        if key != ESTIMATE:
            _put(content, (*_place_in_study(key, study.primary_analysis), "value"), deepcopy(value))
    return validate(Study, content, file)


def _put(content: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    """Put a value into a copy of what lies on the way to it; what lies beside the way stays as it is."""
    first, *further = path
    if further:
        content[first] = dict(content[first])
        _put(content[first], tuple(further), value)
    else:
        content[first] = value


def _place_in_study(key: str, primary: str) -> tuple[str, ...]:
    """Return the keys that lead to a setting which a variation changes."""
    section, _, name = key.partition(".")
    if key == LOCK:
        return (LOCK,)
    return (section, name) if section in OF_STUDY else ("analyses", primary, section, name)


def _setting(study: Study, key: str) -> Any:
    """Return the plain value of a setting of the primary analysis, or of the study."""
    if key == LOCK:
        return values_of(study.data_lock_date)
    section, _, name = key.partition(".")
    owner = study if section in OF_STUDY else study.analyses[study.primary_analysis]
    return values_of(getattr(getattr(owner, section), name))
