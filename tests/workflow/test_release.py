"""The release of the demo clinic, from what is in the zip alone."""

import csv
import io
import json
import re
import shutil
import zipfile
from hashlib import sha256

import pypdfium2
import pytest

from attacks.exact_counts import outcomes
from project_copy import copy_run, run_in_one_process

COUNTS = (
    "exposed",
    "comparator",
    "total",
    "remaining",
    "n",
    "people",
    "persons",
    "responders",
    "at_risk",
    "count",
)
COUNT_COLUMNS = (
    *COUNTS,
    "n_exposed",
    "n_comparator",
    "n_first",
    "n_second",
    "rows_read",
    "rows_kept",
    "rows_quarantined",
)
STUDY_ID = re.compile(r"\bP\d{4,}\b")


@pytest.fixture(scope="module")
def files(first_release):
    """Every file of the zip, by its path in it."""
    with zipfile.ZipFile(first_release / "results" / "release.zip") as archive:
        return {name.removeprefix("release/"): archive.read(name) for name in archive.namelist()}


def tables(files):
    for name, content in files.items():
        if name.endswith(".csv"):
            yield name, list(csv.DictReader(io.StringIO(content.decode("utf-8"))))


def words(files):
    """Every text that a reader can see, by file: tables, pictures, and the paper in its three formats."""
    for name, content in files.items():
        if name.endswith(".pdf"):
            document = pypdfium2.PdfDocument(content)
            yield name, " ".join(page.get_textpage().get_text_range() for page in document)
        elif name.endswith(".docx"):
            with zipfile.ZipFile(io.BytesIO(content)) as parts:
                yield (
                    name,
                    " ".join(parts.read(p).decode("utf-8") for p in parts.namelist() if p.endswith("xml")),
                )
        elif not name.endswith(".png"):
            text = content.decode("utf-8")
            yield name, re.sub(r"base64,[A-Za-z0-9+/=]+", "", text)


def test_it_holds_the_paper_tables_figures_diagnostics_protocol_and_versions(files):
    for name in (
        *("README.md", "DISCLOSURE.md", "manifest.json", "code_version.json", "protocol/study.yaml"),
        *("paper/paper.html", "paper/paper.pdf", "paper/paper.docx", "paper/numbers.csv"),
        *("tables/target_trial/estimates.csv", "tables/target_trial/characteristics.csv"),
        *("diagnostics/target_trial/diagnostics.csv", "figures/forest.svg", "figures/forest.csv"),
    ):
        assert len(files[name]) > 100, name


def test_every_file_has_the_fingerprint_that_the_manifest_gives(files):
    listed = json.loads(files["manifest.json"])["files"]
    assert {*listed} == {*files} - {"manifest.json"}
    assert all(sha256(files[name]).hexdigest() == entry["sha256"] for name, entry in listed.items())


def test_no_count_from_one_to_ten_is_in_any_table(files):
    seen = 0
    for name, rows in tables(files):
        for row in rows:
            for column in COUNT_COLUMNS:
                if row.get(column, "").isdigit():
                    seen += 1
                    assert int(row[column]) == 0 or int(row[column]) > 10, (name, row)
                    assert int(row[column]) % 5 == 0, (name, row)
    assert seen > 150


def test_no_study_id_and_no_column_of_people_leaves(files):
    for name, text in words(files):
        assert not STUDY_ID.search(text), name
    for name, rows in tables(files):
        for row in rows:
            assert not {"person_id", "set_id", "index_date", "raw_value", "example_raw"} & row.keys(), name


def test_nothing_links_to_pages_that_stay_in_the_clinic(files):
    assert b"audit/index.html" not in files["paper/paper.html"]
    assert all(
        b"file://" not in content for name, content in files.items() if name.endswith((".html", ".svg"))
    )


def test_the_paper_says_on_every_page_what_copy_it_is(files):
    for page in pypdfium2.PdfDocument(files["paper/paper.pdf"]):
        assert "Disclosure-controlled copy" in page.get_textpage().get_text_range()


def test_the_primary_estimate_is_in_it_and_what_rests_on_few_people_is_not(files):
    rows = list(csv.DictReader(io.StringIO(files["tables/target_trial/estimates.csv"].decode())))
    found = {(row["outcome"], row["estimand"], row["method"]): row for row in rows}
    primary = found["final_score", "adjusted_difference", "ancova_cr2"]
    assert float(primary["estimate"]) < 0
    # Ten comparators fell by half: neither their number nor what is computed from it may leave.
    for estimand in ("risk_difference", "risk_ratio", "odds_ratio", "nnt"):
        assert found["responder_50", estimand, "standardised_logistic"]["estimate"] == "[withheld]"


@pytest.mark.parametrize("analysis", ["target_trial", "replication"])
def test_no_statistic_of_the_demo_tells_an_exact_count(demo, files, tmp_path, analysis):
    for name, content in files.items():
        if name.endswith(".csv"):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_bytes(content)
    with (demo / "results" / analysis / "model" / "analysis_set.csv").open(encoding="utf-8") as file:
        people = list(csv.DictReader(file))
    true = {
        ("matched", role): sum(row["role"] == role for row in people) for role in ("exposed", "comparator")
    }
    for role in ("exposed", "comparator"):
        scored = sum(row["role"] == role and row["final_score"] != "" for row in people)
        true["with outcome", role] = scored
    tried = list(outcomes(tmp_path, true, analysis=analysis))
    assert len(tried) >= 4
    assert [name for name, told in tried if told] == []


def test_no_fingerprint_of_the_clinics_own_tables_leaves(demo, files):
    """A small table can be guessed until its fingerprint fits."""
    inside = [path for path in (demo / "results").iterdir() if not path.name.startswith("release")]
    found = [path for folder in inside for path in [folder, *folder.rglob("*")] if path.is_file()]
    tables = [path for path in found if path.suffix in (".csv", ".json", ".parquet")]
    shas = {sha256(path.read_bytes()).hexdigest() for path in tables}
    assert len(shas) > 100
    for name, text in words(files):
        assert not shas & {*re.findall(r"\b[0-9a-f]{64}\b", text)}, name


def test_released_again_it_is_the_same_to_the_byte_and_the_register_does_not_grow(first_release, tmp_path):
    folder = copy_run(first_release, tmp_path / "clinic")
    first = (folder / "results" / "release.zip").read_bytes()
    register = folder / "data" / "releases" / "ldn_demo.json"
    before = register.read_bytes()
    code, output = run_in_one_process(folder, "--cores", "2", "release")
    assert code == 0
    assert "Nothing to be done" in output
    shutil.rmtree(folder / "results" / "release_draft")
    assert run_in_one_process(folder, "--cores", "2", "release")[0] == 0
    assert (folder / "results" / "release.zip").read_bytes() == first
    assert register.read_bytes() == before
