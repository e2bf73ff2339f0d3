"""Several orders or diagnoses in one cell: a row for each, no cell lost, no id used twice."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chart2paper.extract.canonical import canonical_rows
from chart2paper.reading.formats.csv.reader import read_export_file
from chart2paper.reading.split_cells import TWICE_IN_A_CELL, UNEVEN, pieces, split_rows

IDS = pd.Series({"M1": "P0001", "M2": "P0002"})


def entries(cells, **separators):
    rows = pd.DataFrame(cells, dtype="string").rename_axis("source_row")
    split = split_rows(rows, {name: list(texts) for name, texts in separators.items()})
    shown = split.reset_index().astype("object")
    return shown.where(shown.notna(), None).to_dict("split")["data"]


@pytest.mark.parametrize(
    ("cell", "separators", "found"),
    [
        ("LDN 4.5 mg; gabapentin 300 mg tid", ";", ["LDN 4.5 mg", "gabapentin 300 mg tid"]),
        ("LDN 4.5 mg", ";", ["LDN 4.5 mg"]),
        ("1. LDN\r\n2) tramadol\n- oxycodone", "\n", ["LDN", "tramadol", "oxycodone"]),
        ("LDN (4.5 mg; at night); tramadol", ";", ["LDN (4.5 mg; at night)", "tramadol"]),
        ("LDN (4.5 mg; tramadol", ";", ["LDN (4.5 mg", "tramadol"]),
        ("Naltrexon 4,5 mg, Tramadol", ",", ["Naltrexon 4,5 mg", "Tramadol"]),
        ("10 mg; 2,5 mg | x", ";|", ["10 mg", "2,5 mg", "x"]),
        ("LDN AND tramadol", [" and "], ["LDN", "tramadol"]),
    ],
)
def test_a_separator_stands_between_two_entries(cell, separators, found):
    assert pieces(cell, list(separators)) == found


def test_codes_have_no_decimal_commas():
    assert pieces("724.2,724.5", [","], codes=True) == ["724.2", "724.5"]


def test_each_entry_is_a_row_and_the_other_columns_are_copied():
    assert entries({"drug": ["a; b;", "c"], "day": ["1", "2"]}, drug=";") == [
        [0, "a", "1", 1, None],
        [0, "b", "1", 2, None],
        [1, "c", "2", 1, None],
    ]


def test_empty_entries_are_none_but_an_empty_cell_stays_a_row():
    assert entries({"drug": [";a;;b", None, " ; "]}, drug=";") == [
        [0, "a", 1, None],
        [0, "b", 2, None],
        [1, None, 1, None],
        [2, None, 1, None],
    ]


def test_an_entry_that_repeats_another_of_its_cell_is_set_aside():
    assert [row[-1] for row in entries({"drug": ["LDN; ldn ;x", "LDN"]}, drug=";")] == [
        None,
        TWICE_IN_A_CELL,
        None,
        None,
    ]


def test_cells_that_are_split_in_step_must_have_as_many_entries():
    cells = {"drug": ["a; b", "a; b", "a; b"], "sig": ["daily; tid", "daily", None]}
    assert entries(cells, drug=";", sig=";") == [
        [0, "a", "daily", 1, None],
        [0, "b", "tid", 2, None],
        [1, "a; b", "daily", 1, UNEVEN],
        [2, "a", None, 1, None],
        [2, "b", None, 2, None],
    ]


def with_orders(clinic, text, own_id=False):
    """The canonical rows of a file of orders with several in a cell."""
    columns = {"person_id": "MRN", "drug_exposure_start_date": "Date", "drug_source_value": "Meds"}
    columns |= {"drug_exposure_id": "ID"} if own_id else {}
    part = {"table": "drug_exposure", "columns": columns, "split": {"drug_source_value": ";"}}
    clinic.settings["files"].append({"file": "meds.csv", "tables": [part]})
    clinic.write("meds.csv", "ID,MRN,Date,Meds\n" + text)
    mapping = clinic.mapping
    file, part = mapping.filling("drug_exposure")[0]
    export = read_export_file(clinic.folder / "meds.csv", file, part.mapped_columns)
    return canonical_rows(export, file, part, mapping, IDS)


def test_the_id_of_an_entry_is_that_of_its_row_and_its_place(clinic):
    found = with_orders(clinic, "R7,M1,2016-01-01,a;b\nR8,M2,2016-01-01,c\n", own_id=True)
    assert list(found.kept["drug_exposure_id"]) == ["R7:1", "R7:2", "R8:1"]
    assert list(found.kept["source_row"]) == [2, 2, 3]


def test_rows_without_an_id_have_one_for_each_entry_too(clinic):
    found = with_orders(clinic, "R7,M1,2016-01-01,a;b\n")
    assert list(found.kept["drug_exposure_id"]) == ["meds.csv:2:1", "meds.csv:2:2"]


ORDER = st.tuples(
    st.sampled_from(["M1", "M2", "M9", ""]),
    st.lists(st.sampled_from(["LDN", "ldn ", "", "tramadol", " "]), max_size=5),
    st.integers(3, 5),
)


# The machine's speed is not what is tested.
@settings(deadline=None, max_examples=40)
@given(st.lists(ORDER, max_size=10), st.booleans())
def test_rows_read_are_rows_kept_and_rows_set_aside_and_no_id_is_used_twice(new_clinic, orders, own_id):
    orders = [("M1", ["first"], 4), *orders]
    lines = [
        [f"R{i}", number, "2016-01-01", ";".join(cell), "more"] for i, (number, cell, _) in enumerate(orders)
    ]
    text = "".join(",".join(line[:cells]) + "\n" for line, (*_, cells) in zip(lines, orders, strict=True))
    found = with_orders(new_clinic(), text, own_id)
    assert found.read == len(found.kept) + len(found.quarantine)
    rows = pd.concat([found.kept, found.quarantine])["source_row"]
    assert sorted(rows.unique()) == list(range(2, len(orders) + 2))
    assert found.kept["drug_exposure_id"].is_unique
    assert not found.quarantine.duplicated().any()
    cells = [[text.strip() for text in cell if text.strip()] for _, cell, _ in orders]
    usable = {row: cells[row - 2] for row in found.kept["source_row"]}
    entries_of_usable = found.read - (len(orders) - len(usable))
    assert entries_of_usable == sum(max(1, len(cell)) for cell in usable.values())
