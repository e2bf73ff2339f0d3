"""The paper's values as they leave: a text is shown only if everything that it rests on is shown."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from chart2paper.release import people
from chart2paper.release.cell import AGAIN, AS_IT_STANDS, COARSE, HELD, WITHHELD_CELL, Cell
from chart2paper.release.control import Control, cell
from chart2paper.release.derived import composed, worked_out
from chart2paper.release.disk import IN_THE_CLINIC
from chart2paper.release.rules import names, records
from chart2paper.release.sentences import (
    BALANCE_TEXT,
    FIGURE_ALT,
    SENTENCE_HELD,
    balance,
    gate,
    responders,
    tells_a_count,
)
from chart2paper.release.sheets import Sheet
from chart2paper.release.written import like
from chart2paper.writing.values import FILE_NAME, IN_TEMPLATE, Values, slug

Value = Mapping[str, Any]
# An interval in brackets, or the limit of a share of nobody.
BRACKET = re.compile(r" ?\(\{[a-z0-9_.]+\} to \{[a-z0-9_.]+\}\)|, up to \{[a-z0-9_.]+\}%")
# Words that the program chose by the results, which say nothing about people.
OWN_WORDS = re.compile(
    r"(primary\.)?say\..*\.(adjusted|unit|what)|say\.other_methods\.others|weighting\.(out|which|turned)"
)
# What a count of analyses or tests says is nothing about people.
OF_ANALYSES = re.compile(
    r"sensitivity\.count\.\w+|subgroups\.(clear|tests|which)|say\.\w+\.balance\.all|records\.(files|rules)"
)
# Which row of a table is meant is found from the numbers of all rows.
FOUND_ROW = re.compile(r"sensitivity\.spread\.\w+")
# Words and counts of rows that were chosen by the results of an analysis.
BY_RESULTS = re.compile(
    r"chosen from the results|one after the other|direction of .*|whether the .*|count(ed| of .*)"
)
TRUE_EFFECT = re.compile(r"(att|per_protocol)_.*")
SUMS = {
    **{
        f"records.{stage}.{column}": records.total(stage, what)
        for stage in ("extract", "clean")
        for column, what in (
            ("rows_read", records.READ),
            ("rows_kept", records.KEPT),
            ("rows_quarantined", records.ASIDE),
        )
    },
    "records.aside": records.ALL_ASIDE,
    "records.changed": records.CHANGES,
    "records.people": names.PEOPLE,
}


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
    primary: str
    public: tuple[str, ...]
    truth: str | None = None
    called: Callable[[str], str] = lambda path: IN_THE_CLINIC
    _found: dict[str, Cell] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._places = {
            (sheet.file, row): (sheet, place)
            for sheet in self.sheets
            for place, row in enumerate(sheet.places)
        }
        self._aside = {
            f"quarantine.{slug(r['stage'])}.{slug(r['table'])}.{slug(r['reason'])}.count": records.set_aside(
                "", r
            )
            for sheet in self.sheets
            if sheet.rule is records.SET_ASIDE
            for r in sheet.rows
        }

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
        if tells_a_count(identifier, self.control):
            return SENTENCE_HELD
        if value["text"] == "":
            return Cell("", AS_IT_STANDS)
        if self.control.near.moved and BY_RESULTS.fullmatch(value["rule"]):
            # What is said otherwise than in an earlier release would tell of the few people who differ.
            return SENTENCE_HELD
        if identifier == "primary.gate":
            return self._gate()
        if found := BALANCE_TEXT.fullmatch(identifier):
            return balance(self.words, found["analysis"], self.control, self.sheets)
        if value["template"]:
            sentence = self._sentence(value["template"])
            return (
                responders(self.words, identifier, self._if_there) if sentence is SENTENCE_HELD else sentence
            )
        if identifier.startswith("figure."):
            return Cell(self.words.words(FIGURE_ALT), AGAIN)
        if value["rule"] == FILE_NAME:
            return Cell(self.called(value["text"]), AGAIN)
        if OWN_WORDS.fullmatch(identifier):
            return Cell(value["text"], AS_IT_STANDS)
        if value["file"]:
            return self._from_file(identifier, value)
        if identifier in SUMS:
            return self.control.count(SUMS[identifier])
        if identifier == "records.aside_percent":
            return self._percent(records.ALL_ASIDE, records.total("extract", records.READ), value["text"])
        if identifier == "kept.all":
            return self.control.count(names.eligible(self.primary, "exposed"))
        return self._derived(identifier, value)

    def _if_there(self, identifier: str) -> Cell | None:
        return self.cell(identifier) if identifier in self.values else None

    def _gate(self) -> Cell:
        """Return the verdict of the checks that may be told: the limits are known, so that a word narrows a number."""
        ids = [
            identifier
            for identifier in self.values
            if re.fullmatch(r"diagnostics\.\w+\.judgement", identifier)
        ]
        return gate(self.words, {identifier: self.cell(identifier) for identifier in ids}, self.values)

    def _derived(self, identifier: str, value: Value) -> Cell:
        """Return a value made from other values: a number is worked out again from theirs as they leave, a
        composition is made again, and words stay if all that they were chosen by is told."""
        sources = [self.cell(source) for source in value["sources"]]
        if value["rule"] == "as in the primary analysis" and len(sources) == 1:
            return sources[0]
        if (made := composed(value["rule"], sources, value["text"])) is not None:
            return made
        if value["value"] is not None:
            return worked_out(value, sources)
        told = bool(sources) and all(source.state in (AS_IT_STANDS, COARSE) for source in sources)
        return Cell(value["text"], AS_IT_STANDS) if told else WITHHELD_CELL

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
        told = shorter == template and all(part.state in (AS_IT_STANDS, COARSE) for part in parts)
        coarse = any(part.state == COARSE for part in parts)
        return Cell(text, (COARSE if coarse else AS_IT_STANDS) if told else AGAIN)

    def _from_file(self, identifier: str, value: Value) -> Cell:
        file = value["file"]
        if self.truth and file == self.truth:
            return _as_it_stands(value) if TRUE_EFFECT.fullmatch(value["column"]) else WITHHELD_CELL
        if any(file == public or Path(public) in Path(file).parents for public in self.public):
            return _as_it_stands(value)
        if value["row"] is not None:
            return self._from_row(identifier, value)
        return self._from_column(identifier, value)

    def _from_row(self, identifier: str, value: Value) -> Cell:
        sheet, place = self._places.get((value["file"], value["row"]), (None, 0))
        if sheet is None:
            return WITHHELD_CELL
        column, text, row = value["column"], value["text"], sheet.rows[place]
        if column in sheet.rule.labels:
            rests = sheet.rule.rests(sheet.analysis, row, self.control.counts)
            is_finding = sheet.rule.labels_rest or FOUND_ROW.fullmatch(identifier)
            told = not is_finding or self.control.stands(rests)
            text = sheet.texts[place][column] if column in sheet.rule.disk_names else text
            return Cell(text, AS_IT_STANDS) if told else WITHHELD_CELL
        found = cell(self.control, sheet, place, column)
        if column in sheet.rule.words and text != found.text:
            # Why something could not be estimated, or what was left out of a model, may count people.
            return WITHHELD_CELL
        if found.state in (AGAIN, COARSE):
            return _written(value, found)
        return Cell(text, AS_IT_STANDS, found.number) if found.state == AS_IT_STANDS else found

    def _from_column(self, identifier: str, value: Value) -> Cell:
        """Return a summary of a column of the list of people, or of the export's ledgers."""
        if re.fullmatch(r"people\.\w+\.reasons\.\w+|quarantine\..*\.reason|records\.main_reason", identifier):
            return Cell(value["text"], AS_IT_STANDS)
        if OF_ANALYSES.fullmatch(identifier):
            return Cell(value["text"], AS_IT_STANDS)
        name = (
            SUMS.get(identifier) or self._aside.get(identifier) or people.count_name(identifier, self.values)
        )
        if name:
            return self.control.count(name)
        if identifier == "records.main_reason_rows":
            return self._main_reason(value)
        if parts := people.share_of(identifier):
            return self._percent(*parts, value["text"])
        arm = people.of_an_arm(identifier)
        shown = arm is not None and self.control.near.may_show(people.groups_of(identifier))
        found = arm.released(value["value"], self.control) if arm and shown else WITHHELD_CELL
        return found if found.state == HELD else _written(value, found)

    def _main_reason(self, value: Value) -> Cell:
        """Return the rows of the most frequent reason; shown when one stage and table alone have it."""
        reason = self.values["records.main_reason"]["text"]
        found = [name for name in self._aside.values() if name.endswith(f"/aside/{reason}")]
        return self.control.count(found[0]) if len(found) == 1 else WITHHELD_CELL

    def _percent(self, part: str, whole: str, text: str) -> Cell:
        share = self.control.share(self.control.count(part), self.control.count(whole), 3)
        if share.number is None:
            return WITHHELD_CELL
        return Cell(f"{100 * share.number:.0f}{'%' if text.endswith('%') else ''}", AGAIN, share.number)


def _written(value: Value, found: Cell) -> Cell:
    return Cell(like(value["text"], float(value["value"]), found), found.state, found.number, found.step)


def _as_it_stands(value: Value) -> Cell:
    number = value["value"]
    return Cell(value["text"], AS_IT_STANDS, float(number) if isinstance(number, int | float) else None)
