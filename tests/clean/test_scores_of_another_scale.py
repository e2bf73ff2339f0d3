"""Scores on 0-100 are read on that scale alone: what belongs to another one is set aside, never misread."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chart2paper.catalogue.outcomes import FUNCTION
from chart2paper.clean.code_lists import read_score_words
from chart2paper.clean.measurements import clean_measurement, not_a
from chart2paper.clean.score_text import MAY_BE_TWO, NO_SCORE, not_understood, outside
from chart2paper.clean.scores import read_scores
from chart2paper.problems import Problems
from chart2paper.tables.extract import EXTRACT_MEASUREMENT
from clean.small_tables import LOCK, extract, reasons, visits
from project_copy import ROOT

NOT_UNDERSTOOD, OUTSIDE = not_understood(FUNCTION), outside(FUNCTION)
WORDS = read_score_words(ROOT / "data/codelists/function_words.csv", FUNCTION)
READ = [
    ("70", 70, "plain_number"),
    (" 7 ", 7, "plain_number"),
    ("07", 7, "plain_number"),
    ("0", 0, "plain_number"),
    ("100", 100, "plain_number"),
    ("72.5", 72.5, "plain_number"),
    ("70/100", 70, "out_of_highest"),
    ("70 / 100", 70, "out_of_highest"),
    ("7/100", 7, "out_of_highest"),
    ("85 out of 100", 85, "out_of_highest"),
    ("Not limited at all", 100, "listed_word"),
]
SET_ASIDE = [
    ("7/10", NOT_UNDERSTOOD),
    ("7 out of ten", NOT_UNDERSTOOD),
    ("7/1000", NOT_UNDERSTOOD),
    ("70%", NOT_UNDERSTOOD),
    ("60-70", NOT_UNDERSTOOD),
    ("6-7", NOT_UNDERSTOOD),
    ("seven", NOT_UNDERSTOOD),
    ("NRS: 7", NOT_UNDERSTOOD),
    ("severe", NOT_UNDERSTOOD),
    ("denies pain", NOT_UNDERSTOOD),
    ("10+", NOT_UNDERSTOOD),
    ("0-100", NOT_UNDERSTOOD),
    ("070", MAY_BE_TWO),
    ("00", MAY_BE_TWO),
    ("101", OUTSIDE),
    ("-5", OUTSIDE),
    ("110/100", OUTSIDE),
    ("", NO_SCORE),
    (None, NO_SCORE),
    ("declined", "score was not asked"),
]


def test_a_score_of_a_hundred_is_read_by_number_out_of_a_hundred_or_by_the_studys_words():
    reading = read_scores(pd.Series([text for text, _, _ in READ]), WORDS, FUNCTION)
    assert list(zip([t for t, _, _ in READ], reading["value"], reading["rule"], strict=True)) == READ
    assert reading["reason"].isna().all()


def test_what_belongs_to_another_scale_or_is_no_score_is_set_aside_with_the_reason():
    reading = read_scores(pd.Series([text for text, _ in SET_ASIDE], dtype="string"), WORDS, FUNCTION)
    assert list(zip([text for text, _ in SET_ASIDE], reading["reason"], strict=True)) == SET_ASIDE
    assert reading["value"].isna().all()


@settings(max_examples=5, deadline=None)
@given(st.lists(st.text(alphabet="0123456789./-–toutf ()%:", max_size=9), min_size=60, max_size=90))
def test_any_text_gives_a_score_within_the_scale_or_a_reason(texts):
    reading = read_scores(pd.Series(texts, dtype="string"), WORDS, FUNCTION)
    assert (reading["value"].notna() ^ reading["reason"].notna()).all()
    assert reading["value"].dropna().between(0, 100).all()


def cleaned(mapping, person, *values, kind="AveragePain"):
    rows = [
        {"measurement_date": "2016-03-05", "measurement_source_value": kind, "value_source_value": value}
        for value in values
    ]
    frame = extract(EXTRACT_MEASUREMENT, *rows)
    return clean_measurement(frame, person, visits(), WORDS, mapping, LOCK, FUNCTION)


def test_a_score_that_is_not_understood_is_set_aside_and_counted(mapping, person):
    found = cleaned(mapping, person, "70/100", "7/10", "85")
    assert found.table["value_as_number"].tolist() == [70, 85]
    assert reasons(found) == {3: "text is not understood as a function score"}
    assert found.ledger[["rows_read", "rows_kept", "rows_quarantined"]].values.tolist() == [[3, 2, 1]]


def test_an_answer_to_another_question_is_no_score_of_the_outcome(mapping, person):
    goal = extract(
        EXTRACT_MEASUREMENT,
        {"measurement_date": "2016-03-05", "measurement_source_value": "AcceptablePainGoal"},
        {
            "measurement_date": "2016-03-05",
            "measurement_source_value": "AveragePain",
            "value_source_value": "50",
        },
    )
    found = clean_measurement(goal, person, visits(), WORDS, mapping, LOCK, FUNCTION)
    assert (
        reasons(found)
        == {2: not_a(FUNCTION)}
        == {2: "not a function score (goal, location, method or the like)"}
    )


def test_a_column_that_was_answered_from_0_to_10_is_a_problem(mapping, person):
    with pytest.raises(Problems, match="10 of 11 scores are 10 or less"):
        cleaned(mapping, person, *[str(number) for number in (*range(1, 11), 55)])


def test_a_column_beyond_the_scale_is_a_problem(mapping, person):
    with pytest.raises(Problems, match="5 of 6 scores lie outside 0-100"):
        cleaned(mapping, person, "50", *[str(number) for number in range(200, 700, 100)])


def test_low_scores_of_some_people_are_no_problem(mapping, person):
    values = [str(number) for number in (*range(11), *range(20, 100, 10))]
    assert len(cleaned(mapping, person, *values).table) == len(values)


def test_where_nothing_is_understood_the_run_stops_in_words_of_the_outcome(mapping, person):
    with pytest.raises(Problems, match="no function score was understood"):
        cleaned(mapping, person, "7/10")
    with pytest.raises(Problems, match="no kind of function score was recognised"):
        cleaned(mapping, person, "70", kind="Mood")
