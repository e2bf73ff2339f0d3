"""No cell of a CSV is taken for a formula by a spreadsheet, and every text comes back as it was."""

import csv
import re

import duckdb
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chart2paper.clean.collect import collect_log, collect_quarantine
from chart2paper.release.draft import write_rows
from chart2paper.tables.clean import CLEANING_LOG
from chart2paper.tables.contract import Column, Table
from chart2paper.tables.extract import QUARANTINE
from chart2paper.tables.formula_guard import guarded, sql_guarded, sql_unguarded, unguarded
from chart2paper.tables.read_write import read_csv, read_table, write_csv, write_parquet, write_table

FORMULAS = (
    "=1+1",
    "@SUM(A1)",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "\u00a0=1",
    "\ufeff=1",
    "＝1＋1",
)
NO_FORMULAS = (
    "a=b",
    "5/10",
    "low-dose",
    "x@y.org",
    "'tis",
    "",
    "-1.5",
    "+4",
    "-3e-5",
    "-12%",
    "P0042",
    "−1.02",
)
# A cell begins at the start of a text and, where the list separator is another one, behind it.
STARTS = re.compile(r"(?:^|[;\t\r\n])[^\S;\t\r\n]*[=+\-@]")
texts = st.one_of(
    st.text(max_size=20),
    st.text("=+-@'; \t\r\n\"a1,.%＝＠\u00a0\ufeff\x00", max_size=8),
    st.sampled_from(FORMULAS),
)
NOTES = Table(
    "notes",
    "one note",
    (Column("id", "text", "id"), Column("text", "text", "text"), Column("n", "number", "n")),
    key=("id",),
)


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_is_a_formula_gets_an_apostrophe_before_its_sign(text):
    assert "'" in guarded(text)[: len(text) - len(text.lstrip()) + 2]
    assert not STARTS.search(guarded(text))


@pytest.mark.parametrize("text", NO_FORMULAS)
def test_any_other_text_and_every_number_stays_as_it_is(text):
    assert guarded(text) == text


@pytest.mark.parametrize("text", ["x;=1+1", "x; -2", "a\t@SUM", "two\n=1"])
def test_a_formula_behind_what_separates_cells_elsewhere_is_guarded_too(text):
    assert not STARTS.search(guarded(text))


@given(texts)
@example("'=1")
@example("''=1")
@example("'-1.5")
@example(";'=;=")
def test_every_text_comes_back_as_it_was(text):
    assert unguarded(guarded(text)) == text


@given(texts)
def test_no_text_but_a_number_begins_a_formula_once_it_is_guarded(text):
    kept = guarded(text)
    assert not STARTS.search(kept) or re.fullmatch(r"[+-][\d.,eE+-]*%?", kept)


@given(st.lists(texts, min_size=1, max_size=5))
def test_the_database_guards_as_the_library_does(found):
    with duckdb.connect() as db:
        rows = db.execute(
            f"select {sql_guarded('t')}, {sql_unguarded(sql_guarded('t'))} from (select unnest(?) as t)",
            [[text.replace("\x00", "") for text in found]],
        ).fetchall()
    assert rows == [(guarded(text), text) for text in (text.replace("\x00", "") for text in found)]


@given(st.lists(texts.filter(lambda text: text and "\x00" not in text), min_size=1, max_size=5))
def test_a_table_comes_back_through_its_csv(tmp_path_factory, found):
    path = tmp_path_factory.mktemp("notes") / "notes.csv"
    frame = pd.DataFrame({"id": [f"P{n}" for n in range(len(found))], "text": found, "n": -1.5})
    write_table(frame, NOTES, path)
    assert list(read_table(NOTES, path)["text"]) == found
    assert list(read_csv(path)["text"]) == found
    with path.open(encoding="utf-8", newline="") as file:
        cells = list(csv.reader(file))[1:]
    assert [row[1:] for row in cells] == [[guarded(text), "-1.5"] for text in found]


