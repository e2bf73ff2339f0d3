"""What the paper says about balance, overlap and who was left out, in each direction."""

from dataclasses import replace

import pandas as pd
import pytest

from chart2paper.paper import people_facts as s
from chart2paper.paper.balance_tables import judgement
from chart2paper.paper.generate import write_paper
from chart2paper.paper.supplement.kept_dropped import kept_or_dropped
from chart2paper.paper.supplement.overlap import overlap
from chart2paper.tables.match import BALANCE
from paper.paper_material import material, sheet, texts
from shipped_words import SHIPPED

WITHIN = {"covariate": "age", "smd": 0.3, "smd_ci_low": -0.1, "smd_ci_high": 0.7}
BEYOND = {"covariate": "sex", "level": "male", "smd": -0.5, "smd_ci_low": -0.95, "smd_ci_high": -0.05}
FLAGGED = {"covariate": "on_opioid", "smd": 0.6, "smd_ci_low": 0.15, "smd_ci_high": 1.05, "smd_flagged": True}
SMALL = {"covariate": "baseline_score", "smd": 0.1, "smd_ci_low": -0.3, "smd_ci_high": 0.5}
NO_VALUE = {"covariate": "mechanism", "level": "mixed"}


def rows(*found: dict):
    """Return rows of balance after matching; chance alone explains differences of up to 0.42."""
    default = {"sample": "after", "chance_limit": 0.42, "smd_flagged": False}
    return sheet([default | row for row in found], BALANCE, "balance.csv")


@pytest.mark.parametrize(
    ("found", "fits"),
    [
        ([], "none"),
        ([SMALL], "good"),
        ([SMALL, WITHIN], "by_chance"),
        ([SMALL, WITHIN, BEYOND], "beyond_chance"),
        ([SMALL, WITHIN, BEYOND, FLAGGED], "flagged"),
    ],
)
def test_balance_is_judged_by_the_interval_and_by_what_chance_explains(found, fits):
    assert s.balance(rows(*found).frame, 0.1) == fits


def test_in_a_large_study_a_negligible_difference_beyond_chance_is_still_negligible():
    assert s.balance(rows({**SMALL, "smd": 0.08, "chance_limit": 0.03}).frame, 0.1) == "good"


def said(*found: dict, config: str = "config.yaml") -> tuple[dict[str, str], dict[str, str]]:
    """Return what the paper says when the primary analysis has these rows of balance."""
    made = material(config)
    analyses = [replace(a, balance=rows(*found)) if a is made.primary else a for a in made.analyses]
    made = replace(made, analyses=analyses)
    values, parts = write_paper(made, texts(made), "texts")
    return {value.id: value.text for value in values.all()}, parts


def balance_sentence(*found: dict) -> str:
    return said(*found)[0]["primary.say.balance.text"]


def test_the_largest_difference_within_chance_is_told_with_its_limit():
    text = balance_sentence(SMALL, WITHIN)
    assert text.startswith(
        "After matching, no covariate differed between the groups by clearly more than 0.1"
    )
    assert "The largest difference was that in age (SMD 0.30); it is within chance" in text
    assert text.endswith("show differences of up to 0.42.")


def test_a_difference_beyond_chance_is_told_with_how_many_there_are():
    text = balance_sentence(SMALL, WITHIN, BEYOND, NO_VALUE)
    assert "The difference in sex (male) (SMD −0.50) is nevertheless larger than chance alone" in text
    assert "Of 3 comparisons 1 went beyond chance, where one in twenty does so" in text


def test_flagged_covariates_are_named_with_their_intervals_and_whether_the_model_adjusts_for_them():
    text = balance_sentence(SMALL, BEYOND, FLAGGED)
    assert (
        "clearly more than 0.1 standard deviations in opioid use (SMD 0.60, 95% interval 0.15 to 1.05)."
        in text
    )
    assert text.endswith(
        "The adjusted estimates take this into account; unadjusted ones may be biased by it."
    )
    text = balance_sentence(FLAGGED, {**FLAGGED, "covariate": "visits_before", "smd": -0.7})
    assert "in number of visits in the year before (SMD −0.70" in text  # the largest first
    assert text.endswith("The model does not adjust for all of this, so that the result may be biased by it.")


def test_of_many_flagged_covariates_five_are_named_and_the_others_counted():
    many = [{**FLAGGED, "covariate": "pain_group", "level": f"kind_{i}"} for i in range(7)]
    assert " and 2 more. " in balance_sentence(*many)


def test_negligible_differences_are_told_without_a_name():
    assert balance_sentence(SMALL) == (
        "After matching, no covariate differed between the groups by more than 0.1 standard deviations."
    )
    assert balance_sentence(NO_VALUE) == "Balance is not estimable: there are no matched people to compare."


