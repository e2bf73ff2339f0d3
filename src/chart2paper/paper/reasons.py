"""What is said once beneath a table instead of in every cell: why there is no estimate, and that one is a fallback."""

from collections.abc import Iterable
from string import ascii_lowercase

from chart2paper.paper.result_facts import adjusted_by
from chart2paper.writing.material import Estimate
from chart2paper.writing.numbers import NOT_ESTIMABLE
from chart2paper.writing.prose import sentence_case
from chart2paper.writing.values import Values


class Reasons:
    """The reasons met while a table is filled; each gets a letter, in the order they are met."""

    def __init__(self, values: Values) -> None:
        self._values = values
        self._ids: dict[str, str] = {}
        self._shown: list[Estimate] = []

    def cell(self, estimate: Estimate) -> str:
        """Return an estimate with its interval as a cell, or "not estimable" with the letter of the reason."""
        self._shown.append(estimate)
        if estimate.ok:
            return self._values.show(f"{estimate.id}.full")
        text = self._values.text(f"{estimate.id}.reason")
        self._ids.setdefault(text, f"{estimate.id}.reason")
        return f"{NOT_ESTIMABLE} ({self._letter(text)})"

    def note(self) -> str:
        """Return that an estimate is a fallback, and the reasons with their letters; each where there is one."""
        return fallback_note(self._values, self._shown) + self._reasons()

    def _reasons(self) -> str:
        told = [
            f"({self._letter(text)}) {self._values.show(identifier)}"
            for text, identifier in self._ids.items()
        ]
        return f" {sentence_case(NOT_ESTIMABLE)}: {'; '.join(told)}." if told else ""

    def _letter(self, text: str) -> str:
        number = list(self._ids).index(text)
        return ascii_lowercase[number % 26] * (number // 26 + 1)


def fallback_note(values: Values, estimates: Iterable[Estimate]) -> str:
    """Return, behind a space, that some of these estimates come from a fallback; empty where none does."""
    found = any(adjusted_by(estimate) == "fallback" for estimate in estimates)
    return f" {values.markdown('estimate#fallback')}" if found else ""
