"""An item of a reporting checklist, and what a run can answer to it."""

from collections.abc import Callable
from dataclasses import dataclass

from chart2paper.writing.material import Material

# How an answer begins that is not a plain "here it stands". An answer that begins otherwise addresses the item.
NOT_ADDRESSED, IN_PART, NOT_APPLICABLE = "Not addressed", "In part", "Does not apply"
ADDRESSED = {NOT_ADDRESSED: "no", IN_PART: "partly", NOT_APPLICABLE: "does not apply"}

# The place of the answer; a function where it depends on the run.
Where = str | Callable[[Material], str]


@dataclass(frozen=True)
class Item:
    """One item: its number as the checklist prints it, the recommendation in short, and where it is answered."""

    number: str
    recommendation: str
    where: Where


@dataclass(frozen=True)
class Checklist:
    """A checklist: its name and key in the bibliography, its sections of items, and what it was checked against."""

    id: str
    title: str
    sections: dict[str, tuple[Item, ...]]
    note: str = ""


def answer(item: Item, material: Material) -> str:
    """Return where an item is answered, with references as the manuscript writes them (`@sec-source`)."""
    return item.where if isinstance(item.where, str) else item.where(material)


def addressed(where: str) -> str:
    """Return whether an answer addresses its item: yes, partly, no or does not apply."""
    return next((word for start, word in ADDRESSED.items() if where.startswith(start)), "yes")
