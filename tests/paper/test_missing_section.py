"""The section on missing data: its sentences in each direction, and what it says when there is nothing to say."""

from dataclasses import replace

import pytest

from chart2paper.paper.generate import write_paper
from chart2paper.paper.people_values import add_people
from chart2paper.paper.supplement.missing import missing_section
from chart2paper.paper.supplement.missing_tipping import tipping_sentences
from chart2paper.tables.missing import TIPPING_POINT
from chart2paper.writing.values import Values
from paper.paper_material import PASSAGES, material, sheet, texts, with_estimates
from shipped_words import SHIPPED

BOTH = {"exposed": 2, "comparator": 5}


def said(**sizes) -> tuple[dict[str, str], str]:
    made = material(**sizes)
    values, files = write_paper(made, texts(made), "texts")
    return {value.id: value.text for value in values.all()}, files["supplement/missing.md"]


def tipping(interval_at, missing=BOTH) -> list[str]:
    """Return the sentences for a grid whose interval at (exposed, comparator) is given by a function."""
    shifts = (-3.0, -1.5, 0.0, 1.5, 3.0)
    rows = []
    for exposed in shifts:
        for comparator in shifts:
            low, high = interval_at(exposed, comparator)
            row = {"delta_exposed": exposed, "delta_comparator": comparator, "p_value": 0.5, "status": "ok"}
            rows.append(row | {"estimate": (low + high) / 2, "ci_low": low, "ci_high": high})
    values = Values(PASSAGES)
    values.add("study.short", "LDN", "LDN")
    ids = tipping_sentences(values, sheet(rows, TIPPING_POINT, "tipping_point.csv"), missing)
    return [values.text(id) for id in ids]


def test_a_benefit_tips_where_its_interval_first_includes_no_difference():
    found = tipping(lambda exposed, comparator: (-2 + 0.2 * exposed, -0.4 + 0.2 * exposed - 0.3 * comparator))
    assert found == [
        "With missing scores imputed, pain was lower with LDN (difference −1.20, 95% interval −2.00 to −0.40).",
        "The result would change (its interval would include no difference) if exposed people without a score had "
        "more pain than predicted by at least 3 points.",
        "The result would change (its interval would include no difference) if comparators without a score had "
        "less pain than predicted by at least 1.5 points.",
        "The result would change (its interval would include no difference) if exposed people without a score had "
        "more pain, and comparators without one less, than predicted by at least 1.5 points.",
    ]


def test_a_benefit_that_no_shift_undoes_is_said_to_hold():
    found = tipping(lambda exposed, comparator: (-3.0, -2.0 + 0.1 * exposed - 0.1 * comparator))
    assert found[1] == (
        "The result does not change if exposed people without a score had more pain than predicted by up to 3 points."
    )
    assert all(text.startswith("The result does not change if ") for text in found[1:])


def test_a_harm_is_tried_with_shifts_the_other_way():
    found = tipping(lambda exposed, comparator: (0.2 + 0.2 * exposed, 2.0))
    assert found[0].startswith("With missing scores imputed, pain was higher with LDN")
    assert "exposed people without a score had less pain than predicted by at least 1.5 points" in found[1]
    assert found[2] == (
        "The result does not change if comparators without a score had more pain than predicted by up to 3 points."
    )


def test_an_unclear_result_may_become_a_benefit_or_a_harm():
    found = tipping(lambda exposed, comparator: (-1 + 0.5 * exposed, 0.4 + 0.3 * exposed))
    assert found[0].startswith("With missing scores imputed, there was no clear difference in pain")
    assert found[1] == (
        "It would become a clear benefit if exposed people without a score had less pain, and comparators without "
        "one more, than predicted by at least 1.5 points."
    )
    assert found[2].startswith("It would become a clear harm if exposed people without a score had more pain")
    held = tipping(lambda exposed, comparator: (-5.0, 5.0))
    assert held[1].startswith("It would not become a clear benefit if ")
    assert held[2].endswith("than predicted by up to 3 points.")


def test_an_arm_in_which_nothing_is_missing_cannot_be_shifted():
    found = tipping(lambda exposed, comparator: (-3.0, -2.0), missing={"exposed": 0, "comparator": 4})
    assert len(found) == 2
    assert "comparators" in found[1]


def test_without_an_estimate_the_reason_is_told():
    row = {"delta_exposed": 0.0, "delta_comparator": 0.0, "status": "not estimable: no outcome is missing"}
    values = Values(PASSAGES)
    values.add("study.short", "LDN", "LDN")
    (id,) = tipping_sentences(values, sheet([row], TIPPING_POINT, "tipping_point.csv"), BOTH)
    assert values.text(id) == "A tipping point is not estimable: no outcome is missing."


