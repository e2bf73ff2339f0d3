"""How the numbers of the gate compare with the limits of the protocol."""

from typing import Any

import pandas as pd

from chart2paper.catalogue.checks import CHECKS
from chart2paper.model.diagnostics.checks import Number
from chart2paper.statistics.results import NotEstimable
from chart2paper.tables.model import DIAGNOSTICS
from chart2paper.tables.read_write import shape


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
    rows = [
        _check(position, name, numbers[name], *limits[name]) for position, name in enumerate(CHECKS, start=1)
    ]
    return shape(pd.DataFrame(rows), DIAGNOSTICS)


def _check(
    position: int, name: str, number: Number, warn: float | None, fail: float | None
) -> dict[str, Any]:
    check = CHECKS[name]
    unknown = isinstance(number, NotEstimable)
    return {
        "place": position,
        "check": name,
        "number": None if isinstance(number, NotEstimable) else number,
        "unit": check.unit,
        "worse_when": check.worse,
        "warn_at": warn,
        "fail_at": fail,
        "judgement": judge(number, warn, fail, check.worse),
        "why_unknown": number.reason if unknown and isinstance(number, NotEstimable) else None,
    }
