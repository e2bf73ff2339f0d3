"""Where a text names drugs of the drug list, and which names stand for one product."""

import itertools
import re
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

# Set before a word by a space or a hyphen these make it another substance: dihydro-codeine, methyl-
# naltrexone.
_PREFIX = re.compile(
    r"(?<![a-z0-9-])(?:(methyl|ethyl|acetyl|hydro|dihydro|hydroxy|oxy|nor|des|iso|beta|alpha|levo|dextro)[ -]"
    r"|(n|o|d|l|s|r|es|ar|ox|de|di)-)(?=[a-z])"
)
_JOINT = r"[\s/.,-]*"
_SALT = (
    r"(?:hcl|hydrochloride|hydrocholoride|sulfate|bitartrate|phosphate|citrate|tartrate|sodium|sod|potassium"
    r"|succinate|napsylate|nap|maleate|besylate|bromide|hydrobromide|mesylate|fumarate|acetate|magnesium"
    r"|succ|na|er|xr|sr"
    r"|cr|ir|dr|ec|xl|la|odt|ret|retard)\.?"
)
_MASS = r"[0-9][0-9.,]* ?(?:mg|mcg|ug|g|gm|%|units?)(?: ?/ ?(?:[0-9.]+ ?)?(?:ml|hr|h|actuat|act))?"
_ALIAS = re.compile(
    rf"(?: ?{_SALT})* ?(?:(?:generic|brand|aka|a\.k\.a\.|i\.e\.|name|for|of|as|=|:|-|/|,|;|\(|\)|\[|\]|\""
    rf"|')\s?)*"
)
_WITHOUT_STRENGTH = re.compile(rf"(?: {_SALT})* ?(-|/|;|\+|&|,(?: and)?|and|w/|with) ?")
_WITH_STRENGTH = re.compile(rf"(?: {_SALT})* {_MASS}(?: {_SALT})* ?(/|-) ?")
_NUMBERS = r"[0-9][0-9.]* ?(?:mg)?(?: ?[-/;] ?[0-9][0-9.]* ?(?:mg)?)"
# A word set beside a name by a hyphen or a stroke is another ingredient, unless it is one of these.
_NO_INGREDIENT = re.compile(
    rf"(?:{_SALT}|tabs?|tablets?|caps?|capsules?|oral|orally|topical|patch|patches|cream|gel|ointment"
    rf"|liquid|solution|soln"
    r"|suspension|susp|elixir|syrup|drops?|spray|nasal|film|inject\w*|vial|powder|troches?|lozenges?|low"
    r"|dose|doses|high"
    r"|generic|brand|home|compounded|compound|extended|immediate|release|delayed|take|takes|taking|taken"
    r"|daily|nightly"
    r"|bedtime|once|twice|every|with|from|then|start\w*|stop\w*|refill\w*|titrat\w*|drug|med|meds"
    r"|medication|only"
    r"|based|free|naive|type|class|like|pain|treated|patient|declined|allerg\w*|sensitive|containing"
    r"|induced|hour)"
)
_NOT_IT = re.compile(r"(?<![a-z])(?:non|ex|pre|post|anti|no)-$")
_WORD = r"([a-z]{4,})"
_BESIDE = re.compile(rf"(?:(?: {_SALT})*(?:-|/)|(?: {_SALT})*(?: {_MASS})?(?: {_SALT})* / ){_WORD}")
_BESIDE_BEFORE = re.compile(rf"(?<![a-z]){_WORD}(?:(?:-|/)|(?: {_SALT})*(?: {_MASS})?(?: {_SALT})* / )$")


@dataclass(frozen=True)
class Product:
    """A drug that a text names, in one word or several: place, rows of the drug list, and its ingredients.

    `partly` is True where a word that is on no list stands beside it as another ingredient would.
    """

    start: int
    end: int
    rows: tuple[int, ...]
    ingredients: frozenset[str]
    partly: bool = False


