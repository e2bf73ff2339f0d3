"""Propensity scores and overlap where a level of a covariate is found in one arm only."""

import numpy as np
import pandas as pd
import pytest
from scipy.special import expit

from chart2paper.match.candidates import possible_pairs
from chart2paper.match.overlap import assess_overlap
from chart2paper.match.propensity import LOGIT, propensity_logits, standard_deviation, with_propensity
from chart2paper.match.sets import NO_SCORE, NOBODY_ALIKE, match_sets
from chart2paper.statistics.results import NotEstimable
from chart2paper.tables.match import MATCHES, OVERLAP, OVERLAP_SUMMARY
from chart2paper.tables.read_write import check, shape
from match.people import SETTING, candidates, exposed

ON = ["age", "pain_group"]
SCORE = SETTING | {"distance": "propensity", "distance_on": ON}
LEFT_OUT = {
    "exposed": "6 exposed people are left out of the propensity model, with a score of 1, because no candidate has "
    "pain_group=crps",
    "comparator": "6 candidates are left out of the propensity model, with a score of 0, because no exposed person "
    "has pain_group=crps",
}


def clinic(arm: str = "", count: int = 6):
    """Return 20 exposed people and 40 candidates of every one of them; the first of one arm have CRPS."""
    crps = {"pain_group": "crps"}
    people = exposed(
        **{
            f"E{i:02d}": {"age": 40 + 2 * (i * 7 % 20)} | (crps if arm == "exposed" and i < count else {})
            for i in range(20)
        }
    )
    others = candidates(
        *(
            (
                who,
                f"C{j:02d}",
                {"age": 34 + j * 11 % 40} | (crps if arm == "comparator" and j < count else {}),
            )
            for who in people["person_id"]
            for j in range(40)
        )
    )
    return people, others


def without_crps(people: pd.DataFrame, others: pd.DataFrame):
    kept = people[people["pain_group"] != "crps"]
    others = others[(others["pain_group"] != "crps") & others["exposed_id"].isin(kept["person_id"])]
    return kept.reset_index(drop=True), others.reset_index(drop=True)


@pytest.mark.parametrize("arm", ["exposed", "comparator"])
def test_the_score_is_that_of_the_people_without_them_and_theirs_is_certain(arm):
    people, others = clinic(arm)
    scored = with_propensity(possible_pairs(people, others), ON)
    alone = with_propensity(possible_pairs(*without_crps(people, others)), ON)
    assert not isinstance(scored, NotEstimable) and not isinstance(alone, NotEstimable)
    for all_of, rest in ((scored.exposed, alone.exposed), (scored.slots, alone.slots)):
        there = all_of["pain_group"].eq("crps")
        np.testing.assert_allclose(all_of.loc[~there, LOGIT], rest[LOGIT], atol=1e-8)
        assert set(all_of.loc[there, LOGIT]) <= {np.inf if arm == "exposed" else -np.inf}
    assert standard_deviation(scored) == pytest.approx(standard_deviation(alone))


def test_up_to_four_people_at_a_level_are_not_adjusted_for_and_have_a_score_like_others():
    people, _ = clinic("exposed", 4)
    both = pd.concat([people, clinic()[0].assign(person_id="other")], ignore_index=True)
    found = propensity_logits(both, both["person_id"].ne("other").to_numpy(), ON, np.ones(len(both)))
    assert np.isfinite(found.logits).all() and found.left_out == ()


@pytest.mark.parametrize("changed", [{}, {"method": "full"}, {"replacement": True}, {"method": "nearest"}])
def test_matching_on_the_score_leaves_out_candidates_at_a_level_that_nobody_exposed_has(changed):
    people, others = clinic("comparator")
    matches, unmatched = match_sets(people, others, **SCORE | changed)
    alone, _ = match_sets(*without_crps(people, others), **SCORE | changed)
    pd.testing.assert_frame_equal(matches, alone)
    assert unmatched.empty


