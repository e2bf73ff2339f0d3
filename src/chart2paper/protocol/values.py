"""The choices of a protocol without their reasons: what the rules hand to the scripts.

Leaving the reasons out means that rewording a `why` rebuilds the paper and nothing before it.
"""

from datetime import date
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from chart2paper.protocol.choice import Choice

if TYPE_CHECKING:
    from chart2paper.protocol.study import Study


def values_of(setting: Any) -> Any:
    """Return a setting as plain values: each choice becomes its value, each date ISO text."""
    if isinstance(setting, Choice):
        return values_of(setting.value)
    if isinstance(setting, BaseModel):
        return {name: values_of(getattr(setting, name)) for name in type(setting).model_fields}
    if isinstance(setting, dict):
        return {name: values_of(item) for name, item in setting.items()}
    if isinstance(setting, list | tuple):
        return [values_of(item) for item in setting]
    return setting.isoformat() if isinstance(setting, date) else setting


def estimation_of(study: "Study", analysis: str) -> dict[str, Any]:
    """Return what is estimated in an analysis as plain values, with what `about` adds."""
    return about(values_of(study.analyses[analysis]), study.outcome.value)


def about(analysis: dict[str, Any], scale: str) -> dict[str, Any]:
    """Return the section `estimation` of plain values with the outcome's name (`scale`) and the day it is meant for."""
    return {**analysis["estimation"], "scale": scale, "target_day": analysis["outcome"]["target_day"]}


def analysis_of(study: "Study", analysis: str) -> dict[str, Any]:
    """Return an analysis as plain values, with the name of the outcome that its estimation is about."""
    return {**values_of(study.analyses[analysis]), "estimation": estimation_of(study, analysis)}
