"""Rules of the tables that count what happened to people: missing outcomes, intercurrent events, harms."""

from chart2paper.model.harms import adverse_effects as harms
from chart2paper.release.counts import Counts
from chart2paper.release.kinds import of_arm
from chart2paper.release.rules import names
from chart2paper.release.rules.rule import Rests, Row, TableRule
from chart2paper.tables.closed_lists import ROLES

# The event that those who stopped before the outcome had.
STOPPED_EXPOSURE = "stopped_exposure"


def _arm(analysis: str, row: Row) -> str:
    return names.matched(analysis, row["role"])


def _missing_name(analysis: str, row: Row) -> str:
    return names.missing(analysis, row["role"], "" if row["reason"] == "any reason" else row["reason"])


def _relate_missing(counts: Counts, analysis: str, rows: list[Row], file: str) -> None:
    for role in ROLES:
        any_reason = names.missing(analysis, role)
        parts = [_missing_name(analysis, row) for row in rows if row["role"] == role]
        counts.whole(any_reason, [part for part in parts if part != any_reason], file)
        counts.whole(names.matched(analysis, role), [names.with_outcome(analysis, role), any_reason], file)


MISSING_OUTCOMES = TableRule(
    labels=("role", "reason"),
    counts={"n": _missing_name, "people": _arm},
    borrowed=("people",),
    shares={"share": ("n", "people")},
    relate=_relate_missing,
)


def _event_name(analysis: str, row: Row) -> str:
    return names.event(analysis, row["event"], row["role"])


def _relate_events(counts: Counts, analysis: str, rows: list[Row], file: str) -> None:
    for row in rows:
        name = _event_name(analysis, row)
        counts.part_of(names.matched(analysis, row["role"]), [name], f"{name}: not", file)


INTERCURRENT_EVENTS = TableRule(
    labels=("role", "event", "handling"),
    counts={"n": _event_name, "people": _arm},
    borrowed=("people",),
    shares={"share": ("n", "people")},
    relate=_relate_events,
)


def _harm_name(analysis: str, row: Row) -> str:
    return names.harm(analysis, row["kind"], row["event"], row["role"])


def _relate_harms(counts: Counts, analysis: str, rows: list[Row], file: str) -> None:
    """Everyone with an effect is in "any"; who stopped did so for one reason; all are among the matched."""
    for row in rows:
        name = _harm_name(analysis, row)
        counts.part_of(names.matched(analysis, row["role"]), [name], f"{name}: not", file)
        if row["kind"] == "adverse_effect" and row["event"] != harms.ANY:
            total = names.harm(analysis, "adverse_effect", harms.ANY, row["role"])
            counts.part_of(total, [name], f"{name}: another", file)
    for role in ROLES:
        reasons = [
            r for r in rows if (r["kind"], r["role"]) == ("stopped", role) and r["event"] != harms.STOPPED
        ]
        stopped = names.harm(analysis, "stopped", harms.STOPPED, role)
        counts.whole(stopped, [_harm_name(analysis, row) for row in reasons], file)
        before = names.event(analysis, STOPPED_EXPOSURE, role)
        counts.part_of(stopped, [before], f"{stopped} after the outcome", file)


def _named_in_charts(row: Row) -> bool:
    """Reasons for stopping are a closed list; names of effects are as somebody typed them."""
    return row["kind"] == "adverse_effect" and row["event"] not in (harms.ANY, harms.RARE)


HARMS = TableRule(
    labels=("kind", "event", "role"),
    counts={"persons": _harm_name, "n": _arm},
    borrowed=("n",),
    shares={"share": ("persons", "n")},
    statistics={"person_years": of_arm(5)},
    rests=lambda analysis, row, counts: Rests((names.matched(analysis, row["role"]),)),
    relate=_relate_harms,
    chart_words={"event": "persons"},
    of_charts=_named_in_charts,
)
