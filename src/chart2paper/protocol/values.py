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
    """Return what is estimated in an analysis as plain values, with the name of the outcome (`scale`) it is about and
    the day that it is meant for (`target_day`)."""
    design = study.analyses[analysis]
    of_outcome = {"scale": study.outcome.value, "target_day": design.outcome.target_day.value}
    return {**values_of(design.estimation), **of_outcome}


def analysis_of(study: "Study", analysis: str) -> dict[str, Any]:
    """Return an analysis as plain values, with the name of the outcome that its estimation is about."""
    return {**values_of(study.analyses[analysis]), "estimation": estimation_of(study, analysis)}
