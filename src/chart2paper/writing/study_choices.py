"""Choices that all analyses share, or about the primary one: section -> setting -> its name in the paper."""

from collections.abc import Iterator, Mapping
from typing import Any

from chart2paper.catalogue.checks import CHECKS

STUDY_CHOICES: dict[str, dict[str, str]] = {
    "exposure": {
        "ingredients": "Ingredients",
        "routes": "Routes",
        "max_daily_dose_mg": "Highest daily dose, mg",
        "gap_days": "Longest gap within one episode of use, days",
    },
    "score": {"kinds": "Questions that count, best first"},
    "balance": {
        "smd_threshold": "Largest balanced difference, SD",
        "variance_ratio_limits": "Balanced variance ratios",
        "equipoise_limits": "Preference scores in equipoise",
    },
    "weighting": {"truncate_percentile": "Weights are cut at this percentile"},
    "resampling": {
        "bootstrap_draws": "Draws of the bootstrap",
        "permutation_draws": "Random picks of the permutation test",
    },
    "missing_data": {
        "imputations": "Imputed data sets",
        "donors": "People of whom one gives an imputed score",
        "deltas_points": "Shifts of imputed scores, points",
        "landmark_day": "Landmark, day",
    },
    "explanations": {
        "placebo_window_days": "Placebo window, days",
        "placebo_target_day": "Placebo target day",
        "negative_controls": "Negative controls",
        "largest_gamma": "Largest hidden bias tried",
    },
    "sensitivity": {
        "estimate": "Sensitivity grid: result taken",
        "crossed": "Sensitivity grid: choices varied together",
    },
    "subgroups": {"contrasts": "Subgroups compared"},
    "harms": {
        "days_after_stop": "Days after the last dose on which harms count",
        "dose_bands_mg": "Dose bands begin at, mg",
    },
    "diagnostics": {check.name: check.setting for check in CHECKS.values()},
    "release": {
        "suppression_threshold": "Release: largest count that is withheld",
        "rounding_base": "Release: counts rounded to multiples of",
    },
}
# Of the formal option, where the study asks for it.
PRIVATE_CHOICES = {
    "tables": "Release with noise: tables",
    "epsilon": "Release with noise: epsilon",
    "budget": "Release with noise: budget of all releases",
    "answers": "Release with noise: set of answers",
}


def shared_choices(study: Mapping[str, Any]) -> list[tuple[str, str, Mapping[str, Any]]]:
    """Return the choices that all analyses of a study (plain values) share: place, name in the paper, and choice."""
    found = [
        (f"{section}.{setting}", label, study[section][setting])
        for section, settings in STUDY_CHOICES.items()
        for setting, label in settings.items()
    ]
    private = study["release"].get("differential_privacy") or {}
    place = "release.differential_privacy"
    return found + [(f"{place}.{name}", PRIVATE_CHOICES[name], choice) for name, choice in private.items()]


def choices_in(settings: Any, place: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Give (place, {value, basis, why}) for every choice of a study as plain values."""
    if isinstance(settings, dict) and set(settings) == {"value", "basis", "why"}:
        yield place, settings
    elif isinstance(settings, dict):
        for name, setting in settings.items():
            yield from choices_in(setting, f"{place}.{name}" if place else str(name))
