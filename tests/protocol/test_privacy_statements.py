"""What the protocol, README and the page on privacy say of dates of birth is what the declared tables hold."""

import re

import pytest

from chart2paper.protocol.text.data import management_table
from chart2paper.tables.clean import CLEAN_TABLES
from chart2paper.tables.extract import EXTRACT_TABLES
from chart2paper.tables.private_values import BIRTH_DATE, allowed_columns, birth_date_files
from chart2paper.writing.values import Values
from paper.paper_material import PASSAGES
from protocol.clinic_study import ROOT

WITH_BIRTH = [
    f"{stage}/{name}.parquet"
    for stage, tables in (("extract", EXTRACT_TABLES), ("clean", CLEAN_TABLES))
    for name, table in tables.items()
    if "birth_date" in table.column_names
]
(IDENTITY,) = [
    row for row in management_table(Values(PASSAGES)).split("\n") if row.startswith("| Identity |")
]
DENIED = re.compile(r"\b(?:holds?|contains?|ha[sv]e?|with) no\b[^.;:|]*\b(?:dates? of birth|birth dates?)\b")
PAGES = [*sorted((ROOT / "docs").glob("*.md")), ROOT / "README.md", ROOT / "reports/protocol.qmd"]


def test_the_tables_with_dates_of_birth_are_those_that_the_protocol_names():
    assert sorted(WITH_BIRTH) == sorted(birth_date_files()) != []
    assert all(f"`{file}`" in IDENTITY for file in WITH_BIRTH)


@pytest.mark.parametrize("file", WITH_BIRTH)
def test_the_page_on_privacy_lists_each_of_them(file):
    assert "birth_date" in allowed_columns(file, BIRTH_DATE)
    row = next(
        line for line in (ROOT / "docs/privacy.md").read_text("utf-8").splitlines() if f"| `{file}` |" in line
    )
    assert "`birth_date`" in row and BIRTH_DATE in row


def test_nothing_that_is_printed_denies_dates_of_birth_or_names_in_the_clinics_results():
    texts = {page.name: page.read_text(encoding="utf-8") for page in PAGES} | {"identity": IDENTITY}
    assert {name for name, text in texts.items() if DENIED.search(" ".join(text.split()))} == set()
    assert "no names" not in IDENTITY
    assert "dates of birth" in " ".join(texts["README.md"].split())
