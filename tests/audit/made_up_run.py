"""A finished run of a few people, made up without Snakemake: what its jobs left, and a Run of it."""

import json
import shutil
from pathlib import Path

import pandas as pd

from audit.made_up_people import PEOPLE_TABLES
from chart2paper.audit.manifest import job_key
from chart2paper.audit.run import Run, assemble
from chart2paper.jobs.job import fingerprints
from chart2paper.protocol.load import load_study
from made_prints import prints_in

ROOT = Path(__file__).parents[2]
ATTACK = "<script>document.title = 'attacked'</script>"
PRIMARY = "results/target_trial"
EFFECT = "estimates.target_trial.final_score.adjusted_difference.ancova_cr2"
PAPER = (
    f'<h1 id="abstract-title">Paper</h1><a id="value-{EFFECT}.estimate" href="../audit/index.html">−1.02</a>'
)

TABLES = {
    "results/extract/measurement.parquet": {
        "measurement_id": ["m1", "m2", "m3"],
        "person_id": ["P0001", "P0002", "P0002"],
        "value_source_value": ["7", ATTACK, "10"],
        "source_file": ["scores.csv"] * 3,
        "source_row": [2, 3, 4],
    },
    "results/extract/row_ledger.csv": {
        "stage": ["extract"],
        "source_file": ["scores.csv"],
        "table": ["measurement"],
        "rows_read": [4],
        "rows_kept": [3],
        "rows_quarantined": [1],
    },
    "results/extract/quarantine.csv": {
        "stage": ["extract"],
        "table": ["measurement"],
        "source_file": ["scores.csv"],
        "source_row": [5],
        "person_id": [""],
        "column": ["Record"],
        "raw_value": [""],
        "reason": ["no record number"],
    },
    "results/clean/cleaning_log.csv": {
        "table": ["measurement"] * 3,
        "source_file": ["scores.csv"] * 3,
        "source_row": [2, 3, 4],
        "person_id": ["P0001", "P0002", "P0002"],
        "column": ["value_source_value"] * 3,
        "raw_value": ["seven", ATTACK, "10/10"],
        "rule": ["number_word", "number_word", "score_out_of_ten"],
        "new_value": ["7", "", "10"],
    },
    "results/clean/cleaning_summary.csv": {
        "table": ["measurement"] * 2,
        "column": ["value_source_value"] * 2,
        "rule": ["number_word", "score_out_of_ten"],
        "count": [2, 1],
        "example_raw": ["seven", "10/10"],
        "example_new": ["7", "10"],
    },
    "results/clean/row_ledger.csv": {
        "stage": ["clean"],
        "source_file": ["scores.csv"],
        "table": ["measurement"],
        "rows_read": [3],
        "rows_kept": [2],
        "rows_quarantined": [1],
    },
    "results/clean/quarantine.csv": {
        "stage": ["clean"],
        "table": ["measurement"],
        "source_file": ["scores.csv"],
        "source_row": [3],
        "person_id": ["P0002"],
        "column": ["value_source_value"],
        "raw_value": [ATTACK],
        "reason": ["not a score"],
    },
    f"{PRIMARY}/cohort/cohort.csv": {
        "person_id": ["P0001", "P0002", "P0003", "P0010"],
        "role": ["exposed", "comparator", "comparator", ""],
        "excluded_because": ["", "", "", "age unknown"],
        "age": [50, 9, 100, ""],
        "index_date": ["2019-03-01", "", "", ""],
    },
    f"{PRIMARY}/cohort/attrition.csv": {
        "step": [0, 1],
        "reason": ["everyone in the export", "age unknown"],
        "exposed": [0, 0],
        "comparator": [0, 1],
        "remaining": [4, 3],
    },
    f"{PRIMARY}/match/matches.csv": {
        "set_id": ["P0001", "P0001"],
        "person_id": ["P0001", "P0002"],
        "role": ["exposed", "comparator"],
    },
    f"{PRIMARY}/match/unmatched.csv": {"person_id": [], "reason": []},
    f"{PRIMARY}/model/analysis_set.csv": {
        "set_id": ["P0001", "P0001"],
        "person_id": ["P0001", "P0002"],
        "role": ["exposed", "comparator"],
        "final_score": [4, ""],
        "baseline_date": ["2019-02-20", "2019-02-25"],
        "final_date": ["2019-05-30", ""],
        "outcome_missing_because": ["", "no visit in the outcome window"],
    },
    f"{PRIMARY}/model/estimates.csv": {
        "analysis": ["target_trial"] * 2,
        "outcome": ["final_score", "responder_50"],
        "estimand": ["adjusted_difference", "nnt"],
        "method": ["ancova_cr2", "newcombe"],
        "estimate": [-1.02, 5.9],
        "status": ["ok", "ok"],
    },
}

TABLES |= PEOPLE_TABLES

