"""Which counts are withheld: the small ones, and as many others as it takes that nobody can work these out."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linprog

from chart2paper.problems import Problem, raise_if_any
from chart2paper.release.bounds import SLACK, equations, limits
from chart2paper.release.counts import TODO, Counts, Relation

SMALL = "small"
NEAR_EARLIER = "near an earlier release"
COMPLEMENTARY = "protects another"
EMPTY_OF_WITHHELD = "zero of a withheld whole"


@dataclass(frozen=True)
class Decision:
    """What is withheld, with the reason, and which small counts no release can protect any more."""

    withheld: dict[str, str]
    hidden: frozenset[str]
    lost: tuple[str, ...] = ()

    def shows(self, name: str) -> bool:
        """Return whether a count may be shown."""
        return name not in self.withheld and name not in self.hidden


def suppress(
    counts: Counts,
    threshold: int,
    cost: Callable[[str], float],
    *,
    known: Iterable[str] = (),
    sensitive: Iterable[str] = (),
    withheld: Mapping[str, str] | None = None,
) -> Decision:
    """Return which counts are withheld.

    Withheld are counts from 1 to `threshold`, those in `sensitive` and those in `withheld` (an earlier release
    kept them back, for the reason given). For each small or sensitive count, shown or hidden, further counts are
    withheld until the limits between which it can lie are more than `threshold` apart: the cheapest set of counts
    that lets it move so far, found by linear programming (Kelly, Golden and Assad 1992). `cost` says what is lost
    with a count. `known` are counts that earlier releases gave away: they are not withheld and protect nothing.
    A zero whose whole is withheld is withheld too.
    """
    public = {name for name in known if name in counts.numbers}
    small = {name for name, number in counts.numbers.items() if 1 <= number <= threshold}
    guarded = (small | set(sensitive)) - public
    reasons = dict.fromkeys(sorted(small - public), SMALL)
    reasons |= {name: NEAR_EARLIER for name in sorted(set(sensitive) - public) if name not in reasons}
    kept = {
        name: why for name, why in (withheld or {}).items() if name in counts.numbers and name not in public
    }
    reasons = kept | reasons
    unknown = set(reasons) | counts.hidden
    lost: list[str] = []
    for name in sorted(guarded, key=lambda name: (-counts.numbers[name], name)):
        added = _protect(counts, name, unknown, public, threshold, cost)
        if added is None:
            # A count that has moved a little since an earlier release is no small count, though it follows.
            lost += [name] if name in small else []
            continue
        unknown |= added
        reasons |= dict.fromkeys(sorted(added), COMPLEMENTARY)
    for name in _empty_of_withheld(counts, unknown, public):
        unknown.add(name)
        reasons[name] = EMPTY_OF_WITHHELD
    visible = {name: why for name, why in reasons.items() if name not in counts.hidden}
    return Decision(visible, frozenset(counts.hidden), tuple(lost))


def _protect(
    counts: Counts,
    name: str,
    unknown: set[str],
    public: set[str],
    threshold: int,
    cost: Callable[[str], float],
) -> set[str] | None:
    """Return the counts to withhold for the sake of one; None when an earlier release has given it away."""
    low, high = limits(counts, unknown, [name])[name]
    if high - low > threshold:
        return set()
    needed = threshold + 1 - (counts.numbers[name] - low)
    for names, relations in counts.components(public):
        if name in names:
            return _cheapest_move(counts, names, relations, name, needed, unknown, cost)
    return set()


def _cheapest_move(
    counts: Counts,
    names: list[str],
    relations: list[Relation],
    name: str,
    needed: float,
    unknown: set[str],
    cost: Callable[[str], float],
) -> set[str] | None:
    """Return the counts that change when `name` rises by `needed` at the least cost and every relation still holds."""
    matrix, _ = equations(counts, names, relations)
    # A count that is withheld already costs next to nothing; places in the alphabet decide between equals.
    costs = [
        1e-4 if one in unknown else cost(one) * (1 + 1e-5 * place / len(names))
        for place, one in enumerate(names)
    ]
    up = [(needed, needed) if one == name else (0, None) for one in names]
    down = [(0, 0 if one == name else counts.numbers[one] - counts.least.get(one, 0)) for one in names]
    solved = linprog(
        np.array(costs * 2),
        A_eq=np.hstack([matrix, -matrix]),
        b_eq=np.zeros(len(matrix)),
        bounds=up + down,
        method="highs-ds",
    )
    if solved.status != 0:
        return None
    moved = solved.x[: len(names)] - solved.x[len(names) :]
    return {one for one, change in zip(names, moved, strict=True) if abs(change) > SLACK} - unknown


def _empty_of_withheld(counts: Counts, unknown: set[str], public: set[str]) -> list[str]:
    """Return the zeros, shown so far, whose whole is withheld: they would say something of each of its people."""
    found: list[str] = []
    gone = set(unknown)
    for _ in counts.relations:
        more = {
            part
            for relation in counts.relations
            if relation.total in gone
            for part in relation.parts
            if counts.numbers[part] == 0 and part not in gone and part not in public
        }
        if not more:
            break
        found += sorted(more)
        gone |= more
    return found


def raise_if_recoverable(counts: Counts, decision: Decision, threshold: int, known: Iterable[str]) -> None:
    """Check the decision before anything is written; raise `Problems` when a small count can be worked out.

    This is the check on the method above: it asks for the limits again, with everything that is withheld.
    """
    unknown = set(decision.withheld) | counts.hidden
    small = {n for n, number in counts.numbers.items() if 1 <= number <= threshold}
    guarded = small - set(known) - set(decision.lost)
    found = limits(counts, unknown, guarded)
    raise_if_any(
        Problem("release", f'the count "{name}" could be worked out from those that are shown', TODO)
        for name in sorted(guarded)
        if name not in found or found[name][1] - found[name][0] <= threshold
    )
