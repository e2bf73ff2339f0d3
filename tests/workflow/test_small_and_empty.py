"""Cohorts that are empty or without comparators run to a paper that says what is not estimable, and why."""

import subprocess
import sys

import pandas as pd
import pytest
import yaml

from project_copy import copy_project, run_in_one_process


def clinic_with(folder, persons, change):
    """Make a copy of the project with a small clinic and a changed protocol."""
    copy_project(folder)
    raw = folder / "data" / "raw" / "demo_clinic"
    script = folder / "scripts" / "make_demo_clinic.py"
    subprocess.run(
        [sys.executable, script, "--persons", str(persons), "--folder", raw], cwd=folder, check=True
    )
    config = folder / "config.yaml"
    protocol = yaml.safe_load(config.read_text())
    change(protocol)
    config.write_text(yaml.safe_dump(protocol, allow_unicode=True, sort_keys=False))
    return folder


def run_that_accepts(folder, *losses):
    """Let the mapping accept losses whole, and return the results of the run that goes on with them."""
    mapping = folder / "data" / "mappings" / "demo_clinic.yaml"
    settings = yaml.safe_load(mapping.read_text(encoding="utf-8"))
    reason = "The study shows what a paper says where nothing can be estimated."
    settings["accepted_losses"] = [{"what": what, "up_to": 1, "reason": reason} for what in losses]
    mapping.write_text(yaml.safe_dump(settings, allow_unicode=True, sort_keys=False), encoding="utf-8")
    code, output = run_in_one_process(folder, "--cores", "2")
    assert code == 0, output[-5000:]
    return folder / "results"


def estimates_of(results, analysis):
    return pd.read_csv(results / analysis / "model" / "estimates.csv")


def paper_of(results):
    return (results / "paper" / "paper.html").read_text(encoding="utf-8")


def nobody_exposed(protocol):
    protocol["exposure"]["max_daily_dose_mg"]["value"] = 0.001


def nobody_alike(protocol):
    for analysis in protocol["analyses"].values():
        analysis["matching"]["calipers"]["value"] = {"age": 0.0, "baseline_score": 0.0, "days_in_care": 0.0}


def stops_before_anybody_is_matched(folder, said):
    """The run says what is lost, and matches nobody; where nobody is exposed it does not open outcomes either."""
    code, output = run_in_one_process(folder, "--cores", "2")
    assert code == 1, output[-5000:]
    assert said in output
    assert (folder / "results" / "data_quality" / "losses.csv").is_file()
    assert not (folder / "results" / "target_trial" / "match").exists()
    if "nobody" in said:
        assert not list((folder / "results").rglob("cohort.csv"))
        register = folder / "data" / "register" / "ldn_demo.jsonl"
        assert register.read_text(encoding="utf-8") == ""


NOBODY_ALIKE = "the analysis target_trial is left without exposed people or without comparators"


@pytest.mark.parametrize(
    ("persons", "change", "said", "accepted"),
    [
        (150, nobody_exposed, "nobody has the exposure", ("exposed", "eligible")),
        (150, nobody_alike, NOBODY_ALIKE, ("eligible",)),
    ],
)
def test_without_exposed_or_comparators_every_estimate_says_why_it_is_missing(
    tmp_path, persons, change, said, accepted
):
    folder = clinic_with(tmp_path, persons, change)
    stops_before_anybody_is_matched(folder, said)
    results = run_that_accepts(folder, *accepted)
    for analysis in ("replication", "target_trial"):
        estimates = estimates_of(results, analysis)
        assert len(estimates) > 10
        assert estimates["estimate"].isna().all()
        assert estimates["status"].str.startswith("not estimable: ").all()
    paper = paper_of(results)
    assert "not estimable" in paper
    assert not {"NaN", "nan ", "None "} & set(paper.split())
