"""What the estimator of docs/extending.md does in a copy of the project that has it (see test_adding_an_estimator)."""

import pandas as pd
import pytest

from chart2paper.figures.forest import forest_frame
from chart2paper.model.estimates import estimate_effects
from chart2paper.paper.generate import write_paper
from chart2paper.protocol.load import load_study
from chart2paper.release.rules.estimates import ESTIMATES as RULE
from figures.examples import no_literature
from model.people import ESTIMATION, people
from paper.paper_material import material, texts
from project_copy import ROOT
from shipped_words import WORDS

ASKED = {**ESTIMATION, "estimators": ["median_shift"]}


def estimates(exposed, comparators) -> pd.DataFrame:
    set_of_people = people([(7, score) for score in exposed], [(7, score) for score in comparators])
    return estimate_effects(set_of_people, "target_trial", ASKED)


def test_it_is_the_median_of_all_differences_between_the_arms():
    (row,) = estimates([1, 2, 3, 4, 5, 6], [4, 5, 6, 7, 8, 9, 10]).to_dict("records")
    assert (row["estimate"], row["n_exposed"], row["n_comparator"]) == (-3.5, 6, 7)
    assert row["ci_low"] < -3.5 < row["ci_high"]


def test_without_an_outcome_in_one_arm_it_says_why_there_is_none():
    (row,) = estimates([None, None], [4, 5]).to_dict("records")
    assert pd.isna(row["estimate"]) and row["status"].startswith(
        "not estimable: no values in one of the arms"
    )


@pytest.fixture(scope="module")
def study():
    plain = load_study(ROOT / "config.yaml")
    plain.analyses["target_trial"].estimation.estimators.value.append("median_shift")
    return plain


def test_protocol_estimates_paper_and_forest_plot_have_it(study):
    made = material(study)
    estimate = made.primary.find("final_score", "shift", "hodges_lehmann")
    assert estimate is not None and estimate.ok
    values, parts = write_paper(made, texts(made), made.study["paper"]["text_folder"])
    assert values.text(f"{estimate.id}.estimate")
    written = " ".join(" ".join(parts.values()).split())
    assert "*Shift of the final score.*" in written and "| shift | Hodges–Lehmann |" in written
    frame = forest_frame(made.primary.estimates.frame, no_literature(), {"target_trial": "T"}, "LDN", WORDS)
    assert "Final score, shift" in frame["label"].tolist()


def test_it_leaves_the_building_as_a_difference_between_the_arms():
    row = estimates(range(1, 7), range(4, 11)).astype(str).to_dict("records")[0]
    assert RULE.kind("estimate", "target_trial", row).name == "between arms"
