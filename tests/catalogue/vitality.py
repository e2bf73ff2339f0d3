"""What the outcome of docs/extending.md does in a copy of the project that has it (see test_adding_an_outcome)."""

import pandas as pd
import pytest

from chart2paper.catalogue.outcomes import OUTCOMES
from chart2paper.clean.code_lists import read_score_words
from chart2paper.clean.scores import read_scores
from chart2paper.protocol.load import load_study
from paper.test_another_outcome import STUDY, paper, slips
from project_copy import ROOT

VITALITY = OUTCOMES["vitality"]


@pytest.fixture(scope="module")
def better():
    return paper(-2.0)


def test_the_study_is_about_it():
    assert load_study(ROOT / STUDY).outcome.value == "vitality"


def test_its_scores_are_read_on_its_scale():
    words = read_score_words(ROOT / "data/codelists/function_words.csv", VITALITY)
    reading = read_scores(pd.Series(["70/100", "55", "7/10"]), words, VITALITY)
    assert reading["value"].tolist()[:2] == [70, 55]
    assert reading["reason"].tolist()[2] == "text is not understood as a vitality score"


def test_its_paper_speaks_of_it_and_of_no_other_outcome(better):
    sentences = {name: text for name, text in better.items() if name.startswith("say.")}
    assert slips(better) == {}
    assert not [text for text in sentences.values() if "function" in text and "5 points" not in text]
    assert better["say.target_trial.effect.text"].startswith("Vitality was higher with LDN")
    assert better["say.target_trial.headline"] == "better vitality with LDN"


def test_higher_scores_are_better(better):
    assert "A positive change or difference means better vitality." in better["texts/outcome.md"]
    assert paper(2.0)["say.target_trial.headline"] == "worse vitality with LDN"
