"""What takes long to estimate from invented people: studies that differ in something else share it."""

import pickle
from collections.abc import Callable
from copy import deepcopy
from typing import Any

_KEPT: dict[bytes, Any] = {}


def kept(make: Callable[..., Any], *on: Any) -> Any:
    """Return a copy of what `make` returns for these arguments; it is called once for equal ones."""
    key = pickle.dumps((make.__module__, make.__qualname__, on))
    if key not in _KEPT:
        _KEPT[key] = make(*on)
    return deepcopy(_KEPT[key])
