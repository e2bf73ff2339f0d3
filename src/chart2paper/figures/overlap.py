"""Numbers of the overlap figure: preference scores of both arms before and after matching."""

import pandas as pd

from chart2paper.figures.numbers import rows_of
from chart2paper.tables.closed_lists import ROLES, SAMPLES
from chart2paper.tables.contract import Column, Table
from chart2paper.tables.read_write import shape
from chart2paper.writing.printed import printed

TWIN = Table(
    "overlap",
    "a bar of the histogram (layer bin), or an arm as a whole (layer arm)",
    (
        Column("layer", "text", "bin or arm", required=True, values=("bin", "arm")),
        Column("sample", "text", "before or after matching", required=True, values=SAMPLES),
        Column("role", "text", "exposed or comparator", required=True, values=ROLES),
        Column("bin_low", "number", "bin: lower limit of the preference score"),
        Column("bin_high", "number", "bin: upper limit of the preference score"),
        Column("share", "number", "share of the arm in the bin; arm: share in equipoise", low=0, high=1),
        Column("equipoise_low", "number", "line: lower limit of equipoise", required=True),
        Column("equipoise_high", "number", "line: upper limit of equipoise", required=True),
        Column("status", "text", "arm: ok, or not estimable and why"),
    ),
    key=("layer", "sample", "role", "bin_low"),
)


def overlap_frame(
    overlap: pd.DataFrame, summary: pd.DataFrame, equipoise: tuple[float, float]
) -> pd.DataFrame:
    """Return the bars and the shares in equipoise (TWIN).

    overlap, summary: rows of OVERLAP and OVERLAP_SUMMARY. equipoise: its limits, from the protocol.
    """
    arms = summary[summary["measure"] == "in_equipoise"].rename(columns={"value": "share"})
    parts = [overlap.assign(layer="bin"), arms.assign(layer="arm")]
    frame = pd.concat([part.reindex(columns=TWIN.column_names).astype("object") for part in parts])
    return shape(frame.assign(equipoise_low=equipoise[0], equipoise_high=equipoise[1]), TWIN)


def alt_text(frame: pd.DataFrame, short_name: str) -> str:
    """Describe the overlap in sentences, from the plotted numbers alone."""
    low, high = frame["equipoise_low"].iloc[0], frame["equipoise_high"].iloc[0]
    head = (
        f"Mirrored histograms of the preference score, {short_name} upwards and comparators downwards; "
        f"equipoise is {low:g} to {high:g}."
    )
    return " ".join([head, *(_sample_text(frame, sample, short_name) for sample in SAMPLES)])


def _sample_text(frame: pd.DataFrame, sample: str, short_name: str) -> str:
    arms = frame[(frame["layer"] == "arm") & (frame["sample"] == sample)]
    names = {"exposed": short_name, "comparator": "comparators"}
    known = [
        f"{printed(100 * arm.share, 0)}% of {names[arm.role]}" for arm in rows_of(arms) if pd.notna(arm.share)
    ]
    when = f"{sample.capitalize()} matching"
    if not known:
        return f"{when} the score is {arms['status'].iloc[0]}."
    return f"{when} {' and '.join(known)} are in equipoise."
