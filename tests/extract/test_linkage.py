"""Study ids: given in the order of the record numbers, kept for ever."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chart2paper.extract.linkage import link_persons
from chart2paper.extract.person_rows import read_person_rows

SAME = ["Name", "DOB"]


def people(*rows):
    return pd.DataFrame(rows, columns=["record_number", *SAME], dtype="string")


def ids(linkage):
    return dict(zip(linkage["record_number"], linkage["person_id"], strict=True))


def test_people_are_numbered_in_the_order_of_their_record_numbers():
    rows = people(["M3", "a", "1"], ["M1", "b", "2"], ["M2", "c", "3"])
    assert ids(link_persons(rows, SAME)) == {"M1": "P0001", "M2": "P0002", "M3": "P0003"}


def test_two_record_numbers_that_agree_in_everything_are_one_person():
    rows = people(["M3", "Ames ", "1960"], ["M1", " AMES", "1960"], ["M2", "Ames", "1961"])
    assert ids(link_persons(rows, SAME)) == {"M1": "P0001", "M2": "P0002", "M3": "P0001"}


@pytest.mark.parametrize("blank", ["", "  ", None])
def test_people_with_a_blank_detail_are_never_taken_for_one(blank):
    rows = people(["M1", "Ames", blank], ["M2", "Ames", blank])
    assert ids(link_persons(rows, SAME)) == {"M1": "P0001", "M2": "P0002"}


def test_without_columns_to_compare_every_record_number_is_a_person():
    rows = people(["M1", "Ames", "1960"], ["M2", "Ames", "1960"])
    assert ids(link_persons(rows, [])) == {"M1": "P0001", "M2": "P0002"}


def test_rows_without_a_record_number_are_left_out_and_spaces_around_one_do_not_count():
    rows = people([None, "a", "1"], ["  ", "b", "2"], [" M1 ", "c", "3"], ["M1", "c", "3"])
    assert ids(link_persons(rows, SAME)) == {"M1": "P0001"}


def test_a_record_number_listed_twice_counts_with_its_first_row_in_text_order():
    rows = people(["M1", "Zorn", "1"], ["M1", "Ames", "1"], ["M2", "Zorn", "1"], ["M3", "Ames", "1"])
    assert ids(link_persons(rows, SAME)) == {"M1": "P0001", "M2": "P0002", "M3": "P0001"}


def test_a_new_export_keeps_old_ids_and_adds_new_ones_at_the_end():
    first = link_persons(people(["M5", "a", "1"]), SAME)
    second = link_persons(people(["M5", "a", "1"], ["M1", "b", "2"]), SAME, first)
    assert second.to_numpy().tolist() == [["M5", "P0001"], ["M1", "P0002"]]


def test_people_missing_from_the_new_export_are_remembered():
    first = link_persons(people(["M1", "a", "1"], ["M2", "b", "2"]), SAME)
    assert ids(link_persons(people(["M3", "c", "3"]), SAME, first)) == {
        "M1": "P0001",
        "M2": "P0002",
        "M3": "P0003",
    }


def test_a_second_record_number_of_a_known_person_gets_the_known_id():
    first = link_persons(people(["M5", "a", "1"]), SAME)
    second = link_persons(people(["M5", "a", "1"], ["M1", "a", "1"]), SAME, first)
    assert ids(second) == {"M5": "P0001", "M1": "P0001"}


def test_two_ids_given_earlier_to_one_person_stay_and_new_record_numbers_get_the_smaller():
    first = link_persons(people(["M1", "a", "1"], ["M2", "b", "2"]), SAME)
    second = link_persons(people(["M1", "a", "1"], ["M2", "a", "1"], ["M3", "a", "1"]), SAME, first)
    assert ids(second) == {"M1": "P0001", "M2": "P0002", "M3": "P0001"}


def test_ids_grow_longer_when_four_digits_are_used_up():
    known = pd.DataFrame({"record_number": ["M1"], "person_id": ["P9999"]}, dtype="string")
    assert ids(link_persons(people(["M2", "a", "1"]), SAME, known))["M2"] == "P10000"


def test_nobody_at_all_is_an_empty_linkage():
    assert link_persons(people(), SAME).columns.tolist() == ["record_number", "person_id"]
    assert len(link_persons(people(), SAME)) == 0


PERSON = st.tuples(
    st.sampled_from("ABCDEFGH"), st.sampled_from(["x", "y", " X", ""]), st.sampled_from(["1", "2"])
)


# The machine's speed is not what is tested.
@settings(deadline=None, max_examples=25)
@given(st.lists(PERSON, max_size=8), st.lists(PERSON, max_size=8), st.randoms())
def test_appending_people_keeps_earlier_ids_and_row_order_changes_nothing(earlier, later, random):
    first = link_persons(people(*earlier), SAME)
    rows = [*earlier, *later]
    second = link_persons(people(*rows), SAME, first)
    random.shuffle(rows)
    pd.testing.assert_frame_equal(link_persons(people(*rows), SAME, first), second)
    pd.testing.assert_frame_equal(second.head(len(first)), first)
    assert set(second["record_number"]) == {row[0] for row in rows}
    assert second["record_number"].is_unique


def test_birth_dates_in_two_formats_and_two_words_for_a_sex_are_the_same(clinic):
    clinic.write(
        "patients.csv", "MRN,LastName,DOB,Sex\nM1,Ames,1960-01-02,F\nM2,AMES,01/02/1960,Female\nM3,Ames,?,F\n"
    )
    mapping = clinic.mapping
    linkage = link_persons(read_person_rows(mapping, clinic.folder), ["LastName", "DOB", "Sex"])
    assert ids(linkage) == {"M1": "P0001", "M2": "P0001", "M3": "P0002"}
