"""Is a column of scores on the scale of the outcome at all?"""

from collections.abc import Iterator

import pandas as pd

from chart2paper.catalogue.outcomes import Outcome
from chart2paper.clean.score_text import outside
from chart2paper.problems import Problem
from chart2paper.reading.mapping import Mapping

# A few scores beyond the ends are typing errors; on a longer scale far more than one in ten would be (our choice).
FEWEST, BEYOND = 5, 0.1
# Where nine in ten do not pass the highest number of the commonest scale, they were given on that one (our choice).
COMMONEST, WITHIN = 10, 0.9


def scale_problems(
    frame: pd.DataFrame, is_score: pd.Series, score: pd.DataFrame, mapping: Mapping, outcome: Outcome
) -> Iterator[Problem]:
    """Yield a problem for each file whose scores seem to be on another scale than the outcome's.

    `score` is the reading of `frame`'s values, `is_score` says which rows answer a question about the outcome.
    """
    off, read = score["reason"].eq(outside(outcome)), score["value"].notna()
    low = score["value"].le(COMMONEST).fillna(False) & (outcome.high > COMMONEST)
    ends = f"{outcome.low:g}-{outcome.high:g}"
    for file in sorted(frame["source_file"].dropna().astype("str").unique()):
        here = is_score & frame["source_file"].astype("string").eq(file)
        numbers, beyond, within = (int((here & rows).sum()) for rows in (off | read, off, low))
        if beyond >= FEWEST and beyond >= BEYOND * numbers:
            yield _problem(f"{beyond:,} of {numbers:,} scores lie outside {ends}", file, mapping, ends)
        if within >= FEWEST and within >= WITHIN * numbers:
            yield _problem(f"{within:,} of {numbers:,} scores are {COMMONEST} or less", file, mapping, ends)


def _problem(found: str, file: str, mapping: Mapping, ends: str) -> Problem:
    return Problem(
        file,
        f"{found}: the column seems to be on another scale, so that its scores within {ends} would be read wrongly",
        f"map only questions that are answered on the scale {ends}; call the others not_a_score under values: "
        "measurement_source_value",
        column=mapping.export_column(file, "value_source_value"),
    )