@pytest.mark.parametrize("part", ["missing#who", "missing#baseline", "missing_tipping#base"])
def test_every_direction_has_a_sentence_of_its_own(part):
    others = {"missing": "some", "arm": "exposed"}
    given = {"drug": "LDN", "difference": "1", "reason": "unknown", "estimate": "1"}
    file = f"supplement/{part.partition('#')[0]}"
    directions = SHIPPED[file].declared.facts["direction"]
    assert {"better", "worse", "unclear", "not_estimable"} <= set(directions)
    facts = {name: choice for name, choice in others.items() if name in SHIPPED[file].declared.facts}
    names = {name: text for name, text in given.items() if name in SHIPPED[file].declared.values}
    said = [
        Values(PASSAGES).words(f"supplement/{part}", {**facts, "direction": way}, **names)
        for way in directions
    ]
    assert len(set(said)) == len(said) and all(said)


def test_a_benefit_under_every_handling_is_said_to_agree():
    text, _ = said(exposed=60, effect=-2.5)
    assert text["missing.agreement"].startswith("Under every handling that could be estimated")
    assert "pain was lower with LDN" in text["missing.tipping.base"]


def test_a_harm_is_called_more_pain():
    text, _ = said(exposed=60, effect=2.5)
    assert "pain was higher with LDN" in text["missing.tipping.base"]


def changed_estimate(made, method, low, high):
    """Return the material with another interval for one method."""
    estimates = made.supplement["missing_estimates"]
    wanted = estimates.frame["method"].eq(method)
    numbers = {"estimate": (low + high) / 2, "ci_low": low, "ci_high": high}
    frame = estimates.frame.copy()
    frame.loc[wanted, list(numbers)] = list(numbers.values())
    new = replace(estimates, frame=frame)
    changed = replace(made, supplement={**made.supplement, "missing_estimates": new})
    return with_estimates(changed, new)


def test_a_handling_that_leads_elsewhere_is_named():
    made = changed_estimate(material(exposed=60, effect=-2.5), "mi_rubin", -1.0, 1.0)
    values, _ = write_paper(made, texts(made), "texts")
    assert values.text("missing.agreement") == (
        "The conclusion depends on the handling: it is another one than that of the primary estimate under "
        "multiple imputation."
    )


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (-0.3, -0.1, "missing less often"),
        (0.1, 0.3, "missing more often"),
        (-0.1, 0.1, "did not clearly differ"),
    ],
)
def test_missing_outcomes_are_compared_in_each_direction(low, high, words):
    made = changed_estimate(material(), "newcombe", low, high)
    values, _ = write_paper(made, texts(made), "texts")
    assert words in values.text("missing.who")


def test_when_nothing_is_missing_there_is_nothing_to_fill_in():
    made = material()
    frame = made.supplement["missing_outcomes"].frame
    counted = replace(made.supplement["missing_outcomes"], frame=frame.assign(n=0))
    values, _ = write_paper(
        replace(made, supplement={**made.supplement, "missing_outcomes": counted}), texts(made), "texts"
    )
    assert values.text("missing.who").startswith("Everyone who was matched had an outcome")


def test_nobody_matched_is_said_and_nothing_crashes():
    text, page = said(exposed=0)
    assert text["missing.who"] == "No one was matched, so that there is nothing to count."
    assert text["missing.agreement"].startswith(
        "The primary estimate is not estimable, so that there is nothing"
    )
    assert "A tipping point is not estimable" in text["missing.tipping.base"]
    assert "not estimable (a)" in page


def test_tables_that_were_not_made_are_said_to_be_absent():
    made = replace(material(), supplement={})
    values = Values(PASSAGES)
    add_people(values, made.primary)
    page = missing_section(values, made)
    assert values.text("missing.agreement").startswith("Nobody was matched")
    assert page.endswith("{#sec-missing-more}\n\n{{< var missing.agreement >}}\n")


def test_both_ways_of_counting_responders_stand_side_by_side():
    _, page = said()
    assert page.count("| A missing outcome is no response |") == 2
    assert page.count("| People with an outcome only |") == 2


def test_missing_shares_are_printed_in_percent():
    text, _ = said()
    made = material()
    row = (
        made.supplement["missing_outcomes"]
        .frame.query("role == 'exposed' and reason == 'any reason'")
        .iloc[0]
    )
    assert text["missing.exposed.any_reason.share"] == f"{100 * row['share']:.1f}"
    difference = made.primary.find("outcome_missing", "risk_difference", "newcombe")
    shown = text[f"{difference.id}.estimate"].replace("−", "-")
    assert float(shown) == pytest.approx(100 * difference.estimate, abs=0.05)


def test_how_many_stopped_stands_in_front():
    made = material()
    events = made.supplement["intercurrent_events"]
    frame = events.frame.copy()
    frame.loc[frame["event"].eq("stopped_exposure"), "n"] = 7
    changed = replace(
        made, supplement={**made.supplement, "intercurrent_events": replace(events, frame=frame)}
    )
    values, _ = write_paper(changed, texts(made), "texts")
    assert values.text("missing.stopped.text").startswith(
        "Of 20 exposed people, 7 stopped LDN before their outcome"
    )
    none, _ = said()
    assert none["missing.stopped.text"] == "No exposed person stopped LDN before the outcome."
