"""Settings as one text that is the same for the same settings, and its fingerprint."""

import hashlib
import json
from datetime import date
from typing import Any

from pydantic import BaseModel


def canonical(content: Any) -> str:
    """Return settings as JSON that is the same for the same settings: keys sorted, 1.0 written as 1, dates ISO."""
    return json.dumps(
        _whole(content), sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_iso
    )


def _whole(content: Any) -> Any:
    if isinstance(content, BaseModel):
        return _whole(content.model_dump())
    if isinstance(content, dict):
        return {str(key): _whole(item) for key, item in content.items()}
    if isinstance(content, list | tuple):
        return [_whole(item) for item in content]
    return int(content) if isinstance(content, float) and content.is_integer() else content


def _iso(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"a {type(value).__name__} cannot be part of a protocol")


def digest(content: Any) -> str:
    """Return the SHA-256 of settings in their canonical form."""
    return hashlib.sha256(canonical(content).encode("utf-8")).hexdigest()
