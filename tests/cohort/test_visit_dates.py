"""Comparators whose clock starts at a visit of their own, as long after their score as that of the exposed person."""

from dataclasses import replace
from datetime import date

import pytest

from chart2paper.cohort.select import select_cohort
from chart2paper.match.sets import match_sets
from cohort.small_clinic import FIRST_EXPOSURE, Clinic, candidates_of
from cohort.test_cohort_properties import random_clinic

VISIT = replace(FIRST_EXPOSURE, time_scale="visit", within_days=60)
IN_2020 = replace(VISIT, exact=("pain_group", "sex"))
MATCHING = {
    "method": "optimal",
    "order": "closest",
    "distance": "mahalanobis",
    "exact": ["pain_group"],
    "calipers": {},
    "propensity_caliper": None,
    "distance_on": ["baseline_score", "age"],
    "replacement": False,
    "ratio": 1.0,
}


def clinic(start: str = "2018-03-10") -> Clinic:
    """A is scored on 10 March 2018 and starts LDN on a day."""
    return Clinic().patient("A", "2018-03-10").order("A", start, "2018-12-31")


def seen(of: Clinic, person: str, *days: str, score: float = 6.0) -> Clinic:
    """Add somebody with a diagnosis who is scored at visits."""
    of.person(person).diagnosis(person, "2017-01-01")
    for day in days:
        of.scored_visit(person, day, score)
    return of


def dates(of: Clinic, design=VISIT, exposed: str = "A") -> dict[str, str]:
    """Return the index date of each candidate of an exposed person."""
    found = candidates_of(of, design)
    found = found[found["exposed_id"] == exposed]
    assert not found["person_id"].duplicated().any()
    return dict(zip(found["person_id"], found["index_date"].dt.strftime("%Y-%m-%d"), strict=True))


def test_the_index_date_is_a_visit_of_their_own_and_not_the_day_of_the_exposed_person():
    assert dates(seen(clinic(), "B", "2018-03-02")) == {"B": "2018-03-02"}


def test_a_start_by_telephone_makes_the_scores_of_both_equally_old():
    of = seen(clinic("2018-03-17"), "B", "2018-03-02")
    assert dates(of) == {"B": "2018-03-09"}
    found = candidates_of(of, VISIT).iloc[0]
    exposed = select_cohort(of.chart(VISIT), VISIT).cohort.set_index("person_id").loc["A"]
    assert (found["score_age"], exposed["score_age"]) == (7, 7)
    assert str(found["baseline_date"].date()) == "2018-03-02"


@pytest.mark.parametrize(
    ("newer", "kept"), [("2018-03-08", False), ("2018-03-09", False), ("2018-03-10", True)]
)
def test_no_newer_score_comes_between_the_visit_and_the_index_date(newer, kept):
    of = seen(clinic("2018-03-17"), "B", "2018-03-02").score("B", newer, 3)  # not at a visit
    assert dates(of) == ({"B": "2018-03-09"} if kept else {})


def test_the_newer_score_may_be_that_of_a_visit_which_is_then_the_one():
    assert dates(seen(clinic("2018-03-17"), "B", "2018-03-02", "2018-03-08")) == {"B": "2018-03-15"}


@pytest.mark.parametrize(
    ("days", "index"),
    [
        (("2018-01-20", "2018-03-05", "2018-04-30"), "2018-03-05"),
        (("2018-02-20", "2018-03-20"), "2018-03-20"),
        (("2018-03-08", "2018-03-12"), "2018-03-08"),  # as near: the earlier
        (("2018-03-07", "2018-03-12"), "2018-03-12"),
    ],
)
def test_of_several_visits_the_nearest_counts_and_of_two_as_near_the_earlier(days, index):
    assert dates(seen(clinic(), "B", *days)) == {"B": index}


@pytest.mark.parametrize(
    ("day", "kept"),
    [("2018-01-09", True), ("2018-01-08", False), ("2018-05-09", True), ("2018-05-10", False)],
)
def test_it_is_within_the_days_before_and_after_that_the_protocol_allows(day, kept):
    assert ("B" in dates(seen(clinic(), "B", day))) == kept


def test_within_no_days_it_is_the_same_day():
    of = seen(seen(clinic(), "B", "2018-03-10"), "C", "2018-03-11")
    assert dates(of, replace(VISIT, within_days=0)) == {"B": "2018-03-10"}


@pytest.mark.parametrize(
    ("start", "index"),
    [("2018-03-02", None), ("2018-03-03", "2018-03-02"), ("2018-01-01", None), ("2018-03-10", "2018-03-02")],
)
def test_a_candidate_is_unexposed_on_and_before_the_index_date_and_may_start_later(start, index):
    of = seen(clinic(), "C", "2018-03-02").order("C", start, "2018-12-31")
    assert dates(of).get("C") == index


