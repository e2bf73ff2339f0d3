"""One number or sentence of a manuscript, with the place that it comes from."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from chart2paper.writing.about import About

# How a value came from what it is made of. chosen: its words, by results. counted: by results, too. repeated: as in the
# primary analysis. interval, full: both limits, and the estimate with them. magnitude: a number without its sign.
# distance: of two numbers. furthest: the largest distance of the first number from another. percent of start: a mean
# change, in percent of the mean end less that change. rounded down: where it would read as all. file: name of a file.
Made = Literal[
    "",
    "chosen",
    "counted",
    "repeated",
    "interval",
    "full",
    "magnitude",
    "distance",
    "furthest",
    "percent of start",
    "rounded down",
    "file",
]


@dataclass(frozen=True)
class Value:
    """A number or a sentence of the paper.

    `row` counts as a spreadsheet shows it (header = row 1); it is empty for a summary of a column.
    `rule` says in words how the value was got from there, and `made` which of the known ways that was; `sources` are
    the values it was made from. `template` is the sentence with `{id}` in place of each value that it holds; it is
    empty for anything but a sentence. `passage` is the one whose words a sentence has; `about` says
    of which people or rows a value tells.
    Every value that is shown has an origin: a `file` (or `values.PROTOCOL`, or `values.PROGRAM`) or `sources`.
    """

    id: str
    value: Any
    text: str
    file: str = ""
    row: int | None = None
    column: str = ""
    rule: str = "as it stands"
    sources: tuple[str, ...] = ()
    template: str = ""
    passage: str = ""
    about: About | None = None
    made: Made = ""

    def content(self) -> dict[str, Any]:
        """Return all but the id, as JSON can hold it; what is empty of passage, people and way is left out."""
        content = asdict(self)
        del content["id"]
        content |= {"about": self.about.as_json() if self.about else {}}
        for name in ("passage", "about", "made"):
            if not content[name]:
                del content[name]
        number = content["value"]
        # JSON has no infinity: an NNT's limit may be infinite.
        if isinstance(number, float) and number in (float("inf"), float("-inf")):
            content["value"] = str(number)
        return content


def made_as(value: Mapping[str, Any]) -> Made:
    """Return the way in which a value of `values.json` was made; empty where it is none of the known ones."""
    made: Made = value.get("made", "")
    return made
