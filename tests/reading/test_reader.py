"""Everything is read as text, and every record keeps the row number a spreadsheet shows."""

import csv
import io

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chart2paper.problems import Problems
from chart2paper.reading.formats.csv.reader import read_export_file
from chart2paper.reading.mapping import FileMapping

PART = {"table": "person", "columns": {"person_id": "A"}}


def read(tmp_path, raw, columns=("A", "B"), **settings):
    (tmp_path / "file.csv").write_bytes(raw)
    file = FileMapping(file="file.csv", tables=[PART], **settings)
    return read_export_file(tmp_path / "file.csv", file, list(columns))


def cells(export, column):
    return [None if pd.isna(text) else text for text in export.rows[column]]


def test_values_stay_text(tmp_path):
    export = read(tmp_path, b"A,B\n007,1e3\nNA,null\nTrue,2016-01-01\n")
    assert cells(export, "A") == ["007", "NA", "True"]
    assert cells(export, "B") == ["1e3", "null", "2016-01-01"]


def test_a_cell_with_nothing_but_spaces_is_blank_and_other_spaces_stay(tmp_path):
    export = read(tmp_path, b'A,B\n,  \n"", x \n')
    assert cells(export, "A") == [None, None]
    assert cells(export, "B") == [None, " x "]


@pytest.mark.parametrize(
    ("raw", "settings"),
    [
        ("\ufeffA,B\r\né,\"x, y\"\r\n".encode(), {}),
        ("A,B\né,\"x, y\"\n".encode("latin-1"), {"encoding": "latin-1"}),
        ("A;B\r\né;x, y\r\n".encode("cp1252"), {"encoding": "cp1252", "delimiter": ";"}),
        ("A\tB\r\né\tx, y".encode("utf-16"), {"encoding": "utf-16", "delimiter": "\t"}),
    ],
)  # fmt: skip
def test_encodings_delimiters_line_ends_and_byte_order_marks(tmp_path, raw, settings):
    export = read(tmp_path, raw, **settings)
    assert (cells(export, "A"), cells(export, "B")) == (["é"], ["x, y"])


def test_records_are_counted_not_lines_and_those_set_aside_count_too(tmp_path):
    raw = b'A,B\n1,"two\nlines"\n2\n3,c\n\n4,d,e,f\n5,e\n'
    export = read(tmp_path, raw)
    assert list(zip(export.rows.index, cells(export, "A"), strict=True)) == [
        (2, "1"),
        (4, "3"),
        (5, None),
        (7, "5"),
    ]
    assert export.wrong_cells.to_dict("list") == {"source_row": [3, 6], "cells": [1, 4], "expected": [2, 2]}


def test_only_the_columns_asked_for_are_read(tmp_path):
    assert list(read(tmp_path, b"A,Name,B\n1,Smith,2\n", ["B"]).rows.columns) == ["B"]


def test_a_header_without_rows_is_an_empty_table(tmp_path):
    for raw in (b"A,B", b"A,B\n", b"\xef\xbb\xbfA,B\r\n"):
        export = read(tmp_path, raw)
        assert len(export.rows) == len(export.wrong_cells) == 0
        assert list(export.rows.columns) == ["A", "B"]


def test_a_file_of_which_no_row_fits_the_header_is_a_problem(tmp_path):
    with pytest.raises(Problems, match="no row has as many cells as the header"):
        read(tmp_path, b"A,B\n1,2,\n3,4,\n")


CELL = st.text('ab ,;"\r\né', max_size=4)


# The machine's speed is not what is tested.
@settings(deadline=None)
@given(st.lists(st.lists(CELL, min_size=1, max_size=4), max_size=12))
def test_no_record_is_lost_and_each_keeps_its_row(tmp_path_factory, records):
    """Checked against Python's own CSV reader."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows([["A", "B"], ["first", "row"], *records])
    written = list(csv.reader(io.StringIO(text.getvalue(), newline="")))
    export = read(tmp_path_factory.mktemp("csv"), text.getvalue().encode())
    # An empty line is a record without content.
    rows = {row: record or ["", ""] for row, record in enumerate(written[1:], 2) if len(record) in (0, 2)}
    assert cells(export, "B") == [record[1] if record[1].strip() else None for record in rows.values()]
    assert sorted([*export.rows.index, *export.wrong_cells["source_row"]]) == list(range(2, len(written) + 1))
    assert list(export.rows.index) == sorted(rows)
