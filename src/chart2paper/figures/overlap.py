"""Numbers of the overlap figure: preference scores of both arms before and after matching."""

import pandas as pd

from chart2paper.figures.numbers import rows_of
from chart2paper.figures.style import arms_within
from chart2paper.tables.closed_lists import SAMPLES
from chart2paper.tables.figures import OVERLAP_FIGURE
from chart2paper.tables.read_write import shape
from chart2paper.writing.printed import printed
from chart2paper.writing.prose import join
from chart2paper.writing.values import Values

# The passage of the figure's words.
DRAWN = "drawn/overlap"


def overlap_frame(
    overlap: pd.DataFrame, summary: pd.DataFrame, equipoise: tuple[float, float]
) -> pd.DataFrame:
    """Return the bars and the shares in equipoise (OVERLAP_FIGURE).

    overlap, summary: rows of OVERLAP and OVERLAP_SUMMARY. equipoise: its limits, from the protocol.
    """
    arms = summary[summary["measure"] == "in_equipoise"].rename(columns={"value": "share"})
    parts = [overlap.assign(layer="bin"), arms.assign(layer="arm")]
    frame = pd.concat([part.reindex(columns=OVERLAP_FIGURE.column_names).astype("object") for part in parts])
    return shape(frame.assign(equipoise_low=equipoise[0], equipoise_high=equipoise[1]), OVERLAP_FIGURE)


def alt_text(frame: pd.DataFrame, short_name: str, words: Values) -> str:
    """Describe the overlap in sentences, from the plotted numbers alone."""
    head = words.words(f"{DRAWN}#alt", drug=short_name, **equipoise_of(frame))
    names = arms_within(words, short_name)
    return " ".join([head, *(_sample_text(frame, sample, names, words) for sample in SAMPLES)])


def equipoise_of(frame: pd.DataFrame) -> dict[str, str]:
    """Return the limits of equipoise in the texts of the passage."""
    return {end: f"{frame[f'equipoise_{end}'].iloc[0]:g}" for end in ("low", "high")}


def _sample_text(frame: pd.DataFrame, sample: str, names: dict[str, str], words: Values) -> str:
    arms = frame[(frame["layer"] == "arm") & (frame["sample"] == sample)]
    known = [
        words.words(f"{DRAWN}#alt_share", share=printed(100 * arm.share, 0), name=names[arm.role])
        for arm in rows_of(arms)
        if pd.notna(arm.share)
    ]
    texts = {"shares": join(known)} if known else {"reason": arms["status"].iloc[0]}
    return words.words(f"{DRAWN}#alt_sample", {"sample": sample, "known": bool(known)}, **texts)
