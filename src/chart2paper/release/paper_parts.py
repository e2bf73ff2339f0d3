"""The generated parts of the paper as they leave: the same texts and tables, with controlled values in them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from chart2paper.catalogue.figures import FIGURES
from chart2paper.release.cell import HELD, Cell
from chart2paper.release.rounding import few
from chart2paper.release.sentences import FIGURE_ALT
from chart2paper.writing.about import about
from chart2paper.writing.figure_parts import with_captions
from chart2paper.writing.tables import table_note, with_other_words
from chart2paper.writing.values import SHORTCODE, Values

Value = Mapping[str, Any]
ALT = re.compile(r'fig-alt="[^"]*"')
# A value with further values in brackets behind it, as in "n (percent)" or "median (quartile to quartile)".
PAIR = re.compile(r"(\{\{< var ([a-z0-9_.]+) >\}\}%?) \(((?:[^()|{}]|\{\{< var [a-z0-9_.]+ >\}\})*)\)")
# Bold print and a dagger say that a value is large.
DAGGER = re.compile(r"(\{\{< var ([a-z0-9_.]+) >\}\})†")
BOLD = re.compile(r"\*\*(\{\{< var ([a-z0-9_.]+) >\}\})\*\*")
# What the table of balance says of a difference stays only where the difference itself is shown.
JUDGED = re.compile(r"\[[^\]]*\]\{\.judged\}")
# Tables whose rows stand in the order of counts: the order would tell which withheld count is larger.
RANKED = ("tables/characteristics.md", "tables/rules.md", "tables/quarantine.md")
# The part of the paper that the notice at the top stands in.
WITH_NOTICE = "texts/simulated.md"
# Parts that quote texts of charts, and the words that stand in their place.
STAYS = {"supplement/readings.md": "release/parts#readings"}
# Of the table with names from charts: its intervals do not leave, nor names that label no shown count.
HARMS = "suptbl-harms"
CAPTIONS = "release/captions"


def captions_out(words: Values, analyses: Iterable[str], simulated: bool) -> dict[str, str]:
    """Return the captions of figures that show something else in a release, by the names of their files."""
    return {
        figure.file_stem(analysis): words.markdown(
            "caption",
            {"of": "analysis", "simulated": simulated},
            {
                "caption": words.words(f"{CAPTIONS}#{figure.name}"),
                "title": f"{{{{< var protocol.analyses.{analysis}.title >}}}}",
            },
        )
        for analysis in analyses
        for figure in FIGURES.values()
        if figure.released == "coarse points"
    }


def notice(words: Values, threshold: int, base: int) -> str:
    """Return the box at the top of the released paper that says what was done to it."""
    return words.markdown("release/notice", {}, {"few": few(threshold), "base": str(base)}) + "\n"


@dataclass(frozen=True)
class Parts:
    """Makes the parts of the paper as they leave.

    words: the passages. values: those of the clinic's paper, and `cells` how each leaves. captions: see `captions_out`.
    """

    words: Values
    values: Mapping[str, Value]
    cells: Mapping[str, Cell]
    threshold: int
    base: int
    captions: Mapping[str, str]

    def controlled(self, name: str, text: str) -> str:
        """Return one generated text or table as it leaves."""
        words = self.words
        if name in STAYS:
            return words.markdown(STAYS[name]) + "\n"
        around = (words.words(f"release/parts#harms_{part}") for part in ("caption", "note"))
        text = with_other_words(with_captions(text, self.captions), HARMS, *around)
        text = ALT.sub(f'fig-alt="{words.words(FIGURE_ALT)}"', text)
        text = PAIR.sub(self._pair, text)
        for large in (DAGGER, BOLD):
            text = large.sub(lambda found: found[1] if self._held(found[2]) else found[0], text)
        text = "\n".join(self._without_verdict(line) for line in text.split("\n") if not self._left_out(line))
        if name in RANKED:
            text = self._without_ranks(text) + table_note(words.words("release/parts#ranks"))
        return f"{notice(words, self.threshold, self.base)}\n{text}" if name == WITH_NOTICE else text

    def _held(self, identifier: str) -> bool:
        return identifier in self.cells and self.cells[identifier].state == HELD

    def _left_out(self, line: str) -> bool:
        """Return whether a line of a table has a value that is left out with the word of the charts that it counts."""
        return line.startswith("|") and any(one not in self.cells for one in SHORTCODE.findall(line))

    def _without_verdict(self, line: str) -> str:
        smds = (one for one in SHORTCODE.findall(line) if self._column(one) == "smd")
        return JUDGED.sub("", line) if any(self._held(one) for one in smds) else line

    def _column(self, identifier: str) -> str:
        return str(self.values[identifier]["column"]) if identifier in self.values else ""

    def _is_count(self, identifier: str) -> bool:
        """Return whether a value is what a ranked table is sorted by: people at a level, rows of a rule or a reason."""
        subject = about(self.values[identifier]) if identifier in self.values else None
        counted = subject is not None and (
            subject.kind == "rows" or (subject.kind, subject.group) == ("count", "level")
        )
        return counted or self._column(identifier) == "count"

    def _without_ranks(self, text: str) -> str:
        """Leave out rows of levels, rules and reasons whose counts are all withheld, and sort the others."""
        out: list[str] = []
        block: list[str] = []
        for line in [*text.split("\n"), ""]:
            counted = [one for one in SHORTCODE.findall(line) if self._is_count(one)]
            if line.startswith("|") and counted:
                block += [] if all(map(self._held, counted)) else [line]
                continue
            out += sorted(block, key=lambda row: SHORTCODE.sub(lambda v: self._text(v[1]), row).casefold())
            block = []
            out.append(line)
        return "\n".join(out[:-1])

    def _text(self, identifier: str) -> str:
        """Return a value's text for sorting; numbers do not count."""
        cell = self.cells.get(identifier)
        return "" if cell is None or cell.number is not None else cell.text

    def _pair(self, found: re.Match[str]) -> str:
        """Say once that a value is withheld, and leave out a bracket of which something is withheld."""
        if not any(map(self._held, SHORTCODE.findall(found[3]))):
            return found[0]
        return found[1].rstrip("%") if self._held(found[2]) else found[1]
