"""Does a printed text say what it has to say, in the right order?"""

from collections import deque
from dataclasses import dataclass, replace

from chart2paper.audit.expected_text import Unit
from chart2paper.audit.printed_text import squeezed

# After a wrong passage the text goes on at the next unit that is long enough to be known anywhere.
CERTAIN = 30


@dataclass(frozen=True)
class Misprint:
    """A passage whose numbers are not those of the manuscript (either may be empty)."""

    expected: str
    printed: str


def misprints(units: list[Unit], text: str) -> list[Misprint]:
    """Return every passage of `text` (squeezed) whose numbers differ from those of `units`, in order.

    The units must stand in the text one after the other. A PDF may put a floating figure, or the repeated head
    of a table, between two units or into one. Words before the first unit (title and authors) are not judged.
    """
    pending = deque(unit for unit in units if not unit.floats)
    floats = [unit for unit in units if unit.floats]
    if not pending:
        return []
    place = max(text.find(pending[0].words), 0)
    found: list[Misprint] = []
    while pending:
        step = _in_turn(pending, text, place) or _interrupted(pending, floats, text, place)
        if step is None:
            wrong, step = _skip(pending, floats, text, place)
            found.append(wrong)
        place = step
    while (step := _float_at(floats, text, place)) is not None:
        place = step
    rest = [Misprint("", text[place:]), *(Misprint(unit.plain, "") for unit in floats)]
    return [wrong for wrong in [*found, *rest] if _numbers(wrong.expected) != _numbers(wrong.printed)]


def _in_turn(pending: deque[Unit], text: str, place: int) -> int | None:
    """Take the next unit if it stands here; return where the text goes on."""
    unit = pending[0]
    for words in (unit.words, unit.marker + unit.words):
        if text.startswith(words, place):
            pending.popleft()
            return place + len(words)
    return None


def _interrupted(pending: deque[Unit], floats: list[Unit], text: str, place: int) -> int | None:
    """Take what may interrupt the next unit, before it or within it; return where the text goes on."""
    unit = pending[0]
    for begun in (_common(unit.words, text, place), 0):
        here = place + begun
        head = bool(unit.table_head) and text.startswith(unit.table_head, here)
        after = here + len(unit.table_head) if head else _float_at(floats, text, here)
        if after is not None:
            pending[0] = replace(unit, words=unit.words[begun:])
            return after
    return None


def _float_at(floats: list[Unit], text: str, place: int) -> int | None:
    """Take the floating unit that stands here; return where the text goes on."""
    here = next((unit for unit in floats if text.startswith(unit.words, place)), None)
    if here is None:
        return None
    floats.remove(here)
    return place + len(here.words)


def _skip(pending: deque[Unit], floats: list[Unit], text: str, place: int) -> tuple[Misprint, int]:
    """Give up on a passage; return it, and where the first unit that is found again begins."""
    lost: list[str] = []
    while pending:
        again = text.find(pending[0].words, place) if len(pending[0].words) >= CERTAIN else -1
        if again >= 0:
            return Misprint(" ".join(lost), _without_floats(floats, text[place:again])), again
        lost.append(pending.popleft().plain)
    return Misprint(" ".join(lost), _without_floats(floats, text[place:])), len(text)


def _without_floats(floats: list[Unit], passage: str) -> str:
    """Take the floating units that stand in a passage out of it."""
    for unit in [unit for unit in floats if unit.words in passage]:
        floats.remove(unit)
        passage = passage.replace(unit.words, "", 1)
    return passage


def _common(words: str, text: str, place: int) -> int:
    """Return how many signs of `words` stand at `place`."""
    part = text[place : place + len(words)]
    return next((i for i, (a, b) in enumerate(zip(words, part, strict=False)) if a != b), len(part))


def _numbers(text: str) -> str:
    """Return the signs of a text that make up its numbers."""
    return "".join(sign for sign in squeezed(text) if sign.isdigit() or sign in ".,−%")
