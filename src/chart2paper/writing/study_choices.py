"""The choices of a study, and what its tables call them."""

from collections.abc import Iterator, Mapping
from typing import Any

from chart2paper.catalogue.checks import CHECKS
from chart2paper.writing.values import Values

# Choices that all analyses share, or about the primary one: section -> its settings.
STUDY_CHOICES: dict[str, tuple[str, ...]] = {
    "exposure": ("ingredients", "routes", "max_daily_dose_mg", "gap_days"),
    "score": ("kinds",),
    "balance": ("smd_threshold", "variance_ratio_limits", "equipoise_limits"),
    "weighting": ("truncate_percentile",),
    "resampling": ("bootstrap_draws", "permutation_draws"),
    "missing_data": ("imputations", "donors", "deltas_points", "landmark_day"),
    "explanations": ("placebo_window_days", "placebo_target_day", "negative_controls", "largest_gamma"),
    "sensitivity": ("estimate", "crossed"),
    "subgroups": ("contrasts",),
    "harms": ("days_after_stop", "dose_bands_mg"),
    "diagnostics": tuple(CHECKS),
    "release": ("suppression_threshold", "rounding_base"),
}
# Of the formal option, where the study asks for it: its section.
PRIVATE = "differential_privacy"
# The passage of the names of settings.
SETTINGS = "study/settings"


def setting_name(words: Values, section: str, setting: str) -> str:
    """Return what tables call a setting; that of a check is in its record. `words`: the passages."""
    if section == "diagnostics":
        return CHECKS[setting].setting
    return words.words(f"{SETTINGS}#{section}_{setting}")


def shared_choices(words: Values, study: Mapping[str, Any]) -> list[tuple[str, str, Mapping[str, Any]]]:
    """Return the choices that all analyses of a study (plain values) share: place, name in the paper, and choice."""
    found = [
        (f"{section}.{setting}", setting_name(words, section, setting), study[section][setting])
        for section, settings in STUDY_CHOICES.items()
        for setting in settings
    ]
    private = study["release"].get(PRIVATE) or {}
    return found + [
        (f"release.{PRIVATE}.{name}", setting_name(words, PRIVATE, name), choice)
        for name, choice in private.items()
    ]


def choices_in(settings: Any, place: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Give (place, {value, basis, why}) for every choice of a study as plain values."""
    if isinstance(settings, dict) and set(settings) == {"value", "basis", "why"}:
        yield place, settings
    elif isinstance(settings, dict):
        for name, setting in settings.items():
            yield from choices_in(setting, f"{place}.{name}" if place else str(name))
