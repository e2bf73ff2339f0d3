"""The supplement's section on the primary estimate by other methods, in every direction."""

from dataclasses import replace

import pandas as pd
import pytest

from chart2paper.model.repeated import observations
from chart2paper.model.repeated.estimates import repeated_estimates
from chart2paper.model.resampling.estimates import resampling_estimates
from chart2paper.paper.estimate_values import add_estimates
from chart2paper.paper.generate import write_paper
from chart2paper.paper.supplement import other_methods
from chart2paper.protocol.load import load_study
from chart2paper.protocol.values import estimation_of
from chart2paper.tables.model import ESTIMATES, SCORES
from chart2paper.tables.read_write import shape
from chart2paper.writing.material import Material
from chart2paper.writing.passage_declared import available
from chart2paper.writing.phrases import add_phrases
from chart2paper.writing.values import Values
from paper import test_values as rules_of_the_paper
from paper.paper_material import PASSAGES, ROOT, material, sheet, texts, with_estimates
from shipped_words import SHIPPED

FOLDER = "results/target_trial/model"

DRAWS = {"bootstrap_draws": 2_000, "permutation_draws": 9_999}


def with_files(made: Material, **files: pd.DataFrame) -> Material:
    """The material with further files of estimates of the primary analysis."""
    return with_estimates(
        made, *(sheet(frame, ESTIMATES, f"{FOLDER}/{name}.csv") for name, frame in files.items())
    )


def computed(config: str = "config.yaml", **sizes) -> Material:
    """The made-up study with what the estimators find in it; everyone is scored three times."""
    made = material(config, **sizes)
    primary = made.primary
    study = load_study(ROOT / config)
    people = primary.analysis_set.frame
    scored = people[people["final_score"].notna()].assign(in_window=1)
    days = ((60, 1.0), (90, 0.0), (120, -0.4))
    rows = pd.concat([scored.assign(day=d, score=(scored["final_score"] + m).clip(0, 10)) for d, m in days])
    estimation = estimation_of(study, primary.name)
    target = study.analyses[primary.name].outcome.target_day.value
    return with_files(
        made,
        resampling_estimates=resampling_estimates(people, primary.name, estimation, DRAWS),
        repeated_estimates=repeated_estimates(people, shape(rows, SCORES), primary.name, estimation, target),
    )


@pytest.mark.parametrize("config", ["config.yaml", "studies/mimic3_demo.yaml"])
@pytest.mark.parametrize(
    "sizes", [{}, {"exposed": 0}, {"exposed": 1}, {"exposed": 40, "effect": 2.5}], ids=str
)
def test_the_section_keeps_the_rules_of_the_paper(config, sizes):
    made = computed(config, **sizes)
    paper = made, *write_paper(made, texts(made), "texts")
    assert "{#sec-other-methods}" in paper[2]["supplement/other_methods.md"]
    for rule in (
        rules_of_the_paper.test_no_number_is_typed_into_a_generated_table_or_text,
        rules_of_the_paper.test_every_variable_a_text_asks_for_exists,
        rules_of_the_paper.test_numbers_in_composed_values_are_numbers_of_their_sources,
        rules_of_the_paper.test_every_value_says_where_it_comes_from,
        rules_of_the_paper.test_no_value_reads_nan_or_none,
    ):
        rule(paper)


def rows(*given: tuple[str, float | None, float | None, float | None]) -> pd.DataFrame:
    """Estimates by method: (method, estimate, low, high); the slope is called `slope`."""
    frame = pd.DataFrame(given, columns=["method", "estimate", "ci_low", "ci_high"])
    outcome = {
        "mixed_model": "repeated_scores",
        "gee_mancl_derouen": "repeated_scores",
        "slope": "repeated_scores",
    }
    estimand = {"slope": "difference_in_slope", "mixed_model": "difference_at_target_day"}
    estimand["gee_mancl_derouen"] = "difference_at_target_day"
    return frame.assign(
        analysis="target_trial",
        outcome=frame["method"].map(outcome).fillna("final_score"),
        estimand=frame["method"].map(estimand).fillna("adjusted_difference"),
        method=frame["method"].replace("slope", "mixed_model"),
        n_exposed=10,
        n_comparator=20,
        status=["ok" if e is not None else "not estimable: too few people" for _, e, *_ in given],
    )


