"""Does each value's text say the value, and do sentences hold the texts of the values they are made from?"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from chart2paper.audit.verify.evidence import Evidence
from chart2paper.audit.verify.guard import guarded
from chart2paper.problems import Problem
from chart2paper.writing.value import Made, made_as
from chart2paper.writing.values import IN_TEMPLATE

AGAIN = "delete it and run snakemake again"
NUMBER = re.compile(r"[<>]?[−-]?\d[\d,]*(?:\.(\d+))?%?")
# Values keep ten significant digits, so one that lay at the middle may lie beside it.
HALF_A_DIGIT = Decimal("1e-9")
# A text may give the value itself, or a share in percent.
SCALES = (1.0, 100.0)
# Values whose text is put together from the texts of their sources, in their order.
PUT_TOGETHER: tuple[Made, ...] = ("full", "interval")
Value = dict[str, Any]


def text_findings(evidence: Evidence) -> Iterator[Problem]:
    """Yield a `Problem` per value whose text does not say it, or is not made of the texts of its sources."""
    file = f"{evidence.results}/paper/values.json"
    for identifier, value in evidence.values.items():
        yield from guarded(file, _one(file, identifier, value, evidence.values))


def _one(file: str, identifier: str, value: Value, values: dict[str, Value]) -> Iterator[Problem]:
    wrong = _lacking(value, values) or _wrong(value, values)
    if wrong:
        yield Problem(file, f'the value "{identifier}" {wrong}', AGAIN)


def _lacking(value: Value, values: dict[str, Value]) -> str:
    gone = [source for source in value["sources"] if source not in values]
    return f"is made from values that are not there: {', '.join(gone)}" if gone else ""


def _wrong(value: Value, values: dict[str, Value]) -> str:
    text, sources = value["text"] or "", [values[source] for source in value["sources"]]
    if value["template"]:
        said = IN_TEMPLATE.sub(lambda found: values.get(found[1], {}).get("text") or "", value["template"])
        return "" if said == text else "is not its sentence with the texts of its values"
    if made_as(value) == "repeated" and len(sources) == 1:
        same = (value["value"], text) == (sources[0]["value"], sources[0]["text"])
        return "" if same else "is not that of the primary analysis"
    if made_as(value) in PUT_TOGETHER and not _put_together(text, sources):
        return "is not put together from its estimate and limits"
    down = made_as(value) == "rounded down"
    return "" if shows_number(text, value["value"], down) else "has a text that says another number"


def _put_together(text: str, sources: list[Value]) -> bool:
    """Whether every number of the text is one of a source (an interval of NNTs names its sides anew)."""
    known = {found for source in sources for found in _digits(source["text"] or "")}
    return not text or set(_digits(text)) <= known


def _digits(text: str) -> list[str]:
    return [found[0].lstrip("−-") for found in NUMBER.finditer(text)]


def shows_number(text: str, value: Any, rounded_down: bool = False) -> bool:
    """Return whether a text says a number: one of its numbers is the value, or 100 times it, rounded as printed.

    A text without digits says nothing that can be compared, nor does a value that is no number.
    """
    numbers = list(NUMBER.finditer(text))
    if not numbers or isinstance(value, bool) or not isinstance(value, int | float):
        return True
    exact = [Decimal(repr(float(value * scale))) for scale in SCALES]
    return any(_is(found, number, rounded_down) for found in numbers for number in exact)


def _is(found: re.Match[str], value: Decimal, rounded_down: bool) -> bool:
    printed = found[0].rstrip("%").replace(",", "").replace("−", "-")
    if printed[0] in "<>":
        return value < Decimal(printed[1:]) if printed[0] == "<" else value > Decimal(printed[1:])
    step = Decimal(1).scaleb(-len(found[1] or ""))
    # Words beside a number may give its sign (NNTB and NNTH): then the number has none.
    distances = [
        value - Decimal(printed),
        *([] if printed.startswith("-") else [abs(value) - Decimal(printed)]),
    ]
    down = rounded_down and any(0 <= distance < step for distance in distances)
    return down or any(abs(distance) <= step / 2 + HALF_A_DIGIT for distance in distances)
