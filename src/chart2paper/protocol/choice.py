"""A design choice and what it rests on."""

from collections.abc import Iterator
from typing import Any, Generic, Literal, TypeVar

from pydantic import Field

from chart2paper.strict import Strict

Value = TypeVar("Value")
Basis = Literal["reported", "assumed", "guideline"]


class Choice(Strict, Generic[Value]):
    """One choice a reviewer may question."""

    value: Value = Field(description="The choice.")
    basis: Basis = Field(
        description="reported = stated by the study that is repeated; guideline = recommended by a cited source; "
        "assumed = our own choice."
    )
    why: str = Field(default="", description="The reason or the source, printed in the paper.")


def choices_in(settings: Any, place: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Give (place, {value, basis, why}) for every choice of a study as plain values."""
    if isinstance(settings, dict) and set(settings) == {"value", "basis", "why"}:
        yield place, settings
    elif isinstance(settings, dict):
        for name, setting in settings.items():
            yield from choices_in(setting, f"{place}.{name}" if place else str(name))
