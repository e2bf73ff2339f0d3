"""The clinics that are simulated: each kind with each effect of LDN, in small and in large clinics."""

import hashlib
from dataclasses import dataclass, replace

from chart2paper.demo_clinic.parameters import DemoParameters
from chart2paper.validation.kinds import PERSONS, TUNED, UNTUNED, Changes, Kind

# In this many clinics of a tuned scenario the protocol is also run with what it had before.
COMPARED = 200
# First day of the outcome window as the protocol once had it, and one that was tried on the way.
EARLY_FIRST_DAY, TRIED_FIRST_DAY = 45, 60


@dataclass(frozen=True)
class Size:
    """How many people the target trial matches, about, and how many ever came to the practice so that it does."""

    exposed: int
    comparators: int
    n_persons: int

    @property
    def shown(self) -> str:
        """The size as it is printed."""
        return f"{self.exposed}:{self.comparators}"

    @property
    def ratio(self) -> float:
        """Comparators per exposed person in the target trial."""
        return self.comparators / self.exposed


@dataclass(frozen=True)
class Scenario:
    """Clinics alike in everything but chance.

    kind and effect: as the words of the page call them. changes: what differs from the demo clinic's parameters.
    tuned: whether a setting was chosen on such clinics. The number of people who ever came is fixed; how many start
    LDN and are matched varies from clinic to clinic.
    """

    name: str
    kind: str
    effect: str
    size: Size
    changes: Changes
    tuned: bool

    def parameters(self, number: int) -> DemoParameters:
        """Return the parameters of clinic `number` (1, 2, ...), whose seed follows from its name."""
        digest = hashlib.sha256(f"{self.name}/{number}".encode()).digest()
        seed = int.from_bytes(digest[:6], "big")
        return replace(DemoParameters(), seed=seed, n_persons=self.size.n_persons, **dict(self.changes))


SIZES = (Size(36, 42, PERSONS[0]), Size(200, 600, PERSONS[1]))


def _scenarios() -> list[Scenario]:
    """Return all scenarios, those of the demo clinic and other tuned ones first within each size."""
    return [
        scenario
        for place, size in enumerate(SIZES)
        for scenario in (*_tuned(size), *(one for kind in UNTUNED for one in _untuned(kind, place)))
    ]


def _tuned(size: Size) -> list[Scenario]:
    demo, regression = TUNED
    null = ("effect_multiplier", 0.0)
    return [
        _scenario("null", demo, "null", size, (null,)),
        _scenario("null_regression", regression, "null", size, (null,)),
        _scenario("demo", demo, "demo", size, ()),
        _scenario("double", demo, "double", size, (("effect_multiplier", 2.0),)),
    ]


def _untuned(kind: Kind, place: int) -> list[Scenario]:
    """Return a kind with no effect and with one of a point less; `place`: that of the size."""
    size = replace(SIZES[place], n_persons=kind.persons[place])
    multipliers = {"null": 0.0, "one_point": kind.one_point}
    return [
        _scenario(f"{kind.name}_{effect}", kind, effect, size, (("effect_multiplier", multiplier),))
        for effect, multiplier in multipliers.items()
    ]


def _scenario(name: str, kind: Kind, effect: str, size: Size, what_ldn_does: Changes) -> Scenario:
    return Scenario(
        f"{name}_{size.exposed}", kind.name, effect, size, (*what_ldn_does, *kind.changes), kind.tuned
    )


SCENARIOS = {scenario.name: scenario for scenario in _scenarios()}
