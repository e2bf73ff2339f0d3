"""The door against MatchIt 4.7.1 on lalonde: counts, effective sizes, greatest SMD, caliper and greatest distance.

Effects are not compared: tied propensity scores make them depend on row order.
"""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from chart2paper.match.balance import assess_balance
from chart2paper.match.candidates import possible_pairs
from chart2paper.match.propensity import standard_deviation, with_propensity
from chart2paper.match.sets import match_sets
from match.lalonde import COVARIATES, arms
from match.people import SETTING

REFERENCE = Path(__file__).parents[3] / "shared" / "reference" / "lalonde_matchit_summary.csv"
GREEDY = {"method": "nearest", "order": "largest", "distance": "propensity"}
# The specifications on the logit or on Mahalanobis, which the door offers; test_nearest, test_assign and test_full
# have those on the propensity score itself.
SPECIFICATIONS = {
    "nn11_logit": GREEDY,
    "nn11_cal02_logit": GREEDY | {"propensity_caliper": 0.2},
    "nn12_cal02_logit": GREEDY | {"propensity_caliper": 0.2, "ratio": 2},
    "nn11_exact_race_cal": GREEDY | {"propensity_caliper": 0.2, "exact": ["race", "married"]},
    "maha11": {"method": "nearest", "order": "data"},
}
# MatchIt's matched treated and control, effective size of the controls, greatest SMD, greatest pair distance.
WRITTEN = {
    "nn11_logit": (185, 185, 185, 1.02585928270134, 2.22756762091549),
    "nn11_cal02_logit": (117, 117, 117, 0.283693618840746, 0.360459316594437),
    "nn12_cal02_logit": (117, 147, 134.205882352941, 0.272782325808409, 0.360459316594437),
    "nn11_exact_race_cal": (111, 111, 111, 0.297240156252676, 0.360459316594437),
    "maha11": (185, 185, 185, 1.27674319538403, np.nan),
}


def everyone() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return all treated, and all controls as candidates of each."""
    treated, control = (
        arm.drop(columns="distance").assign(
            index_date=pd.Timestamp("2020-01-01"), person_id=arm["person_id"].astype("string")
        )
        for arm in arms()
    )
    names = treated[["person_id"]].rename(columns={"person_id": "exposed_id"})
    return treated.assign(role="exposed"), control.merge(names, how="cross")


RULES = {"smd_threshold": 0.1, "variance_ratio_limits": (0.5, 2.0)}


@pytest.fixture(scope="module", params=SPECIFICATIONS)
def found(request) -> tuple[str, tuple[float, ...]]:
    treated, candidates = everyone()
    setting = SETTING | {"distance_on": COVARIATES} | SPECIFICATIONS[request.param]
    matches, _ = match_sets(treated, candidates, **setting)
    comparators = matches[matches["role"] == "comparator"]
    weights = (1 / comparators.groupby("set_id")["person_id"].transform("size")).to_numpy()
    balance = assess_balance(treated, candidates, matches, COVARIATES, RULES)
    greatest = balance.loc[balance["sample"] == "after", "smd"].abs().max()
    size = weights.sum() ** 2 / (weights**2).sum()
    on_logit = setting["distance"] == "propensity"
    apart = matches["distance"].max() if on_logit else np.nan
    return request.param, (matches["set_id"].nunique(), len(comparators), size, greatest, apart)


def test_each_specification_gives_what_matchit_gives(found):
    specification, numbers = found
    assert numbers == pytest.approx(WRITTEN[specification], rel=1e-6, nan_ok=True)


def test_what_is_written_here_is_the_reference(found):
    specification, numbers = found
    if not REFERENCE.exists():
        pytest.skip(f"no reference file {REFERENCE.name} beside the project")
    row = pd.read_csv(REFERENCE).set_index("spec").loc[f"lalonde/{specification}"]
    names = ["matched_treated", "matched_control", "ess_control", "max_abs_smd_after", "max_pair_dist"]
    assert numbers == pytest.approx(row[names].to_numpy("float64"), rel=1e-6, nan_ok=True)


def test_the_unit_of_the_caliper_is_matchits():
    possible = with_propensity(possible_pairs(*everyone()), COVARIATES)
    assert 0.2 * standard_deviation(possible) == pytest.approx(0.360902392537548, rel=1e-6)


def test_exact_strata_alone_give_as_many_sets_as_in_matchit():
    """nn11_exact_race matches on the score itself; how many find someone does not depend on the scale."""
    matches, _ = match_sets(*everyone(), **SETTING | GREEDY | {"distance_on": COVARIATES, "exact": ["race"]})
    assert matches["set_id"].nunique() == 116


def test_optimal_matching_on_the_logit_is_no_worse_than_greedy():
    totals = [
        match_sets(*everyone(), **SETTING | {"distance_on": COVARIATES, "distance": "propensity"} | method)[
            0
        ]["distance"].sum()
        for method in ({}, {"method": "nearest"}, {"method": "nearest", "order": "smallest"})
    ]
    assert totals[0] == min(totals)
    assert totals[1] > totals[0]
