"""One number or sentence of a manuscript, with the place that it comes from."""

from dataclasses import asdict, dataclass
from typing import Any

from chart2paper.writing.about import About


@dataclass(frozen=True)
class Value:
    """A number or a sentence of the paper.

    `row` counts as a spreadsheet shows it (header = row 1); it is empty for a summary of a column.
    `rule` says how the value was got from there; `sources` are the values it was made from. `template` is
    the sentence with `{id}` in place of each value that it holds; it is empty for anything but a sentence.
    `passage` is the one whose words a sentence has; `about` says of which people or rows a value tells.
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

    def content(self) -> dict[str, Any]:
        """Return all but the id, as JSON can hold it; what is empty of passage and people is left out."""
        content = asdict(self)
        del content["id"]
        content |= {"about": self.about.as_json() if self.about else {}}
        for name in ("passage", "about"):
            if not content[name]:
                del content[name]
        number = content["value"]
        # JSON has no infinity: an NNT's limit may be infinite.
        if isinstance(number, float) and number in (float("inf"), float("-inf")):
            content["value"] = str(number)
        return content
