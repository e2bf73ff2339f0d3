"""What must be true of every matching, whatever the data."""

import math

import numpy as np
import pandas as pd

from chart2paper.cohort.alike import CALIPER_SLACK


def assert_valid_matches(
    people: pd.DataFrame, exact: list[str], calipers: dict[str, float], ratio: float
) -> None:
    """Raise AssertionError unless the matched sets keep every promise of the protocol.

    Parameters
    ----------
    people: MATCHES rows with the covariates of `exact` and `calipers` as columns.

    Checks that nobody is in a role twice or in a set with themselves, that every set has one exposed person and one
    to ceil(ratio) comparators, that all of them together are no more than the ratio allows, and that every
    comparator equals the exposed person of the set in `exact` and is within every caliper.
    """
    is_exposed = people["role"] == "exposed"
    exposed, comparators = people[is_exposed], people[~is_exposed]
    sizes = comparators["set_id"].value_counts()
    pairs = comparators.merge(exposed, on="set_id", suffixes=("", "_exposed"), how="left")
    checks = {
        "a person is in the same role twice": not people.duplicated(["role", "person_id"]).any(),
        "a set has more than one exposed person": not exposed["set_id"].duplicated().any(),
        "a set lacks one of its arms": set(exposed["set_id"]) == set(comparators["set_id"]),
        "a set has too many comparators": bool((sizes <= math.ceil(ratio)).all()),
        "more comparators than the ratio allows": len(comparators) <= math.floor(ratio * len(exposed) + 1e-9),
        "a person is compared with themselves": not (pairs["person_id"] == pairs["person_id_exposed"]).any(),
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
