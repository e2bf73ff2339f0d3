"""Subgroups: one interaction each, p values adjusted for how many there are."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from chart2paper.model.interactions import holm, interactions
from chart2paper.model.subgroups import subgroup_interaction
from model.people import ESTIMATION, clinic, people

CONTRASTS = {"mechanism": ["neuropathic", "nociceptive"], "sex": ["female", "male"], "age": 50.0}


def test_holm_equals_rs_p_adjust():
    # R 4.2.2: p.adjust(c(0.01, 0.04, 0.03, 0.5), "holm")
    assert holm(np.array([0.01, 0.04, 0.03, 0.5])) == pytest.approx([0.04, 0.09, 0.09, 0.5])


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_holm_equals_statsmodels(p):
    assert holm(np.array(p)) == pytest.approx(multipletests(p, method="holm")[1], abs=1e-12)


def test_a_test_that_could_not_be_made_does_not_count():
    assert holm(np.array([0.01, np.nan, 0.04])) == pytest.approx([0.02, np.nan, 0.04], nan_ok=True)


def test_a_subgroup_of_two_levels_is_the_interaction_of_the_main_analysis():
    table = clinic(60, 1)
    row = interactions(table, CONTRASTS, ESTIMATION).set_index("subgroup").loc["mechanism"]
    *_, interaction = subgroup_interaction(table, ESTIMATION)
    assert row["interaction"] == pytest.approx(interaction.estimate)
    assert row["p_value"] == pytest.approx(interaction.p_value)
    assert row["interaction"] == pytest.approx(row["difference_first"] - row["difference_second"])


def test_a_number_is_split_and_its_limit_belongs_to_the_upper_group():
    table = clinic(60, 1)
    row = interactions(table, {"age": 50.0}, ESTIMATION).iloc[0]
    observed = table[table["final_score"].notna()]
    assert (row["first"], row["second"]) == ("below 50", "50 or more")
    assert row["n_second"] == (observed["age"] >= 50).sum()


def test_p_values_are_adjusted_over_all_subgroups():
    table = interactions(clinic(60, 1), CONTRASTS, ESTIMATION)
    assert (table["p_holm"] >= table["p_value"]).all()
    assert table["p_holm"].min() == pytest.approx(min(1, 3 * table["p_value"].min()))


def test_a_level_that_nobody_has_says_why():
    table = people([(7, 5)] * 4, [(7, 6)] * 4, sex=["female"] * 8)
    row = interactions(table, {"sex": ["female", "male"]}, {**ESTIMATION, "adjust_for": []}).iloc[0]
    assert "0 exposed and 0 comparators with kind male" in row["status"]
    assert np.isnan(row["p_holm"])


def test_no_subgroups_and_nobody_matched_leave_an_empty_table_or_a_reason():
    assert len(interactions(clinic(10, 1), {}, ESTIMATION)) == 0
    nobody = interactions(people([], []), {"sex": ["female", "male"]}, ESTIMATION)
    assert nobody["status"].str.startswith("not estimable").all()
