"""How much of the validation is simulated: all of it, an hour's worth, or enough to see that it runs."""

from dataclasses import dataclass

from chart2paper.problems import Problem, Problems
from chart2paper.validation.scenarios import SCENARIOS, SIZES, Scenario, Size

SMALL, LARGE = SIZES
# Clinics of a scenario in the whole table: the Monte Carlo error of a coverage of 95 % is 0.77 % then.
CLINICS = 800
BLOCK = 100
WHOLE = "full"


def _blocks() -> dict[str, range]:
    """Return the numbers of the clinics that are simulated together, by block: 01, 02, ..."""
    return {
        f"{last // BLOCK:02d}": range(last - BLOCK + 1, last + 1) for last in range(BLOCK, CLINICS + 1, BLOCK)
    }


FEW = {"few": range(1, 3)}
BLOCKS = {**_blocks(), **FEW}


@dataclass(frozen=True)
class Extent:
    """Which clinics are simulated: of what size, and which blocks of each scenario."""

    sizes: tuple[Size, ...]
    blocks: tuple[str, ...]

    @property
    def scenarios(self) -> list[str]:
        """Names of the scenarios of these sizes."""
        return [name for name, scenario in SCENARIOS.items() if self._has(scenario)]

    def _has(self, scenario: Scenario) -> bool:
        return scenario.size.exposed in {size.exposed for size in self.sizes}


EXTENTS = {
    # A night on two cores.
    WHOLE: Extent((SMALL, LARGE), tuple(_blocks())),
    # Bias of large clinics to 0.03 points in every kind; its blocks are part of the whole.
    "hour": Extent((LARGE,), ("01",)),
    # Whether everything runs, for all kinds; says nothing about the method.
    "minutes": Extent((SMALL,), tuple(FEW)),
}


def extent_named(name: str) -> Extent:
    """Return an extent by its name; Problems where there is none."""
    if name not in EXTENTS:
        todo = f"choose one of: {', '.join(EXTENTS)}"
        raise Problems([Problem("--config validation", f"there is no validation called {name}", todo)])
    return EXTENTS[name]
