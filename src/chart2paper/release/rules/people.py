"""Rules of the tables that count people: attrition, study flow, missing outcomes, events, harms, subgroups."""

from itertools import pairwise

from chart2paper.model.harms import adverse_effects as harms
from chart2paper.release.counts import Counts
from chart2paper.release.kinds import NOT_RELEASED, between_arms, of_arm, p_beside, p_times
from chart2paper.release.rules import names
from chart2paper.release.rules.rule import Namer, NamerOrNone, Rests, Row, TableRule, number_in
from chart2paper.tables.closed_lists import ROLES

ANY_EFFECT, ANY_STOP = harms.ANY, harms.STOPPED
FLOW_GROUPS = {
    "eligible": "eligible",
    "unmatched": "unmatched",
    "matched": "matched",
    "outcome": "with outcome",
}


def _left(analysis: str, row: Row) -> str:
    return names.PEOPLE if number_in(row, "step") == 0 else f"{analysis}/left/{row['step']}"


def _removed(role: str = "") -> Namer:
    def name(analysis: str, row: Row) -> str:
        step = row.get("step", row.get("row"))
        return f"{analysis}/removed/{step}" + (f"/{role}" if role else "")

    return name


def _relate_attrition(counts: Counts, analysis: str, rows: list[Row], file: str) -> None:
    """Each step leaves what the step before left, less those it removes; the last leaves the eligible."""
    for row in rows:
        removed = f"{analysis}/removed/{row['step']}"
        counts.add(removed, int(row["exposed"]) + int(row["comparator"]), file)
        counts.whole(removed, names.arms(removed), file)
    for before, row in pairwise(rows):
        parts = (_left(analysis, row), f"{analysis}/removed/{row['step']}")
        counts.whole(_left(analysis, before), parts, file)
    if rows:
        counts.whole(_left(analysis, rows[-1]), (names.both(analysis, "eligible"),), file)


ATTRITION = TableRule(
    labels=("step", "reason"),
    counts={"exposed": _removed("exposed"), "comparator": _removed("comparator"), "remaining": _left},
    relate=_relate_attrition,
)


def _flow_name(column: str) -> NamerOrNone:
    def name(analysis: str, row: Row) -> str | None:
        part, role = row["part"], "" if column == "total" else f"/{column}"
        if part == "records":
            return names.PEOPLE if column == "total" else None
        if part == "excluded":
            step = {"step": row["row"]}
            return (
                _left(analysis, step) if column == "remaining" else f"{analysis}/removed/{row['row']}{role}"
            )
        if column == "remaining":
            return None
        if part == "missing":
            return (
                names.missing(analysis, column, row["label"])
                if role
                else f"{analysis}/missing: {row['label']}"
            )
        return f"{analysis}/{FLOW_GROUPS[part]}{role}"

    return name


def _relate_flow(counts: Counts, analysis: str, rows: list[Row], file: str) -> None:
    """Arms make up totals; the eligible are matched or not, the matched have an outcome or a reason why not."""
    reasons = [row["label"] for row in rows if row["part"] == "missing"]
    for role in ("", *ROLES):
        end = f"/{role}" if role else ""
        parts = [f"{analysis}/unmatched{end}", f"{analysis}/matched{end}"]
        counts.whole(f"{analysis}/eligible{end}", parts, file)
        lacking = [names.missing(analysis, role, r) if role else f"{analysis}/missing: {r}" for r in reasons]
        counts.whole(f"{analysis}/matched{end}", [f"{analysis}/with outcome{end}", *lacking], file)
    for group in FLOW_GROUPS.values():
        counts.whole(f"{analysis}/{group}", names.arms(f"{analysis}/{group}"), file)
    for reason in reasons:
        parts = [names.missing(analysis, role, reason) for role in ROLES]
        counts.whole(f"{analysis}/missing: {reason}", parts, file)


