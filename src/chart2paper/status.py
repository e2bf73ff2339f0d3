"""What the status of a row of results says, as its text: made and read here alone.

A status is "ok", "ok: <notes for the reader>", or "not estimable: <why>".
"""

from collections.abc import Iterable

OK, NOT_ESTIMABLE = "ok", "not estimable"
BEFORE, BETWEEN = ": ", "; "


def ok(notes: Iterable[str] = ()) -> str:
    """Return the status of what could be estimated, with notes for the reader."""
    noted = BETWEEN.join(notes)
    return f"{OK}{BEFORE}{noted}" if noted else OK


def not_estimable(reason: str) -> str:
    """Return the status of what could not be estimated, and why."""
    return f"{NOT_ESTIMABLE}{BEFORE}{reason}"


def is_ok(status: str) -> bool:
    """Return whether there is an estimate, with notes or without."""
    return status.partition(BEFORE)[0] == OK


def notes(status: str) -> tuple[str, ...]:
    """Return what the estimator noted for the reader; nothing where there is no estimate."""
    noted = status.partition(BEFORE)[2] if is_ok(status) else ""
    return tuple(noted.split(BETWEEN)) if noted else ()


def noted(status: str) -> str:
    """Return all notes as one text; empty where there are none."""
    return BETWEEN.join(notes(status))


def reason(status: str) -> str:
    """Return why there is no estimate; a text that no status holds (such as a withheld one) is a reason as it is."""
    return status.removeprefix(f"{NOT_ESTIMABLE}{BEFORE}")
