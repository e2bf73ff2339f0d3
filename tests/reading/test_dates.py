"""Dates: formats in order, no language, no time zone, nothing guessed."""

import os
import time

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chart2paper.problems import Problems
from chart2paper.reading.dates import (
    AFTER_LOCK,
    NO_DATE,
    NO_FORMAT,
    NO_SUCH_DAY,
    TOO_EARLY,
    pattern_of,
    read_dates,
)

FORMATS = ["%Y-%m-%d", "%m/%d/%Y", "%d-%b-%Y"]
LOCK = pd.Timestamp("2020-12-31")


def read(*texts, formats=FORMATS, **more):
    return read_dates(pd.Series(texts, dtype="string"), formats, LOCK, **more)


DAYS = [
    ("2016-03-05", "2016-03-05"),
    ("03/05/2016", "2016-03-05"),
    ("3/5/2016", "2016-03-05"),
    ("05-Mar-2016", "2016-03-05"),
    ("05-MAR-2016", "2016-03-05"),
    (" 05-march-2016 ", "2016-03-05"),
    ("05-Sept-2016", "2016-09-05"),
    ("2016-02-29", "2016-02-29"),
    ("2020-12-31", "2020-12-31"),
]


def test_a_date_is_read_by_the_first_format_that_fits():
    reading = read(*(text for text, _ in DAYS))
    assert list(zip([text for text, _ in DAYS], reading["text"], strict=True)) == DAYS


def test_the_order_of_the_formats_decides_whether_the_month_comes_first():
    assert read("03/05/2016", formats=["%m/%d/%Y", "%d/%m/%Y"])["text"].tolist() == ["2016-03-05"]
    assert read("03/05/2016", formats=["%d/%m/%Y", "%m/%d/%Y"])["text"].tolist() == ["2016-05-03"]
    # The 25th month does not exist: the second format is tried.
    assert read("25/03/2016", formats=["%m/%d/%Y", "%d/%m/%Y"])["text"].tolist() == ["2016-03-25"]


NO_DAYS = [
    ("", NO_DATE),
    (None, NO_DATE),
    ("   ", NO_DATE),
    ("02/30/2016", NO_SUCH_DAY),
    ("2015-02-29", NO_SUCH_DAY),
    ("0000-00-00", NO_SUCH_DAY),
    ("0000-05-06", NO_SUCH_DAY),
    ("13/13/2016", NO_SUCH_DAY),
    ("05-Foo-2016", NO_SUCH_DAY),
    ("2016-03-05 25:00", NO_SUCH_DAY),
    ("spring 2016", NO_FORMAT),
    ("03/05/16", NO_FORMAT),
    ("2016-03-05 maybe", NO_FORMAT),
    ("1899-12-31", TOO_EARLY),
    ("2021-01-01", AFTER_LOCK),
    ("2105-03-05", AFTER_LOCK),
]


def test_a_date_that_cannot_be_believed_is_set_aside_with_the_reason():
    reading = read(*(text for text, _ in NO_DAYS))
    assert list(zip([text for text, _ in NO_DAYS], reading["reason"], strict=True)) == NO_DAYS
    assert reading["day"].isna().all()


def test_a_time_of_day_is_kept_beside_the_day():
    reading = read("2016-03-05 14:30", "03/05/2016 2:30 PM", "2016-03-05", "2016-03-05T14:30:15Z", zone="UTC")
    assert reading["text"].tolist() == ["2016-03-05"] * 4
    assert reading["has_time"].tolist() == [True, True, False, True]
    assert reading["value"].dt.strftime("%H:%M").tolist() == ["14:30", "14:30", "00:00", "14:30"]


def test_noon_and_midnight_on_a_twelve_hour_clock():
    reading = read("2016-03-05 12:00 AM", "2016-03-05 12:00 PM", "2016-03-05 13:00 PM")
    assert reading["value"].dt.hour.iloc[:2].tolist() == [0, 12]
    assert reading["reason"].iloc[2] == NO_SUCH_DAY


def test_a_time_before_the_first_or_behind_the_last_day_that_can_be_counted_is_set_aside_and_stops_nothing():
    reading = read("0001-01-01T00:00:00+05:00", "9999-12-31T23:00:00-05:00", zone="UTC")
    assert reading["reason"].tolist() == [TOO_EARLY, AFTER_LOCK]


def test_only_a_date_that_is_not_already_written_as_iso_counts_as_changed():
    texts = ("2016-03-05", "2016-03-05T10:00:00Z", "03/05/2016")
    assert read(*texts, zone="UTC")["changed"].tolist() == [
        False,
        False,
        True,
    ]


def test_a_birth_date_may_be_long_ago():
    assert read("1860-04-01", first=None)["text"].tolist() == ["1860-04-01"]


@pytest.mark.parametrize("date_format", ["%m/%d/%y", "%x", "%Y week %W"])
def test_a_format_whose_dates_would_have_to_be_guessed_is_refused(date_format):
    with pytest.raises(Problems, match="cannot be used"):
        pattern_of(date_format)


def test_no_date_at_all_is_an_empty_reading():
    assert read().empty


def test_the_time_zone_of_the_machine_changes_nothing(monkeypatch):
    readings = []
    for zone in ("UTC", "Pacific/Kiritimati", "America/Los_Angeles"):
        monkeypatch.setitem(os.environ, "TZ", zone)
        time.tzset()
        texts = ("2016-03-05T23:59:59Z", "03/13/2016 02:30", "05-Mar-2016")
        readings.append(read(*texts, zone="America/Los_Angeles"))
    monkeypatch.undo()
    time.tzset()
    for other in readings[1:]:
        pd.testing.assert_frame_equal(other, readings[0])


@settings(deadline=None, max_examples=5)
@given(
    st.lists(st.dates(pd.Timestamp("1900-01-01").date(), LOCK.date()), min_size=1, max_size=50),
    st.sampled_from(FORMATS),
)
def test_every_day_written_in_a_format_is_read_back(days, date_format):
    english = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    texts = [day.strftime(date_format.replace("%b", english[day.month - 1])) for day in days]
    assert read(*texts)["text"].tolist() == [day.isoformat() for day in days]


@settings(deadline=None, max_examples=5)
@given(st.lists(st.text(max_size=12), max_size=60))
def test_any_text_is_a_day_or_has_a_reason(texts):
    reading = read(*texts)
    assert (reading["day"].notna() ^ reading["reason"].notna()).all()
