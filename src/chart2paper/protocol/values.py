"""The choices of a protocol without their reasons: what the rules hand to the scripts.

Leaving the reasons out means that rewording a `why` rebuilds the paper and nothing before it.
"""

from datetime import date
from typing import Any

from pydantic import BaseModel

from chart2paper.protocol.choice import Choice


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
