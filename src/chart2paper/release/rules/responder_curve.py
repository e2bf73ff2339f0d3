"""Rule of the curve of responders: thresholds at which both arms have moved on by many people."""

from itertools import pairwise

from chart2paper.catalogue.estimands import percent_of
from chart2paper.release.counts import Counts
from chart2paper.release.rules import names
from chart2paper.release.rules.rule import Row, TableRule, number_in
from chart2paper.release.rules.thinned import thinned
from chart2paper.tables.closed_lists import ROLES


def _responder_name(analysis: str, row: Row) -> str:
    return names.responders(analysis, f"{float(row['threshold_percent']):g}", row["role"])


def _keep_thresholds(rows: list[Row], threshold: int, base: int) -> list[int]:
    """Return the rows of thresholds at which both arms have moved on by more than `threshold` people.

    30 % and 50 % come first; a threshold that nearly nobody, or nearly everybody, reaches is left out.
    """
    at: dict[float, dict[str, int]] = {}
    for place, row in enumerate(rows):
        at.setdefault(float(row["threshold_percent"]), {})[row["role"]] = place
    thresholds = sorted(t for t, roles in at.items() if len(roles) == len(ROLES))
    counts = [tuple(number_in(rows[at[t][role]], "responders") or 0 for role in ROLES) for t in thresholds]
    sizes = tuple(
        max((number_in(r, "n") or 0 for r in rows if r["role"] == role), default=0) for role in ROLES
    )
    ends = [tuple(0 for _ in ROLES), sizes]
    first = [thresholds.index(t) for t in (30.0, 50.0) if t in thresholds]
    # The ends (nobody, everybody) are points as well: they are kept before any other.
    places = thinned([*counts, *ends], threshold, base, [len(counts), len(counts) + 1, *first])
    kept = [thresholds[place] for place in places if place < len(counts)]
    return sorted(at[t][role] for t in kept for role in ROLES)


RESPONDER_CURVE = TableRule(
    labels=("role", "threshold_percent"),
    counts={"responders": _responder_name, "n": lambda analysis, row: names.matched(analysis, row["role"])},
    shares={"share": ("responders", "n")},
    borrowed=("n",),
    keep=_keep_thresholds,
)


def relate_responders(counts: Counts, analysis: str) -> None:
    """Who reaches a threshold reaches every lower one, and is one of the matched who have an outcome."""
    for role in ROLES:
        found = counts.of("responders", analysis, role)
        for name in found:
            counts.part_of(names.matched(analysis, role), [name], f"{name}: not")
            counts.part_of(names.with_outcome(analysis, role), [name], f"{name}: not, with outcome")
        percent = {name: at for name in found if (at := percent_of(name.counted.level)) is not None}
        for lower, higher in pairwise(sorted(percent, key=lambda name: percent[name])):
            counts.part_of(lower, [higher], f"{lower} to {higher}")