@pytest.mark.parametrize(
    "changed", [{}, {"propensity_caliper": 5.0}, {"distance": "mahalanobis", "propensity_caliper": 5.0}]
)
def test_exposed_at_a_level_that_no_candidate_has_are_not_matched_and_the_reason_says_so(changed):
    people, others = clinic("exposed")
    matches, unmatched = match_sets(people, others, **SCORE | changed)
    assert set(matches["set_id"]) == {f"E{i:02d}" for i in range(6, 20)}
    assert unmatched["person_id"].tolist() == [f"E{i:02d}" for i in range(6)]
    assert set(unmatched["reason"]) == {NO_SCORE}
    far = match_sets(people.assign(on_opioid=1), others, **SCORE | changed | {"exact": ["on_opioid"]})[1]
    assert far["reason"].tolist() == [NO_SCORE] * 6 + [NOBODY_ALIKE] * 14


@pytest.mark.parametrize(("order", "first"), [("largest", range(6)), ("smallest", range(6, 20))])
def test_where_the_score_gives_the_order_alone_they_are_matched_first_or_last(order, first):
    """Five candidates: whose turn comes first takes one."""
    people, others = clinic("exposed")
    setting = SETTING | {"method": "nearest", "order": order, "distance_on": ON}
    few = others[others["person_id"].isin([f"C{j:02d}" for j in (3, 14, 22, 31, 38)])]
    matches, _ = match_sets(people, few, **setting)
    assert set(matches["set_id"]) <= {f"E{i:02d}" for i in first} and matches["set_id"].nunique() == 5


def overlap(people: pd.DataFrame, others: pd.DataFrame):
    nobody = shape(pd.DataFrame(columns=MATCHES.column_names), MATCHES)
    histogram, summary = assess_overlap(people, others, nobody, ON, (0.3, 0.7))
    check(histogram, OVERLAP, "overlap")
    check(summary, OVERLAP_SUMMARY, "overlap_summary")
    return histogram, summary[summary["sample"] == "before"].set_index(["measure", "role"])


@pytest.mark.parametrize(("arm", "own_bin"), [("exposed", 0.95), ("comparator", 0.0)])
def test_the_overlap_says_whom_it_leaves_out_and_shows_them_as_certain(arm, own_bin):
    """All others have the preference score that they have without them; shares are of everyone."""
    people, others = clinic(arm)
    histogram, summary = overlap(people, others)
    alone, rest = overlap(*without_crps(people, others))
    shares = summary.loc[["in_equipoise", "in_range_of_other_arm"]]
    assert set(shares["status"]) == {f"ok: {LEFT_OUT[arm]}"}
    bins = ["role", "bin_low"]
    more = (histogram.set_index(bins)["people"] - alone.set_index(bins)["people"]).round(9)
    assert more[more != 0].to_dict() == {(arm, own_bin): 6}
    size = {"exposed": 20, "comparator": 40}
    for role, everyone in size.items():
        scored = everyone - 6 * (role == arm)
        assert shares.loc[("in_equipoise", role), "value"] * everyone == pytest.approx(
            rest.loc[("in_equipoise", role), "value"] * scored
        )


def test_who_never_had_the_choice_does_not_make_exposure_rarer():
    """20 exposed and 20 candidates alike in all, beside 20 whom nobody exposed is like: the choice was open."""
    people, others = clinic("comparator", 20)
    people, others = people.assign(age=50), others.assign(age=50)
    scored = with_propensity(possible_pairs(people, others), ON)
    assert not isinstance(scored, NotEstimable)
    assert expit(scored.exposed[LOGIT]).to_numpy() == pytest.approx(0.5)
    _, summary = overlap(people, others)
    assert summary.loc[("in_equipoise", "exposed"), "value"] == 1
    assert summary.loc[("in_equipoise", "comparator"), "value"] == pytest.approx(0.5)


def test_a_candidate_on_many_dates_is_counted_once_in_the_note():
    people, others = clinic("comparator")
    dates = pd.to_datetime("2018-02-01") + pd.to_timedelta(others["exposed_id"].str[1:].astype(int), unit="D")
    _, summary = overlap(people, others.assign(index_date=dates))
    assert summary.loc[("in_equipoise", "exposed"), "status"] == f"ok: {LEFT_OUT['comparator']}"


def test_an_arm_that_shares_no_level_with_the_other_has_no_score():
    people, others = clinic()
    _, summary = overlap(people, others.assign(pain_group="crps"))
    assert summary.loc[("in_equipoise", "exposed"), "status"] == (
        "not estimable: the covariates tell the exposed and the comparators apart perfectly"
    )
