"""The same workflow, with no code of its own, on real hospital records."""

import json

import pandas as pd
import pytest

from project_copy import ROOT, copy_project, run_in_one_process

RECORDS = ROOT.parent / "shared" / "data" / "mimic3_demo"
STUDY = "studies/mimic3_demo.yaml"


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    """A finished run on the MIMIC-III demo, put where the study file expects them."""
    if not RECORDS.is_dir():
        pytest.skip(
            "the MIMIC-III demo records are not beside the checkout (docs/mapping.md says where to get them)"
        )
    folder = copy_project(tmp_path_factory.mktemp("real"))
    (folder / "data/raw/mimic3_demo").symlink_to(RECORDS)
    code, output = run_in_one_process(folder, "--cores", "2", "--configfile", STUDY)
    assert code == 0, output[-5000:]
    return folder


def test_the_study_has_a_results_folder_of_its_own_with_a_paper(real):
    assert not (real / "results").exists()
    for ending in ("html", "pdf", "docx"):
        assert (real / "results_mimic3_demo" / "paper" / f"paper.{ending}").stat().st_size > 10_000


def test_every_row_and_person_is_accounted_for(real):
    ledger = pd.read_csv(real / "results_mimic3_demo" / "clean" / "row_ledger.csv")
    assert (ledger["rows_read"] == ledger["rows_kept"] + ledger["rows_quarantined"]).all()
    attrition = pd.read_csv(real / "results_mimic3_demo" / "first_order" / "cohort" / "attrition.csv")
    assert attrition["remaining"].iloc[0] == 100


def test_the_exposed_had_oxycodone_and_the_scores_lie_between_0_and_10(real):
    results = real / "results_mimic3_demo"
    drugs = pd.read_parquet(results / "clean" / "drug_exposure.parquet")
    exposed = pd.read_csv(results / "first_order" / "match" / "matches.csv").query("role == 'exposed'")
    assert len(exposed) > 0
    assert set(exposed["person_id"]) <= set(
        drugs.loc[drugs["ingredient"].str.contains("oxycodone"), "person_id"]
    )
    assert pd.read_parquet(results / "clean" / "measurement.parquet")["value_as_number"].between(0, 10).all()


def test_the_paper_says_that_nothing_is_simulated_and_how_little_so_few_people_show(real):
    paper = (real / "results_mimic3_demo" / "paper" / "paper.html").read_text(encoding="utf-8")
    assert "Simulated data" not in paper
    assert "small study" in paper
    values = json.loads((real / "results_mimic3_demo" / "paper" / "values.json").read_text(encoding="utf-8"))
    assert values


def test_no_subject_number_of_the_source_is_in_any_result(real):
    subjects = set(pd.read_csv(RECORDS / "patients.csv", dtype=str)["subject_id"])
    persons = pd.read_parquet(real / "results_mimic3_demo" / "clean" / "person.parquet")["person_id"]
    assert not subjects & set(persons)
    cohort = pd.read_csv(real / "results_mimic3_demo" / "first_order" / "cohort" / "cohort.csv", dtype=str)
    assert not (cohort.isin(subjects)).to_numpy().any()
