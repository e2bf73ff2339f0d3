"""What a group of people is called: a record, and the text by which registers of releases keep it."""

from dataclasses import dataclass
from typing import Self

# In the text, between an analysis and a part of its people (`target_trial: grid/3`).
PART = ": "
EVERYONE = "everyone with outcome"


@dataclass(frozen=True)
class GroupName:
    """Some people of an analysis: a whole (`people`: matched, with outcome, …), or a part of them (`grid`, `3`).

    With neither it stands for all wholes of the analysis, and a part for all parts below it.
    """

    analysis: str
    people: str = ""
    part: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The name as registers keep it, such as `target_trial/matched` and `target_trial: grid/3`."""
        return (
            f"{self.analysis}{PART}{'/'.join(self.part)}" if self.part else f"{self.analysis}/{self.people}"
        )

    @classmethod
    def read(cls, text: str) -> Self:
        """Return the name that a register keeps as `text`; names of analyses hold neither a colon nor a slash."""
        analysis, _, part = text.partition(PART)
        if part:
            return cls(analysis, part=tuple(part.split("/")))
        analysis, _, people = text.partition("/")
        return cls(analysis, people)

    def holds(self, other: "GroupName") -> bool:
        """Return whether this name stands for a group: its own, or one below it."""
        if self.analysis != other.analysis:
            return False
        if self.part:
            return other.part[: len(self.part)] == self.part
        return self == other if self.people else not other.part
