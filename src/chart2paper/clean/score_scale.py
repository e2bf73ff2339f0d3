"""Is a column of scores on the 0-10 scale at all?"""

from collections.abc import Iterator

import pandas as pd

from chart2paper.clean.pain_text import OUTSIDE
from chart2paper.problems import Problem
from chart2paper.reading.mapping import Mapping

# A few scores outside 0-10 are typing errors; on a scale up to 100 far more than one in ten would be (our choice).
FEWEST, SHARE = 5, 0.1


def scale_problems(
    frame: pd.DataFrame, is_score: pd.Series, score: pd.DataFrame, mapping: Mapping
) -> Iterator[Problem]:
    """Yield a problem for each file of whose scores one in ten lies outside 0-10: its low scores mean something else.

    `score` is the reading of `frame`'s values, `is_score` says which rows answer a question about pain.
    """
    outside, read = score["reason"].eq(OUTSIDE), score["value"].notna()
    for file in sorted(frame["source_file"].dropna().astype("str").unique()):
        here = is_score & frame["source_file"].astype("string").eq(file)
        beyond, numbers = int((here & outside).sum()), int((here & (outside | read)).sum())
        if beyond >= FEWEST and beyond >= SHARE * numbers:
            yield Problem(
                file,
                f"{beyond:,} of {numbers:,} scores lie outside 0-10: the column seems to be on another scale, such as "
                "0-100, on which the scores below 10 would be read wrongly",
                "map only questions that are answered from 0 to 10; call the others not_a_score under values: "
                "measurement_source_value",
                column=mapping.export_column(file, "value_source_value"),
            )
