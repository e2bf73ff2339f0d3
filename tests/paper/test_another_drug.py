"""A clinic's study of another drug on real records: nothing that is printed speaks of the study that ships."""

import re
from dataclasses import replace

import pytest
import yaml

from chart2paper.paper.checklists.fill import filled_checklists
from chart2paper.paper.generate import write_paper
from chart2paper.paper.report_captions import captions
from chart2paper.protocol.load import load_study
from chart2paper.release.readme import readme
from paper.paper_material import ROOT, material, texts
from protocol.clinic_study import own_content
from protocol.test_protocol_text import written
from release.released_words import RELEASE_WORDS

OF_THE_SHIPPED_STUDY = re.compile(
    r"naltrexone|\bLDN\b|\bMartin\b|simulated|chart2paper (?:authors|project)|\bthe 2022\b|truth\b",
    re.IGNORECASE,
)
# What the workflow itself was tested on, in any study.
OF_THE_WORKFLOW = re.compile(r"the whole study against simulated clinics whose true effect is known")


@pytest.fixture
def study_file(tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT)
    path = tmp_path / "study.yaml"
    path.write_text(yaml.safe_dump(own_content(tmp_path), sort_keys=False), encoding="utf-8")
    return str(path)


def slips(parts):
    """Return {where: words} of what is said of the shipped study; names of values are not printed."""
    found = {
        name: OF_THE_SHIPPED_STUDY.findall(OF_THE_WORKFLOW.sub("", " ".join(text.split())))
        for name, text in parts.items()
        if not name.startswith("_")
    }
    return {name: words for name, words in found.items() if words}


def test_the_paper_says_nothing_of_the_shipped_study(study_file):
    made = replace(material(study_file), alt_texts={})
    values, parts = write_paper(made, texts(made), "texts")
    assert slips(parts) == {}
    assert slips({value.id: value.text for value in values.all()}) == {}
    assert slips({"checklists": filled_checklists(made).to_csv()}) == {}


def test_the_protocol_says_nothing_of_the_shipped_study(study_file):
    values, parts = written(load_study(study_file))
    assert slips(parts) == {}
    assert slips({value.id: value.text for value in values.all()}) == {}


def test_what_every_study_prints_names_no_drug_and_no_study():
    manuscripts = {
        name: (ROOT / "reports" / name).read_text("utf-8") for name in ("paper.qmd", "protocol.qmd")
    }
    without_ids = {name: re.sub(r"\{\{<.*?>\}\}", "", text) for name, text in manuscripts.items()}
    assert slips({**without_ids, **captions(RELEASE_WORDS)}) == {}


def test_a_release_of_real_records_does_not_call_them_simulated():
    decision = {
        "threshold": 10,
        "base": 5,
        "shown": {},
        "withheld": {},
        "lost": [],
        "cells": {},
        "values": {},
    }
    assert (
        slips({"README": readme(RELEASE_WORDS, "Gabapentin in Springfield", decision, simulated=False)}) == {}
    )


def test_a_study_that_repeats_none_follows_no_design_and_compares_with_nothing(study_file):
    made = material(study_file)
    _, parts = write_paper(made, texts(made), "texts")
    assert "leaves out people without an outcome score; this is" in parts["texts/missing.md"]
    assert "no published results" in parts["texts/comparison.md"]
    protocol = made.analyses[0].protocol
    required = {**protocol["eligibility"]["outcome_required"], "basis": "reported"}
    eligibility = {**protocol["eligibility"], "outcome_required": required}
    repeating = replace(made.analyses[0], protocol={**protocol, "eligibility": eligibility})
    study = {**made.study, "paper": {**made.study["paper"], "repeats": "Smith et al. 2019"}}
    made = replace(made, study=study, analyses=[repeating, *made.analyses[1:]])
    _, parts = write_paper(made, texts(made) | {"comparison.md": "Smith found less."}, "texts")
    assert "as the study that it repeats did" in parts["texts/missing.md"]
    assert parts["texts/comparison.md"] == "Smith found less."
