"""Rules of curves, whose every step is a person: they leave on a grid so coarse that each step is many people."""

from functools import partial
from itertools import pairwise

from chart2paper.release.again import share_again, still_taking
from chart2paper.release.cell import WITHHELD_CELL, Cell
from chart2paper.release.counts import Counts
from chart2paper.release.freedom import width_leaves_open
from chart2paper.release.kinds import OF_AN_ARM, Asked, Kind, again, of_arm, stepped
from chart2paper.release.rounding import cell_of, rounded
from chart2paper.release.rules import names
from chart2paper.release.rules.checks import WEIGHTED_SHARE_STEP
from chart2paper.release.rules.rule import Rests, Row, TableRule, number_in
from chart2paper.tables.closed_lists import ROLES

# Steps on which the limits of a mean's interval are printed.
LIMIT_STEPS = (0.1, 0.2, 0.5, 1.0, 2.0)


def thinned(points: list[tuple[int, ...]], threshold: int, base: int, first: list[int]) -> list[int]:
    """Return the places of the points that may stay, in order.

    Each point is a tuple of counts that fall or rise together along the curve. A point stays if each of its
    counts differs from that of every point kept so far by more than `threshold`, whichever of the counts that are
    printed alike it is: that both are there then tells nothing that the printed numbers do not. The points in `first`
    are tried first.
    """
    cells = [_cells(point, threshold, base) for point in points]
    kept: list[int] = []
    for place in [*first, *(place for place in range(len(points)) if place not in first)]:
        own = cells[place]
        if own is not None and all(_apart(own, cells[other] or [], threshold) for other in kept):
            kept.append(place)
    return sorted(kept)


def _cells(point: tuple[int, ...], threshold: int, base: int) -> list[tuple[int, int]] | None:
    """Return the counts that are printed like each count of a point; None where one is too small to be printed."""
    if any(1 <= count <= threshold for count in point):
        return None
    return [cell_of(rounded(count, base, threshold), base, threshold) for count in point]


def _apart(one: list[tuple[int, int]], other: list[tuple[int, int]], threshold: int) -> bool:
    return all(max(a[0] - b[1], b[0] - a[1]) > threshold for a, b in zip(one, other, strict=True))


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
        start, end = f"{analysis}/responders/", f"/{role}"
        found = [name for name in counts.numbers if name.startswith(start) and name.endswith(end)]
        percent: dict[float, str] = {}
        for name in found:
            threshold = name.removeprefix(start).removesuffix(end)
            counts.part_of(names.matched(analysis, role), [name], f"{name}: not")
            counts.part_of(names.with_outcome(analysis, role), [name], f"{name}: not, with outcome")
            if threshold.lstrip("-").replace(".", "", 1).isdigit():
                percent[float(threshold)] = name
        ordered = [percent[threshold] for threshold in sorted(percent)]
        for lower, higher in pairwise(ordered):
            counts.part_of(lower, [higher], f"{lower} to {higher}")


def at_risk(analysis: str, row: Row) -> str:
    """Exposed people still taking the drug and followed on a day."""
    return f"{names.matched(analysis, 'exposed')}/at risk on day {row['day']}"


def _stopped(analysis: str, row: Row) -> str:
    return f"{names.matched(analysis, 'exposed')}/stopped by day {row['day']}"


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
    at = [counts.add(at_risk(analysis, row), row["at_risk"], file) for row in rows]
    for name, later in zip([names.matched(analysis, "exposed"), *at], at, strict=False):
        counts.part_of(name, [later], f"{name} to {later}", file)
    ended = names.harm(analysis, "stopped", "stopped for any reason", "exposed")
    for name, later in zip(stopped, [*stopped[1:], ended], strict=False):
        counts.part_of(later, [name], f"{name} to {later}", file)


def _still_taking(asked: Asked) -> float | None:
    analysis = asked.sheet.analysis
    return still_taking(partial(at_risk, analysis), partial(_stopped, analysis), asked)


TIME_ON_TREATMENT = TableRule(
    labels=("day",),
    counts={"at_risk": at_risk},
    statistics={"share": again(_still_taking)},
    relate=_relate_days,
    keep=_keep_days,
)


