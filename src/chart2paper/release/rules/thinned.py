"""Curves whose every step is a person leave on a grid so coarse that each step is many people."""

from chart2paper.release.rounding import cell_of, rounded


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