FLOW = TableRule(
    labels=("row", "part", "label"),
    # In the clinic's copy this label holds the number of matched sets.
    relabel={"label": lambda row: "In matched sets" if row["part"] == "matched" else str(row["label"])},
    counts={column: _flow_name(column) for column in ("exposed", "comparator", "total", "remaining")},
    relate=_relate_flow,
)


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
    return f"{analysis}/event/{row['event']}/{row['role']}"


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
        if row["kind"] == "adverse_effect" and row["event"] != ANY_EFFECT:
            total = names.harm(analysis, "adverse_effect", ANY_EFFECT, row["role"])
            counts.part_of(total, [name], f"{name}: another", file)
    for role in ROLES:
        reasons = [r for r in rows if (r["kind"], r["role"]) == ("stopped", role) and r["event"] != ANY_STOP]
        stopped = names.harm(analysis, "stopped", ANY_STOP, role)
        counts.whole(stopped, [_harm_name(analysis, row) for row in reasons], file)
        before = f"{analysis}/event/stopped_exposure/{role}"
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


def _band(analysis: str, row: Row) -> str:
    return f"{names.with_outcome(analysis, 'exposed')}/dose band {row['band']}"


def _relate_doses(counts: Counts, analysis: str, rows: list[Row], file: str) -> None:
    bands = [_band(analysis, row) for row in rows]
    total = names.with_outcome(analysis, "exposed")
    counts.part_of(total, bands, f"{total}/dose not known", file)


DOSE_RESPONSE = TableRule(
    labels=("band", "dose_from", "dose_below"),
    counts={"n": _band},
    statistics={"change": of_arm(0.5), "ci_low": NOT_RELEASED, "ci_high": NOT_RELEASED},
    words=("status",),
    rests=lambda analysis, row, counts: Rests((_band(analysis, row),)),
    relate=_relate_doses,
)


HALVES = ("first", "second")
EFFECTS = {"first": "difference_first", "second": "difference_second", "interaction": "interaction"}


def _half(which: str) -> Namer:
    def name(analysis: str, row: Row) -> str:
        return names.subgroup(analysis, row["subgroup"], row[which])

    return name


def _relate_subgroups(counts: Counts, analysis: str, rows: list[Row], file: str) -> None:
    """Both halves lie within the people with an outcome, and each within the matched people at that level."""
    for row in rows:
        total, halves = (
            names.both(analysis, "with outcome"),
            [_half(w)(analysis, row) for w in ("first", "second")],
        )
        counts.part_of(total, halves, f"{analysis}/with outcome/{row['subgroup']} neither", file)
        for name, value in zip(halves, (row["first"], row["second"]), strict=True):
            by_arm = [names.level(analysis, role, row["subgroup"], value) for role in ROLES]
            if all(one in counts.numbers for one in by_arm):
                everyone = f"{analysis}/matched/{row['subgroup']}={value}"
                counts.hidden.add(counts.add(everyone, sum(counts.numbers[one] for one in by_arm), file))
                counts.whole(everyone, by_arm, file)
                counts.part_of(everyone, [name], f"{name}: without outcome", file)
            counts.whole(
                name, [f"{names.with_outcome(analysis, r)}/{row['subgroup']}={value}" for r in ROLES], file
            )


def _subgroup_rests(analysis: str, row: Row, counts: Counts) -> Rests:
    """Each arm of each half must be many; a table that does not tell how many has no released effects."""
    of_exposed = [(number_in(row, f"n_{which}"), number_in(row, f"n_{which}_exposed")) for which in HALVES]
    arms = [(exposed or 0, (both or 0) - (exposed or 0)) for both, exposed in of_exposed]
    return Rests((), tuple(people for pair in arms for people in pair))


def _of_half(which: str) -> tuple[str, str]:
    return f"{which}_low", f"{which}_high"


P_OF_INTERACTION = p_beside("interaction", *_of_half("interaction"))
SUBGROUPS = TableRule(
    labels=("subgroup", "first", "second"),
    counts={"n_first": _half("first"), "n_second": _half("second")},
    statistics={
        **{
            column: between_arms(*_of_half(which))
            for which, estimate in EFFECTS.items()
            for column in (estimate, *_of_half(which))
        },
        "p_value": P_OF_INTERACTION,
        "p_holm": p_times(P_OF_INTERACTION, "p_value"),
    },
    words=("status",),
    rests=_subgroup_rests,
    relate=_relate_subgroups,
)