@dataclass(frozen=True)
class DrugNames:
    """The names of a drug list (`read_drugs`), ready to be found in texts."""

    drugs: pd.DataFrame

    @cached_property
    def row_of(self) -> dict[str, int]:
        """Row of the drug list by name, without what may join its words."""
        return {bare(name): row for row, name in reversed(list(enumerate(self.drugs["name"])))}

    @cached_property
    def ingredients(self) -> list[frozenset[str]]:
        """Ingredients of each row of the drug list."""
        return [frozenset(text.split("+")) for text in self.drugs["ingredient"]]

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        """Any name as whole words, the longest first; a number may follow at once (LDN4.5mg)."""
        longest_first = sorted(self.drugs["name"], key=lambda name: (-len(name), name))
        return re.compile(rf"(?<![a-z0-9])(?:{'|'.join(_spelled(name) for name in longest_first)})(?![a-z])")

    def tidy(self, text: str) -> str:
        """Return a text in lower case with one kind of hyphen, lines parted by bars, and split names made whole."""
        text = re.sub("[‐‑‒–—―−]", "-", text).replace("→", "->")
        text = re.sub(r"\s*[\r\n]+\s*", " | ", text.strip().lower())
        text = re.sub(r"(?<![a-z])self-", "self ", re.sub(r"\s+", " ", text))
        text = _PREFIX.sub(lambda found: found[1] or found[2], text)
        return re.sub(
            r"(?<![a-z])[a-z]+-[a-z]+(?![a-z-])|(?<![a-z])(?:[a-z]\.){2,}[a-z]?(?![a-z])", self._whole, text
        )

    def _whole(self, found: re.Match[str]) -> str:
        word = re.sub("[.-]", "", found[0])
        return word if word in self.row_of or word == "dc" else found[0]

    def found(self, text: str) -> list[Product]:
        """Return the listed names in a tidy text, each as a product of its own."""
        return [
            Product(match.start(), match.end(), (row,), self.ingredients[row])
            for match in self._pattern.finditer(text)
            for row in [self.row_of[bare(match[0])]]
        ]

    def products(self, text: str) -> list[Product]:
        """Return the products that a tidy text names: brand and generic names together, combinations as one."""
        found = names = self.found(text)
        products: list[Product] = []
        while names:
            size = next(n for n in range(min(len(names), 5), 0, -1) if n == 1 or self._one(names[:n], text))
            listed = {position for name in found for position in (name.start, name.end)}
            products.append(_together(names[:size], text, listed))
            names = names[size:]
        return products

    def _one(self, names: list[Product], text: str) -> bool:
        """True where the names are one product: names of one drug, or ingredients of one combination."""
        between = [text[a.end : b.start] for a, b in itertools.pairwise(names)]
        parts = frozenset().union(*(name.ingredients for name in names))
        if not all(self._joined(gap) for gap in between):
            return False
        if any(name.ingredients == parts for name in names):
            return True
        joints = {_joint(gap) for gap in between} - {None}
        strengths = re.match(rf"[^;|,]{{0,12}}?{_NUMBERS}{{{len(parts) - 1}}}", text[names[-1].end :])
        if joints <= {"-", "/"} and (parts in self._combinations or strengths):
            return True
        amount = re.match(rf"[^;|,]*?{_MASS}", text[names[-1].end :])
        tight = bool(strengths) or all(";" not in gap or gap == ";" for gap in between)
        if (
            parts in self._combinations
            and tight
            and not any(_WITH_STRENGTH.fullmatch(gap) for gap in between)
        ):
            return bool(strengths) or joints <= {"-", "/", "w/", "with"} or (not amount and "," not in joints)
        return False

    @cached_property
    def _combinations(self) -> set[frozenset[str]]:
        return {parts for parts in self.ingredients if len(parts) > 1}

    @staticmethod
    def _joined(gap: str) -> bool:
        return any(joint.fullmatch(gap) for joint in (_ALIAS, _WITHOUT_STRENGTH, _WITH_STRENGTH))


def bare(name: str) -> str:
    """Return a name without what may join its words."""
    return re.sub(r"[\s/.,-]+", "", name)


def _spelled(name: str) -> str:
    """Return the pattern of a name: its words may be joined by anything or nothing; no digit follows a digit."""
    words = _JOINT.join(re.escape(word) for word in re.split(r"[\s/.,-]+", name))
    return words + (r"(?![0-9.])" if name[-1].isdigit() else "")


def _joint(gap: str) -> str | None:
    """Return what joins two ingredients, or None where the second is another name of the first."""
    found = _WITHOUT_STRENGTH.fullmatch(gap) or _WITH_STRENGTH.fullmatch(gap)
    return found[1].split(" ")[0] if found else None


def _together(names: list[Product], text: str, listed: set[int]) -> Product:
    start, end = names[0].start, names[-1].end
    before, after = _BESIDE_BEFORE.search(text[:start]), _BESIDE.match(text[end:])
    words = [(before[1], before.end(1))] if before else []
    words += [(after[1], end + after.start(1))] if after else []
    return Product(
        start,
        end,
        tuple(row for name in names for row in name.rows),
        frozenset().union(*(name.ingredients for name in names)),
        bool(_NOT_IT.search(text[:start]))
        or any(position not in listed and not _NO_INGREDIENT.fullmatch(word) for word, position in words),
    )
