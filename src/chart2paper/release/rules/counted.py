"""What a count is of. Its name knows it, so that nobody takes the text of a name apart."""

from dataclasses import dataclass
from typing import Self

USUAL_WORTH = 10.0


@dataclass(frozen=True)
class Counted:
    """What a count is of: people of an analysis (of one arm, or of both), or rows and people of the whole export.

    group: which people or rows, in one word. covariate, level: where it is of those at one level. threshold: of
    response. stage, table, reason: of rows. worth: what is lost when it is withheld. of_effects: the people of an
    effect, which is shown only where they are more than the threshold.
    """

    group: str
    analysis: str = ""
    role: str = ""
    covariate: str = ""
    level: str = ""
    threshold: str = ""
    stage: str = ""
    table: str = ""
    reason: str = ""
    worth: float = USUAL_WORTH
    of_effects: bool = False


class CountName(str):
    """The name of a count: as registers keep it, and what it counts."""

    counted: Counted

    def __new__(cls, text: str, counted: Counted) -> Self:
        """Make a name; two names are the same where their texts are."""
        name = super().__new__(cls, text)
        name.counted = counted
        return name


def worth(name: str) -> float:
    """Return what is lost when a count is withheld; one that no file shows has no worth of its own."""
    return name.counted.worth if isinstance(name, CountName) else USUAL_WORTH
