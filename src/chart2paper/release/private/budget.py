"""The private register of noisy answers: what was answered, what it spent, and what is left.

Answers depend on what is asked and on nothing else: the study, its choices, the day of the data lock and the number of
the set. Asked again they are repeated, whatever the records say meanwhile. New noise for changed records would tell
that they changed, which may be one person; it is drawn only where the clinic changes a setting that everybody may read,
and it spends again.
"""

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from chart2paper.durable import FOLDER_OF_OWNER, OWNER_ALONE, alone_in, replace_file
from chart2paper.problems import Problem, Problems

Entry = dict[str, Any]
RESTORE = "restore the folder data/linkage from a backup: without the register nobody knows what was spent"


@dataclass(frozen=True)
class Request:
    """What is asked: `question` stands for everything public that the answers depend on (see `question_of`)."""

    study: str
    question: str
    epsilon: Fraction
    budget: Fraction


def register_of_answers(linkage: str | Path) -> Path:
    """Return where the register of a clinic's noisy answers lies; all studies of the clinic share it, as they share
    the people."""
    return Path(linkage).with_suffix(".privacy.json")


def read_answers(path: str | Path) -> list[Entry]:
    """Return what was answered, oldest first; none where there is no register; raise `Problems` when it is damaged."""
    path = Path(path)
    if not path.exists():
        return []
    try:
        entries = list(json.loads(path.read_text(encoding="utf-8"))["answers"])
        for entry in entries:
            if not isinstance(entry["id"], str) or Fraction(entry["epsilon"]) <= 0:
                raise ValueError
    except (ValueError, KeyError, TypeError, ZeroDivisionError):
        raise Problems(
            [Problem(str(path), "the register of noisy answers cannot be read", RESTORE)]
        ) from None
    return entries


def spent(entries: list[Entry]) -> Fraction:
    """Return the epsilon that all answers together have spent, of all studies of the clinic."""
    return sum((Fraction(entry["epsilon"]) for entry in entries), Fraction(0))


def answer(path: str | Path, request: Request, draw: Callable[[], Mapping[str, Any]]) -> Entry:
    """Return the answers to a question: those given before, or new ones that are kept before anybody sees them.

    Raises `Problems`, and draws nothing, when the budget does not reach.
    """
    path = Path(path)
    path.parent.mkdir(mode=FOLDER_OF_OWNER, parents=True, exist_ok=True)
    with alone_in(path.parent):
        entries = read_answers(path)
        if (known := given(entries, request)) is not None:
            return known
        refuse_overspending(path, request, spent(entries))
        entry = {
            "id": secrets.token_hex(16),
            "study": request.study,
            "question": request.question,
            "epsilon": str(request.epsilon),
            "spent_with_it": str(spent(entries) + request.epsilon),
            "tables": dict(draw()),
        }
        content = {"answers": [*entries, entry]}
        replace_file(path, json.dumps(content, indent=1, ensure_ascii=False) + "\n", OWNER_ALONE)
        return entry


def given(entries: list[Entry], request: Request) -> Entry | None:
    """Return the answers that were given to the same question; None where it was never asked."""
    return next(
        (e for e in entries if (e["study"], e["question"]) == (request.study, request.question)),
        None,
    )


def refuse_overspending(path: Path, request: Request, already: Fraction) -> None:
    """Raise `Problems` when the answers would spend more than the budget."""
    if already + request.epsilon > request.budget:
        what = (
            f"answers to this question would spend {float(request.epsilon):g}, and {float(already):g} of the budget of "
            f"{float(request.budget):g} is spent (by all studies of this clinic)"
        )
        todo = (
            "ask for less (a smaller epsilon), or release again what was released before, which spends nothing. A "
            "higher budget is a weaker promise to everybody in the records, also for what is already out"
        )
        raise Problems([Problem("release.differential_privacy", what, f"{todo}. Register: {path}")])
