"""Each date counts under the first format that reads it, in the mapping's own time zone."""

import pandas as pd

from chart2paper.data_quality.date_formats import count_date_formats


def test_each_date_counts_under_the_first_format_that_reads_it():
    texts = pd.Series(
        ["2016-03-05", " 2016-03-05 10:30", "03/05/2016", "30/05/2016", "soon", None], dtype="string"
    )
    formats = ["%Y-%m-%d", "%m/%d/%Y", "%d/%m/%Y"]
    assert count_date_formats(texts, formats) == {"%Y-%m-%d": 2, "%m/%d/%Y": 1, "%d/%m/%Y": 1, "no format": 1}
    assert count_date_formats(texts.head(0), formats) == dict.fromkeys([*formats, "no format"], 0)


def test_times_with_an_offset_are_read_where_the_mapping_states_a_time_zone():
    texts = pd.Series(["2016-03-05T03:26:50Z"], dtype="string")
    assert count_date_formats(texts, ["%Y-%m-%d"])["no format"] == 1
    assert count_date_formats(texts, ["%Y-%m-%d"], "America/Los_Angeles")["no format"] == 0
