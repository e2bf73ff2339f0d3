"""The paper's numbers: each one with its text and the cell it comes from."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from chart2paper.catalogue.outcomes import PAIN, Outcome
from chart2paper.writing.about import About
from chart2paper.writing.passage import fill
from chart2paper.writing.passage_declared import Choice, Declared
from chart2paper.writing.passages import Passages
from chart2paper.writing.value import Made, Value
from chart2paper.writing.variables import as_yaml

# Origins that are no file of the run: the study file, and the program itself (its words, constants and version).
PROTOCOL, PROGRAM = "protocol", "program"
# The rule of a sentence, where nothing else is said of it.
CHOSEN = "chosen from the results"
JOINED = "one after the other"
ID = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)*")
# A value in the template of a sentence, and one in a generated text (as `Values.show` writes it).
IN_TEMPLATE = re.compile(r"\{([a-z0-9_.]+)\}")
SHORTCODE = re.compile(r"\{\{< var ([a-z0-9_.]+) >\}\}")


class Values:
    """All values of one manuscript, by id (`primary.effect.estimate`), and the passages that put them into words."""

    def __init__(self, passages: Passages | None = None) -> None:
        self._values: dict[str, Value] = {}
        self._passages = passages or Passages({}, outcome=PAIN)

    @property
    def outcome(self) -> Outcome:
        """The study's outcome: its scale, which way on it is better, and its words."""
        return self._passages.outcome

    def add(
        self,
        identifier: str,
        value: Any,
        text: str,
        *,
        file: str = "",
        row: int | None = None,
        column: str = "",
        rule: str = "as it stands",
        sources: tuple[str, ...] = (),
        about: About | None = None,
        made: Made = "",
    ) -> str:
        """Keep a value and return its id; two different values under one id are a mistake (ValueError).

        Numbers keep ten significant digits, as in the result files, so that the last bits never show.
        """
        value = float(f"{value:.10g}") if isinstance(value, float) else value
        return self._keep(
            Value(identifier, value, text, file, row, column, rule, sources, about=about, made=made)
        )

    def _keep(self, new: Value) -> str:
        identifier = new.id
        if not ID.fullmatch(identifier):
            raise ValueError(f'"{identifier}" cannot be the id of a value')
        if self._values.setdefault(identifier, new) != new:
            raise ValueError(f'two different values are called "{identifier}"')
        return identifier

    def sentence(
        self,
        id_: str,
        passage: str,
        choice: Choice | None = None,
        about: About | None = None,
        made: Made = "chosen",
        /,
        *,
        rule: str = CHOSEN,
        **names: str,
    ) -> str:
        """Keep the words of a passage (`name` or `name#part`) for chosen facts as one line, and return its id.

        `names` gives the ids of the values that the passage prints, and of others that it was chosen by.
        """
        frame = self._passages.frame(passage, choice or {}, names)
        text = fill(frame, {name: self.text(source) for name, source in names.items()})
        with_ids = fill(frame, {name: f"{{{source}}}" for name, source in names.items()})
        sources = tuple(dict.fromkeys(names.values()))
        return self._keep(Value(id_, None, text, "", None, "", rule, sources, with_ids, passage, about, made))

    def same(self, id_: str, source: str, rule: str) -> str:
        """Keep a sentence that repeats another, and return its id."""
        template = f"{{{source}}}"
        return self._keep(
            Value(
                id_, None, self.text(source), rule=rule, sources=(source,), template=template, made="repeated"
            )
        )

    def join(self, id_: str, sources: Sequence[str], between: str = " ") -> str:
        """Keep texts one after the other as one sentence, and return its id."""
        text = between.join(self.text(source) for source in sources)
        template = between.join(f"{{{source}}}" for source in sources)
        once = tuple(dict.fromkeys(sources))
        return self._keep(Value(id_, None, text, rule=JOINED, sources=once, template=template, made="chosen"))

    def nothing(self, id_: str) -> str:
        """Keep a sentence that is empty, because there is nothing to say here, and return its id."""
        return self._keep(Value(id_, None, "", rule=CHOSEN, made="chosen"))

    def markdown(
        self,
        passage: str,
        choice: Choice | None = None,
        parts: Mapping[str, str] | None = None,
        /,
        **names: str,
    ) -> str:
        """Return the words of a passage as Markdown that shows values.

        `names` gives the ids of the values; `parts` what is Markdown already, such as tables.
        """
        made = {name: part.strip("\n") for name, part in (parts or {}).items()}
        frame = self._passages.frame(passage, choice or {}, [*names, *made], lines=True)
        return fill(frame, {name: self.show(identifier) for name, identifier in names.items()} | made)

    def declared(self, passage: str) -> Declared:
        """Return which facts and values a passage asks for."""
        return self._passages.declared(passage)

    def parts(self, passage: str) -> tuple[str, ...]:
        """Return the names of a passage's parts, in their order."""
        return self._passages.parts(passage)

    def words(self, passage: str, choice: Choice | None = None, /, **texts: str) -> str:
        """Return the words of a passage as one line, with texts as they are in the places of its values."""
        return fill(self._passages.frame(passage, choice or {}, texts), texts)

    def text(self, identifier: str) -> str:
        """Return the display text of a value; KeyError when there is none."""
        return self._values[identifier].text

    def get(self, identifier: str) -> Value:
        """Return a value; KeyError when there is none."""
        return self._values[identifier]

    def __contains__(self, identifier: str) -> bool:
        return identifier in self._values

    def all(self) -> list[Value]:
        """Return every value, sorted by id."""
        return [self._values[identifier] for identifier in sorted(self._values)]

    def show(self, identifier: str) -> str:
        """Return the Quarto shortcode that prints a value; KeyError when there is none."""
        return f"{{{{< var {self._values[identifier].id} >}}}}"

    def as_json(self) -> str:
        """Return the content of `values.json`: id -> value, text, file, row, column, rule, sources, template."""
        content = {value.id: value.content() for value in self.all()}
        return json.dumps(content, indent=1, ensure_ascii=False, allow_nan=False) + "\n"

    def as_templates(self) -> str:
        """Return the content of `_templates.json`: id -> template, for sentences alone."""
        templates = {value.id: value.template for value in self.all() if value.template}
        return json.dumps(templates, indent=1, ensure_ascii=False) + "\n"

    def as_variables(self) -> str:
        """Return the content of Quarto's `_variables.yml`: nested by the dots of the ids, all quoted text."""
        return as_yaml({value.id: value.text for value in self.all()})


def slug(text: str) -> str:
    """Return a text as part of an id: small letters, digits and _."""
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_") or "none"


def text_slug(text: str) -> str:
    """Return a text of charts, lists or studies as part of an id that no other text has.

    Words in small letters joined by _ stand for themselves; anything else ends in the beginning of its SHA-256.
    """
    plain = slug(text)
    return plain if text == plain else f"{plain[:40]}_{hashlib.sha256(text.encode()).hexdigest()[:8]}"
