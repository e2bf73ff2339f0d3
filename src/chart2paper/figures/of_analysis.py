"""Every figure of one analysis: which tables it is drawn from, its plotted numbers, its picture and its alt text."""

from collections.abc import Callable
from typing import Any, NamedTuple

import pandas as pd
from matplotlib.figure import Figure

from chart2paper.figures import (
    balance,
    flow,
    overlap,
    responders,
    specification_curve,
    time_on_treatment,
    tipping,
    trajectories,
)
from chart2paper.figures.draw_balance import draw_balance
from chart2paper.figures.draw_flow import draw_flow
from chart2paper.figures.draw_overlap import draw_overlap
from chart2paper.figures.draw_responders import draw_responders
from chart2paper.figures.draw_specification_curve import draw_specification_curve
from chart2paper.figures.draw_time_on_treatment import draw_time_on_treatment
from chart2paper.figures.draw_tipping import draw_tipping
from chart2paper.figures.draw_trajectories import draw_trajectories
from chart2paper.tables.cohort import ATTRITION, COHORT
from chart2paper.tables.contract import Table
from chart2paper.tables.harms import TIME_ON_TREATMENT
from chart2paper.tables.match import BALANCE, MATCHES, OVERLAP, OVERLAP_SUMMARY
from chart2paper.tables.missing import TIPPING_POINT
from chart2paper.tables.model import ANALYSIS_SET, RESPONDER_CURVE, RESPONDER_DIFFERENCE, SENSITIVITY

# The tables that figures are drawn from, by the name of the input, and the columns that are read of large ones.
TABLES: dict[str, tuple[Table, list[str] | None]] = {
    "attrition": (ATTRITION, None),
    "cohort": (COHORT, ["person_id", "role"]),
    "matches": (MATCHES, None),
    "balance": (BALANCE, None),
    "overlap": (OVERLAP, None),
    "overlap_summary": (OVERLAP_SUMMARY, None),
    "analysis_set": (ANALYSIS_SET, None),
    "responder_curve": (RESPONDER_CURVE, None),
    "responder_difference": (RESPONDER_DIFFERENCE, None),
    "time_on_treatment": (TIME_ON_TREATMENT, None),
    "tipping_point": (TIPPING_POINT, None),
    "sensitivity": (SENSITIVITY, None),
}
# Returns a table of TABLES by its name, and `scores`: the daily scores (`cohort.scores`) of the people in the analysis
# set up to the data lock date.
Read = Callable[[str], pd.DataFrame]


class Drawn(NamedTuple):
    """A figure with its plotted numbers, what these must look like, and its description for who cannot see it."""

    figure: Figure
    frame: pd.DataFrame
    twin: Table
    description: str


def _flow(read: Read, settings: Any) -> Drawn:
    frame = flow.flow_frame(*map(read, ("attrition", "cohort", "matches", "analysis_set")))
    figure = draw_flow(frame, settings.title, settings.banner, settings.short_name)
    return Drawn(figure, frame, flow.TWIN, flow.alt_text(frame, settings.short_name))


def _balance(read: Read, settings: Any) -> Drawn:
    frame = balance.balance_frame(read("balance"), settings.smd_threshold)
    figure = draw_balance(frame, settings.title, settings.banner)
    return Drawn(figure, frame, balance.TWIN, balance.alt_text(frame, settings.short_name))


def _overlap(read: Read, settings: Any) -> Drawn:
    frame = overlap.overlap_frame(read("overlap"), read("overlap_summary"), settings.equipoise)
    figure = draw_overlap(frame, settings.title, settings.banner, settings.short_name)
    return Drawn(figure, frame, overlap.TWIN, overlap.alt_text(frame, settings.short_name))


def _trajectories(read: Read, settings: Any) -> Drawn:
    frame = trajectories.trajectories_frame(read("analysis_set"), read("scores"), settings.window_days)
    figure = draw_trajectories(frame, settings.title, settings.banner, settings.short_name)
    return Drawn(figure, frame, trajectories.TWIN, trajectories.alt_text(frame, settings.short_name))


def _responders(read: Read, settings: Any) -> Drawn:
    frame = responders.responders_frame(read("responder_curve"), read("responder_difference"))
    figure = draw_responders(frame, settings.title, settings.banner, settings.short_name)
    return Drawn(figure, frame, responders.TWIN, responders.alt_text(frame, settings.short_name))


def _time_on_treatment(read: Read, settings: Any) -> Drawn:
    frame = time_on_treatment.time_on_treatment_frame(read("time_on_treatment"))
    figure = draw_time_on_treatment(frame, settings.title, settings.banner, settings.short_name)
    return Drawn(
        figure, frame, time_on_treatment.TWIN, time_on_treatment.alt_text(frame, settings.short_name)
    )


def _tipping(read: Read, settings: Any) -> Drawn:
    frame = tipping.tipping_frame(read("tipping_point"))
    figure = draw_tipping(frame, settings.title, settings.banner, settings.short_name)
    return Drawn(figure, frame, tipping.TWIN, tipping.alt_text(frame, settings.short_name))


def _specification_curve(read: Read, settings: Any) -> Drawn:
    frame = specification_curve.specification_frame(read("sensitivity"))
    figure = draw_specification_curve(frame, settings.banner, settings.short_name)
    description = specification_curve.alt_text(frame, settings.short_name)
    return Drawn(figure, frame, specification_curve.TWIN, description)


# Figures by name; each is drawn from the tables it asks for and the settings of the analysis.
FIGURES: dict[str, Callable[[Read, Any], Drawn]] = {
    "flow": _flow,
    "balance": _balance,
    "overlap": _overlap,
    "trajectories": _trajectories,
    "responders": _responders,
    "time_on_treatment": _time_on_treatment,
    "tipping": _tipping,
    "specification_curve": _specification_curve,
}
