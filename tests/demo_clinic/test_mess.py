"""Each kind of mess occurs in the shipped export, and never changes what a careful reader would read."""

import csv

import pandas as pd
import pytest

from chart2paper.demo_clinic.conditions import CONDITIONS
from chart2paper.demo_clinic.export import LAYOUTS
from chart2paper.demo_clinic.mess import Tables, leave_as_is
from chart2paper.demo_clinic.mess_registry import MESS
from chart2paper.demo_clinic.mess_scores import FORMS
from chart2paper.demo_clinic.parameters import DemoParameters
from chart2paper.demo_clinic.records import write_down
from demo_clinic.conftest import SHIPPED, live

MADE = [kind for kind in MESS if kind.make is not leave_as_is]


@pytest.fixture(scope="module")
def tidy() -> Tables:
    """A clinic as it was written down, before any mess is made."""
    p = DemoParameters(n_persons=400)
    return write_down(*live(p), p)


@pytest.mark.parametrize("kind", MESS, ids=lambda kind: kind.name)
def test_each_kind_of_mess_occurs_in_the_shipped_clinic(kind, shipped):
    assert kind.find(shipped).any()


@pytest.mark.parametrize("kind", MADE, ids=lambda kind: kind.name)
def test_a_kind_of_mess_that_is_made_is_not_there_before(kind, tidy):
    assert not kind.find(tidy).any()


@pytest.mark.parametrize("kind", MADE, ids=lambda kind: kind.name)
def test_making_a_kind_of_mess_leaves_the_tables_it_was_given_unchanged(kind, tidy):
    before = {name: table.copy() for name, table in tidy.items()}
    kind.make(tidy, 1)
    assert all(tidy[name].equals(before[name]) for name in tidy)


def test_mess_kinds_have_distinct_names():
    names = [kind.name for kind in MESS]
    assert len(set(names)) == len(names)


def test_most_scores_stay_plain_numbers(shipped):
    plain = shipped["pain_scores"]["AveragePain"].str.fullmatch(r"\d|10")
    assert 0.7 < plain.mean() < 0.95


def test_ranges_have_the_true_score_at_one_end_as_often_as_at_the_other():
    assert FORMS["range"][2]["6"] == ("5-6", "6-7")


def test_patients_begin_with_a_byte_order_mark_and_lines_end_as_in_the_layout():
    for name, layout in LAYOUTS.items():
        raw = (SHIPPED / f"{name}.csv").read_bytes()
        assert raw.startswith(b"\xef\xbb\xbf") == (name == "patients"), name
        header_end = raw.index(b"\n")
        assert (raw[header_end - 1 : header_end] == b"\r") == (layout.line_end == "\r\n"), name


@pytest.mark.parametrize("name", ["visits"])
def test_latin_1_files_are_not_valid_utf_8(name):
    with pytest.raises(UnicodeDecodeError):
        (SHIPPED / f"{name}.csv").read_bytes().decode("utf-8")


def test_quoted_commas_and_new_lines_survive_a_plain_csv_reader(shipped):
    with (SHIPPED / "visits.csv").open(encoding="latin-1", newline="") as file:
        rows = list(csv.reader(file))
    assert {len(row) for row in rows} == {7}
    assert any("\n" in row[6] for row in rows)
    assert len(rows) == len(shipped["visits"]) + 1


def test_one_person_under_two_record_numbers_has_rows_under_both(shipped):
    patients, visits = shipped["patients"], shipped["visits"]
    second = patients[patients["MRN"].str.startswith("MRN9")].drop_duplicates("MRN")
    names = ["LastName", "FirstName", "DOB", "Sex"]
    pairs = second.merge(patients[~patients["MRN"].isin(second["MRN"])], on=names, suffixes=("_new", "_old"))
    assert set(pairs["MRN_new"]) == set(second["MRN"])
    assert set(pairs["MRN_old"]) <= set(visits["MRN"])
    assert set(visits["MRN"]) & set(pairs["MRN_new"])


def test_nobody_else_shares_name_birth_date_and_sex(shipped):
    patients = shipped["patients"].drop_duplicates("MRN")
    patients = patients[~patients["MRN"].str.startswith("MRN9")]
    believable = ~patients["DOB"].str.contains("0000|2105|02/30")
    assert not patients[believable].duplicated(["LastName", "FirstName", "DOB"]).any()


def test_icd_9_gives_way_to_icd_10_on_1_october_2015(shipped):
    rows = shipped["diagnoses"]
    iso = rows[rows["DxDate"].str.fullmatch(r"20[12]\d-\d\d-\d\d")]
    is_old = iso["Code"].str.fullmatch(r"\d.*")
    early = iso["DxDate"] < "2015-10-01"
    assert is_old[early].all()
    assert 0 < is_old[~early].mean() < 0.01  # a few are typed from memory


def test_a_condition_keeps_its_meaning_across_the_code_systems():
    codes9 = [icd9 for condition in CONDITIONS for icd9, _ in condition.codes]
    codes10 = [icd10 for condition in CONDITIONS for _, icd10 in condition.codes]
    assert len(set(codes9)) == len(codes9)
    assert len(set(codes10)) == len(codes10)


def test_cancelled_ldn_orders_belong_to_people_who_never_took_it(shipped):
    orders = shipped["medications"]
    is_ldn = orders["DrugLine"].str.contains(r"(?i)ldn|low.dose|naltrexone.*[134](?:\.5)?\s*mg")
    is_other = orders["DrugLine"].str.contains(r"(?i)methyl|bupropion|contrave|morphine|hcl\s+50")
    ldn = orders[is_ldn & ~is_other]
    cancelled = set(ldn.loc[ldn["Status"] == "Cancelled", "MRN"])
    assert cancelled
    assert not cancelled & set(ldn.loc[ldn["Status"] != "Cancelled", "MRN"])


def test_stopped_orders_stop_after_they_began(shipped):
    orders = shipped["medications"]
    iso = r"20[12]\d-\d\d-\d\d"
    both = orders["OrderDate"].str.fullmatch(iso) & orders["StopDate"].str.fullmatch(iso)
    began, stopped = (pd.to_datetime(orders.loc[both, c]) for c in ("OrderDate", "StopDate"))
    assert both.sum() > 500
    assert (stopped > began).all()