def _formula_rows(table: Table) -> pd.DataFrame:
    rows = {column.name: ["1"] if column.type == "integer" else ["x"] for column in table.columns}
    rows |= {column.name: [column.values[0]] for column in table.columns if column.values}
    return pd.DataFrame({**rows, "raw_value": ['=HYPERLINK("http://x")']})


def test_the_quarantine_and_the_cleaning_log_are_guarded_once(tmp_path):
    """The quarantine of one stage is read and written again with that of the next one."""
    rows = _formula_rows(QUARANTINE)
    write_table(rows, QUARANTINE, tmp_path / "extract.csv")
    write_parquet(rows.astype({"source_row": "int64"}), tmp_path / "part.parquet")
    collect_quarantine([tmp_path / "part.parquet"], tmp_path / "extract.csv", tmp_path / "both.csv")
    with (tmp_path / "both.csv").open(encoding="utf-8", newline="") as file:
        assert [row["raw_value"] for row in csv.DictReader(file)] == ['\'=HYPERLINK("http://x")'] * 2
    assert set(read_table(QUARANTINE, tmp_path / "both.csv")["raw_value"]) == {'=HYPERLINK("http://x")'}
    log = pd.concat([_formula_rows(CLEANING_LOG)] * 5).assign(person_id=[f"P{n}" for n in range(5)])
    write_parquet(log.astype({"source_row": "int64"}), tmp_path / "log.parquet")
    collect_log([tmp_path / "log.parquet"], tmp_path / "log.csv", tmp_path / "summary.csv")
    for name in ("log", "summary"):
        assert "'=HYPERLINK" in (tmp_path / f"{name}.csv").read_text(encoding="utf-8")


def test_a_text_with_a_carriage_return_stays_in_its_row(tmp_path):
    """Readers take it for the end of a row: a cell could add a row of its own."""
    frame = pd.DataFrame({"id": ["P1", "P2"], "text": ["a\rP9,forged,1", "b"], "n": [1.0, None]})
    write_table(frame, NOTES, tmp_path / "a.csv")
    write_rows([{"id": "P1", "text": "a\rP9,forged"}], tmp_path / "b.csv")
    assert list(read_table(NOTES, tmp_path / "a.csv")["text"]) == ["a\rP9,forged,1", "b"]
    assert len(read_csv(tmp_path / "b.csv")) == 1
    with duckdb.connect() as db:
        assert db.sql(f"select count(*) from read_csv('{tmp_path / 'a.csv'}', header = true)").fetchall() == [
            (2,)
        ]


def test_released_tables_are_guarded_too(tmp_path):
    write_rows([{"event": "=1+1", "n": "-5"}], tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_text(encoding="utf-8") == "event,n\n'=1+1,-5\n"


def test_nothing_but_the_tables_room_and_the_release_writes_csv(root):
    """A file written in another way would not be guarded; the demo's export and the linkage log are no results."""
    writers = re.compile(r"\.to_csv\(|csv\.(?:Dict)?[Ww]riter\(|format csv", re.IGNORECASE)
    found = {
        path.relative_to(root).as_posix()
        for folder in ("src", "scripts")
        for path in (root / folder).rglob("*.py")
        if writers.search(path.read_text(encoding="utf-8"))
    }
    allowed = {
        "src/chart2paper/tables/read_write.py",
        "src/chart2paper/clean/collect.py",
        "src/chart2paper/release/draft.py",
        "src/chart2paper/demo_clinic/export.py",
        "src/chart2paper/extract/linkage_log.py",
    }
    assert found == allowed


def test_a_column_without_formulas_is_written_as_before(tmp_path):
    write_csv(
        pd.DataFrame({"a": ["x", None], "b": [1, 2], "c": pd.to_datetime(["2020-01-01", None])}),
        tmp_path / "a.csv",
    )
    assert (tmp_path / "a.csv").read_text(encoding="utf-8") == "a,b,c\nx,1,2020-01-01\n,2,\n"
