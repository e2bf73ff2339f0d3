"""The possible comparators as matching sees them: who may be paired with whom, by number."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq
from numpy.typing import NDArray

from chart2paper.tables.cohort import CANDIDATES

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Possible:
    """Exposed people, candidates' dates, and the pairs the protocol allows.

    exposed: COHORT rows of the exposed, sorted by person_id.
    slots: person_id, index_date and covariates, one row per different candidate and date, sorted.
    exposed_row, slot_row: the pairs. candidate: number of the slot's person, by slot.
    """

    exposed: pd.DataFrame
    slots: pd.DataFrame
    exposed_row: Ints
    slot_row: Ints
    candidate: Ints

    def slot_weights(self) -> NDArray[np.float64]:
        """Return a weight for each slot such that every candidate counts once, shared out by pairs."""
        pairs_of_slot = np.bincount(self.slot_row, minlength=len(self.slots))
        pairs_of_person = np.bincount(self.candidate, weights=pairs_of_slot)
        return pairs_of_slot / np.maximum(pairs_of_person, 1)[self.candidate]

    def everyone(self, covariates: list[str]) -> tuple[pd.DataFrame, NDArray[np.bool_], NDArray[np.float64]]:
        """Return covariates of the exposed and then of the slots, who is exposed, and how much each row counts."""
        both = pd.concat([self.exposed[covariates], self.slots[covariates]], ignore_index=True)
        weights = np.concatenate([np.ones(len(self.exposed)), self.slot_weights()])
        return both, np.arange(len(both)) < len(self.exposed), weights


def possible_pairs(exposed: pd.DataFrame, candidates: pd.DataFrame) -> Possible:
    """Return exposed people, candidates and pairs in the order of their ids.

    exposed: COHORT rows. candidates: CANDIDATES rows; those of people who are not among the exposed are left out.
    A candidate has the same covariates in all rows of one date, for they depend on nothing else.
    """
    exposed = exposed.sort_values("person_id", ignore_index=True)
    number, names = _numbered(candidates["exposed_id"])
    row = pd.Index(exposed["person_id"]).get_indexer(names)[number]
    person, _ = _numbered(candidates["person_id"])
    day = candidates["index_date"].to_numpy("datetime64[D]").astype("int64")
    order = np.lexsort((person, row))
    order = order[row[order] >= 0]
    moments, first, slot = np.unique(
        (person[order] << 32) + day[order] + (1 << 31), return_index=True, return_inverse=True
    )
    slots = candidates.iloc[order[first]].drop(columns="exposed_id").reset_index(drop=True)
    texts = slots.select_dtypes("category").columns
    return Possible(exposed, slots.astype(dict.fromkeys(texts, "string")), row[order], slot, moments >> 32)


def _numbered(ids: pd.Series) -> tuple[Ints, pd.Index]:
    """Return each id's number in the order of the ids, and the different ids in the order of their numbers."""
    codes, found = pd.factorize(ids)
    names = pd.Index(np.asarray(found, dtype=object))
    order = np.argsort(names)
    number = np.empty(len(names), dtype="int64")
    number[order] = np.arange(len(names))
    return number[codes], names[order]


def read_candidates(path: str | Path, covariates: list[str]) -> pd.DataFrame:
    """Return exposed_id, person_id, index_date and some covariates of CANDIDATES; texts as categories.

    Pairs run into millions; categories keep them small.
    """
    names = ["exposed_id", "person_id", "index_date", *dict.fromkeys(covariates)]
    texts = [column.name for column in CANDIDATES.columns if column.type == "text"]
    people: pd.DataFrame = pq.read_table(path, columns=names, read_dictionary=texts).to_pandas()
    return people