@pytest.mark.parametrize(("lock", "kept"), [(date(2018, 4, 9), True), (date(2018, 4, 8), False)])
def test_the_index_date_is_not_after_the_data_lock_date(lock, kept):
    of = seen(clinic("2018-03-17"), "B", "2018-04-02")
    assert ("B" in dates(of, replace(VISIT, data_lock_date=lock))) == kept


def test_a_visit_after_the_start_gives_way_to_one_before_it():
    of = seen(clinic(), "C", "2018-02-20", "2018-03-09").order("C", "2018-03-01", "2018-12-31")
    assert dates(of) == {"C": "2018-02-20"}


def test_whoever_is_not_eligible_at_the_nearest_visit_is_taken_at_one_at_which_they_are():
    of = clinic().person("B").scored_visit("B", "2018-03-09", 6).scored_visit("B", "2018-04-09", 6)
    assert dates(of.diagnosis("B", "2018-04-01")) == {"B": "2018-04-09"}
    young = clinic().person("C", born="2000-03-20").diagnosis("C", "2017-01-01")
    young.scored_visit("C", "2018-03-10", 6).scored_visit("C", "2018-03-28", 6)
    assert dates(young) == {"C": "2018-03-28"}


def test_whoever_is_not_alike_at_the_nearest_visit_is_not_taken_at_another():
    """Else a visit would be chosen by the score of a later one, which is its future."""
    design = replace(VISIT, calipers={"baseline_score": 1.0})
    of = seen(clinic(), "B", "2018-02-20").scored_visit("B", "2018-03-05", 9)
    assert dates(of, design) == {}
    assert dates(of.scored_visit("B", "2018-03-12", 7), design) == {"B": "2018-03-12"}


@pytest.mark.parametrize(
    "of", [clinic().person("B").diagnosis("B", "2017-01-01"), seen(clinic(), "B").score("B", "2018-03-10", 6)]
)
def test_whoever_has_no_scored_visit_is_nobodys_comparator_and_the_ledger_says_so(of):
    of.visit("B", "2018-03-01")
    assert dates(of) == {}
    reason = select_cohort(of.chart(VISIT), VISIT).cohort.set_index("person_id").loc["B", "excluded_because"]
    assert (
        reason == "no pain score in the baseline window (day -90 to day 0; comparators: of a completed visit)"
    )


def test_a_score_on_any_day_of_a_stay_is_one_of_a_visit():
    of = clinic().person("B").diagnosis("B", "2017-01-01").visit("B", "2018-03-01", "2018-03-20")
    assert dates(of.score("B", "2018-03-08", 6)) == {"B": "2018-03-08"}


def test_a_candidate_of_two_people_has_the_index_date_beside_each_and_is_matched_to_one():
    of = seen(clinic(), "B", "2018-03-02", "2018-04-10").patient("C", "2018-04-12").order("C", "2018-04-19")
    assert dates(of, exposed="A") == {"B": "2018-03-02", "C": "2018-04-12"}
    assert dates(of, exposed="C") == {"B": "2018-04-17"}
    exposed = select_cohort(of.chart(VISIT), VISIT).cohort
    exposed = exposed[exposed["role"] == "exposed"]
    matches, _ = match_sets(exposed, candidates_of(of, VISIT), **MATCHING)
    assert matches.loc[matches["role"] == "comparator", "person_id"].value_counts().max() == 1
    shared, _ = match_sets(exposed, candidates_of(of, VISIT), **{**MATCHING, "replacement": True})
    b = shared[shared["person_id"].eq("B") & shared["role"].eq("comparator")].set_index("set_id")
    assert b["index_date"].dt.strftime("%Y-%m-%d").to_dict() == {"A": "2018-03-02", "C": "2018-04-17"}


@pytest.mark.parametrize("method", ["optimal", "nearest", "full"])
def test_every_method_matches_people_on_these_dates(method):
    selection, tables = select_cohort(random_clinic(3).chart(IN_2020), IN_2020), random_clinic(3)
    exposed = selection.cohort[selection.cohort["role"] == "exposed"]
    matches, _ = match_sets(exposed, candidates_of(tables, IN_2020), **{**MATCHING, "method": method})
    compared = matches.merge(selection.slots, on=["person_id", "index_date"])
    compared = compared[compared["role"] == "comparator"].merge(
        exposed, left_on="set_id", right_on="person_id", suffixes=("", "_exposed")
    )
    assert len(compared) == matches["role"].eq("comparator").sum() > 0
    assert (compared["score_age"] == compared["score_age_exposed"]).all()
    assert (compared["score_age"] > 0).any()
    apart = (compared["index_date"] - compared["index_date_exposed"]).dt.days.abs()
    assert 0 < apart.max() <= 60
