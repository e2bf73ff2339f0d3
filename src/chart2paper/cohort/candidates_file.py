"""The file of possible comparators, which may hold millions of pairs, written a part at a time."""

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from chart2paper.dictionary import CANDIDATES
from chart2paper.tables import check, shape

# Pairs per part: some 100 MB of memory.
ROWS_PER_PART = 500_000


def candidate_rows(pairs: pd.DataFrame, slots: pd.DataFrame) -> pd.DataFrame:
    """Return CANDIDATES rows: each pair (exposed_id, slot) with the covariates of its slot."""
    rows = slots.iloc[pairs["slot"].to_numpy()].reset_index(drop=True)
    return shape(rows.assign(exposed_id=pairs["exposed_id"].astype("string").to_numpy()), CANDIDATES)


def write_candidates(pairs: pd.DataFrame, slots: pd.DataFrame, path: str | Path) -> None:
    """Write CANDIDATES as Parquet. `pairs` and `slots` as in `Selection`; the pairs must be sorted by id.

    Raises `Problems` when a part breaks the table's contract.
    """
    parts = _parts(pairs, slots)
    first = next(parts)
    with pq.ParquetWriter(path, first.schema, compression="zstd") as writer:
        writer.write_table(first)
        for part in parts:
            writer.write_table(part)


def _parts(pairs: pd.DataFrame, slots: pd.DataFrame) -> Iterator[pa.Table]:
    for start in range(0, max(len(pairs), 1), ROWS_PER_PART):
        rows = candidate_rows(pairs.iloc[start : start + ROWS_PER_PART], slots)
        check(rows, CANDIDATES, "candidates")
        yield pa.Table.from_pandas(rows, preserve_index=False)
