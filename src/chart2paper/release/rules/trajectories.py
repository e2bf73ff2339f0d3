"""Rule of the scores over time: means of an arm, no line of a single person."""

from chart2paper.release.cell import WITHHELD_CELL, Cell
from chart2paper.release.freedom import width_leaves_open
from chart2paper.release.kinds import OF_AN_ARM, Kind, Position, of_arm, stepped
from chart2paper.release.rules.rule import Rests, Row, TableRule, number_in

# Steps on which the limits of a mean's interval are printed.
LIMIT_STEPS = (0.1, 0.2, 0.5, 1.0, 2.0)


def _keep_means(rows: list[Row], threshold: int, base: int) -> list[int]:
    """Return the rows that are means of an arm: no line of a single person."""
    return [place for place, row in enumerate(rows) if row["layer"] == "mean"]


def _limit(position: Position) -> Cell:
    """Return a limit of a mean's interval on the finest step that leaves the number of people open, also to somebody
    who knows the SD (that of Table 1 may be of the same people); withheld where none does."""
    row, threshold = position.row, position.control.threshold
    ends, people = (float(row["ci_low"]), float(row["ci_high"])), number_in(row, "n") or 0
    step = next((one for one in LIMIT_STEPS if width_leaves_open(*ends, people, one, threshold)), None)
    return WITHHELD_CELL if step is None else stepped(position.number, step)


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
