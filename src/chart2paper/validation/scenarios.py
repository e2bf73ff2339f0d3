"""The clinics that are simulated: what LDN does in them, how strong regression to the mean is, how many people."""

import hashlib
from dataclasses import dataclass, replace

from chart2paper.demo_clinic.parameters import DemoParameters

CLINICS = 1000
BLOCK = 100
# In this many clinics of a scenario the protocol is also run with what it had before.
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

    effect: what LDN does, as EFFECTS and the words of the page call it. changes: what differs from the demo clinic's
    parameters. The number of people who ever came is fixed; how many start LDN and are matched varies from clinic to
    clinic.
    """

    name: str
    effect: str
    size: Size
    changes: tuple[tuple[str, float], ...]

    def parameters(self, number: int) -> DemoParameters:
        """Return the parameters of clinic `number` (1, 2, ...), whose seed follows from its name."""
        digest = hashlib.sha256(f"{self.name}/{number}".encode()).digest()
        seed = int.from_bytes(digest[:6], "big")
        return replace(DemoParameters(), seed=seed, n_persons=self.size.n_persons, **dict(self.changes))


# Pain that swings more, a worse day at the first visit, and a decision that follows the score of the day: those who
# start would have lost 2 points by day 90 without LDN (0.5 in the demo). start_logit keeps their number as it is.
STRONG_REGRESSION = (
    ("entry_flare", 1.5),
    ("fluctuation_sd", 1.8),
    ("start_per_point", 0.6),
    ("start_logit", -7.2),
)
NULL = ("effect_multiplier", 0.0)
EFFECTS = {
    "null": (NULL,),
    "null_regression": (NULL, *STRONG_REGRESSION),
    "demo": (),
    "double": (("effect_multiplier", 2.0),),
}
SIZES = (Size(36, 42, 1265), Size(200, 600, 6770))
SCENARIOS = {
    f"{effect}_{size.exposed}": Scenario(f"{effect}_{size.exposed}", effect, size, changes)
    for size in SIZES
    for effect, changes in EFFECTS.items()
}


def block_names() -> list[str]:
    """Return the blocks of clinics that are simulated together: 01, 02, ..."""
    return [f"{number:02d}" for number in range(1, CLINICS // BLOCK + 1)]


def clinics_of(block: str) -> range:
    """Return the numbers of the clinics in a block."""
    last = int(block) * BLOCK
    return range(last - BLOCK + 1, last + 1)
