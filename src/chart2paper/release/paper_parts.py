"""The generated parts of the paper as they leave: the same texts and tables, with controlled values in them."""

import re
from collections.abc import Iterable, Mapping

from chart2paper.catalogue.figures import FIGURES
from chart2paper.release.cell import HELD, Cell
from chart2paper.release.rounding import few
from chart2paper.release.sentences import FIGURE_ALT
from chart2paper.writing.figure_parts import with_captions
from chart2paper.writing.tables import table_note, with_other_words
from chart2paper.writing.values import SHORTCODE, Values

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


def controlled_part(
    words: Values,
    name: str,
    text: str,
    cells: Mapping[str, Cell],
    threshold: int,
    base: int,
    captions: Mapping[str, str],
) -> str:
    """Return one generated text or table as it leaves; `captions` as `captions_out` gives them."""
    if name in STAYS:
        return words.markdown(STAYS[name]) + "\n"
    around = (words.words(f"release/parts#harms_{part}") for part in ("caption", "note"))
    text = with_other_words(with_captions(text, captions), HARMS, *around)
    text = ALT.sub(f'fig-alt="{words.words(FIGURE_ALT)}"', text)
    text = PAIR.sub(lambda found: _pair(found, cells), text)
    text = DAGGER.sub(lambda found: found[1] if _held(found[2], cells) else found[0], text)
    text = BOLD.sub(lambda found: found[1] if _held(found[2], cells) else found[0], text)
    text = "\n".join(_without_verdict(line, cells) for line in text.split("\n") if not _left_out(line, cells))
    if name in RANKED:
        text = _without_ranks(text, cells) + table_note(words.words("release/parts#ranks"))
    return f"{notice(words, threshold, base)}\n{text}" if name == WITH_NOTICE else text


def _held(identifier: str, cells: Mapping[str, Cell]) -> bool:
    return identifier in cells and cells[identifier].state == HELD


def _left_out(line: str, cells: Mapping[str, Cell]) -> bool:
    """Return whether a line of a table has a value that is left out with the word of the charts that it counts."""
    return line.startswith("|") and any(identifier not in cells for identifier in SHORTCODE.findall(line))


def _without_verdict(line: str, cells: Mapping[str, Cell]) -> str:
    held = any(
        _held(identifier, cells) for identifier in SHORTCODE.findall(line) if identifier.endswith(".smd")
    )
    return JUDGED.sub("", line) if held else line


def _without_ranks(text: str, cells: Mapping[str, Cell]) -> str:
    """Leave out rows of levels, rules and reasons whose counts are all withheld, and sort the others."""
    out: list[str] = []
    block: list[str] = []
    for line in [*text.split("\n"), ""]:
        counted = [identifier for identifier in SHORTCODE.findall(line) if identifier.endswith(".count")]
        if line.startswith("|") and counted:
            block += [] if all(_held(identifier, cells) for identifier in counted) else [line]
            continue
        out += sorted(block, key=lambda row: SHORTCODE.sub(lambda v: _text(v[1], cells), row).casefold())
        block = []
        out.append(line)
    return "\n".join(out[:-1])


def _text(identifier: str, cells: Mapping[str, Cell]) -> str:
    """Return a value's text for sorting; numbers do not count."""
    return "" if identifier not in cells or cells[identifier].number is not None else cells[identifier].text


def _pair(found: re.Match[str], cells: Mapping[str, Cell]) -> str:
    """Say once that a value is withheld, and leave out a bracket of which something is withheld."""
    inside = SHORTCODE.findall(found[3])
    if not any(_held(identifier, cells) for identifier in inside):
        return found[0]
    return found[1].rstrip("%") if _held(found[2], cells) else found[1]
