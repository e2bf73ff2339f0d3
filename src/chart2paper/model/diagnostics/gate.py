"""How the numbers of the gate compare with the limits of the protocol."""

from typing import Any

import pandas as pd

from chart2paper.model.diagnostics.checks import Number
from chart2paper.statistics.results import NotEstimable
from chart2paper.tables.model import DIAGNOSTICS
from chart2paper.tables.read_write import shape

# Check -> unit and which side is worse, in the order in which the paper shows them.
CHECKS = {
    "largest_imbalance": ("SD", "higher"),
    "imbalance_beyond_chance": ("SD", "higher"),
    "equipoise": ("share", "lower"),
    "exposed_kept": ("share", "lower"),
    "missing_outcome": ("share", "higher"),
    "missing_difference": ("share", "higher"),
    "placebo_period": ("points", "higher"),
    "detectable_difference": ("points", "higher"),
}


def judge(number: Number, warn: float | None, fail: float | None, worse_when: str) -> str:
    """Return pass, warn, fail or unknown: a number exactly at a limit still passes it."""
    if isinstance(number, NotEstimable):
        return "unknown"
    sign = 1 if worse_when == "higher" else -1
    for verdict, limit in (("fail", fail), ("warn", warn)):
        if limit is not None and sign * number > sign * limit:
            return verdict
    return "pass"


def gate(numbers: dict[str, Number], limits: dict[str, Any]) -> pd.DataFrame:
    """Return a row per check (DIAGNOSTICS). numbers: by check; limits: [warn, fail] by check."""
    rows = [_check(place, name, numbers[name], *limits[name]) for place, name in enumerate(CHECKS, start=1)]
    return shape(pd.DataFrame(rows), DIAGNOSTICS)


def _check(place: int, name: str, number: Number, warn: float | None, fail: float | None) -> dict[str, Any]:
    unit, worse_when = CHECKS[name]
    unknown = isinstance(number, NotEstimable)
    return {
        "place": place,
        "check": name,
        "number": None if isinstance(number, NotEstimable) else number,
        "unit": unit,
        "worse_when": worse_when,
        "warn_at": warn,
        "fail_at": fail,
        "judgement": judge(number, warn, fail, worse_when),
        "why_unknown": number.reason if unknown and isinstance(number, NotEstimable) else None,
    }