def said(primary: tuple, *others: tuple) -> tuple[str, str, str]:
    """Return the sentence on agreement, that on the slope, and the section."""
    made = with_files(material(exposed=0), made_up=rows(*others))
    only = sheet(rows(("ancova_cr2", *primary)), ESTIMATES, f"{FOLDER}/estimates.csv")
    analysis = replace(made.primary, estimates=only)
    made = replace(made, analyses=[analysis])
    values = Values(PASSAGES)
    values.add("study.short", None, "LDN", rule="name")
    add_phrases(values, analysis, "LDN")
    add_estimates(values, analysis)
    section = other_methods.other_methods_section(values, made)
    return values.text("say.other_methods.agreement"), values.text("say.other_methods.slope"), section


BOOT, SWAP, MIXED = "cluster_bootstrap", "permutation_within_sets", "mixed_model"


def test_methods_that_agree_are_said_to_with_the_largest_distance():
    text, *_ = said((-1.0, -1.5, -0.5), (BOOT, -1.0, -1.4, -0.6), (MIXED, -0.8, -1.4, -0.2))
    assert text == (
        "They agree with it (less pain with LDN): none differs from its −1.00 points by more than 0.20."
    )


def test_agreement_is_the_same_for_harm_and_for_no_clear_difference():
    text, *_ = said((1.0, 0.5, 1.5), (BOOT, 1.0, 0.6, 1.4))
    assert "(more pain with LDN)" in text
    text, *_ = said((0.1, -0.5, 0.7), (BOOT, 0.1, -0.4, 0.6))
    assert "(no clear difference)" in text


def test_the_same_direction_with_another_size_is_told_apart():
    text, *_ = said((-1.0, -1.5, -0.5), (MIXED, -0.4, -0.7, -0.1))
    assert text.startswith("All of them point the same way as the primary analysis (less pain with LDN)")
    assert text.endswith("by up to 0.60.")


def test_methods_that_read_otherwise_are_named():
    text, *_ = said(
        (-1.0, -1.5, -0.5), (BOOT, -1.0, -1.4, -0.6), (SWAP, -0.9, -1.9, 0.1), (MIXED, -0.3, -0.9, 0.3)
    )
    assert "found: less pain with LDN. These read otherwise: permutation within sets and mixed model." in text


def test_an_estimate_without_an_interval_takes_no_side():
    text, *_ = said((-1.0, -1.5, -0.5), (BOOT, -1.0, -1.4, -0.6), (SWAP, -3.0, None, None))
    assert text.startswith("They agree")


def test_nothing_to_compare_with_or_nothing_to_confirm():
    text, *_ = said((-1.0, -1.5, -0.5), (BOOT, None, None, None))
    assert text == "No other method could be used here; the reasons stand beneath the table."
    text, _, section = said((None, None, None), (BOOT, -1.0, -1.4, -0.6))
    assert "nothing that they could confirm" in text
    assert "not estimable (a)" in section and "(a) {{< var" in section


@pytest.mark.parametrize(
    ("slope", "words"),
    [
        ((-0.5, -0.9, -0.1), "moved in favour of LDN, by −0.50 points per 30 days"),
        ((0.5, 0.1, 0.9), "moved against LDN, by 0.50 points per 30 days"),
        ((0.1, -0.3, 0.5), "is not clear (mixed model: 0.10 points per 30 days"),
        ((None, None, None), "is not estimable: too few people."),
    ],
)
def test_the_slope_is_told_in_each_direction(slope, words):
    _, text, _ = said((-1.0, -1.5, -0.5), ("slope", *slope), (BOOT, -1.0, -1.4, -0.6))
    assert words in text


def test_each_situation_has_a_sentence_of_its_own():
    passage = SHIPPED["supplement/other_methods"]
    for part, fact in (("agreement", "agreement"), ("slope", "direction")):
        choices = [{fact: way} for way in passage.declared.facts[fact]]
        texts = [passage.frame(part, c, available(passage.declared, c), lines=False) for c in choices]
        assert len(set(texts)) == len(choices)
        assert "significan" not in " ".join(texts)


def test_slopes_are_printed_in_the_unit_in_which_they_are_estimated():
    assert other_methods.MONTH == observations.MONTH
