"""Decide what may leave, and write the controlled tables, figures and parts of the paper."""

import json
from pathlib import Path

import pandas as pd

from chart2paper.jobs.job import job
from chart2paper.release.compared import compared, is_again
from chart2paper.release.decide import all_counts, decide
from chart2paper.release.disk import called_outside
from chart2paper.release.draft import as_json, mechanisms_of, write_draft
from chart2paper.release.lost import releases_out
from chart2paper.release.paper_values import PaperValues
from chart2paper.release.people_behind import groups_of_run
from chart2paper.release.register import Registers
from chart2paper.release.sheets import read_sheets, splits
from chart2paper.release.words import decide_with_words
from chart2paper.tables.cohort import DAILY_SCORES
from chart2paper.tables.read_write import read_table
from chart2paper.writing.text_files import passages_from
from chart2paper.writing.values import PROGRAM, PROTOCOL, Values

with job(snakemake) as (inputs, outputs, params):
    study, settings = params.study, params.study["release"]
    threshold, base = (settings[name]["value"] for name in ("suppression_threshold", "rounding_base"))
    results, registers = study["results_dir"], Registers(**params.registers)
    values = json.loads(Path(inputs.values).read_text(encoding="utf-8"))
    codes = pd.read_csv(inputs.pain_conditions, dtype="str").to_dict("records")
    sheets = read_sheets(inputs.tables, results, threshold, base, splits(study))
    entries, mechanisms = releases_out(registers, params.lost), mechanisms_of(codes)
    daily = read_table(DAILY_SCORES, inputs.daily_scores)
    found = compared(
        registers, entries, lambda key: groups_of_run(key, inputs.people, daily, results, study), threshold
    )
    sheets, control = decide_with_words(
        sheets,
        threshold,
        lambda told: decide(
            all_counts(told, values, mechanisms), told, entries, threshold, base, found.near, found.others
        ),
    )
    public = (PROTOCOL, PROGRAM, study["paper"]["text_folder"], *params.public)
    words = Values(passages_from(inputs, params))
    cells = PaperValues(
        values, control, sheets, words, public, study["clinic"]["truth"], called_outside(study)
    ).all()
    draft, generated = Path(outputs.draft), Path(str(inputs.generated))
    decision = write_draft(control, sheets, values, cells, words, study, params.banner, generated, draft)
    decision |= {
        "earlier": sum(not is_again(e, decision, found.kept) for e in entries if "lost" not in e),
        "with_noise": sum("answers" in entry for entry in entries),
        "lost_registers": [{n: e[n] for n in ("sha256_of_zip", "lost")} for e in entries if "lost" in e],
    }
    (draft / "decision.json").write_text(as_json(decision), encoding="utf-8")
    (draft / "people.json").write_text(as_json(found.kept), encoding="utf-8")
    print(f"{len(decision['shown'])} counts are shown and {len(decision['withheld'])} are withheld.")
