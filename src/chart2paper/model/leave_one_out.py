"""How far the primary estimate moves without one person."""

from typing import Any

import numpy as np
import pandas as pd

from chart2paper.model.ancova import final_score_model
from chart2paper.model.set_weights import set_weights
from chart2paper.statistics.arms import is_exposed, numbers, with_outcome
from chart2paper.statistics.regression import Model
from chart2paper.statistics.results import ROUNDING, NotEstimable
from chart2paper.status import OK, not_estimable
from chart2paper.tables.model import ANALYSIS_SET, INFLUENCE
from chart2paper.tables.read_write import shape

ONLY_WITH_THEM = not_estimable("without them the exposure cannot be told apart from the covariates")
# In coordinates in which everyone together gives 1, a smaller value is no information but rounding.
NO_INFORMATION = 1e-9


def leave_one_out(analysis_set: pd.DataFrame, estimation: dict[str, Any]) -> pd.DataFrame:
    """Return how far the adjusted difference in final score moves without each person (INFLUENCE).

    The model with the same columns is fitted again without them, exactly (Cook 1977). With an exposed person their
    whole set leaves, since its comparators were chosen for them alone; without a comparator the others of the set
    weigh more. Whoever has no outcome moves nothing by themselves. Arguments as of `estimates.estimate_effects`.
    """
    people = shape(analysis_set, ANALYSIS_SET)
    observed = with_outcome(people).reset_index(drop=True)
    effects = {"exposed": is_exposed(observed)}
    model = final_score_model(observed, estimation["adjust_for"], effects, set_weights(observed))
    found = people[["set_id", "person_id", "role"]].assign(left_with=_left_with(people, observed))
    if isinstance(model, NotEstimable):
        return shape(found.assign(status=not_estimable(model.reason)), INFLUENCE)
    estimate = float(model.design.contrast({"exposed": 1}) @ model.fit.coefficients)
    without = pd.Series(*_without_each(model, observed)).reindex(people["person_id"])
    known = people["person_id"].isin(observed["person_id"]) | found["left_with"].gt(0)
    found["estimate_without"] = np.where(known, without.to_numpy(), estimate)
    moved = found["estimate_without"] - estimate
    # What is 0 but for rounding is 0, so that the last bits never show.
    found["moved"] = moved.mask(moved.abs() < ROUNDING, 0.0)
    found["status"] = np.where(found["estimate_without"].isna(), ONLY_WITH_THEM, OK)
    return shape(found.assign(estimate=estimate), INFLUENCE)


def _left_with(people: pd.DataFrame, observed: pd.DataFrame) -> pd.Series:
    """Return how many others with an outcome leave with each row: the set of an exposed person."""
    comparators = observed.loc[~is_exposed(observed), "set_id"].value_counts()
    in_set = people["set_id"].map(comparators).fillna(0).astype("int64")
    return in_set.where(people["role"] == "exposed", 0)


def _without_each(model: Model, observed: pd.DataFrame) -> tuple[np.ndarray, pd.Index]:
    """Return the estimate without each person, missing where there is none, and who they are.

    Leaving someone out takes their rows' part from the normal equations and gives the rest of their sets its new
    weight. Working in coordinates in which X'WX of everyone is the identity keeps that exact.
    """
    x, turn = _orthonormal(model)
    y = numbers(observed, "final_score")
    parts = (
        x[:, :, None] * np.concatenate([x, y[:, None]], axis=1)[:, None, :]
    )  # person x columns x (columns + 1)
    total = (model.fit.weights[:, None, None] * parts).sum(axis=0)
    who, change = _changes(parts, observed)
    left = total + change
    information, target = left[:, :, :-1], left[:, :, -1]
    enough = np.linalg.eigvalsh(information)[:, 0] > NO_INFORMATION
    estimates = np.full(len(who), np.nan)
    solved = np.linalg.solve(information[enough], target[enough][:, :, None])[:, :, 0]
    estimates[enough] = solved @ (turn.T @ model.design.contrast({"exposed": 1}))
    return estimates, who


def _orthonormal(model: Model) -> tuple[np.ndarray, np.ndarray]:
    """Return the columns turned so that their weighted products are the identity, and the turn back."""
    _, r = np.linalg.qr(model.fit.matrix * np.sqrt(model.fit.weights)[:, None])
    turn = np.linalg.inv(r)
    return model.fit.matrix @ turn, turn


def _changes(parts: np.ndarray, observed: pd.DataFrame) -> tuple[pd.Index, np.ndarray]:
    """Return who leaves, and what their leaving adds to the normal equations (parts: one per row).

    The k comparators of a set weigh 1/k each; without one of them the others weigh 1/(k - 1).
    """
    exposed = is_exposed(observed)
    sets, set_ids = pd.factorize(observed["set_id"], sort=True)
    k = np.bincount(sets[~exposed], minlength=len(set_ids)).astype(float)
    comparators = np.zeros((len(set_ids), *parts.shape[1:]))
    np.add.at(comparators, sets[~exposed], parts[~exposed])
    share = comparators / np.maximum(k, 1)[:, None, None]
    rest = (comparators[sets] - parts) / np.maximum(k - 1, 1)[sets][:, None, None]
    row_change = np.where(exposed[:, None, None], -parts, rest - share[sets])
    # An exposed person leaves with their set even where they have no outcome of their own.
    leaver = np.concatenate([observed["person_id"].to_numpy(dtype=object), np.asarray(set_ids, dtype=object)])
    codes, who = pd.factorize(leaver, sort=True)
    change = np.zeros((len(who), *parts.shape[1:]))
    np.add.at(change, codes, np.concatenate([row_change, -share]))
    return pd.Index(who), change
