"""Rule of the curve of time on treatment: days between which many people stopped."""

from functools import partial

from chart2paper.model.harms import adverse_effects as harms
from chart2paper.release.again import still_taking
from chart2paper.release.counts import Counts
from chart2paper.release.kinds import Position, again
from chart2paper.release.rules import names
from chart2paper.release.rules.rule import Row, TableRule, number_in
from chart2paper.release.rules.thinned import thinned


def _at_risk(analysis: str, row: Row) -> str:
    return names.at_risk(analysis, row["day"])


def _stopped(analysis: str, row: Row) -> str:
    return names.stopped(analysis, row["day"])


def _keep_days(rows: list[Row], threshold: int, base: int) -> list[int]:
    """Return the rows of days between which more than `threshold` people stopped, the first day first."""
    total, points = 0, []
    for row in rows:
        total += number_in(row, "stopped") or 0
        row["stopped_so_far"] = total
        points.append((total, number_in(row, "at_risk") or 0))
    end = (total, 0)
    places = thinned([*points, end], threshold, base, [0, len(points)] if points else [len(points)])
    return [place for place in places if place < len(points)]


def _relate_days(counts: Counts, analysis: str, rows: list[Row], file: str) -> None:
    """Those at risk were at risk before; those who stopped by a day have stopped by every later one."""
    stopped = [counts.add(_stopped(analysis, row), row["stopped_so_far"], file) for row in rows]
    at = [counts.add(_at_risk(analysis, row), row["at_risk"], file) for row in rows]
    for name, later in zip([names.matched(analysis, "exposed"), *at], at, strict=False):
        counts.part_of(name, [later], f"{name} to {later}", file)
    ended = names.harm(analysis, "stopped", harms.STOPPED, "exposed")
    for name, later in zip(stopped, [*stopped[1:], ended], strict=False):
        counts.part_of(later, [name], f"{name} to {later}", file)


def _still_taking(position: Position) -> float | None:
    analysis = position.sheet.analysis
    return still_taking(partial(_at_risk, analysis), partial(_stopped, analysis), position)


TIME_ON_TREATMENT = TableRule(
    labels=("day",),
    counts={"at_risk": _at_risk},
    statistics={"share": again(_still_taking)},
    relate=_relate_days,
    keep=_keep_days,
)
