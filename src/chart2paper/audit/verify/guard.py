"""A check that cannot be done is a finding too, and stops no other check."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from chart2paper.problems import Problem, Problems

AGAIN = "delete it and run snakemake again"


def guarded(file: str, check: Iterable[Problem]) -> Iterator[Problem]:
    """Yield what a check finds in `file`; where the check itself fails, that it could not be done.

    The words of an unexpected error are left out, because they may quote a patient's row. A script that ends the
    process (`SystemExit`) is caught as well.
    """
    try:
        yield from check
    except Problems as problems:
        yield from problems.problems
    except (Exception, SystemExit) as error:
        what = (
            f"damaged, or of another form than a rule makes it: it cannot be checked ({type(error).__name__})"
        )
        yield Problem(file, what, AGAIN)


def read_or_problem(file: Path, form: Any, todo: str = AGAIN) -> tuple[Any, list[Problem]]:
    """Return the content of a JSON file that has a form (see `fits`), or None with why there is none."""
    if not file.is_file():
        return None, [Problem(str(file), "missing", "run snakemake again")]
    try:
        content = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None, [Problem(str(file), "damaged: it is no readable JSON", todo)]
    if not fits(content, form):
        return None, [Problem(str(file), "damaged: it has another form than a rule gives it", todo)]
    return content, []


def fits(content: Any, form: Any) -> bool:
    """Return whether a JSON value has a form.

    A form is a type (or several), a dict of forms by key (more keys are allowed), a list with the form of every
    item, or {...: form} for a dict of any keys.
    """
    if isinstance(form, dict) and ... in form:
        return isinstance(content, dict) and all(fits(item, form[...]) for item in content.values())
    if isinstance(form, dict):
        return isinstance(content, dict) and all(
            key in content and fits(content[key], kind) for key, kind in form.items()
        )
    if isinstance(form, list):
        return isinstance(content, list) and all(fits(item, form[0]) for item in content)
    return isinstance(content, form)
