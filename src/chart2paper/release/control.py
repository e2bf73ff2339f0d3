"""A table as it leaves: each cell shown, rounded, worked out again, or withheld."""

from collections.abc import Iterator
from dataclasses import dataclass

from chart2paper.printed import printed
from chart2paper.release.counts import Counts
from chart2paper.release.rounding import WITHHELD, rounded, to_three_digits
from chart2paper.release.rules.rule import Rests, Row, number_in
from chart2paper.release.sheets import Sheet
from chart2paper.release.suppress import Decision

AS_IT_STANDS, ROUNDED, AGAIN, HELD, MANY = (
    "as it stands",
    "rounded",
    "worked out again",
    "withheld",
    "only that many",
)


@dataclass(frozen=True)
class Cell:
    """What a cell says outside; `number` is what it can be worked on with."""

    text: str
    state: str
    number: float | None = None

    @property
    def plain(self) -> str:
        """Return the text as a program reads it: a count without commas."""
        return f"{self.number:.0f}" if self.state == ROUNDED and self.number is not None else self.text


@dataclass(frozen=True)
class Control:
    """The decision about every count, with what it takes to print one."""

    counts: Counts
    decision: Decision
    threshold: int
    base: int
    withheld_statistics: frozenset[str] = frozenset()

    def count(self, name: str) -> Cell:
        """Return a count as it is printed."""
        if name not in self.counts.numbers or not self.decision.shows(name):
            return Cell(WITHHELD, HELD)
        number = rounded(self.counts.numbers[name], self.base, self.threshold)
        return Cell(f"{number:,}", ROUNDED, number)

    def share(self, part: Cell, whole: Cell, places: int, times: float = 1.0) -> Cell:
        """Return a share worked out from the printed numbers."""
        if part.number is None or not whole.number:
            return Cell(WITHHELD, HELD)
        share = min(1.0, part.number / whole.number)
        return Cell(printed(times * share, places), AGAIN, share)

    def stands(self, rests: Rests) -> bool:
        """Return whether what a statistic rests on may be shown."""
        shown = all(n in self.counts.numbers and self.decision.shows(n) for n in rests.counts)
        return not rests.never and shown and all(people > self.threshold for people in rests.people)


def fingerprint(value: float) -> str | None:
    """Return a statistic in eight digits, by which it is known again in another table; None for round numbers."""
    text = f"{value:.8g}"
    return text if len(text.replace("-", "").replace(".", "").strip("0")) >= 5 else None


# Numbers that stand in many rows, or are equal by chance, so that they are no finding of the rows they stand in.
OF_ALL_ROWS = ("chance_limit", "day")
WORDS = ("True", "False", "pass", "warn", "fail", "unknown")


def withheld_statistics(control: Control, sheets: list[Sheet]) -> frozenset[str]:
    """Return the statistics that some table withholds, so that none of them leaves by another table."""
    return frozenset(
        found
        for sheet in sheets
        for row in sheet.rows
        if not control.stands(sheet.rule.rests(sheet.analysis, row, control.counts))
        for column in sheet.rule.statistics
        if column not in OF_ALL_ROWS
        and isinstance(row.get(column), float)
        and (found := fingerprint(abs(float(row[column]))))
    )


def cell(control: Control, sheet: Sheet, place: int, column: str) -> Cell:
    """Return one cell of a table as it leaves; a column that its rule does not name is withheld."""
    rule, row, text = sheet.rule, sheet.rows[place], sheet.texts[place].get(column, "")
    if column in rule.labels:
        return Cell(rule.relabel[column](row) if column in rule.relabel else text, AS_IT_STANDS)
    if text == "":
        # That there is no number is said of the table's layout, or of a statistic that may be shown.
        return (
            Cell("", AS_IT_STANDS)
            if column in (*rule.counts, *rule.words, *rule.statistics)
            else Cell(WITHHELD, HELD)
        )
    if column in rule.words:
        word = "ok" if text.startswith("ok") else "not estimable"
        return Cell(word, AS_IT_STANDS)
    if column in rule.counts:
        return _count(control, sheet, row, column)
    if column in rule.shares:
        part, whole = (_count(control, sheet, row, name) for name in rule.shares[column])
        return control.share(part, whole, 3)
    if column == "estimate" and (names := rule.share_of(sheet.analysis, row)):
        return control.share(control.count(names[0]), control.count(names[1]), 3)
    if column in rule.statistics:
        return _statistic(control, sheet, row, column)
    return Cell(WITHHELD, HELD)


def _count(control: Control, sheet: Sheet, row: Row, column: str) -> Cell:
    name, number = sheet.name(row, column), number_in(row, column)
    if column in sheet.rule.borrowed and number == 0:
        return Cell("", AS_IT_STANDS)
    if name is not None and control.counts.numbers.get(name) == number:
        return control.count(name)
    # A number of people that no other table knows is not printed, only that they are many.
    many = number is not None and number > control.threshold
    return Cell(f"over {control.threshold}", MANY) if many else Cell(WITHHELD, HELD)


def _statistic(control: Control, sheet: Sheet, row: Row, column: str) -> Cell:
    value = row[column]
    if isinstance(value, str):
        stands = control.stands(sheet.rule.rests(sheet.analysis, row, control.counts))
        return Cell(value, AS_IT_STANDS) if stands and value in WORDS else Cell(WITHHELD, HELD)
    number = float(value)
    same = {found for size in (1, 100) if (found := fingerprint(abs(number) / size))}
    if column not in OF_ALL_ROWS and same & control.withheld_statistics:
        return Cell(WITHHELD, HELD)
    if not control.stands(sheet.rule.rests(sheet.analysis, row, control.counts)):
        return Cell(WITHHELD, HELD)
    short = to_three_digits(number)
    return Cell(f"{short:g}", AS_IT_STANDS, short)


def columns_out(sheet: Sheet, written: list[str]) -> list[str]:
    """Return the columns of a table that leave, in their order."""
    rule = sheet.rule
    declared = {*rule.labels, *rule.counts, *rule.shares, *rule.statistics, *rule.words}
    return [column for column in written if column in declared]


def lines_out(control: Control, sheet: Sheet) -> Iterator[dict[str, Cell]]:
    """Yield the rows of a table as they leave."""
    columns = columns_out(sheet, list(sheet.texts[0]) if sheet.texts else [])
    for place in range(len(sheet.rows)):
        yield {column: cell(control, sheet, place, column) for column in columns}
