"""Whose means, effects and curves would give a few people away, beside what is out or what else this release shows."""

from collections.abc import Iterable
from dataclasses import dataclass

from chart2paper.release.group_name import EVERYONE, GroupName
from chart2paper.release.groups import Group, near, near_in_both_arms, same


@dataclass(frozen=True)
class NearGroups:
    """Which groups of people are known, and which of them are too near to others that are shown.

    Without `known` (None) nothing is said of any group: that is for releases of tables that rest on nobody.
    """

    known: frozenset[GroupName] | None = None
    near: frozenset[GroupName] = frozenset()
    # Analyses in which 1 to threshold people differ from an earlier release: which number moved would tell of them.
    moved: frozenset[str] = frozenset()

    def may_show(self, names: Iterable[GroupName]) -> bool:
        """Return whether a statistic that rests on these groups may be shown.

        A name stands for itself and all below it. A group that nobody knows is never shown, nor one of an analysis that
        has moved.
        """
        if self.known is None:
            return True
        return all(
            any(name.holds(one) for one in self.known)
            and not any(name.holds(one) for one in self.near)
            and name.analysis not in self.moved
            for name in names
        )


NOBODY = NearGroups()


def near_groups(groups: list[Group], out: list[Group], threshold: int) -> NearGroups:
    """Return which groups differ by 1 to `threshold` people from one that is shown.

    groups: those of this release, the one that is to be kept first. out: those whose statistics earlier releases show.
    A group that is near is not shown, so that it does not stand against those after it; nor does an arm of `threshold`
    people or fewer. A group whose people and values are those of one that is shown tells nothing new.
    """
    kept: list[Group] = []
    gone, moved = set(), set()
    for group in (group.large(threshold) for group in groups):
        if any(same(group, other) for other in [*out, *kept]):
            kept.append(group)
        elif any(_too_near(group, other, threshold) for other in kept):
            gone.add(group.name)
        elif any(_too_near(group, other, threshold) for other in out):
            gone.add(group.name)
            moved |= set() if group.name.part else {group.name.analysis}
        else:
            kept.append(group)
    return NearGroups(frozenset(group.name for group in groups), frozenset(gone), frozenset(moved))


def _too_near(one: Group, other: Group, threshold: int) -> bool:
    """Return whether both groups together would give a few people away.

    The eligible, the matched and those with an outcome hold each other; their sums are told apart by numbers of people,
    which the control of counts looks after. So only groups of one kind are compared, and parts with all. Of everyone
    eligible no mean of an arm is shown, only effects: a few people of one arm cannot be told from them while the other
    arm differs by many.
    """
    kinds = [group.name.people for group in (one, other) if not group.name.part]
    if len(kinds) == 2:
        return kinds[0] == kinds[1] and near(one, other, threshold)
    return (near_in_both_arms if EVERYONE in kinds else near)(one, other, threshold)
