"""Numbers of the love plot: how alike the arms are before and after matching."""

import pandas as pd

from chart2paper.catalogue.covariates import COVARIATES
from chart2paper.catalogue.outcomes import Outcome
from chart2paper.tables.figures import BALANCE_FIGURE
from chart2paper.tables.read_write import shape
from chart2paper.writing.printed import printed
from chart2paper.writing.values import Values

# The passage of the figure's words.
DRAWN = "drawn/balance"


def balance_frame(balance: pd.DataFrame, smd_threshold: float, outcome: Outcome) -> pd.DataFrame:
    """Return the points of the love plot (BALANCE_FIGURE), the most imbalanced covariate before matching on top.

    The rows of a covariate stay together, a number before its levels (such as missing), where the largest of
    their differences belongs. The chance limit of a row is that after matching, in both samples.

    balance: rows of BALANCE. smd_threshold: difference that counts as negligible, from the protocol.
    """
    frame = balance.copy()
    size = frame["smd"].abs().where(frame["sample"] == "before")
    frame["level_size"] = size.groupby([frame["covariate"], frame["level"].fillna("")]).transform("max")
    frame["covariate_size"] = size.groupby(frame["covariate"]).transform("max")
    frame["is_level"] = frame["level"].notna()
    order = ["covariate_size", "covariate", "is_level", "level_size", "level"]
    down = [False, True, True, False, True]
    frame = frame.sort_values(order, ascending=down, kind="stable", na_position="last")
    frame["row"] = frame.groupby(["covariate", "level"], sort=False, dropna=False).ngroup()
    frame["label"] = frame["covariate"].map(
        {name: COVARIATES[name].title(outcome) for name in frame["covariate"].unique()}
    )
    frame["flagged"] = frame["smd_flagged"]
    frame["negligible_limit"] = smd_threshold
    after = frame["chance_limit"].where(frame["sample"] == "after")
    frame["chance_limit"] = after.groupby(frame["row"]).transform("max")
    return shape(frame, BALANCE_FIGURE)


def row_label(point: pd.Series) -> str:
    """Return `Pain mechanism: neuropathic`, or the label alone for a number."""
    if pd.isna(point["level"]):
        return str(point["label"])
    return f"{point['label']}: {COVARIATES[point['covariate']].in_prose(point['level'])}"


def alt_text(frame: pd.DataFrame, short_name: str, words: Values) -> str:
    """Describe the love plot in sentences, from the plotted points alone."""
    head = words.words(f"{DRAWN}#alt", drug=short_name)
    return " ".join([head, *(_sample_text(frame, sample, words) for sample in ("before", "after"))])


def _sample_text(frame: pd.DataFrame, sample: str, words: Values) -> str:
    points = frame[(frame["sample"] == sample) & frame["smd"].notna()]
    facts = {"sample": sample, "estimable": not points.empty}
    return words.words(f"{DRAWN}#alt_sample", facts, **(_sizes(points) if len(points) else {}))


def _sizes(points: pd.DataFrame) -> dict[str, str]:
    """Return how many differences are large, and the largest, in the texts of the passage."""
    size, limit = points["smd"].abs(), points["negligible_limit"].iloc[0]
    most = points.iloc[int(size.argmax())]
    return {
        "number": f"{int((size > limit).sum())}",
        "points": f"{len(points)}",
        "limit": f"{limit:g}",
        "beyond_chance": f"{int((size > points['chance_limit']).sum())}",
        "covariate": row_label(most),
        "largest": printed(most["smd"], 2),
    }
