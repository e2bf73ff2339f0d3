"""The file of possible comparators, which may hold millions of pairs, written a part at a time."""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from chart2paper.catalogue.outcomes import Outcome
from chart2paper.tables.cohort import CANDIDATES
from chart2paper.tables.read_write import check, shape

# Pairs per part: some 100 MB of memory.
ROWS_PER_PART = 500_000

# A candidate on a date: what is the same for every exposed person it may be compared with.
_SLOT = replace(CANDIDATES, columns=CANDIDATES.columns[1:], key=("person_id", "index_date"))


def write_candidates(pairs: pd.DataFrame, slots: pd.DataFrame, path: str | Path, outcome: Outcome) -> None:
    """Write CANDIDATES as Parquet: each pair with the covariates of its slot.

    pairs, slots: as in `Selection`; the pairs sorted by the ids of both people, the slots by person and date. outcome:
    the study's.
    Raises `Problems` when the table's contract is broken; nothing is written then.
    """
    shaped = shape(slots, _SLOT)
    check(shaped, _SLOT.on(outcome), str(path))
    if not shaped["person_id"].eq(slots["person_id"].reset_index(drop=True)).all():
        raise ValueError("slots must be sorted by person_id and index_date, as the pairs refer to their rows")
    covariates = pa.Table.from_pandas(shaped, preserve_index=False)
    schema = pa.Schema.from_pandas(shape(pd.DataFrame(columns=CANDIDATES.column_names), CANDIDATES))
    exposed = pa.Array.from_pandas(pairs["exposed_id"])
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for start in range(0, max(len(pairs), 1), ROWS_PER_PART):
            part = covariates.take(pa.array(pairs["slot"].iloc[start : start + ROWS_PER_PART]))
            ids = exposed.slice(start, len(part)).cast(pa.string())
            writer.write_table(part.add_column(0, "exposed_id", ids).cast(schema))
