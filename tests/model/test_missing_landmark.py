"""Who still takes the drug on the landmark day, who is compared with them, and from which scores."""

import pandas as pd
import pytest

from chart2paper.model.ancova import ancova
from chart2paper.model.missing.landmark import at_landmark, landmark, scores_after
from model.missing_records import OUTCOME, PROTOCOL, events, records, scores, visits
from model.people import clinic, people

# Sets P000 and P001 (index date 2019-05-01; day 60 is 2019-06-30), one comparator each.
PAIRS = people([(6, 4), (6, 5)], [(6, 6), (6, 5)])
SEEN = visits([("P002", "2019-04-20"), ("P003", "2019-04-20")])


def ids(frame):
    return sorted(frame["person_id"])


def test_everyone_is_in_who_takes_it_still_or_is_under_care_without_it():
    assert ids(at_landmark(PAIRS, events([]), SEEN, 60, 90)) == ["P000", "P001", "P002", "P003"]


@pytest.mark.parametrize(("day", "left"), [(60, True), (61, False)])
def test_a_set_leaves_with_an_exposed_person_who_stopped_by_then(day, left):
    stopped = events([("P000", "P000", "exposed", "stopped_exposure", day)])
    found = ids(at_landmark(PAIRS, stopped, SEEN, 60, 90))
    assert found == (["P001", "P003"] if left else ["P000", "P001", "P002", "P003"])


def test_a_comparator_who_started_the_drug_leaves_alone():
    started = events([("P000", "P002", "comparator", "started_exposure", 30)])
    assert ids(at_landmark(PAIRS, started, SEEN, 60, 90)) == ["P000", "P001", "P003"]


@pytest.mark.parametrize(
    ("visit", "under_care"),
    [("2019-04-01", True), ("2019-03-31", False), ("2019-06-30", True), ("2019-07-01", False)],
)
def test_care_is_judged_by_visits_up_to_the_landmark_never_after_it(visit, under_care):
    seen = visits([("P002", visit), ("P003", "2019-05-20")])
    assert ("P002" in ids(at_landmark(PAIRS, events([]), seen, 60, 90))) == under_care


def test_care_is_not_asked_for_when_the_protocol_does_not():
    assert len(at_landmark(PAIRS, events([]), visits([]), 60, None)) == 4


def test_opioids_and_procedures_do_not_end_it():
    other = events(
        [("P000", "P000", "exposed", "started_opioid", 10), ("P000", "P002", "comparator", "procedure", 9)]
    )
    assert len(at_landmark(PAIRS, other, SEEN, 60, 90)) == 4


def test_the_outcome_is_the_score_nearest_to_the_target_after_the_landmark():
    charted = scores(
        [
            ("P000", "P000", "exposed", day, score)
            for day, score in ((50, 1.0), (60, 2.0), (130, 3.0), (61, 4.0))
        ]
    )
    after = scores_after(PAIRS, charted, OUTCOME, 60).set_index("person_id")
    assert after.loc["P000", "final_score"] == 4
    assert after["final_score"].notna().sum() == 1


def test_when_nobody_leaves_and_all_scores_come_later_it_is_the_primary_estimate():
    frame = clinic(20, seed=1, missing=0.2)
    made = records(frame)
    row = landmark(frame, made.scores, made.events, made.visits, 60, PROTOCOL)
    reference = ancova(frame, PROTOCOL["estimation"])[0]
    assert row.method == "landmark_60"
    assert (row.estimate, row.ci_low, row.n_exposed) == (
        pytest.approx(reference.estimate),
        pytest.approx(reference.ci_low),
        reference.n_exposed,
    )


def test_when_everyone_has_stopped_it_says_so():
    frame = clinic(6, seed=2)
    made = records(frame)
    leads = frame[frame["role"].eq("exposed")]
    rows = [
        (*key, "exposed", "stopped_exposure", 20)
        for key in zip(leads["set_id"], leads["person_id"], strict=True)
    ]
    row = landmark(frame, made.scores, events(rows), made.visits, 60, PROTOCOL)
    assert row.status == "not estimable: no exposed people with an outcome and no comparators with an outcome"
    assert pd.isna(row.estimate)
