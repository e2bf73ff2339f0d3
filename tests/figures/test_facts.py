"""The carried facts: unchanged, and derived numbers follow from reported ones."""

import csv
from itertools import product
from math import sqrt
from pathlib import Path

import pandas as pd
import pytest
from scipy.stats import norm
from statsmodels.stats.power import NormalIndPower
from statsmodels.stats.proportion import confint_proportions_2indep

from chart2paper.tables.literature import LITERATURE
from chart2paper.tables.read_write import check, read_table

ROOT = Path(__file__).parents[2]
FACTS = ROOT / "data" / "facts"
SHARED = ROOT.parent / "shared" / "facts"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def reported_2022() -> pd.DataFrame:
    return pd.read_csv(FACTS / "martin_2022.csv").set_index("item")


@pytest.mark.skipif(not SHARED.exists(), reason="the facts this project was given are not on this machine")
def test_every_published_result_is_carried_over_unchanged():
    given, carried = rows(SHARED / "literature.csv"), rows(FACTS / "literature.csv")
    assert [{name: row[name] for name in given[0]} for row in carried] == given


@pytest.mark.skipif(not SHARED.exists(), reason="the facts this project was given are not on this machine")
def test_what_the_2022_study_reported_is_in_the_text_this_project_was_given(reported_2022):
    text = (SHARED / "seed_paper.md").read_text(encoding="utf-8").replace('"', "")
    numbers = reported_2022[(reported_2022["kind"] == "reported") & reported_2022["value"].notna()]
    assert len(numbers) >= 9
    for value in numbers["value"]:
        assert f"{value:g}" in text
    for words in ("the same painful diseases", "extraordinarily safe", "whole sample multivariate modeling"):
        assert words in text
        assert reported_2022["as_reported"].str.contains(words, regex=False).any()


def test_the_literature_keeps_its_contract():
    check(read_table(LITERATURE, FACTS / "literature.csv"), LITERATURE, "literature.csv")


def test_a_plotted_number_is_the_reported_one_or_the_difference_of_two_reported_ones():
    for row in rows(FACTS / "literature.csv"):
        if row["plot_basis"] == "reported":
            assert (row["plot_estimate"], row["plot_low"], row["plot_high"]) == (
                row["effect"],
                row["ci_low"],
                row["ci_high"],
            )
        elif row["plot_basis"] == "derived":
            exposed, comparator = row["effect"].removesuffix(" %").split(" v ")
            assert float(row["plot_estimate"]) == pytest.approx(float(exposed) - float(comparator))
            assert row["plot_low"] == row["plot_high"] == ""
        else:
            assert row["plot_estimate"] == row["plot_measure"] == ""
            assert row["plot_note"]


def test_a_result_whose_scale_is_not_stated_is_on_no_axis():
    unclear = [row for row in rows(FACTS / "literature.csv") if "scale" in row["plot_note"]]
    assert {row["study"] for row in unclear} == {"Spargo et al.", "Srinivasan et al."}
    assert all(row["plot_measure"] == "" for row in unclear)


def test_the_derived_numbers_of_the_2022_study_follow_from_the_reported_ones(reported_2022):
    value = reported_2022["value"]
    exposed, comparators = int(value["n_exposed"]), int(value["n_comparator"])
    difference = value["percent_change_exposed"] - value["percent_change_comparator"]
    assert value["percent_change_difference"] == pytest.approx(difference)
    error = sqrt(1 / exposed + 1 / comparators)
    assert value["smd_standard_error"] == round(error, 3)
    assert value["smd_chance_over_0.1"] == round(2 * norm.sf(0.1 / error), 2)
    detectable = NormalIndPower().solve_power(
        nobs1=exposed, ratio=comparators / exposed, alpha=0.05, power=0.8
    )
    assert value["minimum_detectable_difference_sd"] == round(detectable, 2)
    assert value["minimum_detectable_difference_points"] == round(2.5 * detectable, 1)
    assert value["adverse_event_upper_limit"] == round(100 * 3 / exposed)


def test_the_nnt_of_the_2022_study_fits_twelve_pairs_of_counts(reported_2022):
    value = reported_2022["value"]
    exposed, comparators = int(value["n_exposed"]), int(value["n_comparator"])
    pairs = [
        (a, b)
        for a, b in product(range(exposed + 1), range(comparators + 1))
        if a / exposed > b / comparators and round(1 / (a / exposed - b / comparators), 1) == value["nnt_50"]
    ]
    limits = [
        confint_proportions_2indep(a, exposed, b, comparators, method="newcomb") for a, b in pairs
    ]  # Newcombe (1998), as statsmodels has it
    assert len(pairs) == value["nnt_50_count_pairs"]
    assert {round(1 / high) for _, high in limits} == {value["nnt_50_low"]}
    assert min(1 / low for low, _ in limits) == pytest.approx(6.4, abs=0.05)
    assert max(1 / low for low, _ in limits) == pytest.approx(11.5, abs=0.05)
    assert "6.4 to 11.5" in reported_2022.loc["nnt_50_high", "note"]
