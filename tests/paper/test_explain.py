"""What the supplement says could explain the result away: robust, fragile, nothing to explain, not estimable."""

from dataclasses import replace

import pandas as pd
import pytest

from chart2paper.paper.generate import write_paper
from chart2paper.paper.supplement import explain_facts as facts
from chart2paper.tables.explain import E_VALUES, MEASURED_CONFOUNDERS, ROSENBAUM_BOUNDS
from chart2paper.tables.model import ESTIMATES
from chart2paper.tables.read_write import shape
from chart2paper.writing.material import Material, Sheet
from chart2paper.writing.passage_declared import available
from paper.paper_material import material, texts, with_primary
from shipped_words import SHIPPED


@pytest.mark.parametrize(
    ("limit", "times", "fits"),
    [
        (1.6, 1.5, "stronger"),
        (1.6, 1.0, "weaker"),
        (1.6, 0.4, "weaker"),
        (1.6, None, "alone"),
        (1.0, None, "nothing"),
        (1.0, 2.0, "nothing"),
        (None, None, "not_estimable"),
    ],
)
def test_an_e_value_is_judged_by_the_limit_and_the_strongest_measured_covariate(limit, times, fits):
    assert facts.confounder(limit, times) == fits


@pytest.mark.parametrize(
    ("p_values", "fits"),
    [
        ([0.001, 0.02, 0.04], ("robust", 2)),
        ([0.001, 0.05, 0.06], ("fragile", 2)),
        ([0.2, 0.3], ("nothing", 0)),
        ([], ("not_estimable", 0)),
    ],
)
def test_hidden_bias_is_judged_by_where_the_p_value_exceeds_the_level(p_values, fits):
    assert facts.hidden_bias(p_values, 0.05) == fits


def test_every_direction_has_its_sentence_and_none_calls_a_result_significant():
    direction = {"better", "worse", "unclear", "not_estimable"}
    ways = {
        "confounder": ("confounder", {"stronger", "weaker", "alone", "nothing", "not_estimable"}),
        "hidden_bias": ("hidden_bias", {"robust", "fragile", "nothing", "not_estimable"}),
        "placebo": ("direction", direction),
        "controls": ("controls", {"none", "some", "not_estimable"}),
        "regression": ("direction", direction),
        "mean_baseline": ("mean_baseline", {"more_benefit", "less_benefit", "same", "not_estimable"}),
    }
    passage = SHIPPED["supplement/explain"]
    for part, (fact, expected) in ways.items():
        assert set(passage.declared.facts[fact]) == expected
        choices = [{fact: way} for way in sorted(expected)]
        texts = {passage.frame(part, c, available(passage.declared, c), lines=False) for c in choices}
        assert len(texts) == len(expected)
        assert not any("significan" in text or any(c.isdigit() for c in text) for text in texts)


def said(made: Material) -> dict[str, str]:
    values, parts = write_paper(made, texts(made), "texts")
    assert "{#sec-explain}" in parts["supplement/explain.md"]
    prefix = "explain.say."
    return {v.id.removeprefix(prefix): v.text for v in values.all() if v.id.startswith(prefix)}


def with_rows(made: Material, stem: str, **columns) -> Material:
    """Return a material with some columns of one table of the section replaced."""
    sheet = made.supplement[stem]
    changed = Sheet(sheet.frame.assign(**columns), sheet.file)
    return with_sheets(made, made.supplement | {stem: changed})


def with_sheets(made: Material, sheets: dict[str, Sheet]) -> Material:
    more = tuple(sheet for stem, sheet in sheets.items() if stem.endswith("_estimates"))
    return with_primary(replace(made, supplement=sheets), replace(made.primary, more_estimates=more))


def with_estimate(made: Material, stem: str, name: str, low: float, high: float) -> Material:
    """Return a material in which the estimate of one outcome or estimand has this interval."""
    frame = made.supplement[stem].frame
    hit = (frame["outcome"].eq(name) | frame["estimand"].eq(name)).to_numpy(dtype=bool)
    ends = {"estimate": (low + high) / 2, "ci_low": low, "ci_high": high}
    columns = {column: frame[column].mask(hit, value) for column, value in ends.items()}
    return with_rows(made, stem, **columns, status=frame["status"].mask(hit, "ok"))


def test_a_clear_effect_is_set_against_the_strongest_measured_covariate():
    made = material(exposed=60, effect=-2.5)
    made = with_rows(made, "measured_confounders", strength=[1.5] + [1.1] * 5, times_limit=1.4)
    text = said(made)["confounder"]
    assert "something unmeasured would have to be associated with both LDN and later pain" in text
    assert "The strongest measured covariate is age" in text
    assert "1.4 times as strong to make the interval" in text


def test_an_effect_that_a_measured_covariate_would_explain_is_fragile():
    made = material(exposed=60, effect=-2.5)
    made = with_rows(made, "measured_confounders", times_limit=0.8)
    assert "On this count the result is fragile" in said(made)["confounder"]


def test_an_interval_with_no_effect_in_it_leaves_nothing_to_explain_away():
    text = said(material(exposed=20, effect=-0.2))
    assert "there is no effect to explain away (the E-value of its limit is 1.00)" in text["confounder"]
    assert "there is none that hidden bias would have to explain" in text["hidden_bias"]


