"""Whatever a clinic calls an export: what is no CSV file is known by its first bytes, and told with what to do."""

import gzip
import io
import sqlite3
import zipfile

import duckdb
import pytest

from chart2paper.extract.file_checks import check_files
from chart2paper.problems import Problems
from chart2paper.reading.formats.csv.reader import read_export_file

HEADER = "VisitID,MRN,Date,Status\n"
ROWS = "V1,M1,2016-01-01,Done\nV2,M2,2016-02-02,Done\n"


def told(clinic, content, **settings):
    """The one problem of a file of visits with this content."""
    file = clinic.settings["files"][1]
    file.update(settings)
    clinic.write("visits.csv", content)
    with pytest.raises(Problems) as caught:
        check_files(clinic.mapping, clinic.folder)
    (problem,) = caught.value.problems
    assert problem.file == "visits.csv"
    return str(problem)


def zipped(*names):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in names:
            archive.writestr(
                name, "application/vnd.oasis.opendocument.spreadsheet" if name == "mimetype" else ""
            )
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (zipped("[Content_Types].xml", "xl/workbook.xml"), "an Excel workbook"),
        (zipped("docProps/app.xml", "xl/theme/theme1.xml", "xl/workbook.xml"), "an Excel workbook"),
        (zipped("mimetype"), "an Excel workbook"),
        (zipped("visits.csv"), "a zip archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "an old Excel workbook"),
        (gzip.compress(HEADER.encode(), mtime=0), "a gzip archive"),
        (b"%PDF-1.7\n", "a PDF file"),
        (b"{\\rtf1\\ansi", "a text document"),
        (b"  <html><table><tr><td>MRN</td></tr></table>", "a web page"),
        (
            b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>',
            "an Excel workbook written as XML",
        ),
        (b'<?xml version="1.0"?>\n<Bundle xmlns="http://hl7.org/fhir"/>', "FHIR records (XML)"),
        (b'{"resourceType":"Bundle","entry":[]}', "FHIR records (JSON)"),
        (b'{"id": "1", "resourceType": "Patient"}\n{"resourceType": "Patient"}\n', "FHIR records (JSON)"),
        (b'[\n  {"mrn": 1}\n]', "a JSON file"),
        (b"PAR1\x15\x04\x15\x00", "a Parquet file"),
        (b"-- dump of visits\nCREATE TABLE visits (id int);", "database commands"),
        (b"MSH|^~\\&|LAB|", "HL7"),
    ],
)
def test_a_file_of_another_kind_is_named(clinic, content, kind):
    problem = told(clinic, content)
    assert f"this is no CSV file but {kind}" in problem and "To do: " in problem


def test_databases_are_named(clinic, tmp_path):
    with sqlite3.connect(tmp_path / "a.db") as base:
        base.execute("create table visits (id int)")
    assert "an SQLite database" in told(clinic, (tmp_path / "a.db").read_bytes())
    with duckdb.connect(str(tmp_path / "b.db")) as base:
        base.execute("create table visits (id int)")
    assert "a DuckDB database" in told(clinic, (tmp_path / "b.db").read_bytes())


@pytest.mark.parametrize("name", ["PAR1", "BZh", "create", "[MRN]", "RDX"])
def test_a_header_may_begin_like_another_kind_of_file(clinic, name):
    clinic.write("visits.csv", f"{name},{HEADER}1,V1,M1,2016-01-01,Done\n")
    check_files(clinic.mapping, clinic.folder)


