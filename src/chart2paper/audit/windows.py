"""When an analysis looks at a person: the baseline and the outcome window around an index date."""

from datetime import date, timedelta
from typing import Any


def window_days(study: dict[str, Any], analysis: str) -> dict[str, list[int | None]]:
    """Return first and last day of the baseline and the outcome window, counted from the index date.

    study: the protocol as plain values. The last day of the outcome window is None where only the data lock ends it.
    """
    settings = study["analyses"][analysis]
    return {name: list(settings[name]["window_days"]["value"]) for name in ("baseline", "outcome")}


def windows_on(study: dict[str, Any], analysis: str, index_date: str) -> dict[str, tuple[str, str]]:
    """Return first and last date of both windows of a person with this index date (ISO), cut at the data lock."""
    start, lock = date.fromisoformat(index_date[:10]), date.fromisoformat(study["data_lock_date"]["value"])
    found = {}
    for name, (first, last) in window_days(study, analysis).items():
        begin = start + timedelta(days=first or 0)
        end = lock if last is None else min(start + timedelta(days=last), max(lock, begin))
        found[name] = (begin.isoformat(), end.isoformat())
    return found
