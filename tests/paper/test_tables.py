"""Tables and phrases of the paper: what they show, and what they say when there is nothing to show."""

import re

import pytest

from chart2paper.paper.generate import write_paper
from chart2paper.writing.phrases import ELEMENTS, index_date_words, phrase, when, window
from chart2paper.writing.tables import group, table
from chart2paper.writing.values import Values
from paper.paper_material import PASSAGES, material, texts


def test_a_table_of_the_main_text_carries_its_label_on_the_caption():
    text = table(["a", "b"], [["1", "2"]], "Caption.", "tbl-x", [30, 70], ["left", "right"], note="Note.")
    assert text == (
        "| a | b |\n| :--- | ---: |\n| 1 | 2 |\n\n"
        ': Caption. {#tbl-x tbl-colwidths="[30,70]"}\n\n::: {.table-note}\nNote.\n:::\n'
    )


def test_a_table_of_the_supplement_is_a_division_with_its_caption_last():
    text = table(["a"], [["1"]], "Caption.", "suptbl-x", [100])
    assert text.startswith("::: {#suptbl-x}\n| a |")
    assert text.endswith("\n\nCaption.\n:::\n")


def test_an_empty_table_says_so():
    assert "| None. |  |" in table(["a", "b"], [], "C.", "tbl-x", [50, 50])


def test_a_group_heading_is_bold_in_one_cell():
    assert group("Results", 3) == ["**Results**", "", ""]
    assert group("Results", 3, at=1) == ["", "**Results**", ""]


@pytest.mark.parametrize(
    ("setting", "value", "words"),
    [
        ("washout_days", 180, "no LDN in the 180 days before"),
        ("washout_days", None, "not required"),
        ("under_care_days", 0, "on the index date"),
        ("min_exposure_days", 60, "LDN for at least 60 days"),
        ("outcome_required", False, "people without one stay in"),
        ("window_days", [0, 0], "the index date itself"),
        ("window_days", [-90, 0], "day −90 to day 0"),
        ("window_days", [1, None], "day 1 to the data lock date"),
        ("target_day", None, "none"),
        ("exact", [], "nothing"),
        (
            "calipers",
            {"baseline_score": 1.0, "age": 15},
            "baseline score within 1 and age within 15",
        ),
        ("time_scale", "visit", "days since a scored visit of their own"),
        ("within_days", 60, "at most 60 days apart, and the nearest"),
        ("ratio", 1.17, "1.17 on average"),
        ("method", "nearest", "nearest comparator, one person after the other (greedy)"),
        ("order", "largest", "the largest propensity score"),
        ("distance", "robust_mahalanobis", "Mahalanobis on ranks (robust)"),
        ("propensity_caliper", 0.2, "within 0.2 SD of its logit"),
        ("propensity_caliper", None, "none"),
        ("replacement", True, "may be in several sets"),
        (
            "responder_thresholds_percent",
            [30, 50],
            "a fall of at least 30% or 50% from baseline",
        ),
        ("responder_thresholds_points", [2], "a fall of at least 2 points"),
        ("responder_thresholds_points", [], "none"),
        (
            "least_probability",
            0.1,
            "only if everyone with an outcome had a probability of it of at least 0.1",
        ),
    ],
)
def test_each_choice_of_the_protocol_has_its_words(setting, value, words):
    assert phrase(Values(PASSAGES), setting, value, "LDN") == words


@pytest.mark.parametrize(
    ("rule", "scale", "words"),
    [
        ("first_score", "calendar", "first scored visit of each person"),
        (
            "first_exposure",
            "calendar",
            "first order of LDN; comparators inherit the date of the person they are matched to",
        ),
        (
            "first_exposure",
            "visit",
            "first order of LDN; for comparators a scored visit of their own near that date",
        ),
    ],
)
def test_the_index_date_is_named_by_whose_date_it_is(rule, scale, words):
    assert index_date_words(Values(PASSAGES), {"rule": rule, "time_scale": scale}, "LDN") == words


def test_when_the_outcome_was_measured_follows_its_rule():
    def outcome(rule, days, target=None):
        return {"rule": {"value": rule}, "window_days": {"value": days}, "target_day": {"value": target}}

    words = Values(PASSAGES)
    assert (
        when(words, outcome("nearest", [45, 150], 90))
        == "about 90 days after the index date (day 45 to day 150)"
    )
    assert when(words, outcome("last", [1, None])) == "at the last score from day 1 to the data lock date"
    assert when(words, outcome("mean", [1, 3])) == "on average from day 1 to day 3 after the index date"
    assert window(words, [45, 150]) == "day 45 to day 150"


@pytest.fixture(scope="module")
def parts():
    made = material()
    return write_paper(made, texts(made), "texts")


def test_both_designs_stand_side_by_side_with_the_basis_of_every_choice(parts):
    values, files = parts
    designs = files["tables/designs.md"]
    rows = [line for line in designs.splitlines() if line.startswith("| ") and "var design." in line]
    # Who chooses first is told only where a design is matched greedily, and how near dates are only at visits.
    assert len(rows) == len(ELEMENTS) - 2
    assert all(len(re.findall(r"\((?:R|A|G)\)", row)) == 2 for row in rows)
    assert "Who chooses first" not in designs, "no design is matched greedily"
    assert "Who chooses first" in files["tables/reasons.md"]
    assert values.text("design.target_trial.matching.order") == "not used by this method"
    assert values.text("design.target_trial.eligibility.washout_days") == "no LDN in the 180 days before"


def test_every_reason_of_the_protocol_is_printed(parts):
    values, files = parts
    whys = {v.id for v in values.all() if v.id.startswith("protocol.") and v.id.endswith(".why")}
    printed = set(re.findall(r"var (protocol\.\S+\.why) ", files["tables/reasons.md"]))
    assert whys == printed


def test_the_methods_describe_the_estimators_that_ran_and_no_others(parts):
    _, files = parts
    methods = files["texts/statistics.md"]
    assert "Adjusted difference (ANCOVA)" in methods
    assert "Whole-sample model" in methods
    made = material("studies/mimic3_demo.yaml", exposed=12)
    _, other = write_paper(made, texts(made), "texts")
    assert "Whole-sample model" not in other["texts/statistics.md"]
    assert "Percent change" not in other["texts/statistics.md"]


def test_reasons_for_what_is_not_estimable_stand_once_beneath_the_table():
    made = material(exposed=0)
    _, files = write_paper(made, texts(made), "texts")
    outcomes = files["tables/outcomes.md"]
    assert "not estimable (a)" in outcomes
    assert re.search(r"Not estimable: \(a\) \{\{< var estimates\.", outcomes)


def test_the_checklist_has_all_22_items_of_strobe(parts):
    _, files = parts
    items = re.findall(r"^\| (\d+)[a-e]? \|", files["tables/strobe.md"], flags=re.M)
    assert sorted({int(item) for item in items}) == list(range(1, 23))


def test_all_estimates_are_in_the_supplement(parts):
    _, files = parts
    made = material()
    shown = files["tables/estimates.md"].count(".full >}}")
    assert shown == sum(len(a.estimates.frame) for a in made.analyses)


def test_a_figure_says_what_it_shows_for_those_who_cannot_see_it(parts):
    values, files = parts
    assert 'fig-alt="{{< var figure.forest.alt >}}"' in files["figures/forest.md"]
    assert values.text("figure.forest.alt") == 'Forest plot with 3 rows, "LDN" first.'
    assert files["figures/supplement.md"].count("fig-alt=") == 5
