"""One passage: a file of words, with the facts that choose among them and the values that they print."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from jinja2 import Template, TemplateSyntaxError, UndefinedError, nodes

from chart2paper.writing.outcome_words import WORDS
from chart2paper.writing.passage_declared import Choice, Declared, available, declared_in, in_words
from chart2paper.writing.passage_syntax import (
    ENVIRONMENT,
    Facts,
    Mistake,
    as_jinja,
    blocks_of,
    mistakes,
    parse,
    syntax_mistake,
)

# A value's place in a text that is being put together; the sign occurs in no text.
_PLACE = re.compile("\x00([a-z0-9_]+)\x00")
_FRONT = re.compile(r"---\n(.*?\n)?---\n", re.DOTALL)
# The lines of a paragraph are one line of text; no-break spaces stay.
_LINE_END = re.compile(r"[ \t]*\n[ \t\n]*")
_NO_PARAGRAPH = re.compile(r"\s*(:|\||#|- |!\[)")
# An empty line of the file; one that a choice leaves empty ends no paragraph. The sign occurs in no text.
_EMPTY_LINE = re.compile(r"^[ \t]*$", re.MULTILINE)
_PARAGRAPH = "\x01"
ONLY_WHERE = "print this value only where there is one"


@dataclass(frozen=True)
class Passage:
    """A passage as its file has it. `declared` is what the file itself says of its facts and values, or None."""

    file: str
    source: str

    @cached_property
    def _front(self) -> re.Match[str] | None:
        return _FRONT.match(self.source)

    @cached_property
    def declared(self) -> Declared | None:
        """What stands between the two lines `---` at the top; None where they are missing. ValueError if unreadable."""
        return declared_in(self._front[1] or "") if self._front else None

    @cached_property
    def body(self) -> str:
        """The template, its lines numbered as in the file."""
        lines = self._front[0].count("\n") if self._front else 0
        return "\n" * lines + self.source[self._front.end() if self._front else 0 :]

    @cached_property
    def _tree(self) -> nodes.Template:
        return parse(self.body)

    @cached_property
    def _template(self) -> Template:
        return ENVIRONMENT.from_string(as_jinja(_EMPTY_LINE.sub(_PARAGRAPH, self.body)))

    @cached_property
    def blocks(self) -> tuple[str, ...]:
        """Names of the parts, in their order; ("",) where the file is one text."""
        return tuple(blocks_of(self._tree)) or ("",)

    def facts_of(self, block: str, declared: Declared) -> Facts:
        """Return the facts that choose among the words of a part."""
        return _among(self._names[block], declared.facts)

    @cached_property
    def _names(self) -> dict[str, frozenset[str]]:
        """The names that each part asks for; "" is the whole file."""
        parts = {"": self._tree, **blocks_of(self._tree)}
        return {
            block: frozenset(name.name for name in part.find_all(nodes.Name)) for block, part in parts.items()
        }

    def frame(self, block: str, choice: Choice, values: Iterable[str], lines: bool) -> str:
        """Return the words of a part for chosen facts, with `\\x00name\\x00` in place of each value.

        The words of the outcome are values that are always there. `lines` keeps paragraphs and lines apart, as
        Markdown has them. Raises jinja2's UndefinedError for a value or a fact that is not there, and KeyError for an
        unknown part.
        """
        context = self._template.new_context(
            {**{name: f"\x00{name}\x00" for name in (*WORDS, *values)}, **choice}
        )
        render = self._template.blocks[block] if block else self._template.root_render_func
        text = "".join(render(context))
        return _paragraphs(text) if lines else _LINE_END.sub(" ", text.replace(_PARAGRAPH, "").strip(" \t\n"))

    def combinations(self, declared: Declared) -> Iterator[tuple[str, dict[str, str | bool]]]:
        """Yield each part with each combination of the facts that it asks for.

        A value that it prints may be there under certain facts only: where it asks for none of these, they are added.
        """
        for block in self.blocks:
            asked = self._names[block]
            only = [set(facts) for name, facts in declared.values.items() if name in asked]
            asked = asked.union(*(facts for facts in only if not facts & asked))
            facts = _among(asked, declared.facts)
            for choices in product(*facts.values()):
                yield block, dict(zip(facts, choices, strict=True))

    def mistakes(self, declared: Declared) -> Iterator[Mistake]:
        """Yield what is wrong with the words: what cannot be read, computes, or asks for what is not there."""
        try:
            values = {**declared.values, **dict.fromkeys(WORDS)}
            found = list(mistakes(self._tree, declared.facts, values))
            yield from found
            if not found:
                yield from self._missing(declared)
        except TemplateSyntaxError as error:
            yield syntax_mistake(error)

    def _missing(self, declared: Declared) -> Iterator[Mistake]:
        seen = set()
        for block, choice in self.combinations(declared):
            try:
                self.frame(block, choice, available(declared, choice), lines=False)
            except UndefinedError as error:
                told = f"{error.message} where {in_words(choice)}"
                if (block, error.message) not in seen:
                    yield 1, told, ONLY_WHERE
                seen.add((block, error.message))


def _paragraphs(text: str) -> str:
    """Return Markdown with each paragraph on one line; other lines (divisions, tables, lists) stay as they are."""
    lines: list[str] = []
    for line in (line.replace(_PARAGRAPH, "") for line in text.split("\n") if line.strip(" \t")):
        goes_on = lines and _goes_on(lines[-1], line)
        lines[-1:] = [f"{lines[-1].rstrip()} {line.strip()}"] if goes_on else [*lines[-1:], line]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def _goes_on(before: str, line: str) -> bool:
    """Return whether a line belongs to the one before: to its paragraph, or to a row of a table, which ends with |."""
    row = before.startswith("|") and not before.rstrip().endswith("|")
    return bool(
        before and line and not _NO_PARAGRAPH.match(line) and (row or not _NO_PARAGRAPH.match(before))
    )


def _among(names: frozenset[str], facts: Facts) -> Facts:
    return {fact: choices for fact, choices in facts.items() if fact in names}


def fill(frame: str, texts: Mapping[str, str]) -> str:
    """Return a frame with the text of each value in its place; KeyError for one that has none."""
    return _PLACE.sub(lambda place: texts[place[1]], frame)


def fill_some(frame: str, texts: Mapping[str, str]) -> str:
    """Return a frame with those values in their places that have a text here."""
    return _PLACE.sub(lambda place: texts.get(place[1], place[0]), frame)
