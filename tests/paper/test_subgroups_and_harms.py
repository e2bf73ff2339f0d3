"""The sections on subgroups, harms and dose: sentences in each direction, counts with their intervals."""

from dataclasses import replace

import pandas as pd
import pytest

from chart2paper.paper.generate import write_paper
from chart2paper.tables.closed_lists import ROLES
from chart2paper.tables.harms import HARMS, SUBGROUPS
from chart2paper.tables.model import ESTIMATES
from chart2paper.writing.material import Sheet
from chart2paper.writing.values import Values
from paper.paper_material import material, sheet, texts, with_estimates

FOLDER = "results/target_trial/model"


def paper(estimates: Sheet | None = None, **tables: Sheet) -> tuple[Values, dict[str, str]]:
    made = material()
    if estimates:
        made = with_estimates(made, estimates)
    return write_paper(replace(made, supplement=made.supplement | tables), texts(made), "f")


def subgroups(*p_holm: float | None) -> Sheet:
    names = ("age", "baseline_score", "sex")
    rows = [
        {"subgroup": name, "first": "below 60", "second": "60 or more", "difference_first": -1.0}
        | {"first_low": -2.0, "first_high": 0.0, "interaction": -0.5, "interaction_low": -1, "p_holm": p}
        | {"interaction_high": 0.1, "n_first": 30, "n_second": 20, "status": "ok"}
        for name, p in zip(names, p_holm, strict=False)
    ]
    return sheet(rows, SUBGROUPS, f"{FOLDER}/subgroups.csv")


def harms(*rows: tuple) -> Sheet:
    columns = ["kind", "event", "role", "persons", "n", "share", "ci_low", "ci_high", "rule_of_three"]
    return sheet(pd.DataFrame(rows, columns=columns), HARMS, f"{FOLDER}/harms.csv")


def dose(low: float | None, high: float | None) -> Sheet:
    point = None if low is None or high is None else (low + high) / 2
    row = {"outcome": "final_score", "estimand": "slope_per_mg", "method": "ols_hc3", "n_exposed": 40}
    row |= {"analysis": "target_trial", "estimate": point, "ci_low": low, "ci_high": high, "n_comparator": 0}
    status = "not estimable: everyone took the same dose" if point is None else "ok"
    return sheet([row | {"status": status}], ESTIMATES, f"{FOLDER}/dose_estimates.csv")


@pytest.mark.parametrize(
    ("p_holm", "words"),
    [
        ((0.4, 1.0), "None of the 2 comparisons"),
        ((0.01, 1.0), "Of 2 comparisons of subgroups, 1 gave evidence"),
        ((None,), "No comparison of subgroups could be made."),
        ((), "No comparison of subgroups could be made."),
    ],
)
def test_subgroups_are_summed_up_by_their_adjusted_p_values(p_holm, words):
    values, _ = paper(subgroups=subgroups(*p_holm))
    assert words in values.text("say.subgroups")


def test_a_subgroup_shows_two_effects_and_tests_only_their_difference():
    values, parts = paper(subgroups=subgroups(0.4))
    assert values.text("subgroups.age.difference_first_full") == "−1.00 (−2.00 to 0.00)"
    assert values.text("subgroups.age.difference_second") == "not estimable"
    assert values.get("subgroups.age.p_holm").row == 2
    assert parts["supplement/subgroups.md"].count("p_holm") == 1


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (-1.0, -0.1, "went with less pain: −0.55 (−1.00 to −0.10)"),
        (0.1, 1.0, "went with more pain"),
        (-1.0, 1.0, "no clear relation"),
        (None, None, "is not estimable: everyone took the same dose"),
    ],
)
def test_dose_is_told_in_every_direction_and_as_exploratory(low, high, words):
    values, _ = paper(dose(low, high))
    assert words in values.text("say.dose")
    assert "exploratory" in values.text("say.dose")


def test_harms_are_people_with_exact_intervals_or_what_may_have_been_missed():
    rows = (
        ("adverse_effect", "nausea", "exposed", 7, 64, 7 / 64, 0.045, 0.212, None),
        ("adverse_effect", "nausea", "comparator", 0, 60, 0.0, 0.0, 0.06, 0.05),
        ("stopped", "adverse effect", "exposed", 3, 64, 3 / 64, 0.01, 0.13, None),
    )
    values, parts = paper(harms=harms(*rows))
    assert values.text("harms.adverse_effect.nausea.exposed.text") == "7 of 64, 11% (5 to 21)"
    assert values.text("harms.adverse_effect.nausea.comparator.text") == "0 of 60, up to 5%"
    assert "hold no adverse effects" not in parts["supplement/harms.md"]


def test_an_export_without_adverse_effects_is_said_not_to_record_them():
    row = ("stopped", "stopped for any reason", "exposed", 3, 64, 3 / 64, 0.01, 0.13, None)
    _, parts = paper(harms=harms(row))
    assert "this does not mean that there were none" in " ".join(parts["supplement/harms.md"].split())


def test_nobody_matched_has_dashes_and_no_shares():
    row = ("adverse_effect", "any adverse effect", "exposed", 0, 0, None, None, None, None)
    _, parts = paper(harms=harms(row))
    assert "| Any adverse effect | – | – |" in parts["supplement/harms.md"]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([("adverse_effect", "any adverse effect", role, 3, 40) for role in ROLES], "counts of both groups"),
        ([("stopped", "stopped for any reason", "exposed", 3, 40)], "harms could not be compared"),
        ([("adverse_effect", "any adverse effect", role, 0, 0) for role in ROLES], "Nobody was matched"),
    ],
)
def test_the_limitations_say_of_harms_what_the_table_of_harms_does(rows, words):
    _, parts = paper(harms=harms(*(row + (None,) * 4 for row in rows)))
    said = " ".join(parts["texts/harms_limits.md"].split())
    assert words in said
    assert ("@suptbl-harms" in said) == (words == "counts of both groups")