RAW = "data/raw/demo_clinic/scores.csv"
SCRIPT = "scripts/model/estimate_effects.py"
# Rule, wildcards, settings, inputs, outputs.
JOBS = [
    ("extract_tables", {}, {"raw_folder": "data/raw/demo_clinic"}, [RAW], "results/extract/"),
    (
        "clean_table",
        {},
        {"data_lock_date": "2020-12-31"},
        ["results/extract/measurement.parquet"],
        "results/clean/",
    ),
    (
        "select_cohort",
        {"analysis": "target_trial"},
        {"eligibility": {"min_age": 18}},
        ["results/clean/cleaning_log.csv"],
        f"{PRIMARY}/cohort/",
    ),
    ("match_sets", {"analysis": "target_trial"}, {}, [f"{PRIMARY}/cohort/cohort.csv"], f"{PRIMARY}/match/"),
    (
        "measure_outcomes",
        {"analysis": "target_trial"},
        {},
        [f"{PRIMARY}/match/matches.csv"],
        f"{PRIMARY}/model/analysis_set.csv",
    ),
    (
        "leave_one_out",
        {"analysis": "target_trial"},
        {},
        [f"{PRIMARY}/model/analysis_set.csv"],
        f"{PRIMARY}/model/influence.csv",
    ),
    (
        "estimate_effects",
        {"analysis": "target_trial"},
        {},
        [f"{PRIMARY}/model/analysis_set.csv", SCRIPT],
        f"{PRIMARY}/model/estimates.csv",
    ),
]


def value(text: str, **more: object) -> dict[str, object]:
    """Return an entry of values.json."""
    empty = {"value": None, "file": "", "row": None, "column": "", "rule": "as it stands", "sources": []}
    return {**empty, "template": "", "text": text, **more}


def estimate_of(analysis: str) -> dict[str, str]:
    """What a value says that is the estimate itself and not its limits or counts."""
    return {"kind": "estimate", "analysis": analysis, "cell": "estimate"}


ESTIMATES = f"{PRIMARY}/model/estimates.csv"
SENTENCE = "Pain was lower with LDN: −1.02 points."
VALUES = {
    f"{EFFECT}.estimate": value(
        "−1.02", value=-1.02, file=ESTIMATES, row=2, column="estimate", about=estimate_of("target_trial")
    ),
    "estimates.target_trial.responder_50.nnt.newcombe.estimate": value(
        "NNTB 5.9", value=5.9, file=ESTIMATES, row=3, column="estimate", about=estimate_of("target_trial")
    ),
    "estimates.replication.responder_50.nnt.newcombe.estimate": value(
        "NNTB 3.4", value=3.4, about=estimate_of("replication")
    ),
    "primary.say.effect.text": value(
        SENTENCE, rule="chosen from the results", made="chosen", sources=[f"{EFFECT}.estimate"]
    ),
    "records.strangest": value(ATTACK, file="results/clean/cleaning_log.csv", row=3, column="raw_value"),
    "design.min_age": value(
        "18", value=18, file="protocol", column="analyses.target_trial.eligibility.min_age"
    ),
}
PLACES = {
    "primary.say.effect.text": [
        {"section": "Abstract", "label": "", "anchor": "abstract-title", "text": SENTENCE}
    ]
}


def made_up_run(folder: Path) -> Run:
    """Write the files of a small run below `folder`, which must be the working directory, and return the run."""
    for path, columns in TABLES.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        frame = pd.DataFrame(columns)
        if path.endswith(".parquet"):
            frame.to_parquet(path)
        else:
            frame.to_csv(path, index=False)
    for path, text in {RAW: "Record,Score\n", "results/paper/paper.html": PAPER}.items():
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text(text, encoding="utf-8")
    Path(SCRIPT).parent.mkdir(parents=True)
    shutil.copyfile(ROOT / SCRIPT, SCRIPT)
    shutil.copyfile(ROOT / "config.yaml", "config.yaml")
    return _with_records(folder)


def _with_records(folder: Path) -> Run:
    logs = folder / "results/logs"
    logs.mkdir()
    for rule, wildcards, params, inputs, made in JOBS:
        outputs = [path for path in TABLES if path.startswith(made)]
        record = {"rule": rule, "wildcards": wildcards, "params": params}
        record |= {
            "inputs": fingerprints(inputs, prints_in(folder)),
            "outputs": fingerprints(outputs, prints_in(folder)),
        }
        (logs / f"{job_key(record)}.json").write_text(json.dumps(record), encoding="utf-8")
    rule = {"file": "rules/model.smk", "line": 7, "script": "", "message": "At work: {wildcards.analysis}"}
    rules = {name: rule for name, *_ in JOBS}
    rules["estimate_effects"] = {**rule, "script": SCRIPT}
    settings = {"study": load_study("config.yaml").model_dump(mode="json"), "rules": rules}
    (logs / "build_audit.json").write_text(json.dumps({"params": settings}), encoding="utf-8")
    (folder / "results/paper/values.json").write_text(json.dumps(VALUES), encoding="utf-8")
    (folder / "results/paper/places.json").write_text(json.dumps(PLACES), encoding="utf-8")
    return assemble("results", settings, VALUES, PLACES)
