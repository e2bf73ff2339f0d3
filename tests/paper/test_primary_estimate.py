"""The primary estimate is named once, in the protocol: all of the paper that is set against it asks for it there."""

import re
from functools import cache

import pytest

from chart2paper.catalogue.estimands import TARGETS
from chart2paper.paper.generate import write_paper
from chart2paper.protocol.load import load_study
from paper.paper_material import ROOT, material, texts

HEADLINES = [name for name, target in TARGETS.items() if target.known.estimand.headline]


@cache
def paper(named):
    """A paper whose protocol names this primary estimate: its values and its generated parts."""
    study = load_study(ROOT / "config.yaml")
    estimate = study.sensitivity.estimate.model_copy(update={"value": named})
    sensitivity = study.sensitivity.model_copy(update={"estimate": estimate})
    study = study.model_copy(update={"sensitivity": sensitivity})
    study.analyses["target_trial"].estimation.estimators.value[:] = list(
        dict.fromkeys(target.estimator.name for target in TARGETS.values())
    )
    made = material(study)
    return made, *write_paper(made, texts(made), made.study["paper"]["text_folder"])


@pytest.mark.parametrize("named", HEADLINES)
def test_the_headline_is_the_named_estimate(named):
    made, values, _ = paper(named)
    estimate = made.primary.find(*TARGETS[named].known.key)
    assert values.get(f"say.{made.primary.name}.effect.what").sources == (f"{estimate.id}.full",)
    assert values.text(f"say.{made.primary.name}.effect.what") == TARGETS[named].known.estimand.headline


@pytest.mark.parametrize("named", HEADLINES)
def test_the_table_of_outcomes_has_the_named_estimate_alone_in_bold_print(named):
    made, _, parts = paper(named)
    estimate = made.primary.find(*TARGETS[named].known.key)
    bold = [
        line for line in parts["tables/outcomes.md"].split("\n") if re.match(r"\| \*\*.*\*\* \|.*var ", line)
    ]
    assert len(bold) == 1 and f"{estimate.id}.full" in bold[0]


@pytest.mark.parametrize(
    ("named", "called_primary"), [("adjusted_final_score", True), ("unadjusted_change", False)]
)
def test_the_supplement_calls_the_adjusted_difference_primary_only_where_it_is(named, called_primary):
    _, _, parts = paper(named)
    assert ("Matched and regression (primary)" in parts["supplement/weighting.md"]) == called_primary
    assert ("Analysis of covariance (primary)" in parts["supplement/other_methods.md"]) == called_primary
    assert ("**Primary**: people with an outcome" in parts["supplement/missing.md"]) == called_primary


@pytest.mark.parametrize("named", ["adjusted_final_score", "unadjusted_change", "weighted_final_score"])
def test_what_is_set_against_the_primary_estimate_is_set_against_the_named_one(named):
    made, values, _ = paper(named)
    estimate = made.primary.find(*TARGETS[named].known.key)
    of_truth = f"say.truth.{made.primary.name}.text"
    for sentence in ("say.weighting.agreement", "missing.agreement", of_truth):
        assert any(source.startswith(estimate.id) for source in values.get(sentence).sources), sentence
