"""The attrition ledger: everyone in the export is removed at exactly one step, or is in."""

import numpy as np
import pandas as pd

EVERYONE = "everyone in the export"


def steps_passed(passes: pd.DataFrame) -> pd.Series:
    """Return how many restrictions (columns, in order) each person (row) meets before the first one failed."""
    return passes.astype("int64").cumprod(axis="columns").sum(axis="columns").astype("int64")


def failed_step(passed: pd.Series, n_steps: int) -> pd.Series:
    """Return the number of the step that removes each person (1 = the first), 0 for those who pass all."""
    return (passed + 1).mask(passed == n_steps, 0)


def attrition_ledger(failed: pd.Series, reasons: list[str], ever_exposed: pd.Series) -> pd.DataFrame:
    """Return the ATTRITION rows.

    Parameters
    ----------
    failed: per person the step that removed them, 0 = in.
    reasons: what the steps 1, 2, ... are called.
    ever_exposed: per person whether they had the exposure drug at any time up to the data lock.
    """
    steps = range(1, len(reasons) + 1)
    exposed = [int(((failed == step) & ever_exposed).sum()) for step in steps]
    comparator = [int(((failed == step) & ~ever_exposed).sum()) for step in steps]
    removed = np.cumsum([0, *(a + b for a, b in zip(exposed, comparator, strict=True))])
    return pd.DataFrame(
        {
            "step": [0, *steps],
            "reason": [EVERYONE, *reasons],
            "exposed": [0, *exposed],
            "comparator": [0, *comparator],
            "remaining": len(failed) - removed,
        }
    )


def reason_of(failed: pd.Series, reasons: list[str]) -> pd.Series:
    """Return the reason text of the step that removed each person, missing for those who are in."""
    return failed.map(dict(enumerate(reasons, start=1))).astype("string")
