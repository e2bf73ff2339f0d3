"""A whole run of the shipped study of function (0-100, higher is better): what it prints speaks of that outcome alone.

The clinic stays a pain practice: its conditions by the names of the code list, their group and mechanism, the list
itself and the drugs that people take beside are allowed; anything else with that word is not.
"""

import json
import re

import pandas as pd
import pytest

from made_once import made_once
from project_copy import ROOT, copy_project, run_in_one_process

STUDY = "studies/function_demo.yaml"
CONDITIONS = pd.read_csv(ROOT / "data/codelists/pain_conditions.csv", dtype=str)["pain_group"].unique()
NAMES = "|".join(re.escape(name.replace("_", " ")) for name in sorted(CONDITIONS, key=len, reverse=True))
OF_THE_CLINIC = re.compile(
    rf"{NAMES}|pain (?:practice|mechanism|group|diagnosis|code list)|painful|nerve-pain drug|other pain drugs"
    r"|(?:neuropathic|nociceptive|nociplastic|mixed|unclassified) pain|pain_(?:group|diagnosis|conditions)"
    rf"|{'|'.join(CONDITIONS)}",
    re.IGNORECASE,
)
OF_ANOTHER_SCALE = re.compile(r"\bpain|\b0[-–]10\b|\bof ten\b|(?:less|lower) is better", re.IGNORECASE)


def function_run(folder):
    """Run the study on the shipped clinic; its grid has four variations."""
    code, output = run_in_one_process(copy_project(folder), "--cores", "2", "--configfile", STUDY)
    assert code == 0, output[-5000:]


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    return made_once(tmp_path_factory, "function", function_run) / "results_function_demo"


def words_of(path):
    """Return what a file prints: of a page its text, of a drawing its words and their description."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".svg":
        return " ".join(re.findall(r"(?<=<!--).*?(?=-->)|(?<=<dc:description>).*?(?=<)", text, re.DOTALL))
    if path.suffix == ".html":
        text = re.sub(r"<(style|script)\b.*?</\1>|<[^>]+>", " ", text, flags=re.DOTALL)
    return " ".join(text.split())


def slips(texts):
    """Return {where: words} of what speaks of another outcome or scale."""
    found = {name: OF_ANOTHER_SCALE.findall(OF_THE_CLINIC.sub("", text)) for name, text in texts.items()}
    return {name: words for name, words in found.items() if words}


@pytest.mark.parametrize(
    "pattern",
    [
        "paper/paper.html",
        "protocol/protocol.html",
        "**/*.svg",
        "target_trial/**/*.csv",
        "clean/cleaning_summary.csv",
        "paper/checklists.csv",
    ],
)
def test_nothing_that_is_printed_speaks_of_another_outcome_or_scale(results, pattern):
    files = sorted(results.glob(pattern))
    assert files
    assert slips({str(path.relative_to(results)): words_of(path) for path in files}) == {}


def values_of(results):
    values = json.loads((results / "paper/values.json").read_text(encoding="utf-8"))
    return {name: value["text"] for name, value in values.items()}


def test_figures_are_described_in_words_of_function(results):
    described = {name: text for name, text in values_of(results).items() if name.endswith(".alt")}
    assert len(described) > 5
    assert slips(described) == {}
    assert "gain in function" in described["figure.target_trial_responders.alt"]
    assert "positive means better function" in described["figure.forest.alt"]


def test_scores_lie_on_the_scale_and_what_was_not_understood_is_counted(results):
    people = pd.read_csv(results / "target_trial/model/analysis_set.csv")
    assert people["final_score"].dropna().between(0, 100).all() and people["final_score"].median() > 10
    aside = pd.read_csv(results / "clean/quarantine.csv")
    assert "text is not understood as a function score" in set(aside["reason"])
    assert set(aside[aside["raw_value"].fillna("").str.fullmatch(r"\d+/10")]["reason"]) == {
        "text is not understood as a function score"
    }


def test_the_result_is_told_in_the_way_of_the_scale(results):
    estimates = pd.read_csv(results / "target_trial/model/estimates.csv")
    primary = estimates[
        (estimates["outcome"] == "final_score")
        & (estimates["estimand"] == "adjusted_difference")
        & (estimates["method"] == "ancova_cr2")
    ].iloc[0]
    assert primary["ci_low"] > 0, "the simulated effect on function is a benefit"
    told = values_of(results)
    assert told["say.target_trial.effect.text"].startswith("Function was higher with LDN")
    assert told["say.target_trial.headline"] == "better function with LDN"
