"""The workbook of the audit tables: every cell is what it is in the file, and nothing in it is worked out."""

import zipfile
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from audit.made_up_run import made_up_run
from chart2paper.audit import pages_tables, workbook
from chart2paper.audit.workbook import Part, sheet_name
from chart2paper.audit.workbook_cells import LONGEST, as_number, shown
from chart2paper.tables.contract import Column
from paper.hostile import HOSTILE

LOOKS_LIKE_SOMETHING = (
    *(
        "=1+1",
        "@SUM(A1)",
        "+1",
        "-1",
        "5/10",
        "1-2",
        "10E5",
        "0539",
        "TRUE",
        "00",
        "#REF!",
        "{=1}",
        "http://x.y",
    ),
    *(
        "mailto:a@b.c",
        "internal:Sheet!A1",
        "'x",
        "_x0041_",
        "1,5",
        "1 2/3",
        "   ",
        '=HYPERLINK("http://x","y")',
    ),
)
TEXT, NUMBER = Column("a", "text", "a text"), Column("b", "number", "a number")


def written(run, folder, monkeypatch, rows):
    """Write rows of [text, number] as a sheet; return its cells as openpyxl reads them."""
    part = Part("x", "x.csv", "one thing", len(rows), [TEXT, NUMBER], rows)
    monkeypatch.setattr(workbook, "parts", lambda run: [part])
    workbook.write(run, folder)
    return list(openpyxl.load_workbook(folder / workbook.FILE)["x"].iter_rows(min_row=2))


@pytest.fixture
def made_up(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return made_up_run(tmp_path)


def test_a_text_stays_the_text_that_it_is_whatever_it_looks_like(made_up, tmp_path, monkeypatch):
    texts = [text for text in (*LOOKS_LIKE_SOMETHING, *HOSTILE) if text]
    cells = written(made_up, tmp_path, monkeypatch, [[text, "1"] for text in texts])
    assert [unescape(row[0].value) for row in cells] == [shown(text) for text in texts]
    assert {row[0].data_type for row in cells} == {"s"}
    assert {row[0].number_format for row in cells} == {"@"}
    assert not any(row[0].hyperlink for row in cells)


def test_no_formula_and_no_link_is_in_the_file(made_up, tmp_path, monkeypatch):
    written(made_up, tmp_path, monkeypatch, [[text, text] for text in LOOKS_LIKE_SOMETHING])
    with zipfile.ZipFile(tmp_path / workbook.FILE) as archive:
        sheets = b"".join(archive.read(name) for name in archive.namelist() if "sheets/" in name)
        assert not [name for name in archive.namelist() if "externalLink" in name or "_rels/sheet" in name]
    assert b"<f>" not in sheets and b"hyperlink" not in sheets.split(b"inlineStr")[0]


def test_a_number_is_a_number_and_what_would_lose_digits_a_text(made_up, tmp_path, monkeypatch):
    numbers = ["-1.02", "3", "1e-05", "inf", "nan", "12345678901234567", "", None]
    cells = written(made_up, tmp_path, monkeypatch, [["x", number] for number in numbers])
    found = [row[1].value if len(row) > 1 else None for row in cells]
    assert found == [-1.02, 3, 1e-05, "inf", "nan", "12345678901234567", None, None]


@given(st.floats(-1e300, 1e300).map(lambda number: f"{number:.10g}"))
def test_a_written_number_is_the_one_of_the_file(text):
    assert as_number(text) == float(text)


@given(st.text(max_size=50))
def test_a_shown_text_has_every_sign_that_can_be_seen(text):
    assert len(shown(text)) == len(text)


@pytest.mark.parametrize("text", ["x" * 40_000, "\U0001f915" * 20_000])
def test_a_text_longer_than_a_cell_is_cut_and_says_so(text):
    assert len(shown(text).encode("utf-16-le")) // 2 <= LONGEST and shown(text).endswith("is in the file)")


def test_the_same_run_gives_the_same_bytes_whatever_the_machine(made_up, tmp_path, monkeypatch):
    made = []
    for zone in ("UTC", "Asia/Tokyo"):
        monkeypatch.setenv("TZ", zone)
        workbook.write(made_up, tmp_path / zone.replace("/", "_"))
        made.append((tmp_path / zone.replace("/", "_") / workbook.FILE).read_bytes())
    assert made[0] == made[1]


def test_the_first_sheet_tells_what_each_column_means_and_how_many_rows_there_are(
    made_up, tmp_path, monkeypatch
):
    monkeypatch.setattr(workbook, "MOST_ROWS", 1)
    workbook.write(made_up, tmp_path)
    book = openpyxl.load_workbook(tmp_path / workbook.FILE)
    rows = [[cell or "" for cell in row] for row in book["meanings"].iter_rows(min_row=4, values_only=True)]
    assert book.sheetnames[0] == "meanings"
    assert {row[0] for row in rows} == set(book.sheetnames[1:])
    for sheet in book.sheetnames[1:]:
        columns = [cell.value for cell in next(book[sheet].iter_rows(max_row=1))]
        assert [row[5] for row in rows if row[0] == sheet] == columns
        assert {row[4] for row in rows if row[0] == sheet} == {f"{book[sheet].max_row - 1:,}"}
    estimates = next(row for row in rows if row[1].endswith("model/estimates.csv") and row[5] == "estimate")
    assert estimates[6] and estimates[3] != estimates[4] == "1"


def test_every_table_named_is_declared_and_every_sheet_has_a_name_of_its_own():
    named = [*workbook.OF_THE_RUN, *(f"target_trial/{table}" for table in workbook.OF_AN_ANALYSIS)]
    assert [inside for inside in named if pages_tables.declared(f"{inside}.csv") is None] == []
    long = [f"{'a' * 40}_{n}/{table}" for n in range(3) for table in workbook.OF_AN_ANALYSIS]
    names = [sheet_name(inside, number) for number, inside in enumerate([*named, *long])]
    assert len({name.lower() for name in names}) == len(names)
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)


def test_a_run_without_a_table_has_a_workbook_without_its_sheet(made_up, tmp_path):
    gone = [path for path in made_up.makers if path.endswith("estimates.csv")]
    records = [
        {
            **record,
            "outputs": {path: print_ for path, print_ in record["outputs"].items() if path not in gone},
        }
        for record in made_up.records
    ]
    workbook.write(replace(made_up, records=records), tmp_path)
    assert not [
        name for name in openpyxl.load_workbook(tmp_path / workbook.FILE).sheetnames if "estimates" in name
    ]