def test_hidden_bias_names_the_first_size_that_could_explain_the_result():
    made = material(exposed=60, effect=-1.5)
    p = [0.001] * 4 + [0.2] * 17
    text = said(with_rows(made, "rosenbaum_bounds", p_upper=p))["hidden_bias"]
    assert "a set was 1.4 times as likely" in text and "could reach 0.20" in text
    assert "Up to 1.3 times the odds, the p value stays at or below 0.05" in text
    robust = said(with_rows(made, "rosenbaum_bounds", p_upper=[0.001] * 21))["hidden_bias"]
    assert "even if one person of a set was 3.0 times as likely" in robust


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (-0.5, 0.5, "pain did not clearly differ"),
        (-1.5, -0.5, "would look like a benefit, and the primary estimate may owe this to it"),
        (0.5, 1.5, "would look like a harm, and the primary estimate may hide as much benefit"),
    ],
)
def test_the_placebo_period_is_read_in_each_direction(low, high, words):
    made = with_estimate(material(), "negative_controls_estimates", "placebo_score", low, high)
    assert words in said(made)["placebo"]


def test_other_negative_controls_are_named_when_they_differ():
    stem, name = "negative_controls_estimates", "negative_control_visits_before"
    made = with_estimate(material(), stem, "negative_control_previous_score", -0.5, 0.5)
    none = said(with_estimate(made, stem, name, -0.5, 0.5))["controls"]
    assert "nothing differed clearly between the groups (score before the baseline and visits" in none
    some = said(with_estimate(made, stem, name, 0.5, 1.5))["controls"]
    assert "(visits in the year before): they were not alike" in some


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (-1.5, -0.5, "is a fall that comparators did not have"),
        (0.5, 1.5, "is a rise that comparators did not have"),
        (-0.5, 0.5, "is not clearly different from none"),
    ],
)
def test_what_is_left_after_regression_to_the_mean_is_read_in_each_direction(low, high, words):
    made = with_estimate(material(), "regression_to_mean_estimates", "remainder", low, high)
    assert words in said(made)["regression"]


@pytest.mark.parametrize(
    ("shift", "words"),
    [(0.1, "about the same as"), (-1, "more favourable to LDN than"), (1, "less favourable to LDN than")],
)
def test_a_mean_baseline_is_compared_with_the_primary_estimate(shift, words):
    made = material(exposed=30)
    primary = made.primary.find("final_score", "adjusted_difference", "ancova_cr2")
    assert primary is not None and primary.estimate is not None
    at = primary.estimate + shift
    changed = with_estimate(made, "negative_controls_estimates", "final_score", at - 0.5, at + 0.5)
    assert words in said(changed)["mean_baseline"]


OWN = {
    "e_values",
    "measured_confounders",
    "rosenbaum_bounds",
    "negative_controls_estimates",
    "regression_to_mean_estimates",
}


def empty_sheets(made: Material) -> dict[str, Sheet]:
    kinds = {t.name: t for t in (E_VALUES, MEASURED_CONFOUNDERS, ROSENBAUM_BOUNDS)}
    tables = {stem: kinds.get(stem, ESTIMATES) for stem in OWN}
    return made.supplement | {
        stem: Sheet(shape(pd.DataFrame(columns=table.column_names), table), "f")
        for stem, table in tables.items()
    }


@pytest.mark.parametrize("state", ["nobody exposed", "tables missing", "tables empty"])
def test_when_nothing_can_be_estimated_every_sentence_says_so(state):
    made = material(exposed=0) if state == "nobody exposed" else material()
    if state == "tables missing":
        made = with_sheets(made, {stem: s for stem, s in made.supplement.items() if stem not in OWN})
    if state == "tables empty":
        made = with_sheets(made, empty_sheets(made))
    text = said(made)
    for name in ("confounder", "hidden_bias", "placebo", "regression", "mean_baseline"):
        assert "not estimable: " in text[name], name
    assert text["controls"] == "No other negative control could be estimated."
    assert not any("nan" in sentence.lower() for sentence in text.values())


def test_every_table_of_the_section_shows_its_rows():
    made = material(exposed=60, effect=-2.5)
    _, parts = write_paper(made, texts(made), "texts")
    text = parts["supplement/explain.md"]
    for id in ("e-values", "measured-confounders", "rosenbaum", "negative-controls", "regression-to-mean"):
        assert f"{{#suptbl-{id}}}" in text
    assert text.count("explain.rosenbaum.row") == 11 * 4
    assert "Pain in the placebo window" in text and "Expected of them from comparators" in text
    assert "| None." not in text


def test_a_reason_stands_once_beneath_its_table():
    made = material(exposed=0)
    values, parts = write_paper(made, texts(made), "texts")
    reasons = {v.text for v in values.all() if v.id.startswith("explain.rosenbaum.reason")}
    assert reasons == {"Not estimable: no matched set has an outcome in both arms"}
    assert parts["supplement/explain.md"].count("var explain.rosenbaum.reason") == 1
