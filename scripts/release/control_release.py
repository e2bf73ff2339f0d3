"""Decide what may leave, and write the controlled tables, figures and parts of the paper."""

import json
from pathlib import Path

import pandas as pd

from chart2paper.job import job
from chart2paper.paper.values import PROGRAM, PROTOCOL
from chart2paper.release.decide import all_counts, decide
from chart2paper.release.disk import called_outside
from chart2paper.release.draft import as_json, mechanisms_of, write_draft
from chart2paper.release.paper_values import PaperValues
from chart2paper.release.register import read_register
from chart2paper.release.sheets import read_sheets
from chart2paper.release.words import decide_with_words

with job(snakemake) as (inputs, outputs, params):
    study, settings = params.study, params.study["release"]
    threshold, base = (settings[name]["value"] for name in ("suppression_threshold", "rounding_base"))
    values = json.loads(Path(inputs.values).read_text(encoding="utf-8"))
    codes = pd.read_csv(inputs.pain_conditions, dtype="str").to_dict("records")
    sheets = read_sheets(inputs.tables, study["results_dir"], threshold)
    entries, mechanisms = read_register(params.register), mechanisms_of(codes)
    sheets, control = decide_with_words(
        sheets,
        threshold,
        lambda told: decide(all_counts(told, values, mechanisms), told, entries, threshold, base),
    )
    public = (PROTOCOL, PROGRAM, study["paper"]["text_folder"], *params.public)
    primary = study["primary_analysis"]
    cells = PaperValues(
        values, control, sheets, primary, public, study["clinic"]["truth"], called_outside(study)
    ).all()
    draft, generated = Path(outputs.draft), Path(str(inputs.generated))
    decision = write_draft(
        control, sheets, cells, study, study["results_dir"], params.banner, generated, draft
    )
    same = [e for e in entries if e["shown"] == decision["shown"] and e["withheld"] == decision["withheld"]]
    decision["earlier"] = len(entries) - len(same)
    (draft / "decision.json").write_text(as_json(decision), encoding="utf-8")
    print(f"{len(decision['shown'])} counts are shown and {len(decision['withheld'])} are withheld.")