@pytest.mark.parametrize(
    ("content", "settings", "problem"),
    [
        ((HEADER + ROWS).encode("utf-16-le"), {}, "looks like UTF-16, but does not begin with the mark"),
        ((HEADER + ROWS).encode("utf-16-be"), {"encoding": "utf-16"}, "looks like UTF-16"),
        ((HEADER + "V1,M1,é,Done\n").encode(), {"encoding": "latin-1"}, "set encoding: utf-8"),
        ((HEADER + "V1,M1,½,Done\n").encode(), {"encoding": "cp1252"}, "set encoding: utf-8"),
        ((HEADER + "V1,M1,a – b é,Done\n").encode("cp1252"), {"encoding": "latin-1"}, "set encoding: cp1252"),
        (HEADER + ROWS + "V3,M1,Ã©,Done\n", {}, "row 4: characters were damaged before the export"),
        (HEADER + "V3,M1,Âµg,Done\n", {}, "row 2: characters were damaged before the export"),
        (HEADER + 'V3,M1,"x\ny",Done\nV3,M1,a â€“ b,Done\n', {}, "row 3: characters were damaged"),
        (HEADER + "V1,M\x001,x,Done\n", {}, "row 2: the file holds zero bytes"),
        (
            (HEADER + "V1,M\x001,XĀ,Done\n").encode("utf-16"),
            {"encoding": "utf-16"},
            "row 2: the file holds zero bytes",
        ),
    ],
)
def test_another_encoding_and_damaged_characters_are_told(clinic, content, settings, problem):
    assert problem in told(clinic, content, **settings)


@pytest.mark.parametrize(
    ("content", "settings", "problem"),
    [
        (
            HEADER.replace(",", ";") + "V1;M1;x;Done\n",
            {},
            'row 1: the columns are separated by ";", not by ","',
        ),
        (HEADER.replace(",", "\t") + "V1\tM1\tx\tDone\n", {}, 'separated by "\\t"'),
        (HEADER + ROWS, {"delimiter": ";"}, 'set delimiter: "," in the mapping'),
        ("sep=;\r\n" + HEADER + ROWS, {}, "the row sep=; above the header names another delimiter"),
        ("Visits 2016\n\n" + HEADER + ROWS, {}, "the column names stand in row 3, below 2 other rows"),
        (
            HEADER.replace("Date", "date") + ROWS,
            {},
            'column "Date": the file has no such column. Did you mean "date"?',
        ),
        (HEADER.replace("Date", "MRN ") + ROWS, {}, 'column "MRN": two columns have this name'),
        (
            HEADER + 'V1,M1,"x,Done\n' + ROWS,
            {},
            "row 2: a quotation mark is not closed: the rest of the file",
        ),
    ],
)
def test_a_header_that_is_not_where_or_what_it_should_be_is_told(clinic, content, settings, problem):
    if "MRN " in str(content):
        clinic.table("visits.csv")["columns"].pop("visit_start_date")
    assert problem in told(clinic, content, **settings)


def read(clinic, content, **settings):
    clinic.settings["files"][1].update(settings)
    clinic.write("visits.csv", content)
    mapping = clinic.mapping
    check_files(mapping, clinic.folder)
    file, part = mapping.filling("visit_occurrence")[0]
    return read_export_file(clinic.folder / "visits.csv", file, part.mapped_columns)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_row_that_names_the_delimiter_is_skipped_as_spreadsheets_do(clinic, encoding):
    content = "sep=;\r\n" + (HEADER + ROWS).replace(",", ";") + "V3;M1\n"
    found = read(clinic, content.encode(encoding), delimiter=";", encoding=encoding)
    assert list(found.rows.index) == [2, 3]
    assert list(found.wrong_cells["source_row"]) == [4]


def test_unseen_signs_around_a_name_are_no_part_of_it(clinic):
    found = read(clinic, "\ufeffVisitID , \u00a0MRN,\u200bDate\ufeff,Status\t\n" + ROWS)
    assert list(found.rows.columns) == ["VisitID", "MRN", "Date", "Status"]
    assert found.rows["MRN"].tolist() == ["M1", "M2"]


def test_a_cell_may_be_longer_than_131072_characters(clinic):
    found = read(
        clinic,
        HEADER.replace("\n", ",Note\n") + 'V1,M1,2016-01-01,Done,"' + 'long ""note"" ' * 20_000 + '"\n',
    )
    assert found.rows["Status"].tolist() == ["Done"]


def test_a_line_end_inside_a_cell_begins_no_row(clinic):
    found = read(clinic, HEADER + 'V1,M1,"2016\r\n-01-01",Done\r\nV2,M2,x,Done\r\n')
    assert list(found.rows.index) == [2, 3]
