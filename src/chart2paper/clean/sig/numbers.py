"""Numbers as people write them in prescriptions: 1/2, ½, 1 1/2, one and a half, 1-2, 1 to 2, 1,000."""

import re
import unicodedata
from typing import NamedTuple

from chart2paper.clean.sig.tokens import Rewrite, Token, rule


class Number(NamedTuple):
    """A number or a range; `written` is "decimal", "fraction" or "whole"."""

    low: float
    high: float
    written: str = "whole"


_WORDS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
NUMBER_WORDS: dict[str, Number] = {
    **{word: Number(n, n) for n, word in enumerate(_WORDS.split(), 1)},
    **{word: Number(n, n) for n, word in ((30, "thirty"), (60, "sixty"), (90, "ninety"), (0, "zero"))},
    # Hand-written orders count in small Roman numerals; T with a bar over it is one, too.
    **{word: Number(n, n) for n, word in ((1, "i"), (2, "ii"), (3, "iii"), (1, "t"), (2, "tt"), (3, "ttt"))},
    **{word: Number(0.5, 0.5, "fraction") for word in ("half", "halves", "onehalf")},
    **{word: Number(0.25, 0.25, "fraction") for word in ("quarter", "quarters", "onequarter")},
}
_VULGAR = {"½": "1/2", "¼": "1/4", "¾": "3/4", "⅓": "1/3", "⅔": "2/3", "⅛": "1/8"}
_PART = r"[1-3]/[2348](?![0-9/]|\.[0-9])"
_FRACTION = (
    rf"(?:(?<![0-9./-])(?=[0-9]+ ?-)|(?<![0-9./])(?=[0-9]+ [0-9]))(?P<whole>[1-9][0-9]?)(?: ?- ?| )"
    rf"(?={_PART}(?! ?- ?[0-9]))|(?<![0-9./])(?={_PART})"
)
_THOUSANDS = r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?"
NUMBER = re.compile(
    rf"(?:{_FRACTION})(?P<top>[1-3])/(?P<bottom>[2348])|(?P<num>{_THOUSANDS}|[0-9]+(?:\.[0-9]+)?|(?<![a-z0-9])\.[0-9]+)"
)
# A comma between digits that parts no thousands may be a decimal comma, or two numbers: nobody can tell.
UNCLEAR_COMMA = re.compile(r"[0-9],[0-9]")
# The highest number of a range is at most so many times its lowest.
WIDEST = 20.0


def plain_digits(text: str) -> str:
    """Return text in lower case with plain digits, fractions as 1/2, one kind of hyphen and single spaces."""
    for sign, digits in _VULGAR.items():
        text = text.replace(sign, f" {digits} ")
    text = unicodedata.normalize("NFKC", text).lower().replace("×", "x").replace("μ", "u")
    text = re.sub("[‐‑‒–—―−]", "-", text.replace("⁄", "/"))
    return re.sub(r"[^\S\n]+", " ", text).strip()


def number_of(match: re.Match[str]) -> Number:
    """Return the number that `NUMBER` matched."""
    if match["top"]:
        value = int(match["whole"] or 0) + int(match["top"]) / int(match["bottom"])
        return Number(value, value, "fraction")
    value = float(match["num"].replace(",", ""))
    return Number(value, value, "decimal" if "." in match["num"] else "whole")


def _same_twice(tokens: list[Token]) -> list[Token] | None:
    """Rule: `3 (three)` is 3."""
    return [tokens[0]] if tokens[0].value[:2] == tokens[2].value[:2] else None


def _and_part(tokens: list[Token]) -> list[Token] | None:
    """Rule: `one and a half` is 1.5, `one half` is 0.5, `three quarters` 0.75."""
    whole, part = tokens[0].value, tokens[-1].value
    if part.written != "fraction" or part.high >= 1 or whole.written != "whole" or whole.low != whole.high:
        return None
    if tokens[1].kind == "&":
        value = whole.high + part.high
    elif tokens[-1].text in NUMBER_WORDS and (whole.high == 1 or (whole.high, part.high) == (3, 0.25)):
        value = whole.high * part.high
    else:
        return None
    return [Token("n", Number(value, value, "fraction"))]


def _range(tokens: list[Token]) -> list[Token] | None:
    """Rule: `1-2`, `1 to 2` and `1 or 2` are ranges; the lower number must come first."""
    low, high = tokens[0].value, tokens[-1].value
    single = low.low == low.high and high.low == high.high
    if not single or not 0 < low.high < high.low or high.high > WIDEST * low.low:
        return None
    return [Token("n", Number(low.low, high.high, high.written if low.written == "whole" else low.written))]


NUMBER_RULES: list[Rewrite] = [
    # a half tablet
    rule(r"an", lambda tokens: tokens[1:] if tokens[1].value.written == "fraction" else None),
    rule(r"n\(n\)", _same_twice),
    rule(r"n-?n", _and_part),
    rule(r"n&a?n", _and_part),
    # Not where a third number follows: 1-1-1 is a scheme of the day. Nor `300-600 mg-5 mg`.
    rule(r"(?<!n-)n(?:-|o|\|)n(?!-n|/n)", _range),
]
