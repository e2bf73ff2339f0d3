"""The section on steps and weighting: sentences in each direction, tables, and what is not estimable."""

from dataclasses import replace

import numpy as np
import pytest

from chart2paper.model.weighting.steps import Settings, estimate_steps
from chart2paper.model.weighting.summary import weighted_balance, weights_summary
from chart2paper.model.weighting.weights import models_of
from chart2paper.paper.generate import write_paper
from chart2paper.tables.model import ESTIMATES
from chart2paper.tables.weighting import WEIGHTED_BALANCE, WEIGHTS_SUMMARY
from chart2paper.writing.material import Material
from model.eligible import COVARIATES, eligible
from model.people import clinic
from paper.paper_material import material, sheet, texts, with_estimates, with_primary

FOLDER = "results/target_trial/model"
STEPS = {
    "regression_cr2": "adjusted_difference",
    "matched_cr2": "difference",
    "ipw": "difference_exposed",
    "aipw": "difference_exposed",
    "overlap_weights": "difference_overlap",
    "augmented_overlap": "difference_overlap",
}


def estimate(estimand: str, method: str, value: float | None, reach: float = 0.5) -> dict:
    row = {"analysis": "target_trial", "outcome": "final_score", "estimand": estimand, "method": method}
    row |= {"n_exposed": 30, "n_comparator": 60}
    if value is None:
        return row | {"status": "not estimable: one arm is empty"}
    return row | {
        "estimate": value,
        "ci_low": value - reach,
        "ci_high": value + reach,
        "p_value": 0.04,
        "status": "ok",
    }


def paper(primary: float | None, crude: float | None = -0.8, **others: float | None):
    """Write the paper with given point estimates; steps not named are as the primary one."""
    rows = [estimate("difference", "unadjusted", crude)]
    rows += [estimate(STEPS[method], method, others.get(method, primary)) for method in STEPS]
    made = material()
    first = made.primary
    kept = first.estimates.frame
    kept = kept[~kept["method"].eq("ancova_cr2").to_numpy(dtype=bool)].to_dict("records")
    main = sheet(
        [*kept, estimate("adjusted_difference", "ancova_cr2", primary)], ESTIMATES, first.estimates.file
    )
    more = sheet(rows, ESTIMATES, f"{FOLDER}/weighting_estimates.csv")
    return write(with_estimates(with_primary(made, replace(first, estimates=main)), more))


def write(made: Material, **supplement):
    made = replace(made, supplement=made.supplement | supplement)
    values, parts = write_paper(made, texts(made), "f")
    return values, parts["supplement/weighting.md"]


def only(**others: float) -> dict[str, float | None]:
    """Return the steps with these estimates alone."""
    return dict.fromkeys(STEPS) | others


@pytest.mark.parametrize(
    ("primary", "others", "words"),
    [
        (-1.0, {}, "All 6 other ways of comparing like with like put the difference inside"),
        (-1.0, {}, "and in the same direction."),
        (1.0, {"ipw": 0.8}, "and in the same direction."),
        (-0.2, {"ipw": 0.1}, "direction; on the other side of zero: inverse-probability weights."),
        (-1.0, {"matched_cr2": -2.0, "ipw": -0.3}, "Of 6 other ways of comparing like with like, 2 put"),
        (-1.0, {"matched_cr2": -2.0, "ipw": -0.3}, "regression and inverse-probability weights), though in the same"),
        (0.3, {"aipw": -0.6}, "The result depends on the method."),
        (0.3, {"aipw": -0.6}, "on the other side of zero: weights and regression (doubly robust)."),
        (-1.0, dict.fromkeys(STEPS), "so that the primary estimate stands alone."),
        (-1.0, {"ipw": None, "aipw": None}, "All 4 other ways"),
        (-1.0, {"ipw": -0.3}, "Of 6 other ways of comparing like with like, 1 puts the difference outside"),
        (-1.0, only(ipw=-1.1, aipw=-0.9), "Both other ways of comparing like with like put the difference inside"),
        (-1.0, only(ipw=-0.1, aipw=-0.2), "Both other ways of comparing like with like put the difference outside"),
        (-1.0, only(ipw=-1.1, aipw=-0.2), "Of 2 other ways of comparing like with like, 1 puts the difference outside"),
        (-1.0, only(ipw=0.1, aipw=0.2), "regression (doubly robust)). Both are on the other side of zero. The result"),
        (-0.2, only(ipw=0.1, aipw=0.2), "but on the other side of zero."),
        (-1.0, only(ipw=-1.1), "The one other way of comparing like with like puts the difference inside"),
        (-1.0, only(ipw=-0.3), "The one other way of comparing like with like puts the difference outside"),
        (-1.0, only(ipw=0.3), "(inverse-probability weights), and on the other side of zero. The result depends"),
        (-1.0, dict.fromkeys(STEPS, -0.1), "All 6 other ways of comparing like with like put the difference outside"),
        (-1.0, dict.fromkeys(STEPS, 0.1), "All 6 are on the other side of zero. The result depends"),
        (None, {"ipw": -1.0}, "The primary estimate is not estimable: one arm is empty, so that"),
    ],
)  # fmt: skip
def test_agreement_with_the_primary_estimate_is_told_in_each_direction(primary, others, words):
    values, section = paper(primary, **others)
    assert words in values.text("say.weighting.agreement")
    assert "say.weighting.agreement" in section


