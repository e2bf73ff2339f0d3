"""The losses that stop a run, as problems that a clinic understands."""

import math
from collections.abc import Iterator

import pandas as pd

from chart2paper.data_quality.loss_words import words_of_loss
from chart2paper.data_quality.losses import STOPS
from chart2paper.problems import Problem
from chart2paper.reading.mapping import Mapping
from chart2paper.reading.mapping.accepted import AGE, ELIGIBLE, EXPOSED, SCORES

# What is written where nothing stops the run. It never differs, so that what waits for it is not made again.
PASSED = "No loss is larger than the mapping accepts.\n"
# Said before anything else: without these there is no study.
FIRST = (EXPOSED, SCORES, AGE, ELIGIBLE)


def problems_of(losses: pd.DataFrame, mapping: Mapping, mapping_file: str) -> list[Problem]:
    """Return a problem for each loss (LOSSES row) above its limit that the mapping does not accept, worst first."""
    place = {what: number for number, what in enumerate(FIRST)}
    stops = losses[losses["verdict"].eq(STOPS)].fillna({"where": ""})
    stops = stops.assign(place=stops["what"].map(place).fillna(len(FIRST)))
    stops = stops.sort_values(["place", "share", "what", "where"], ascending=[True, False, True, True])
    columns = ["what", "where", "lost", "of", "limit", "accepted_up_to"]
    rows = zip(*(stops[name].tolist() for name in columns), strict=True)
    return [_problem(mapping, mapping_file, *row) for row in rows]


def _problem(
    mapping: Mapping,
    mapping_file: str,
    what: str,
    where: str,
    lost: int,
    of: int,
    limit: float,
    accepted: float,
) -> Problem:
    said, todo = words_of_loss(what, where, lost, of)
    share = lost / of
    allowed = "" if math.isnan(accepted) else f", and the mapping accepts {percent(accepted)}"
    told = "" if lost == of else f" ({percent(share)}; the limit is {percent(limit)}{allowed})"
    enough = min(1.0, math.ceil(100 * share) / 100)
    accept = (
        f"or accept it in the mapping: accepted_losses: [{{what: {what}, up_to: {enough:g}, reason: ...}}]"
    )
    in_file = bool(where) and "." in what
    column = _export_column(mapping, where, what) if in_file else None
    return Problem(where if in_file else mapping_file, f"{said}{told}", f"{todo}; {accept}", column=column)


def _export_column(mapping: Mapping, file: str, what: str) -> str | None:
    table, _, column = what.partition(".")
    for one, part in mapping.filling(table):
        if one.file == file:
            return part.record_number if column == "person_id" else part.sources.get(column)
    return None


def percent(share: float) -> str:
    """Return a share in percent with one decimal."""
    return f"{100 * share:.1f} %"


def notes_of(losses: pd.DataFrame) -> Iterator[str]:
    """Yield what the mapping accepts of what was lost."""
    accepted = losses[losses["accepted_up_to"].notna()].fillna({"where": ""})
    columns = ["what", "where", "share", "verdict", "reason"]
    for what, where, share, verdict, reason in zip(
        *(accepted[name].tolist() for name in columns), strict=True
    ):
        place = f" ({where})" if where else ""
        yield f"{what}{place}: {percent(share)} lost, {verdict}: {reason}"
