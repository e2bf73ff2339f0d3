"""The box beside the primary estimate, and how it changes what the paper says."""

from dataclasses import replace

import pytest

from chart2paper.catalogue.checks import CHECKS
from chart2paper.model.diagnostics.gate import gate
from chart2paper.paper.generate import write_paper
from chart2paper.statistics.results import NotEstimable
from chart2paper.writing.material import Sheet
from chart2paper.writing.values import Values
from paper.paper_material import material, texts

LIMITS = {name: [0.5, 0.2] if check.worse == "lower" else [0.2, 0.5] for name, check in CHECKS.items()}
FINE = {name: 0.9 if check.worse == "lower" else 0.1 for name, check in CHECKS.items()}


def paper(effect: float = -2.5, **numbers) -> tuple[Values, str]:
    """Return the values and the box of a paper whose checks found `numbers` (the others are fine)."""
    made = material(exposed=40, effect=effect)
    table = Sheet(gate(FINE | numbers, LIMITS), "results/target_trial/model/diagnostics.csv")
    values, parts = write_paper(
        replace(made, supplement={**made.supplement, "diagnostics": table}), texts(made), "f"
    )
    return values, parts["texts/diagnostics.md"]


def test_when_every_check_passes_the_paper_says_so_and_concludes_as_usual():
    values, box = paper()
    assert values.text("primary.gate") == "All 9 checks of the primary estimate passed."
    assert "callout-tip" in box
    assert "should not be read" not in values.text("primary.say.conclusion")


def test_a_warning_is_named_and_changes_no_conclusion():
    values, box = paper(missing_outcome=0.3)
    assert "none failed and 1 warned (missing outcomes)" in values.text("primary.gate")
    assert "callout-warning" in box
    assert "should not be read" not in values.text("primary.say.conclusion")


@pytest.mark.parametrize("effect", [-2.5, 0.0, 2.5])
def test_a_failed_check_takes_the_conclusion_back_whatever_its_direction(effect):
    values, box = paper(effect, exposed_kept=0.1, placebo_period=0.9)
    assert "2 of 9 checks of the primary estimate failed" in values.text("primary.gate")
    assert "exposed people kept and a difference before the start" in values.text("primary.gate")
    assert "should not be read as an effect of LDN" in values.text("primary.gate")
    assert "should" in values.text("primary.say.conclusion") and "read" in values.text(
        "primary.say.conclusion"
    )
    assert "callout-important" in box


def test_no_number_is_hidden_by_a_failed_check():
    passed, failed = paper()[0], paper(exposed_kept=0.1)[0]
    for id in ("say.target_trial.effect.text", "say.target_trial.precision", "say.target_trial.plain.text"):
        assert failed.text(id) == passed.text(id)


def test_what_could_not_be_checked_is_named_and_not_counted():
    values, box = paper(equipoise=NotEstimable("one arm is empty"))
    assert values.text("primary.gate") == (
        "All 8 checks of the primary estimate passed. Not checked: overlap."
    )
    assert values.text("diagnostics.equipoise.judgement") == "not checked"
    assert box.count("\n| ") == len(CHECKS) + 2


def test_numbers_stand_with_their_unit_and_their_limits():
    values, _ = paper(missing_outcome=0.31)
    shown = [values.text(f"diagnostics.missing_outcome.{name}") for name in ("number", "warn_at", "fail_at")]
    assert shown == ["31%", "20%", "50%"]
    assert values.get("diagnostics.missing_outcome.number").row == 7


def test_without_any_check_the_paper_says_that_none_was_made():
    made = material()
    values, parts = write_paper(made, texts(made), "f")
    assert values.text("primary.gate") == "No check of the primary estimate could be made."
    assert "None." in parts["texts/diagnostics.md"]
