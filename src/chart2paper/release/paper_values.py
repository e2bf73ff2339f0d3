"""The paper's values as they leave: a text is shown only if everything that it rests on is shown."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from chart2paper.release import people
from chart2paper.release.cell import AGAIN, AS_IT_STANDS, COARSE, HELD, WITHHELD_CELL, Cell
from chart2paper.release.cells_of_files import CellsOfFiles, written_again
from chart2paper.release.control import Control
from chart2paper.release.derived import composed, worked_out
from chart2paper.release.disk import IN_THE_CLINIC
from chart2paper.release.people import count_name
from chart2paper.release.rules import records
from chart2paper.release.rules.counted import CountName
from chart2paper.release.sentences import (
    FIGURE_ALT,
    SENTENCE_HELD,
    balance,
    gate,
    responders,
    shows_a_count,
)
from chart2paper.release.sheets import Sheet
from chart2paper.writing.about import About, about
from chart2paper.writing.value import Made, made_as
from chart2paper.writing.values import IN_TEMPLATE, Values

Value = Mapping[str, Any]
# An interval in brackets, or the limit of a share of nobody.
BRACKET = re.compile(r" ?\(\{[a-z0-9_.]+\} to \{[a-z0-9_.]+\}\)|, up to \{[a-z0-9_.]+\}%")
# Words and counts that depend on the results of an analysis.
BY_RESULTS: tuple[Made, ...] = ("chosen", "counted")


@dataclass
class PaperValues:
    """Works out how each value of the paper leaves.

    words: the passages. public: files that hold nothing about the clinic's people. called: gives what the path of a
    file is called outside.
    """

    values: Mapping[str, Value]
    control: Control
    sheets: list[Sheet]
    words: Values
    public: tuple[str, ...]
    truth: str | None = None
    called: Callable[[str], str] = lambda path: IN_THE_CLINIC
    _found: dict[str, Cell] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._cells = CellsOfFiles(self.control, self.sheets, self.public, self.truth)

    def cell(self, identifier: str) -> Cell:
        """Return how a value leaves."""
        if identifier not in self._found:
            self._found[identifier] = self._work_out(identifier, self.values[identifier])
        return self._found[identifier]

    def all(self) -> dict[str, Cell]:
        """Return how every value leaves, by id. Values of rows whose word of the charts stays are left out with it:
        their ids are made of that word."""
        return {
            identifier: self.cell(identifier) for identifier in self.values if not self._left_out(identifier)
        }

    def _left_out(self, identifier: str) -> bool:
        """Return whether a value stands in a row that is left out, or is made of such values alone."""
        value = self.values[identifier]
        if value["file"]:
            return any(
                value["file"] == sheet.file and value["row"] in sheet.left_out for sheet in self.sheets
            )
        return bool(value["sources"]) and all(self._left_out(source) for source in value["sources"])

    def _work_out(self, identifier: str, value: Value) -> Cell:
        subject, passage = about(value), value.get("passage", "")
        if shows_a_count(passage, subject, self.control):
            return SENTENCE_HELD
        if value["text"] == "":
            return Cell("", AS_IT_STANDS)
        if self.control.near.moved and made_as(value) in BY_RESULTS:
            # What is said otherwise than in an earlier release would tell of the few people who differ.
            return SENTENCE_HELD
        if passage == "gate#verdict":
            return self._gate()
        if passage == "balance#finding":
            return balance(self.words, subject.analysis if subject else "", self.control, self.sheets)
        if value["template"]:
            sentence = self._sentence(value["template"])
            is_held = sentence is SENTENCE_HELD and passage == "responders" and subject is not None
            return responders(self.words, subject, self._if_there) if is_held and subject else sentence
        if made_as(value) == "file":
            return Cell(self.called(value["text"]), AGAIN)
        return self._of_subject(value, subject) or self._by_origin(value, subject)

    def _of_subject(self, value: Value, subject: About | None) -> Cell | None:
        """Return how a value leaves that says what it is about; None where that decides nothing."""
        if subject is None:
            return None
        if subject.kind == "picture":
            return Cell(self.words.words(FIGURE_ALT), AGAIN)
        if subject.kind == "words":
            return Cell(value["text"], AS_IT_STANDS)
        if value["row"] is not None:
            return None
        if (name := count_name(subject) or self._rows(subject)) is not None:
            return self.control.count(name)
        if subject.kind == "share of rows":
            return self._percent(records.ALL_ASIDE, records.total("extract", records.READ), value["text"])
        if (parts := people.share_of(subject)) is not None:
            return self._percent(*parts, value["text"])
        if (arm := people.of_an_arm(subject)) is not None:
            found = arm.released(value["value"], self.control)
            return found if found.state == HELD else written_again(value, found)
        return None

    def _rows(self, subject: About) -> CountName | None:
        """Return the name of a count of rows of the export; None for anything else.

        Of a reason that several stages or tables have, no count is the sum.
        """
        if subject.kind != "rows":
            return None
        if subject.reason:
            found = [
                name
                for name in self.control.counts.of_group(records.FOR_A_REASON)
                if name.counted.reason == subject.reason
                and subject.stage in ("", name.counted.stage)
                and subject.table in ("", name.counted.table)
            ]
            return found[0] if len(found) == 1 else None
        if subject.group == "changed":
            return records.CHANGES
        return records.total(subject.stage, subject.group) if subject.stage else records.ALL_ASIDE

    def _by_origin(self, value: Value, subject: About | None) -> Cell:
        if not value["file"]:
            return self._derived(value)
        return self._cells.of(value, is_finding=subject is not None and subject.kind == "found")

    def _if_there(self, identifier: str) -> Cell | None:
        return self.cell(identifier) if identifier in self.values else None

    def _gate(self) -> Cell:
        """Return the verdict of the checks that may leave: the limits are known, so that a word narrows a number."""
        judged = {
            identifier: self.cell(identifier)
            for identifier, value in self.values.items()
            if (subject := about(value)) and subject.kind == "judgement"
        }
        return gate(self.words, judged, self.values)

    def _derived(self, value: Value) -> Cell:
        """Return a value made from other values: a number is worked out again from theirs as they leave, a
        composition is made again, and words stay if all that they were chosen by is subject."""
        sources = [self.cell(source) for source in value["sources"]]
        if made_as(value) == "repeated" and len(sources) == 1:
            return sources[0]
        if (made := composed(made_as(value), sources, value["text"])) is not None:
            return made
        if value["value"] is not None:
            return worked_out(value, sources)
        is_shown = bool(sources) and all(source.state in (AS_IT_STANDS, COARSE) for source in sources)
        return Cell(value["text"], AS_IT_STANDS) if is_shown else WITHHELD_CELL

    def _sentence(self, template: str) -> Cell:
        """Compose a sentence again. An interval that is withheld is left out; a sentence that rests on anything
        else withheld is withheld as a whole, because its words were chosen by what it rests on."""

        def left_out(found: re.Match[str]) -> str:
            ids = IN_TEMPLATE.findall(found[0])
            return "" if ids and any(self.cell(identifier).state == HELD for identifier in ids) else found[0]

        shorter = BRACKET.sub(left_out, template)
        words_alone = not re.search(r"[a-zA-Z]", IN_TEMPLATE.sub("", shorter))
        parts = [self.cell(identifier) for identifier in IN_TEMPLATE.findall(shorter)]
        held = [part for part in parts if part.state == HELD]
        if held and not (words_alone and len(held) < len(parts) and shorter == template and " " in template):
            sentence = template.rstrip().endswith(".") or (words_alone and SENTENCE_HELD in held)
            return SENTENCE_HELD if sentence else WITHHELD_CELL
        text = IN_TEMPLATE.sub(lambda found: self.cell(found[1]).text, shorter)
        is_shown = shorter == template and all(part.state in (AS_IT_STANDS, COARSE) for part in parts)
        coarse = any(part.state == COARSE for part in parts)
        return Cell(text, (COARSE if coarse else AS_IT_STANDS) if is_shown else AGAIN)

    def _percent(self, part: str, whole: str, text: str) -> Cell:
        share = self.control.share(self.control.count(part), self.control.count(whole), 3)
        if share.number is None:
            return WITHHELD_CELL
        return Cell(f"{100 * share.number:.0f}{'%' if text.endswith('%') else ''}", AGAIN, share.number)
