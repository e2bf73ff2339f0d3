"""Rule of the overlap of preference scores: ranges that are joined until each holds many people of both arms."""

from chart2paper.release.again import share_again
from chart2paper.release.counts import Counts
from chart2paper.release.kinds import Kind, Position, again, of_arm
from chart2paper.release.rules import names
from chart2paper.release.rules.checks import WEIGHTED_SHARE_STEP
from chart2paper.release.rules.rule import Rests, Row, TableRule
from chart2paper.tables.closed_lists import ROLES


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
    return names.preference(analysis, row["bin_low"], row["bin_high"])


def _relate_bins(counts: Counts, analysis: str, rows: list[Row], file: str) -> None:
    parts = [name for row in rows if (name := _in_bin(analysis, row))]
    counts.whole(names.matched(analysis, "exposed"), parts, file)


def _bin_again(position: Position) -> float | None:
    analysis, row = position.sheet.analysis, position.row
    return share_again(_in_bin(analysis, row) or "", names.matched(analysis, "exposed"), position)


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
