"""Problems a clinic can fix, collected and reported together."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from chart2paper.terminal import printable


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with an input, and what to do about it.

    `row` counts as a spreadsheet shows it: the header is row 1. `what` and `todo` must never
    hold a value from a patient's row, because problems are printed and logged.
    """

    file: str
    what: str
    todo: str = ""
    row: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        """Write the problem as `file, row 3, column "Sex": what. To do: todo`."""
        place = [printable(self.file)]
        if self.row is not None:
            place.append(f"row {self.row}")
        if self.column is not None:
            place.append(f'column "{printable(self.column)}"')
        todo = f"\n    To do: {printable(self.todo)}" if self.todo else ""
        return f"{', '.join(place)}: {printable(self.what)}{todo}"


class Problems(Exception):
    """Raised with every problem found, so that they can be fixed in one go."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = list(problems)
        super().__init__(self.report())

    def report(self) -> str:
        """Return the text shown to the user: a count, then one numbered entry per problem."""
        count = len(self.problems)
        head = f"{count} problem{'s' if count != 1 else ''} to fix before this can run:"
        return "\n".join([head, *(f"{i:3d}. {p}" for i, p in enumerate(self.problems, 1))])


def raise_if_any(problems: Iterable[Problem]) -> None:
    """Raise `Problems` when there is at least one."""
    found = list(problems)
    if found:
        raise Problems(found)


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """Return ` Did you mean "x"?` for the closest known name, or an empty string."""
    close = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f' Did you mean "{close[0]}"?' if close else ""
