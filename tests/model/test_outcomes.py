"""Which score is a person's outcome, and why there may be none."""

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from chart2paper.catalogue.outcomes import PAIN
from chart2paper.model.outcomes import measure_outcomes
from chart2paper.tables.clean import VISIT
from chart2paper.tables.cohort import CANDIDATES, COHORT
from chart2paper.tables.match import MATCHES
from chart2paper.tables.model import ANALYSIS_SET
from chart2paper.tables.read_write import check, shape

INDEX = pd.Timestamp("2019-06-01")
LOCK = "2019-12-31"
NEAREST = {"rule": "nearest", "window_days": [45, 150], "target_day": 90}
LAST = {"rule": "last", "window_days": [1, None], "target_day": None}


def day(number: int) -> pd.Timestamp:
    return INDEX + pd.Timedelta(days=number)


def matched_pair() -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """P1 exposed with comparator P2; P2 is also a candidate of P9, with other covariates on that date."""
    matches = pd.DataFrame(
        {
            "set_id": ["S1", "S1"],
            "person_id": ["P1", "P2"],
            "role": ["exposed", "comparator"],
            "index_date": [INDEX, INDEX],
            "distance": [0.0, 0.4],
        }
    )
    cohort = pd.DataFrame(
        {"person_id": ["P1", "P2"], "role": ["exposed", "comparator"], "baseline_score": [7.0, None]}
    )
    candidates = pd.DataFrame(
        {
            "exposed_id": ["P1", "P9"],
            "person_id": ["P2", "P2"],
            "index_date": [INDEX, day(30)],
            "baseline_score": [6.0, 3.0],
        }
    )
    return shape(matches, MATCHES), shape(cohort, COHORT), shape(candidates, CANDIDATES)


def daily(person: str, scores: dict[int, float]) -> pd.DataFrame:
    dates = pd.Series([day(n) for n in scores], dtype="datetime64[us]")
    return pd.DataFrame(
        {"person_id": person, "date": dates, "score": pd.Series(list(scores.values()), dtype=float)}
    )


def visits(person: str, *spans: tuple[int, int], status: str = "completed") -> pd.DataFrame:
    frame = pd.DataFrame(
        {
            "person_id": person,
            "visit_start_date": pd.Series([day(first) for first, _ in spans], dtype="datetime64[us]"),
            "visit_end_date": pd.Series([day(last) for _, last in spans], dtype="datetime64[us]"),
            "visit_status": status,
        }
    )
    return shape(frame, VISIT)


def measure(
    scores: pd.DataFrame, outcome: dict, seen: pd.DataFrame | None = None, lock: str = LOCK
) -> pd.DataFrame:
    seen = visits("P1") if seen is None else seen
    frame = measure_outcomes(*matched_pair(), scores, seen, outcome, lock)
    check(frame, ANALYSIS_SET.on(PAIN), "analysis_set.csv")
    return frame.set_index("person_id")


def final(scores: dict[int, float], outcome: dict, **more) -> tuple:
    row = measure(daily("P1", scores), outcome, **more).loc["P1"]
    return row["final_score"], row["days_to_final"]


def test_covariates_are_those_of_the_date_and_set_a_person_is_in():
    frame = measure(daily("P1", {90: 4.0}), NEAREST)
    assert frame["baseline_score"].to_dict() == {"P1": 7.0, "P2": 6.0}
    assert frame["role"].to_dict() == {"P1": "exposed", "P2": "comparator"}


def test_last_is_the_last_score_of_the_window():
    assert final({-1: 9, 0: 8, 30: 5, 200: 3}, LAST) == (3, 200)


def test_the_index_date_itself_is_before_a_window_that_starts_on_day_1():
    assert final({0: 8, 1: 6}, LAST) == (6, 1)


def test_scores_after_the_data_lock_date_do_not_count():
    assert final({30: 5, 200: 3}, LAST, lock="2019-07-31") == (5, 30)
    assert final({60: 5, 100: 3}, NEAREST, lock=str(day(60).date())) == (5, 60)


def test_nearest_is_the_score_nearest_to_the_target_day_within_the_window():
    assert final({44: 1, 50: 2, 100: 3, 151: 4}, NEAREST) == (3, 100)


def test_of_two_scores_as_near_the_earlier_counts():
    assert final({80: 6, 100: 2}, NEAREST) == (6, 80)


def test_the_window_includes_its_first_and_last_day():
    assert final({45: 6}, NEAREST) == (6, 45)
    assert final({150: 6}, NEAREST) == (6, 150)


def test_mean_is_of_all_scores_in_the_window_dated_by_the_last():
    assert final({44: 0, 50: 6, 100: 3, 120: 3}, NEAREST | {"rule": "mean"}) == (4, 120)


def test_a_missing_outcome_says_why():
    seen = pd.concat(
        [visits("P1", (60, 60)), visits("P2", (60, 60), status="no_show"), visits("P2", (10, 10))]
    )
    frame = measure(daily("P1", {10: 3.0}), NEAREST, seen)
    assert frame["final_score"].isna().all()
    assert frame["outcome_missing_because"].to_dict() == {
        "P1": "a visit in the outcome window but no readable score",
        "P2": "no visit in the outcome window",
    }


def test_a_stay_that_reaches_into_the_window_is_a_visit():
    frame = measure(daily("P1", {}), NEAREST, visits("P1", (10, 50)))
    assert frame.loc["P1", "outcome_missing_because"] == "a visit in the outcome window but no readable score"


def test_records_that_end_before_the_window_are_the_reason_whatever_else_there_is():
    frame = measure(daily("P1", {60: 3.0}), NEAREST, visits("P1", (60, 60)), lock=str(day(44).date()))
    reason = "the records end before the outcome window (data lock date)"
    assert frame["outcome_missing_because"].tolist() == [reason, reason]


def test_a_known_outcome_has_no_reason():
    assert pd.isna(measure(daily("P1", {90: 3.0}), NEAREST).loc["P1", "outcome_missing_because"])


def test_no_matches_give_an_empty_table():
    matches, cohort, candidates = matched_pair()
    for rule in ("last", "nearest", "mean"):
        empty = daily("P1", {})
        outcome = NEAREST | {"rule": rule}
        frame = measure_outcomes(
            matches.head(0), cohort.head(0), candidates.head(0), empty, visits("P1"), outcome, LOCK
        )
        assert frame.empty and list(frame.columns) == ANALYSIS_SET.column_names


@settings(max_examples=15, deadline=None)
@given(
    st.dictionaries(st.integers(-20, 220), st.integers(0, 10).map(float), max_size=8),
    st.sampled_from([LAST, NEAREST, NEAREST | {"rule": "mean"}]),
    st.randoms(use_true_random=False),
)
def test_the_order_of_scores_does_not_matter(scores, outcome, random):
    pairs = list(scores.items())
    random.shuffle(pairs)
    assert str(final(dict(pairs), outcome)) == str(final(scores, outcome))
