"""Why something could not be estimated, told once beneath a table instead of in every cell."""

from string import ascii_lowercase

from chart2paper.writing.material import Estimate
from chart2paper.writing.numbers import NOT_ESTIMABLE
from chart2paper.writing.prose import sentence_case
from chart2paper.writing.values import Values


class Reasons:
    """The reasons met while a table is filled; each gets a letter, in the order they are met."""

    def __init__(self, values: Values) -> None:
        self._values = values
        self._ids: dict[str, str] = {}

    def cell(self, estimate: Estimate) -> str:
        """Return an estimate with its interval as a cell, or "not estimable" with the letter of the reason."""
        if estimate.ok:
            return self._values.show(f"{estimate.id}.full")
        text = self._values.text(f"{estimate.id}.reason")
        self._ids.setdefault(text, f"{estimate.id}.reason")
        return f"{NOT_ESTIMABLE} ({self._letter(text)})"

    def note(self) -> str:
        """Return the reasons with their letters; empty when everything could be estimated."""
        told = [
            f"({self._letter(text)}) {self._values.show(identifier)}"
            for text, identifier in self._ids.items()
        ]
        return f" {sentence_case(NOT_ESTIMABLE)}: {'; '.join(told)}." if told else ""

    def _letter(self, text: str) -> str:
        number = list(self._ids).index(text)
        return ascii_lowercase[number % 26] * (number // 26 + 1)
