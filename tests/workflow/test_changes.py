"""A run beside an earlier one: the same export in another order, and a newer one under the old data lock date."""

import csv
import random
import shutil
import subprocess
import sys

import pandas as pd
import pytest

from project_copy import copy_project, run, run_in_one_process, with_a_small_grid

RAW = "data/raw/demo_clinic"
# What a study finds. The tables of the supplement and of the figures that show the attrition grow with the export.
FOUND = ("*/match/*.csv", "*/model/*.csv", "figures/forest.csv")


@pytest.fixture(scope="module")
def clinic(tmp_path_factory):
    """A finished run of a small clinic, its results kept as results_kept."""
    folder = with_a_small_grid(copy_project(tmp_path_factory.mktemp("changes")))
    script = [sys.executable, folder / "scripts/make_demo_clinic.py", "--persons", "400", "--folder"]
    subprocess.run([*script, folder / RAW], cwd=folder, check=True)
    code, output = run_in_one_process(folder, "--cores", "2")
    assert code == 0, output[-5000:]
    shutil.copytree(folder / "results", folder / "results_kept")
    return folder


def rewrite(folder, change):
    """Rewrite every file of the export; `change` gets its name and rows and returns the rows to write."""
    for path in sorted((folder / RAW).glob("*.csv")):
        encoding = "latin-1" if path.name in ("visits.csv", "medications.csv") else "utf-8-sig"
        text = path.read_text(encoding=encoding)
        mark = ";" if path.name == "medications.csv" else ","
        head, *rows = list(csv.reader(text.splitlines(), delimiter=mark))
        with path.open("w", encoding=encoding, newline="") as file:
            csv.writer(file, delimiter=mark).writerows([head, *change(path.name, head, rows)])


def shuffled(name, head, rows):
    random.Random(name).shuffle(rows)
    return rows


def grown(name, head, rows):
    """A year more of records: new people, new visits with scores, orders that were stopped since."""
    place = {column: number for number, column in enumerate(head)}
    if name == "medications.csv":
        for row in rows:
            if not row[place["StopDate"]] and row[place["OrderDate"]].startswith("2020-"):
                row[place["StopDate"]], row[place["StopReason"]] = "2021-06-30", "side effects"
    dates = {"visits.csv": "VisitDate", "pain_scores.csv": "EntryDate", "diagnoses.csv": "DxDate"}
    if name not in {*dates, "patients.csv"}:
        return rows
    more = [list(row) for row in rows[:40]]
    for number, row in enumerate(more):
        row[0] = f"MRN99{number:05d}" if name == "patients.csv" else f"Z{number:08d}"
        if name in dates:
            row[place[dates[name]]] = "2021-05-03"
        if name != "patients.csv" and number % 2:
            row[place["MRN"]] = f"MRN99{number:05d}"
        if name == "patients.csv":
            row[place["LastName"]] = f"Newcomer{number}"
    return shuffled(name, head, rows + more)


def compare(folder):
    code, output = run_in_one_process(folder, "changes", "--cores", "2", "--config", "previous=results_kept")
    assert code == 0, output[-5000:]
    page = (folder / "results/changes/changes.html").read_text(encoding="utf-8")
    return page.split('aria-label="Summary"')[1].split("</div>")[0]


def table(folder, name):
    return pd.read_csv(folder / f"results/changes/{name}.csv")


def test_without_an_earlier_run_it_says_how_to_name_one(clinic):
    for arguments, what in (
        ((), "no earlier run is named"),
        (("--config", "previous=results_2019"), "there is no such folder"),
        (("--config", "previous=results"), "this is the present run"),
    ):
        code, output = run_in_one_process(clinic, "changes", "--cores", "1", *arguments)
        assert code == 1
        assert what in output
        assert "Traceback" not in output
        assert not list(clinic.glob("results/changes/*"))


def test_naming_an_earlier_run_is_no_setting_and_reruns_nothing(clinic):
    code, output = run_in_one_process(
        clinic, "--dry-run", "--cores", "1", "--config", "previous=results_kept"
    )
    assert code == 0
    assert "Nothing to be done" in output


def test_a_mistyped_earlier_run_leaves_the_comparison_that_is_there(clinic):
    page = clinic / "results/changes/changes.html"
    page.parent.mkdir(exist_ok=True)
    page.write_text("an earlier comparison", encoding="utf-8")
    (clinic / "results_other").mkdir()
    (clinic / "results_other/manifest.json").write_text("{}", encoding="utf-8")
    for folder, what in (
        ("results_kpet", 'Did you mean "results_kept"?'),
        ("results_other", "this is not the manifest of a run"),
    ):
        code, output = run_in_one_process(clinic, "changes", "--cores", "1", "--config", f"previous={folder}")
        assert code == 1 and what in output
        assert page.read_text(encoding="utf-8") == "an earlier comparison"
    shutil.rmtree(clinic / "results_other")
    shutil.rmtree(page.parent)


def test_the_same_export_in_another_order_changes_nothing_and_says_so(clinic):
    rewrite(clinic, shuffled)
    said = compare(clinic)
    assert "did not move" in said
    assert "The export holds the same rows as before" in said
    assert "in another order" in said
    assert "Nothing in the paper changed" in said
    for name in ("raw_rows", "readings", "people_changes", "match_changes", "settings"):
        assert table(clinic, name).empty, name
    code, output = run_in_one_process(clinic, "verify", "--cores", "1")
    assert code == 0, output[-2000:]


def test_a_newer_export_under_the_old_lock_date_gives_the_old_results(clinic):
    rewrite(clinic, grown)
    said = compare(clinic)
    assert table(clinic, "row_counts")["added"].sum() > 100
    assert table(clinic, "row_counts")["altered"].sum() > 0
    for pattern in FOUND:
        for path in sorted((clinic / "results_kept").glob(pattern)):
            now = clinic / "results" / path.relative_to(clinic / "results_kept")
            assert now.read_bytes() == path.read_bytes(), now
    estimates = pd.read_csv(clinic / "results/target_trial/model/estimates.csv")
    assert estimates["estimate"].notna().any()
    people = table(clinic, "people_changes")
    assert set(people["change"]) <= {"new in the export, not in"}
    assert table(clinic, "match_changes").empty
    assert "All of them describe the export itself" in said


def test_verify_names_an_edited_file_and_what_was_made_from_it_and_an_edited_or_older_comparison(clinic):
    for name in ("changes/changes.html", "target_trial/match/matches.csv"):
        edited = clinic / "results" / name
        edited.write_text(edited.read_text() + "\n")
    manifest = clinic / "results_kept/manifest.json"
    manifest.write_text(manifest.read_text() + "\n")
    code, output = run(clinic, "verify", "--cores", "1")
    assert code == 1
    assert "target_trial/match/matches.csv: edited: it is not what rule match_sets made" in output
    assert "target_trial/model/analysis_set.csv: stale" in output
    assert "results/changes/changes.html: edited" in output
    assert (
        "results/changes/numbers.csv: stale: made from an earlier version of results_kept/manifest.json"
        in output
    )