@pytest.mark.parametrize(
    ("primary", "crude", "words"),
    [
        (-1.0, -1.6, "more favourable to LDN than the primary estimate by 0.60"),
        (-1.0, -0.2, "less favourable to LDN than the primary estimate by 0.80"),
        (1.0, 1.1, "within 0.10 of the primary estimate"),
        (None, -0.2, "cannot be compared"),
        (-1.0, None, "cannot be compared"),
    ],
)
def test_what_adjustment_changed_is_told_in_each_direction(primary, crude, words):
    values, _ = paper(primary, crude)
    assert words in values.text("say.weighting.first")


@pytest.mark.parametrize(
    ("after", "words"),
    [
        (0.03, "by more than 0.1 standard deviations (largest 0.03, before weighting 0.70)"),
        (-0.4, "some covariates still differed"),
        (None, "is not estimable"),
    ],
)  # fmt: skip
def test_balance_after_weighting_is_told_in_each_direction(after, words):
    rows = [
        {"scheme": scheme, "covariate": name, "smd_before": before, "smd_after": value}
        for scheme in ("att", "overlap")
        for name, before, value in (("age", -0.7, after), ("sex", 0.1, None if after is None else 0.01))
    ]
    made = material()
    balance = sheet(rows, WEIGHTED_BALANCE, f"{FOLDER}/weighted_balance.csv")
    values, _ = write(made, weighted_balance=balance)
    for scheme in ("att", "overlap"):
        assert words in values.text(f"say.weighting.balance.{scheme}")
    if after is not None:
        assert (
            values.get("weighting.att.largest_after").row,
            values.get("weighting.overlap.largest_after").row,
        ) == (
            2,
            4,
        )


def test_the_section_shows_every_step_and_all_weights_of_a_real_population():
    made = material()
    people, matched = eligible(300, seed=1), clinic(20, seed=2)
    models = models_of(people, COVARIATES, COVARIATES, 0.05)
    steps = estimate_steps(people, matched, models, Settings(COVARIATES, COVARIATES, 99.0), made.primary.name)
    made = with_estimates(made, sheet(steps, ESTIMATES, f"{FOLDER}/weighting_estimates.csv"))
    summary = sheet(weights_summary(people, models, 99.0), WEIGHTS_SUMMARY, f"{FOLDER}/weights_summary.csv")
    balance = sheet(
        weighted_balance(people, models, 99.0, COVARIATES), WEIGHTED_BALANCE, f"{FOLDER}/weighted_balance.csv"
    )
    values, section = write(made, weights_summary=summary, weighted_balance=balance)
    for row in steps.itertuples():
        assert (
            f"{{{{< var estimates.target_trial.final_score.{row.estimand}.{row.method}.full >}}}}" in section
        )
    cut = values.get("weights.att.comparator.truncated")
    assert (cut.value, cut.file) == (int(summary.frame["truncated"].iloc[0]), f"{FOLDER}/weights_summary.csv")
    assert values.text("weighting.percentile") == "99"
    assert "NaN" not in section and "None" not in section


def test_reasons_stand_once_beneath_the_table_and_an_empty_run_is_complete():
    _, section = paper(-1.0, **dict.fromkeys(STEPS))
    assert section.count("not estimable (a)") == 6
    assert section.count("Not estimable: (a)") == 1
    made = material(exposed=0)
    values, section = write(made)
    assert "not estimable" in values.text("say.weighting.agreement")
    assert "suptbl-weights" in section
    assert not np.any([value.text in ("nan", "NaN", "None") for value in values.all()])
