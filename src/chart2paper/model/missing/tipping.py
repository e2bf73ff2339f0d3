"""How wrong the imputed scores would have to be before the result changes."""

import numpy as np
import pandas as pd

from chart2paper.catalogue.outcomes import Outcome
from chart2paper.model.missing.multiple import NONE_MISSING, pooled_difference
from chart2paper.statistics.arms import is_exposed
from chart2paper.statistics.clusters import clusters
from chart2paper.statistics.regression import Model
from chart2paper.statistics.results import Counts, NotEstimable, Result, row
from chart2paper.status import OK
from chart2paper.tables.missing import TIPPING_POINT
from chart2paper.tables.read_write import shape


def tipping_points(
    people: pd.DataFrame,
    completed: np.ndarray | NotEstimable,
    model: Model | NotEstimable,
    deltas: list[float],
    outcome: Outcome,
) -> pd.DataFrame:
    """Return the pooled difference after imputed scores are shifted by each delta in each arm (TIPPING_POINT).

    Delta adjustment (Rubin 1987; Carpenter and Kenward 2013): imputed scores, and they alone, become so
    many points worse or better than people like them had; the shifted score is cut at the ends of the scale.

    completed: scores (people x imputations), model: the primary model of them, or why there is none.
    """
    missing, exposed = people["final_score"].isna().to_numpy(), is_exposed(people)
    shifts = sorted({sign * delta + 0.0 for delta in deltas for sign in (-1.0, 1.0)})  # no -0
    rows = []
    for exposed_shift in shifts:
        for comparator_shift in shifts:
            shift = np.where(exposed, exposed_shift, comparator_shift) * missing
            result = _shifted(people, completed, model, shift, outcome)
            rows.append((exposed_shift, comparator_shift, *_cells(result)))
    return shape(pd.DataFrame(rows, columns=TIPPING_POINT.column_names), TIPPING_POINT)


def _shifted(
    people: pd.DataFrame,
    completed: np.ndarray | NotEstimable,
    model: Model | NotEstimable,
    shift: np.ndarray,
    outcome: Outcome,
) -> Result:
    if people["final_score"].notna().all():
        return NotEstimable(NONE_MISSING if len(people) else "no one was matched")
    if isinstance(completed, NotEstimable):
        return completed
    if isinstance(model, NotEstimable):
        return model
    return pooled_difference(
        model, np.clip(completed + shift[:, None], outcome.low, outcome.high), clusters(people)
    )


def _cells(result: Result) -> tuple[float, float, float, float, str]:
    made = row("", "", "", Counts(0, 0), result)
    # What the notes say is the same for every shift, and stands with the pooled estimate.
    status = made.status if isinstance(result, NotEstimable) else OK
    return made.estimate, made.ci_low, made.ci_high, made.p_value, status
