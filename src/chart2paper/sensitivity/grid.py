"""The whole grid, several cohorts at a time."""

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import cache
from multiprocessing import get_context

import pandas as pd

from chart2paper.cohort.records import read_records
from chart2paper.sensitivity.one_cohort import Records, Row, cohort_design, estimates_of_cohort, grouped
from chart2paper.sensitivity.specification import Specification
from chart2paper.sensitivity.whole_analysis import CleanTables
from chart2paper.tables.model import SENSITIVITY, SENSITIVITY_PEOPLE
from chart2paper.tables.read_write import shape

# Paths of the clean tables, by their names in `read_records`.
Paths = tuple[tuple[str, str], ...]
Found = tuple[list[Row], list[pd.DataFrame]]


def sensitivity_grid(
    paths: dict[str, str],
    specifications: list[Specification],
    workers: int,
    tell: Callable[[str], None] = print,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the estimate of every analysis of the grid (SENSITIVITY), and whom it uses (SENSITIVITY_PEOPLE).

    Each worker reads the clean tables for itself and holds one cohort at a time. Analyses with the same cohort go
    together, the largest group first. The result does not depend on the number of workers. `tell` is told how far
    the grid is.
    """
    groups = sorted(grouped(specifications, lambda s: repr(cohort_design(s.setting))), key=len, reverse=True)
    rows: list[Row] = []
    used: list[pd.DataFrame] = []
    for found, people in _estimates_of(groups, tuple(paths.items()), workers):
        rows, used = rows + found, used + people
        tell(f"{len(rows)} of {len(specifications)} analyses done")
    people_of_all = pd.concat(used, ignore_index=True) if used else pd.DataFrame()
    return shape(pd.DataFrame(rows), SENSITIVITY), shape(people_of_all, SENSITIVITY_PEOPLE)


def _estimates_of(groups: list[list[Specification]], paths: Paths, workers: int) -> Iterator[Found]:
    """Yield what is found in each group, as it is ready; a single worker is this process."""
    if workers == 1:
        records = _records(paths)
        yield from (estimates_of_cohort(records, group) for group in groups)
        return
    # A new process each, not a copy of this one: threads of other libraries do not survive being copied.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        jobs = [pool.submit(_estimates, paths, group) for group in groups]
        yield from (job.result() for job in as_completed(jobs))


def _estimates(paths: Paths, group: list[Specification]) -> Found:
    return estimates_of_cohort(_records_of_worker(paths), group)


@cache
def _records_of_worker(paths: Paths) -> Records:
    """Return the records, read once in each process."""
    return _records(paths)


def _records(paths: Paths) -> Records:
    return Records(CleanTables(**read_records(**dict(paths))))
