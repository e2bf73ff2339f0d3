"""What must be true of every matching, whatever the data."""

import math

import numpy as np
import pandas as pd

from chart2paper.cohort.alike import CALIPER_SLACK


def assert_valid_matches(
    people: pd.DataFrame,
    exact: list[str],
    calipers: dict[str, float],
    ratio: float | None,
    replacement: bool = False,
) -> None:
    """Raise AssertionError unless the matched sets keep every promise of the protocol.

    Parameters
    ----------
    people: MATCHES rows with the covariates of `exact` and `calipers` as columns (the propensity logit too when there
        is a caliper on it).
    ratio: comparators per exposed person; None for full matching, which has no ratio.
    replacement: whether a comparator may be in several sets.

    Checks that nobody is exposed twice, twice in a set or in a set with themselves; that every set is named after its
    one exposed person and has comparators, no more than the ratio allows, each in one set only unless sharing is
    allowed; and that every comparator equals the exposed person of the set in `exact` and is within every caliper.
    """
    is_exposed = people["role"] == "exposed"
    exposed, comparators = people[is_exposed], people[~is_exposed]
    pairs = comparators.merge(exposed, on="set_id", suffixes=("", "_exposed"), how="left")
    sizes = _sizes_full(comparators) if ratio is None else _sizes(len(exposed), comparators, ratio)
    checks = {
        "a person is exposed twice": not exposed["person_id"].duplicated().any(),
        "a comparator is in two sets": replacement
        or ratio is None
        or not comparators["person_id"].duplicated().any(),
        "a comparator is in a set twice": not comparators.duplicated(["set_id", "person_id"]).any(),
        "a set has more than one exposed person": not exposed["set_id"].duplicated().any(),
        "a set is not named after its exposed person": bool(
            (exposed["set_id"] == exposed["person_id"]).all()
        ),
        "a set lacks one of its arms": set(exposed["set_id"]) == set(comparators["set_id"]),
        "a person is compared with themselves": not (pairs["person_id"] == pairs["person_id_exposed"]).any(),
        **sizes,
    }
    for name in exact:
        equal = (pairs[name] == pairs[f"{name}_exposed"]).fillna(False)
        checks[f"{name} differs within a set"] = bool(equal.all())
    for name, width in calipers.items():
        apart = (pairs[name] - pairs[f"{name}_exposed"]).abs().to_numpy("float64", na_value=np.nan)
        checks[f"{name} is outside its caliper"] = bool((apart <= width + CALIPER_SLACK).all())
    broken = [what for what, kept in checks.items() if not kept]
    if broken:
        raise AssertionError("matched sets are not valid: " + "; ".join(broken))


def _sizes(n_exposed: int, comparators: pd.DataFrame, ratio: float) -> dict[str, bool]:
    most = comparators["set_id"].value_counts().max() if len(comparators) else 0
    return {
        "a set has too many comparators": bool(most <= math.ceil(ratio)),
        "more comparators than the ratio allows": len(comparators) <= math.floor(ratio * n_exposed + 1e-9),
    }


def _sizes_full(comparators: pd.DataFrame) -> dict[str, bool]:
    """Either the exposed or the comparators of a full matching's set are one person."""
    in_set = comparators.groupby("set_id")["person_id"].transform("size")
    sets_of = comparators.groupby("person_id")["set_id"].transform("size")
    return {"a shared comparator is in a set with others": not ((in_set > 1) & (sets_of > 1)).any()}
