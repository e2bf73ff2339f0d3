"""A whole column of dates: one order of day and month, one clock, or a problem that says what to write."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chart2paper.clean.date_columns import read_date_column, unread_advice
from chart2paper.problems import Problems
from chart2paper.reading.date_evidence import day_first_evidence, exchanged, formats_that_fit
from chart2paper.reading.mapping import Mapping
from clean.small_tables import SETTINGS

LOCK = pd.Timestamp("2020-12-31")
MONTH_FIRST, DAY_FIRST = "%m/%d/%Y", "%d/%m/%Y"


def mapping_with(**settings):
    top = {**SETTINGS, "time_zone": None, "date_formats": [MONTH_FIRST], **settings}
    files = [
        *SETTINGS["files"],
        {
            "file": "visits.csv",
            "tables": [
                {"table": "visit_occurrence", "columns": {"person_id": "No", "visit_start_date": "Day"}}
            ],
            **settings.get("visits", {}),
        },
    ]
    return Mapping.model_validate({**{k: v for k, v in top.items() if k != "visits"}, "files": files})


def read(*texts, file="visits.csv", **settings):
    frame = pd.DataFrame({"visit_start_date": pd.Series(texts, dtype="string"), "source_file": file})
    return read_date_column(frame, "visit_start_date", mapping_with(**settings), LOCK)["text"].tolist()


def problem(*texts, **settings):
    with pytest.raises(Problems) as caught:
        read(*texts, **settings)
    (found,) = caught.value.problems
    return found


def test_a_column_written_day_first_is_never_half_swapped():
    found = problem("12/1/2016", "13/1/2016", "25/2/2016", "3/4/2016")
    assert (found.file, found.column) == ("visits.csv", "Day")
    assert found.what.startswith("the dates are written %d/%m/%Y, not %m/%d/%Y: 2 only fit %d/%m/%Y")
    assert 'date_formats: ["%d/%m/%Y"]' in found.todo


def test_what_to_write_keeps_the_other_formats():
    found = problem("13.01.2016", "3.4.2016", date_formats=["%Y-%m-%d", "%m.%d.%Y"])
    assert 'date_formats: ["%d.%m.%Y", "%Y-%m-%d"]' in found.todo


@pytest.mark.parametrize("formats", [[MONTH_FIRST], [DAY_FIRST], [MONTH_FIRST, DAY_FIRST]])
def test_a_column_in_both_orders_is_a_problem_whatever_the_mapping_says(formats):
    found = problem("1/13/2016", "13/1/2016", "3/4/2016", date_formats=formats)
    assert "in both orders" in found.what


def test_two_formats_do_not_hide_a_column_that_is_all_day_first():
    assert "not %m/%d/%Y" in problem("13/1/2016", "3/4/2016", date_formats=[MONTH_FIRST, DAY_FIRST]).what


def test_each_file_may_have_its_own_order():
    assert read("13/1/2016", "3/4/2016", visits={"date_formats": [DAY_FIRST]}) == ["2016-01-13", "2016-04-03"]


def test_files_with_different_formats_are_read_each_by_its_own():
    mapping = mapping_with(visits={"date_formats": [DAY_FIRST]})
    texts = pd.Series(["13/1/2016", "1/13/2016", "3/4/2016", "3/4/2016"], dtype="string")
    files = ["visits.csv", "other.csv", "visits.csv", "other.csv"]
    frame = pd.DataFrame({"visit_start_date": texts, "source_file": files})
    read = read_date_column(frame, "visit_start_date", mapping, LOCK)
    assert read["text"].tolist() == ["2016-01-13", "2016-01-13", "2016-04-03", "2016-03-04"]


def test_one_typing_error_among_hundreds_of_dates_is_set_aside_and_stops_nothing():
    texts = [f"1/{13 + n % 18}/2016" for n in range(150)]
    assert pd.isna(read(*texts, "25/2/2016")[-1])


def test_dates_that_say_nothing_about_their_order_are_read_by_the_mapping():
    assert read("3/4/2016", "5/5/2016") == ["2016-03-04", "2016-05-05"]


def test_times_with_an_offset_are_a_problem_until_the_time_zone_is_said():
    for text in ("3/5/2016T23:30:00Z", "3/5/2016 23:30 -05:00", "3/5/2016 23:30:00.123+00"):
        assert "time_zone: America/Los_Angeles" in problem(text).todo


def test_times_with_an_offset_become_days_of_the_clinic():
    texts = (
        "3/5/2016 03:26:50Z",
        "3/5/2016 14:30-05:00",
        "7/5/2016 06:59+00",
        "7/5/2016 07:00Z",
        "3/5/2016 01:00",
    )
    days = ["2016-03-04", "2016-03-05", "2016-07-04", "2016-07-05", "2016-03-05"]
    assert read(*texts, time_zone="America/Los_Angeles") == days


def test_a_column_of_midnights_with_an_offset_holds_days():
    texts = [f"1/{day}/2016T00:00:00Z" for day in range(1, 29)]
    found = problem(*texts, time_zone="America/New_York")
    assert "they are days" in found.what
    formats = ["%m/%d/%YT00:00:00Z"]
    assert read(*texts, time_zone="America/New_York", date_formats=formats)[0] == "2016-01-01"


def test_two_digit_years_have_the_century_that_is_stated():
    formats = {"date_formats": ["%m/%d/%y"], "two_digit_years_from": 1925}
    assert read("3/5/16", "3/5/25", "3/5/99", **formats) == ["2016-03-05", "1925-03-05", "1999-03-05"]


@pytest.mark.parametrize(
    ("texts", "advice"),
    [
        (["13.01.2016", "02.03.2016"], '"%d.%m.%Y"'),
        (["3/5/16", "3/25/16"], '"%m/%d/%y" to date_formats in the mapping and two_digit_years_from'),
        (["5 Mar 2016"], '"%d %b %Y"'),
        (["spring"], "the export's format"),
    ],
)
def test_a_column_of_which_nothing_is_read_is_told_what_to_write(texts, advice):
    assert advice in unread_advice(pd.Series(texts))


def test_formats_are_suggested_only_where_they_read_nearly_all():
    assert formats_that_fit(pd.Series(["2016-03-05", "03/05/2016"])) == []


@settings(deadline=None, max_examples=20)
@given(st.lists(st.dates(pd.Timestamp("1950-01-01").date(), LOCK.date()), min_size=1, max_size=60))
def test_a_column_in_the_order_of_the_mapping_is_never_doubted(days):
    for one in (MONTH_FIRST, DAY_FIRST):
        evidence = day_first_evidence(pd.Series([day.strftime(one) for day in days]), [one])
        assert all(item.swapped == 0 and not item.contradicts for item in evidence)
        other = day_first_evidence(pd.Series([day.strftime(one) for day in days]), [exchanged(one)])
        assert any(item.contradicts for item in other) == any(day.day > 12 for day in days)
