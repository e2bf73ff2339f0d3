"""Every cell of a column has one fate, and the fates of a column add up to its rows."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chart2paper.catalogue.outcomes import PAIN
from chart2paper.clean.measurements import clean_measurement
from chart2paper.clean.score_text import NO_SCORE, not_understood
from chart2paper.data_quality.fates import Part, readings_of
from chart2paper.problems import Problems
from chart2paper.reading.dates import AFTER_LOCK, NO_FORMAT
from chart2paper.reading.mapping import Mapping
from chart2paper.tables.extract import EXTRACT_TABLES
from chart2paper.tables.read_write import shape
from data_quality.looking import LOCK, lists, part

MAPPING = Mapping.model_validate(
    {
        "clinic": "c",
        "description": "d",
        "date_formats": ["%Y-%m-%d", "%m/%d/%Y"],
        "code_system": "ICD10CM",
        "values": {"measurement_source_value": {"Worst": "worst", "Goal": "not_a_score"}},
        "files": [{"file": "a.csv", "tables": [{"table": "person", "columns": {"person_id": "N"}}]}],
    }
)


def fates(made: Part, column: str) -> dict[tuple[str, str], int]:
    found = readings_of(made)
    found = found[found["column"].eq(column)]
    return {(row.fate, row.rule): row.values for row in found[["fate", "rule", "values"]].itertuples()}


def lost(made: Part, column: str) -> int:
    found = readings_of(made)
    return int(found.loc[found["column"].eq(column) & found["lost"].astype(bool), "values"].sum())


def aside(row: int, column: str, reason: str, raw: str | None) -> dict:
    return {"source_row": row, "column": column, "reason": reason, "raw_value": raw}


def changed(row: int, column: str, rule: str, raw: str | None, new: str | None) -> dict:
    return {"source_row": row, "column": column, "rule": rule, "raw_value": raw, "new_value": new}


def test_a_cell_is_read_or_emptied_or_set_aside_or_goes_with_its_row_or_is_blank():
    made = part(
        "visit_occurrence",
        [
            {"visit_start_date": "2016-01-01", "visit_status": "Done"},
            {"visit_start_date": "01/02/2016", "visit_status": "Done"},
            {"visit_start_date": "soon", "visit_status": "Done"},
            {"visit_start_date": "2016-01-04", "visit_status": "Gone"},
            {"visit_start_date": None, "visit_status": "Done"},
        ],
        log=[changed(3, "visit_start_date", "date_by_format", "01/02/2016", "2016-01-02")],
        quarantine=[
            aside(4, "visit_start_date", NO_FORMAT, "soon"),
            aside(5, "visit_status", "visit status: word is not listed in the mapping", "Gone"),
            aside(6, "visit_start_date", "no date entered", None),
        ],
    )
    assert fates(made, "visit_start_date") == {
        ("read", "as_written"): 1,
        ("read", "date_by_format"): 1,
        ("set_aside", NO_FORMAT): 1,
        ("with_row", "row set aside because of another column"): 1,
        ("blank", "nothing entered"): 1,
    }
    # The text that fits no format, and the blank: without a date the row cannot stay.
    assert lost(made, "visit_start_date") == 2
    assert lost(made, "visit_status") == 1


@pytest.mark.parametrize(
    ("reason", "counts"),
    [(not_understood(PAIN), 1), (AFTER_LOCK, 0), (NO_SCORE, 0), ("a reason that nobody has named yet", 1)],
)
def test_a_row_is_lost_unless_it_was_read_and_left_out_on_purpose(reason, counts):
    made = part(
        "measurement",
        [{"measurement_source_value": "Worst", "value_source_value": "x"}],
        quarantine=[aside(2, "value_source_value [Worst]", reason, "x")],
    )
    assert lost(made, "value_source_value") == counts


@pytest.mark.parametrize(
    ("rule", "fate", "is_lost"),
    [
        ("date_by_format", "read", 0),
        ("over_89_at_data_lock", "read", 0),
        ("not_understood", "emptied", 1),
        ("older_than_anyone", "emptied", 1),
    ],
)
def test_a_birth_date_is_judged_by_its_rule_because_the_log_shows_no_date(rule, fate, is_lost):
    made = part("person", [{"birth_date": "1/2/1960"}], log=[changed(2, "birth_date", rule, None, None)])
    assert fates(made, "birth_date") == {(fate, rule): 1}
    assert lost(made, "birth_date") == is_lost


def test_daily_doses_are_counted_from_the_log_which_has_an_entry_for_every_listed_order():
    made = part(
        "drug_exposure",
        [{"drug_source_value": "a"}, {"drug_source_value": "b"}],
        log=[
            changed(2, "daily_dose_mg", "one_unit", "a", "5"),
            changed(3, "daily_dose_mg", "not_understood", "b", None),
        ],
    )
    assert fates(made, "daily_dose_mg") == {("read", "one_unit"): 1, ("emptied", "not_understood"): 1}


CELLS = st.fixed_dictionaries(
    {
        "measurement_date": st.sampled_from(["2016-01-01", "1/2/2016", "2030-01-01", "soon", None]),
        "measurement_source_value": st.sampled_from(["Worst", "Goal", "Other"]),
        "value_source_value": st.sampled_from(["7", "7/10", "12", "bad", "asleep", "n/a", None]),
    }
)


@settings(deadline=None, max_examples=50)
@given(st.lists(CELLS, min_size=1, max_size=30))
def test_the_fates_of_a_column_add_up_whatever_cleaning_does(cells):
    frame = pd.DataFrame(cells).assign(source_file="a.csv", source_row=range(2, len(cells) + 2))
    frame["person_id"], frame["measurement_id"] = "P0001", [f"E{n}" for n in range(len(cells))]
    extracted = shape(frame, EXTRACT_TABLES["measurement"])
    person = pd.DataFrame({"person_id": ["P0001"], "birth_date": [pd.Timestamp("1960-01-01")]})
    visits = pd.DataFrame(
        columns=["visit_occurrence_id", "person_id", "visit_start_date", "visit_end_date", "visit_status"]
    ).astype({"visit_start_date": "datetime64[us]", "visit_end_date": "datetime64[us]"})
    try:
        cleaned = clean_measurement(extracted, person, visits, lists().score_words, MAPPING, LOCK, PAIN)
    except Problems:
        return  # not one text of a column was understood: the run stops there
    found = readings_of(Part(EXTRACT_TABLES["measurement"], extracted, cleaned))
    sums = found.groupby("column").agg(values=("values", "sum"), rows=("rows", "first"))
    assert (sums["values"] == sums["rows"]).all()
    blank = found[found["fate"].eq("blank")].set_index("column")["values"]
    filled = found.groupby("column")["filled"].first()
    assert (filled.add(blank, fill_value=0) == sums["rows"]).all()
