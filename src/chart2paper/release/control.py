"""A table as it leaves: each cell shown, rounded, worked out again, or withheld."""

from collections.abc import Iterator
from dataclasses import dataclass

from chart2paper.release.cell import AGAIN, AS_IT_STANDS, MANY, ROUNDED, WITHHELD_CELL, Cell
from chart2paper.release.counts import Counts
from chart2paper.release.kinds import OF_COUNTS, OF_PRINTED, WORD, Position
from chart2paper.release.near_groups import NOBODY, NearGroups
from chart2paper.release.rounding import cell_of, rounded, to_step
from chart2paper.release.rules.rule import Rests, Row, number_in
from chart2paper.release.sheets import Sheet
from chart2paper.release.suppress import Decision
from chart2paper.release.whole_numbers import PrintedMean, step_of_mean_and_sd
from chart2paper.status import NOT_ESTIMABLE, OK, is_ok
from chart2paper.writing.printed import printed


@dataclass(frozen=True)
class Control:
    """The decision about every count, with what it takes to print one."""

    counts: Counts
    decision: Decision
    threshold: int
    base: int
    withheld_statistics: frozenset[str] = frozenset()
    near: NearGroups = NOBODY

    def count(self, name: str) -> Cell:
        """Return a count as it is printed."""
        if name not in self.counts.numbers or not self.decision.shows(name):
            return WITHHELD_CELL
        number = rounded(self.counts.numbers[name], self.base, self.threshold)
        return Cell(f"{number:,}", ROUNDED, number)

    def printed_mean(self, name: str) -> PrintedMean | None:
        """Return the mean of a covariate in the people of a count as Table 1 prints it; None where it does not."""
        step = self.step_of_mean(name)
        if step is None:
            return None
        people = cell_of(int(self.count(name).number or 0), self.base, self.threshold)
        mean = to_step(self.counts.means[name][0], step)
        return PrintedMean(people, mean - step / 2, mean + step / 2)

    def step_of_mean(self, name: str) -> float | None:
        """Return the step on which mean and SD of the people of a count are printed; None where they are not."""
        number = self.count(name).number
        if number is None or name not in self.counts.means:
            return None
        return step_of_mean_and_sd(cell_of(int(number), self.base, self.threshold), *self.counts.means[name])

    def share(self, part: Cell, whole: Cell, places: int, times: float = 1.0) -> Cell:
        """Return a share worked out from the printed numbers."""
        if part.number is None or not whole.number:
            return WITHHELD_CELL
        share = min(1.0, part.number / whole.number)
        return Cell(printed(times * share, places), AGAIN, share)

    def stands(self, rests: Rests) -> bool:
        """Return whether what a statistic rests on may be shown."""
        shown = all(n in self.counts.numbers and self.decision.shows(n) for n in rests.counts)
        enough = all(people > self.threshold for people in rests.people)
        return not rests.never and shown and enough and self.near.may_show(rests.groups)


def fingerprint(value: float) -> str | None:
    """Return a statistic in eight digits, by which it is known again in another table; None for round numbers."""
    text = f"{value:.8g}"
    return text if len(text.replace("-", "").replace(".", "").strip("0")) >= 5 else None


# Numbers that are equal by chance, so that they are no finding of the rows they stand in.
BY_CHANCE = ("day",)


def withheld_statistics(control: Control, sheets: list[Sheet]) -> frozenset[str]:
    """Return the exact numbers that some table withholds or works out again, so that none leaves by another table."""
    return frozenset(
        found
        for sheet in sheets
        for row in sheet.rows
        for column in sheet.rule.statistics
        if column not in BY_CHANCE
        and isinstance(row.get(column), float)
        and not _exact_number_leaves(control, sheet, row, column)
        and (found := fingerprint(abs(float(row[column]))))
    )


def _exact_number_leaves(control: Control, sheet: Sheet, row: Row, column: str) -> bool:
    stands = control.stands(sheet.rule.rests(sheet.analysis, row, control.counts))
    return stands and sheet.rule.kind(column, sheet.analysis, row).is_exact_number


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
            else WITHHELD_CELL
        )
    if column in rule.words:
        word = OK if is_ok(text) else NOT_ESTIMABLE
        return Cell(word, AS_IT_STANDS)
    if column in rule.counts:
        return _count(control, sheet, row, column)
    if column in rule.shares:
        part, whole = (_count(control, sheet, row, name) for name in rule.shares[column])
        return control.share(part, whole, 3)
    if column in rule.statistics:
        return _statistic(Position(control, sheet, place, column))
    return WITHHELD_CELL


def _count(control: Control, sheet: Sheet, row: Row, column: str) -> Cell:
    name, number = sheet.name(row, column), number_in(row, column)
    if column in sheet.rule.borrowed and number == 0:
        return Cell("", AS_IT_STANDS)
    if name is not None and control.counts.numbers.get(name) == number:
        return control.count(name)
    # A number of people that no other table knows is not printed, only that they are many.
    many = number is not None and number > control.threshold
    return Cell(f"over {control.threshold}", MANY) if many else WITHHELD_CELL


def _statistic(position: Position) -> Cell:
    """Return a number as its kind says. What comes from printed counts needs nothing else to be shown."""
    control, sheet, row = position.control, position.sheet, position.row
    kind = sheet.rule.kind(position.column, sheet.analysis, row)
    if kind.name in (OF_COUNTS, WORD):
        return kind.leaves(position)
    same = {found for size in (1, 100) if (found := fingerprint(abs(position.number) / size))}
    by_chance = position.column in BY_CHANCE or kind.name == OF_PRINTED
    elsewhere = not by_chance and bool(same & control.withheld_statistics)
    if elsewhere or not control.stands(sheet.rule.rests(sheet.analysis, row, control.counts)):
        return WITHHELD_CELL
    return kind.leaves(position)


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
