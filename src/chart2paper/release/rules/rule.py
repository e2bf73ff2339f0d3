"""How one kind of table leaves the building: what each of its columns is. A column that no rule names stays."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from chart2paper.release.counts import Counts
from chart2paper.release.group_name import GroupName
from chart2paper.release.kinds import Kind

Row = dict[str, Any]
# Analysis and row of a table -> name of the count in one of its cells.
Namer = Callable[[str, Row], str]
NamerOrNone = Callable[[str, Row], str | None]
# The kind of the numbers in a column, or which kind they are in a row.
KindOf = Kind | Callable[[str, Row], Kind]


@dataclass(frozen=True)
class Rests:
    """What the statistics of a row rest on: they leave only if each of `counts` is shown and each of `people`
    (numbers in an arm that are not printed themselves) is above the threshold, and none of `groups` is too near to
    people whose statistics are shown (`near_groups.py`)."""

    counts: tuple[str, ...] = ()
    people: tuple[int, ...] = ()
    never: bool = False
    groups: tuple[GroupName, ...] = ()


NOTHING = Rests()
NEVER = Rests(never=True)


def _of_charts(row: Row) -> bool:
    """In most tables with words of charts all rows have one."""
    return True


def _no_relations(counts: Counts, analysis: str, rows: list[Row], file: str) -> None:
    """A table whose counts follow from nothing."""


@dataclass(frozen=True)
class TableRule:
    """The columns of a table by kind; those that are in none of these are not released.

    labels: words and settings, as they stand. counts: the name of the count in that row (None: the count has
    no name that other tables know and is not printed). shares: count and whole, from whose printed numbers the
    share is worked out again. statistics: numbers and words by their kind, which says how they leave.
    relabel: labels that hold a number in the clinic's copy, and how they read without it.
    words: texts that are cut to "ok" or "not estimable", since the rest of them may count people.
    borrowed: columns of counts that other tables define; a number that is another than theirs has no name.
    keep: picks the rows that may leave, by threshold and rounding base.
    labels_rest: which row a sentence names is a finding of its own.
    chart_words: labels that are words of the charts -> the column of the counts that they label; such a row leaves
    only with a count that is shown (see `words`). of_charts: which rows have one, where others have the program's.
    disk_names: labels that are names of files on the clinic's disk -> the column by which they are called.
    """

    labels: tuple[str, ...] = ()
    counts: Mapping[str, NamerOrNone] = field(default_factory=dict)
    shares: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    statistics: Mapping[str, KindOf] = field(default_factory=dict)
    relabel: Mapping[str, Callable[[Row], str]] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    rests: Callable[[str, Row, Counts], Rests] = lambda analysis, row, counts: NOTHING
    relate: Callable[[Counts, str, list[Row], str], None] = _no_relations
    borrowed: tuple[str, ...] = ()
    keep: Callable[[list[Row], int, int], list[int]] | None = None
    labels_rest: bool = False
    chart_words: Mapping[str, str] = field(default_factory=dict)
    of_charts: Callable[[Row], bool] = _of_charts
    disk_names: Mapping[str, str] = field(default_factory=dict)

    def kind(self, column: str, analysis: str, row: Row) -> Kind:
        """Return what kind of function the number in a row's column is."""
        kind = self.statistics[column]
        return kind if isinstance(kind, Kind) else kind(analysis, row)


def number_in(row: Row, column: str) -> int | None:
    """Return the count in a cell, or None where there is none."""
    value = row.get(column)
    return None if value is None else round(float(value))
