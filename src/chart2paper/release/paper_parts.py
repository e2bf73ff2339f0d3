"""The generated parts of the paper as they leave: the same texts and tables, with controlled values in them."""

import json
import re
from collections.abc import Mapping

from chart2paper.paper.figures_md import CAPTIONS
from chart2paper.release.cell import HELD, Cell
from chart2paper.release.figures import ALT
from chart2paper.writing.values import SHORTCODE, Values

FIGURE_ALT = re.compile(r'fig-alt="[^"]*"')
# A value with further values in brackets behind it, as in "n (percent)" or "median (quartile to quartile)".
PAIR = re.compile(r"(\{\{< var ([a-z0-9_.]+) >\}\}%?) \(((?:[^()|{}]|\{\{< var [a-z0-9_.]+ >\}\})*)\)")
# Bold print and a dagger say that a value is large.
DAGGER = re.compile(r"(\{\{< var ([a-z0-9_.]+) >\}\})†")
BOLD = re.compile(r"\*\*(\{\{< var ([a-z0-9_.]+) >\}\})\*\*")
# What the table of balance says of a difference stays only where the difference itself is shown.
VERDICT = re.compile(r"\| (\*\*)?(flagged|beyond chance|within chance)(\*\*)? \|")
# Columns that are too narrow for the word.
NARROW = re.compile(r"balance\..*\.(ks|variance_ratio)")
CAPTIONS_OUT = {
    "trajectories": "Mean pain scores of both groups over time, with 95% intervals",
    "responders": "Share of people whose pain fell by at least a given percentage, from rounded counts; people without "
    "an outcome score count as not having responded",
    "time_on_treatment": "Share of exposed people still taking the exposure drug (life table of rounded counts), at "
    "days between which many people stopped",
    "overlap": "Preference scores of both groups after matching, in ranges joined until each holds many people",
}
# Tables whose rows stand in the order of counts: the order would tell which withheld count is larger.
RANKED = ("tables/characteristics.md", "tables/rules.md", "tables/quarantine.md")
RANKS_NOTE = (
    "\n::: {.table-note}\nRows whose counts are withheld are left out; the others stand in the order of the alphabet."
    "\n:::\n"
)
WITHIN = "texts/simulated.md"
# Of the table with names from charts: its intervals do not leave, nor names that label no shown count. Its caption and
# its note give way to others, whatever words the study has for them.
HARMS_WORDS = re.compile(
    r"(\{#suptbl-harms\}\n(?:\|.*\n)+\n: \{.*\}\n\n).+(\n:::\n\n::: \{\.table-note\}\n).+(\n:::)"
)
HARMS_CAPTION = "Adverse effects and reasons for stopping: people and percent, from rounded counts."
HARMS_NOTE = "Adverse effects whose counts are withheld in both groups are left out, with their names."
# Parts that count single texts of charts, and what stands there instead.
STAYS = {
    "supplement/readings.md": "### How each column was read {#sec-readings}\n\nThe tables of what was read and what "
    "was not understood quote texts of charts. They stay in the clinic.\n"
}


def notice(threshold: int, base: int) -> str:
    """Return the box at the top of the released paper that says what was done to it."""
    return (
        '::: {.callout-warning title="Disclosure-controlled copy" icon="false"}\n'
        f"This copy may leave the clinic. Counts from 1 to {threshold}, and as many others as it takes that nobody can "
        "work them out, are withheld; so is whatever rests on them. They are marked “[withheld]”, in narrow columns "
        f"“*”. All other counts are rounded to the nearest multiple of {base}, so that columns need not add up, and "
        "percentages, risks and crude effects on responders are worked out from the rounded counts. Means and effects "
        "have so few digits, and some are withheld, that they do not tell how many people they rest on. Curves whose "
        "every step is a person are drawn on a coarse grid. The numbers of the clinic’s own copy are exact, and models "
        "were fitted to the exact data. Where the text speaks of `values.json`, the manifest or files under "
        "`results/`, these stay in the clinic.\n:::\n"
    )


