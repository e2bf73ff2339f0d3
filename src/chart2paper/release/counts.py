"""Every count that would leave, under one name wherever it stands, and how counts follow from each other."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from chart2paper.problems import Problem, raise_if_any
from chart2paper.release.rules.counted import CountName

TODO = "this is a fault of the program, not of the data: please report it"


@dataclass(frozen=True)
class Relation:
    """`total` is the sum of `parts`; all of them are counts, so that none is below zero."""

    total: str
    parts: tuple[str, ...]


@dataclass
class Counts:
    """The counts of one release: a linear system that the person who attacks the release knows as well.

    `numbers` holds every count by its name. `hidden` are those that no file shows but that follow from
    others by subtraction, such as the people of a group who did not have an event.
    """

    numbers: dict[str, int] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)
    relations: list[Relation] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    # Counts that are known to be at least so large, because something is shown that needs it.
    least: dict[str, int] = field(default_factory=dict)
    # Mean and SD of a covariate of whole numbers in the people whom a count is of.
    means: dict[str, tuple[float, float]] = field(default_factory=dict)

    def add(self, name: str, number: int, where: str = "") -> str:
        """Keep a count and return its name. The same name with another number is a problem (`checked`)."""
        kept = self.numbers.setdefault(name, int(number))
        if kept != int(number):
            self.problems.append(Problem(where, f'two places disagree about the count "{name}"', TODO))
        return name

    def of_group(self, group: str, role: str = "") -> list[CountName]:
        """Return the names of the counts of a group of people, or of rows, in all analyses."""
        return [
            name
            for name in self.numbers
            if isinstance(name, CountName) and (name.counted.group, name.counted.role) == (group, role)
        ]

    def of(self, group: str, analysis: str, role: str) -> list[CountName]:
        """Return the names of the counts of a group of people in an analysis."""
        return [name for name in self.of_group(group, role) if name.counted.analysis == analysis]

    def whole(self, total: str, parts: Iterable[str], where: str = "") -> None:
        """Say that the parts make up the whole. Nothing is said when any of the counts is not there."""
        parts = tuple(parts)
        if not parts or any(name not in self.numbers for name in (total, *parts)):
            return
        if sum(self.numbers[part] for part in parts) != self.numbers[total]:
            self.problems.append(Problem(where, f'the parts of "{total}" do not add up to it', TODO))
            return
        self.relations.append(Relation(total, parts))

    def part_of(self, total: str, parts: Iterable[str], rest: str, where: str = "") -> None:
        """Say that the parts, which share nobody, lie within the whole; what is left is called `rest` and hidden.

        An empty rest is not hidden: whoever attacks the release may guess that nothing is left.
        """
        parts = tuple(part for part in parts if part in self.numbers)
        if total not in self.numbers or not parts or (total,) == parts:
            return
        left = self.numbers[total] - sum(self.numbers[part] for part in parts)
        if left < 0:
            self.problems.append(Problem(where, f'the parts of "{total}" are more than it', TODO))
        elif left == 0:
            self.relations.append(Relation(total, parts))
        else:
            self.hidden.add(self.add(rest, left, where))
            self.relations.append(Relation(total, (*parts, rest)))

    def checked(self) -> "Counts":
        """Return the counts; raise `Problems` when two places disagree or a relation does not hold."""
        raise_if_any(dict.fromkeys(self.problems))
        return self

    def components(self, fixed: Iterable[str] = ()) -> list[tuple[list[str], list[Relation]]]:
        """Return the counts, without the `fixed` ones, in groups that no relation connects, each with its relations."""
        constant = set(fixed)
        root: dict[str, str] = {name: name for name in self.numbers if name not in constant}

        def find(name: str) -> str:
            while root[name] != name:
                root[name] = root[root[name]]
                name = root[name]
            return name

        held = [[n for n in (r.total, *r.parts) if n in root] for r in self.relations]
        for names in held:
            for name in names[1:]:
                root[find(name)] = find(names[0])
        groups: dict[str, tuple[list[str], list[Relation]]] = {}
        for name in root:
            groups.setdefault(find(name), ([], []))[0].append(name)
        for names, relation in zip(held, self.relations, strict=True):
            if names:
                groups[find(names[0])][1].append(relation)
        return [(sorted(names), relations) for names, relations in groups.values()]