def _keep_means(rows: list[Row], threshold: int, base: int) -> list[int]:
    """Return the rows that are means of an arm: no line of a single person."""
    return [place for place, row in enumerate(rows) if row["layer"] == "mean"]


def _limit(asked: Asked) -> Cell:
    """Return a limit of a mean's interval on the finest step that leaves the number of people open, also to somebody
    who knows the SD (that of Table 1 may be of the same people); withheld where none does."""
    row, threshold = asked.row, asked.control.threshold
    ends, people = (float(row["ci_low"]), float(row["ci_high"])), number_in(row, "n") or 0
    step = next((one for one in LIMIT_STEPS if width_leaves_open(*ends, people, one, threshold)), None)
    return WITHHELD_CELL if step is None else stepped(asked.number, step)


TRAJECTORIES = TableRule(
    labels=("layer", "role", "days"),
    counts={"n": lambda analysis, row: None},
    statistics={
        **{"day": of_arm(5), "score": of_arm(0.1)},
        **dict.fromkeys(("ci_low", "ci_high"), Kind(OF_AN_ARM, _limit)),
    },
    rests=lambda analysis, row, counts: Rests((), (number_in(row, "n") or 0,)),
    keep=_keep_means,
)


def merged_bins(rows: list[Row], threshold: int) -> list[dict[str, str]]:
    """Return the bins of the preference score after matching, joined until each holds more than `threshold` of
    both arms; the first begins at 0 and the last ends at 1, so that no single score shows.

    rows: rows of OVERLAP. The people of comparators are weighted, and no whole numbers.
    """
    after = [row for row in rows if row["sample"] == "after"]
    by_bin: dict[float, dict[str, float]] = {}
    for row in after:
        by_bin.setdefault(float(row["bin_low"]), {})[row["role"]] = float(row["people"] or 0)
    bins: list[tuple[float, dict[str, float]]] = []
    enough = True
    for low in sorted(by_bin):
        if enough:
            bins.append((low, dict.fromkeys(ROLES, 0.0)))
        for role in ROLES:
            bins[-1][1][role] += by_bin[low].get(role, 0.0)
        enough = min(bins[-1][1].values()) > threshold
    if len(bins) > 1 and not enough:
        _, rest = bins.pop()
        for role in ROLES:
            bins[-1][1][role] += rest[role]
    if not bins:
        return []
    ends = [*(low for low, _ in bins[1:]), 1.0]
    starts = [0.0, *(low for low, _ in bins[1:])]
    total = {role: sum(people[role] for _, people in bins) for role in ROLES}
    return [
        {
            "role": role,
            "bin_low": f"{start:g}",
            "bin_high": f"{end:g}",
            "people": f"{people[role]:g}",
            "share": f"{people[role] / total[role]:.10g}" if total[role] else "",
        }
        for start, end, (_, people) in zip(starts, ends, bins, strict=True)
        for role in ROLES
    ]


def _in_bin(analysis: str, row: Row) -> str | None:
    if row["role"] != "exposed":
        return None
    return f"{names.matched(analysis, 'exposed')}/preference score {row['bin_low']:g} to {row['bin_high']:g}"


def _relate_bins(counts: Counts, analysis: str, rows: list[Row], file: str) -> None:
    parts = [name for row in rows if (name := _in_bin(analysis, row))]
    counts.whole(names.matched(analysis, "exposed"), parts, file)


def _bin_again(asked: Asked) -> float | None:
    analysis, row = asked.sheet.analysis, asked.row
    return share_again(_in_bin(analysis, row) or "", names.matched(analysis, "exposed"), asked)


def _bin_kind(analysis: str, row: Row) -> Kind:
    """Comparators have weights, so that their shares are no shares of counts."""
    return again(_bin_again) if row["role"] == "exposed" else of_arm(WEIGHTED_SHARE_STEP)


def _bin_rests(analysis: str, row: Row, counts: Counts) -> Rests:
    return Rests((), (int(float(row["people"] or 0)),))


MERGED_OVERLAP = TableRule(
    labels=("role", "bin_low", "bin_high"),
    counts={"people": _in_bin},
    statistics={"share": _bin_kind},
    rests=_bin_rests,
    relate=_relate_bins,
)
