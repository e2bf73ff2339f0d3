"""A count's name knows what it is of, so that nobody takes its text apart."""

from typing import Self

from chart2paper.writing.about import About

USUAL_WORTH = 10.0


class CountName(str):
    """The name of a count: as registers keep it, and what it counts.

    counted: people of an analysis (of one arm, or of both), or rows and people of the whole export. worth: what is lost
    when it is withheld. of_effects: it is of the people of an effect, which is shown only where they are more than the
    threshold.
    """

    counted: About
    worth: float
    of_effects: bool

    def __new__(cls, text: str, counted: About, worth: float = USUAL_WORTH, of_effects: bool = False) -> Self:
        """Make a name; two names are the same where their texts are."""
        name = super().__new__(cls, text)
        name.counted, name.worth, name.of_effects = counted, worth, of_effects
        return name


def worth(name: str) -> float:
    """Return what is lost when a count is withheld; one that no file shows has no worth of its own."""
    return name.worth if isinstance(name, CountName) else USUAL_WORTH