def controlled_part(name: str, text: str, cells: Mapping[str, Cell], threshold: int, base: int) -> str:
    """Return one generated text or table as it leaves."""
    if name in STAYS:
        return STAYS[name]
    for plain, controlled in CAPTIONS_OUT.items():
        text = text.replace(CAPTIONS[plain], controlled)
    text = HARMS_WORDS.sub(lambda found: f"{found[1]}{HARMS_CAPTION}{found[2]}{HARMS_NOTE}{found[3]}", text)
    text = FIGURE_ALT.sub(f'fig-alt="{ALT}"', text)
    text = PAIR.sub(lambda found: _pair(found, cells), text)
    text = DAGGER.sub(lambda found: found[1] if _held(found[2], cells) else found[0], text)
    text = BOLD.sub(lambda found: found[1] if _held(found[2], cells) else found[0], text)
    text = "\n".join(_without_verdict(line, cells) for line in text.split("\n") if not _left_out(line, cells))
    text = _without_ranks(text, cells) if name in RANKED else text
    return f"{notice(threshold, base)}\n{text}" if name == WITHIN else text


def _held(identifier: str, cells: Mapping[str, Cell]) -> bool:
    return identifier in cells and cells[identifier].state == HELD


def _left_out(line: str, cells: Mapping[str, Cell]) -> bool:
    """Return whether a line of a table has a value that is left out with the word of the charts that it counts."""
    return line.startswith("|") and any(identifier not in cells for identifier in SHORTCODE.findall(line))


def _without_verdict(line: str, cells: Mapping[str, Cell]) -> str:
    held = any(
        _held(identifier, cells) for identifier in SHORTCODE.findall(line) if identifier.endswith(".smd")
    )
    return VERDICT.sub("|  |", line) if held else line


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
    return "\n".join(out[:-1]) + RANKS_NOTE


def _text(identifier: str, cells: Mapping[str, Cell]) -> str:
    """Return a value's text for sorting; numbers do not count."""
    return "" if identifier not in cells or cells[identifier].number is not None else cells[identifier].text


def _pair(found: re.Match[str], cells: Mapping[str, Cell]) -> str:
    """Say once that a value is withheld, and leave out a bracket of which something is withheld."""
    inside = SHORTCODE.findall(found[3])
    if not any(_held(identifier, cells) for identifier in inside):
        return found[0]
    return found[1].rstrip("%") if _held(found[2], cells) else found[1]


def variables(cells: Mapping[str, Cell], banner: str) -> str:
    """Return `_variables.yml` with the controlled texts; the banner says on every page what copy this is."""
    values = Values()
    for identifier, cell in cells.items():
        short = cell.state == HELD and NARROW.fullmatch(identifier)
        values.add(identifier, None, banner if identifier == "study.banner" else "*" if short else cell.text)
    return values.as_variables()


def numbers_table(cells: Mapping[str, Cell]) -> list[dict[str, str]]:
    """Return every value of the released paper: its id, its text, and what was done to it."""
    return [
        {"id": identifier, "text": cell.text, "control": cell.state}
        for identifier, cell in sorted(cells.items())
        if cell.text
    ]


def characteristics(cells: Mapping[str, Cell], analysis: str) -> list[dict[str, str]]:
    """Return Table 1 and the follow-up as rows: arm, characteristic, statistic and its text."""
    start = f"people.{analysis}."
    rows = []
    for identifier, cell in sorted(cells.items()):
        parts = identifier.removeprefix(start).split(".")
        if identifier.startswith(start) and parts[0] in ("exposed", "comparator"):
            what = {"role": parts[0], "characteristic": " ".join(parts[1:-1]), "statistic": parts[-1]}
            rows.append({**what, "value": cell.text})
    return rows


NO_TEMPLATES = json.dumps({}) + "\n"
