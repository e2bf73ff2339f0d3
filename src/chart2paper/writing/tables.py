"""Markdown tables in the form that Quarto and the embedded engine both read."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chart2paper.writing.passage_declared import Choice
from chart2paper.writing.values import Values

ALIGN = {"left": ":---", "right": "---:", "centre": ":---:"}


@dataclass(frozen=True)
class TableWords:
    """The words of a table: its column heads, the rows that stand in the passage, its caption and the note beneath."""

    head: list[str]
    caption: str
    note: str
    rows: list[list[str]]

    def table(
        self,
        identifier: str,
        widths: Sequence[int],
        rows: Sequence[Sequence[str]] | None = None,
        align: Sequence[str] | None = None,
        more: str = "",
    ) -> str:
        """Return the table (see `table`).

        rows: those that are made from records, if not the passage's own. more: what follows the note.
        """
        note = self.note + more
        return table(self.head, rows or self.rows, self.caption, identifier, widths, align, note)


def table_words(
    values: Values,
    passage: str,
    choice: Choice | None = None,
    made: Mapping[str, str] | None = None,
    /,
    **names: str,
) -> TableWords:
    """Return the words of a table from the parts `head` (cells between |), `rows`, `caption` and `note` of a passage.

    A part that the passage lacks is empty. `names` gives the ids of the values that the parts show, `made` what is
    Markdown already.
    """
    found = {
        part: values.markdown(f"{passage}#{part}", choice, made, **names)
        for part in values.parts(passage)
        if part in ("head", "caption", "note", "rows")
    }
    rows = [_cells(row) for row in found.get("rows", "").split("\n") if row]
    caption, note = (found.get(part, "").replace("\n", " ") for part in ("caption", "note"))
    return TableWords([cell.strip() for cell in found.get("head", "").split("|")], caption, note, rows)


def _cells(row: str) -> list[str]:
    """Return the cells of a row that a passage writes as `| one | two |`."""
    return [cell.strip() for cell in row.strip().removeprefix("|").removesuffix("|").split("|")]


def table(
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    caption: str,
    identifier: str,
    widths: Sequence[int],
    align: Sequence[str] | None = None,
    note: str = "",
) -> str:
    """Return a pipe table with caption, cross-reference id, column widths (percent) and a note beneath.

    Cells are Markdown: a text that is not the program's own comes as a value (`Values.show`) or as `literal(text)`.

    A table of the supplement (`suptbl-`) is a division with its caption last, as Quarto asks of kinds of
    its own. Columns are aligned left unless `align` says otherwise. An empty table says so in one row.
    """
    if identifier.startswith("suptbl-"):
        lines = [f"::: {{#{identifier}}}", bare_table(head, rows, widths, align), "", caption, ":::"]
    else:
        lines = [*_lines(head, rows, align), "", f": {caption} {{#{identifier} {_widths(widths)}}}"]
    return "\n".join(lines) + "\n" + (table_note(note) if note else "")


def with_other_words(text: str, identifier: str, caption: str, note: str) -> str:
    """Return a text in which a table of the supplement, known by its id, has another caption and another note."""
    lines = r"(?:\|.*\n)+\n: \{.*\}\n\n"
    found = re.compile(
        rf"(::: \{{#{re.escape(identifier)}\}}\n{lines}).+(\n:::\n)(?:\n::: \{{\.table-note\}}\n.+\n:::\n)?"
    )
    return found.sub(lambda table: f"{table[1]}{caption}{table[2]}{table_note(note)}", text)


def bare_table(
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    widths: Sequence[int],
    align: Sequence[str] | None = None,
) -> str:
    """Return a pipe table without caption and reference id, as it stands inside a box."""
    return "\n".join([*_lines(head, rows, align), "", f": {{{_widths(widths)}}}"])


def _lines(head: Sequence[str], rows: Sequence[Sequence[str]], align: Sequence[str] | None) -> list[str]:
    alignment = align or ["left"] * len(head)
    body = [list(row) for row in rows] or [["None.", *[""] * (len(head) - 1)]]
    return [_row(head), _row([ALIGN[side] for side in alignment]), *(_row(row) for row in body)]


def _widths(widths: Sequence[int]) -> str:
    return f'tbl-colwidths="[{",".join(str(width) for width in widths)}]"'


def table_note(text: str) -> str:
    """Return the note beneath a table."""
    return f"\n::: {{.table-note}}\n{text}\n:::\n"


def group(title: str, columns: int, at: int = 0) -> list[str]:
    """Return a row that heads a group of rows, its title in column `at`."""
    cells = [""] * columns
    cells[at] = f"**{title}**"
    return cells


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("\n", " ") for cell in cells) + " |"