@pytest.mark.parametrize(
    ("row", "words"),
    [(SMALL, ""), (WITHIN, "within chance"), (BEYOND, "beyond chance"), (FLAGGED, "flagged"), (NO_VALUE, "")],
)
def test_the_balance_table_says_how_each_difference_is_judged(row, words):
    analysis = replace(material().primary, balance=rows(row))
    assert judgement(analysis, 0, 0.1) == words


def test_the_balance_table_marks_variance_ratios_outside_their_limits_and_states_the_unit():
    made = material()
    values, parts = write_paper(made, texts(made), "texts")
    text = parts["tables/balance.md"]
    row = next(line for line in text.splitlines() if line.startswith("| Age, years"))
    assert row.count("†") == 1
    assert "divided in both columns by the standard deviation of the exposed before matching" in text
    assert values.text("study.variance_ratio_limits") == "0.5 to 2"


def test_a_number_stands_above_the_row_that_says_how_often_it_is_missing():
    made = material()
    found = rows({**SMALL, "level": "missing"}, SMALL, WITHIN)
    made = replace(made, analyses=[replace(a, balance=found) for a in made.analyses])
    text = write_paper(made, texts(made), "texts")[1]["tables/balance.md"]
    labels = [line.split("|")[1].strip() for line in text.splitlines() if line.startswith("| ")][1:5]
    assert labels[1:] == ["Age, years", "Baseline pain score (0–10)", "Baseline pain score (0–10): missing"]


# --- overlap and who was left out ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("exposed", "comparator", "fits"),
    [(0.7, 0.5, "open"), (0.7, 0.49, "settled"), (0.3, 0.9, "settled"), (None, 0.9, "not_judged")],
)
def test_the_choice_was_open_when_half_of_each_group_is_in_equipoise(exposed, comparator, fits):
    assert overlap(exposed, comparator) == fits
    assert fits in SHIPPED["supplement/overlap"].declared.facts["choice_was"]


@pytest.mark.parametrize(
    ("kept", "dropped", "fits"), [(0, 0, "nobody_eligible"), (9, 0, "all"), (9, 2, "some"), (0, 2, "none")]
)
def test_exposed_people_are_all_kept_partly_kept_or_all_dropped(kept, dropped, fits):
    assert kept_or_dropped(kept, dropped) == fits
    assert fits in SHIPPED["supplement/kept_dropped"].declared.facts["matched"]


def section(name: str, made) -> tuple[str, dict[str, str]]:
    values, parts = write_paper(made, texts(made), "texts")
    return parts[f"supplement/{name}.md"], {value.id: value.text for value in values.all()}


def test_overlap_is_told_with_its_table_and_figure():
    text, values = section("overlap", material())
    assert "for most people of both groups either choice was open" in values["overlap.found"]
    assert values["overlap.range"].startswith("After matching, the scores of 90% of the exposed lie within")
    assert "{#suptbl-overlap}" in text
    assert "{#supfig-overlap}" in text
    assert values["overlap.common_support_low.before"] == "0.04"


def test_overlap_that_is_not_estimable_says_why():
    text, values = section("overlap", material(exposed=1))
    assert values["overlap.found"] == (
        "Overlap cannot be judged by it here (not estimable: there are no comparators)."
    )
    assert "overlap.range" not in values
    assert "not estimable" in text


def test_people_left_out_are_counted_by_reason_and_the_estimand_is_told_to_have_changed():
    text, values = section("kept_dropped", material())
    assert values["kept.found"].startswith(
        "For 1 of the 21 eligible exposed people no comparator was found: none near (1)."
    )
    assert "the average effect in the 20 who could be matched" in values["kept.found"]
    assert "in age (SMD −1.20)" in values["kept.difference"]
    assert "{#suptbl-kept}" in text


def test_when_nobody_was_left_out_it_says_so_without_a_table():
    made = material()
    none = pd.DataFrame({"person_id": [], "reason": []}, dtype="string")
    analyses = [replace(a, unmatched=replace(a.unmatched, frame=none)) for a in made.analyses]
    text, values = section("kept_dropped", replace(made, analyses=analyses))
    assert "Nobody was left out by matching" in values["kept.found"]
    assert "suptbl-kept" not in text


def test_a_run_without_these_tables_has_no_such_sections_but_still_says_how_balance_was_judged():
    made = material()
    others = {
        name: s for name, s in made.supplement.items() if name not in ("overlap_summary", "kept_dropped")
    }
    made = replace(made, supplement=others)
    assert section("overlap", made)[0] == ""
    assert "suptbl-kept" not in section("kept_dropped", made)[0]
    assert "{#sec-balance-more}" in section("balance", made)[0]


def test_matched_comparators_are_told_with_their_effective_number():
    _, values = section("balance", material())
    assert "who count as an effective 32.0 people of equal weight" in values["judging.effective"]
    assert "is 0.42 standard deviations" in values["judging.chance"]
    assert section("balance", material(exposed=0))[1]["judging.effective"].startswith("No one was matched")
