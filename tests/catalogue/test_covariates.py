"""Every consumer of covariates knows every record of the catalogue, whatever is in it."""

import json
import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from chart2paper.catalogue.covariates import CHARACTERISTICS, COVARIATES, NEGATIVE_CONTROLS, NOT_RECORDED
from chart2paper.catalogue.outcomes import PAIN
from chart2paper.changes.matches import Side, reasons
from chart2paper.cohort.covariates import MEASURES
from chart2paper.figures.balance import alt_text, balance_frame
from chart2paper.match.balance import balance_table, everyone
from chart2paper.match.distance import numbers_of
from chart2paper.model.explain.measured import measured_confounders
from chart2paper.model.interactions import kinds_of
from chart2paper.paper.balance_findings import covariate_in_prose
from chart2paper.paper.balance_tables import row_label
from chart2paper.paper.characteristics import characteristics_table
from chart2paper.paper.people_values import add_people
from chart2paper.paper.supplement.explain_tables import CONTROLS, measured_table
from chart2paper.protocol.load import load_study
from chart2paper.release.counts import Counts
from chart2paper.release.people import add_people as add_counts
from chart2paper.release.people_behind import KNOWN
from chart2paper.release.rules import names
from chart2paper.release.rules.balance import BALANCE as BALANCE_RULE
from chart2paper.release.rules.balance import KEPT_DROPPED, MEASURED_CONFOUNDERS
from chart2paper.release.rules.counted import worth
from chart2paper.release.rules.rule import NEVER
from chart2paper.statistics.balance_statistics import judge
from chart2paper.statistics.design_matrix import design
from chart2paper.tables.cohort import BASELINE_DATE, CANDIDATES, COHORT
from chart2paper.tables.dictionary_page import dictionary_page
from chart2paper.tables.explain import MEASURED_CONFOUNDERS as MEASURED_TABLE
from chart2paper.tables.match import BALANCE
from chart2paper.tables.model import ANALYSIS_SET
from chart2paper.tables.read_write import check, shape
from chart2paper.writing.phrases import covariates as in_prose
from chart2paper.writing.study_values import add_study
from chart2paper.writing.values import Values, text_slug
from paper.paper_material import PASSAGES, ROOT, material, people, sheet
from protocol.test_protocol_text import written

RULES = {"smd_threshold": 0.1, "variance_ratio_limits": (0.5, 2.0)}
EVERY = pytest.mark.parametrize("covariate", COVARIATES.values(), ids=list(COVARIATES))


def values_of_kind(covariate, rng, n):
    """Values of a covariate as its record declares them, a few of them not known."""
    if covariate.kind == "category":
        known = rng.choice(covariate.values or ("low_back_pain", "crps"), n)
    elif covariate.kind == "yes_no":
        known = rng.integers(0, 2, n)
    else:
        low = covariate.low or 0
        known = rng.integers(low, (covariate.high or low + 8) + 1, n)
    return pd.Series(known).astype(object).mask(pd.Series(np.arange(n) % 7 == 6))


@pytest.fixture(scope="module")
def analysis_set():
    made = people(40)
    rng = np.random.default_rng(3)
    for covariate in COVARIATES.values():
        made[covariate.name] = values_of_kind(covariate, rng, len(made))
    return shape(made, ANALYSIS_SET)


@pytest.fixture(scope="module")
def balance(analysis_set):
    arms = [everyone(analysis_set.loc[analysis_set["role"].eq(r), [*COVARIATES]]) for r in ROLES]
    table = judge(balance_table((arms[0], arms[1]), (arms[0], arms[1]), [*COVARIATES]), RULES)
    return shape(table, BALANCE)


ROLES = ("exposed", "comparator")


@pytest.fixture(scope="module")
def made(analysis_set, balance):
    """The made-up study with every covariate in its people, and every one adjusted for."""
    whole = material()
    study = {**whole.study, "analyses": {**whole.study["analyses"]}}
    primary = whole.primary
    primary = replace(
        primary,
        analysis_set=replace(primary.analysis_set, frame=analysis_set),
        balance=sheet(balance, BALANCE, primary.balance.file),
    )
    return replace(whole, study=study, analyses=[primary]), primary


@pytest.fixture(scope="module")
def values(made):
    whole, primary = made
    values = Values(PASSAGES)
    add_study(values, whole)
    add_people(values, primary)
    return values


@EVERY
def test_the_cohort_measures_it(covariate):
    assert covariate.name in MEASURES
    assert set(MEASURES) == set(COVARIATES)


@EVERY
def test_every_table_of_people_declares_it_and_the_dictionary_says_what_it_means(covariate, analysis_set):
    for table in (COHORT, CANDIDATES, ANALYSIS_SET):
        assert covariate.name in table.column_names
    check(analysis_set, ANALYSIS_SET.on(PAIN), "analysis_set.csv")
    assert f"| `{covariate.name}` | {covariate.type} |" in dictionary_page([])
    assert covariate.meaning in dictionary_page([])


@pytest.fixture(scope="module")
def protocol():
    """The values and tables of the protocol of a study that matches on everything and adjusts for everything."""
    every = {"value": [*COVARIATES]}
    over = {"estimation": {"adjust_for": every}, "matching": {"exact": every, "distance_on": every}}
    return written(load_study(ROOT / "config.yaml", {"analyses": {"target_trial": over}}))


@EVERY
def test_a_study_may_match_on_it_and_adjust_for_it_and_its_protocol_says_so(covariate, protocol):
    values, parts = protocol
    (table,) = [text for name, text in parts.items() if "tbl-covariates" in text and "|" in text][:1]
    (row,) = [line for line in table.splitlines() if f"plan.covariate.{covariate.name} " in line]
    assert "equal within a set; matched closely; adjusted for" in row
    assert values.get(f"plan.covariate.{covariate.name}").text == covariate.meaning
    assert values.get(f"plan.covariate_name.{covariate.name}").text == covariate.title(PAIN)
    assert in_prose([covariate.name]) == covariate.prose


@EVERY
def test_models_and_distances_use_it(covariate, analysis_set):
    matrix = design(analysis_set, [covariate.name], {})
    assert covariate.name in matrix.covariates
    assert numbers_of(analysis_set[[covariate.name]], np.ones(len(analysis_set))).shape[1] >= 2


@EVERY
def test_balance_compares_it_and_every_table_and_figure_calls_it_by_its_label(covariate, balance):
    rows = balance[balance["covariate"].eq(covariate.name)]
    assert rows["smd"].notna().any()
    assert covariate.is_number or covariate.kind == "yes_no" or rows["level"].notna().all()
    assert row_label(covariate.name, "", PAIN) == covariate.title(PAIN)
    assert covariate_in_prose({"covariate": covariate.name, "level": None}) == covariate.prose
    drawn = balance_frame(rows, 0.1, PAIN)
    assert set(drawn["label"]) == {covariate.title(PAIN)}
    assert covariate.title(PAIN) in alt_text(drawn, "LDN", Values(PASSAGES))


def test_the_table_of_characteristics_has_a_row_with_its_difference_for_each(values, made):
    lines = [line.strip("| *") for line in characteristics_table(values, made[1]).splitlines()]
    for name in CHARACTERISTICS:
        covariate = COVARIATES[name]
        (place,) = [at for at, line in enumerate(lines) if line.startswith(covariate.title(PAIN))]
        # Levels stand below the label.
        assert "var balance." in lines[place + covariate.has_levels], f"{name} has no difference beside it"


def test_the_difference_beside_a_mean_is_that_of_the_number_and_not_of_how_often_it_is_missing(
    values, made, balance
):
    lines = [line.strip("| *") for line in characteristics_table(values, made[1]).splitlines()]
    for name in CHARACTERISTICS:
        if not COVARIATES[name].has_levels:
            (line,) = [line for line in lines if line.startswith(COVARIATES[name].title(PAIN))]
            (row,) = re.findall(r"var balance\.target_trial\.row(\d+)\.smd", line)
            assert pd.isna(balance.loc[int(row) - 2, "level"]), name


@EVERY
def test_who_is_not_known_is_counted_beside_its_levels(covariate, values, analysis_set):
    prefix = "people.target_trial.exposed"
    known = analysis_set.loc[analysis_set["role"].eq("exposed"), covariate.name].notna()
    assert values.get(f"{prefix}.{covariate.name}.n").value == known.sum()
    if covariate.has_levels:
        assert (
            values.get(f"{prefix}.{covariate.name}.{text_slug(NOT_RECORDED)}.count").value == (~known).sum()
        )


@EVERY
def test_it_is_set_against_an_unmeasured_confounder_under_its_label(covariate, analysis_set, balance, made):
    effect = pd.DataFrame([{"outcome": "final_score", "e_value": 2.0, "e_value_limit": 1.2}])
    row = measured_confounders(analysis_set, balance, effect, ["baseline_score"], [covariate.name])
    row = row[row["covariate"].eq(covariate.name)]
    assert row["status"].tolist() == ["ok"]
    shown = replace(
        made[0], supplement={"measured_confounders": sheet(row, MEASURED_TABLE, "measured_confounders.csv")}
    )
    assert covariate.title(PAIN) in measured_table(Values(PASSAGES), shown)


@EVERY
def test_a_subgroup_of_it_has_two_kinds_with_names(covariate, analysis_set):
    known = analysis_set[covariate.name].dropna()
    levels = sorted(known.unique())
    split = [*levels[:2]] if covariate.kind == "category" else float(levels[-1])
    first, second, kinds = kinds_of(analysis_set, covariate.name, split)
    assert {first, second} <= set(kinds.dropna())
    assert covariate.in_table(first) and covariate.people_at(second)


@pytest.mark.parametrize("name", NEGATIVE_CONTROLS)
def test_a_negative_control_has_a_row_of_its_own(name):
    assert COVARIATES[name].negative_control in CONTROLS.values()
    assert COVARIATES[name].is_number


@pytest.fixture(scope="module")
def counts(values):
    counts = Counts()
    add_counts(counts, json.loads(values.as_json()), {})
    return counts.checked()


@EVERY
def test_the_release_knows_its_counts_and_how_they_follow_from_each_other(covariate, counts):
    arm = names.matched("target_trial", "exposed")
    known = names.known("target_trial", "exposed", covariate.name)
    not_known = names.level("target_trial", "exposed", covariate.name, NOT_RECORDED)
    relations = {(relation.total, frozenset(relation.parts)) for relation in counts.relations}
    assert (arm, frozenset((known, not_known))) in relations
    if covariate.kind == "yes_no":
        yes = names.level("target_trial", "exposed", covariate.name, "1")
        assert (known, frozenset((yes, f"{arm}/{covariate.name} not"))) in relations
    elif covariate.has_levels:
        assert any(not_known in parts and len(parts) > 1 for total, parts in relations if total == arm)
        assert worth(not_known) == covariate.worth
    else:
        assert known in counts.means
    assert covariate.name in KNOWN


@EVERY
def test_what_is_a_function_of_counts_is_never_released(covariate, counts):
    row = {"covariate": covariate.name, "level": None}
    of_means = BALANCE_RULE.rests("target_trial", row, counts) is not NEVER
    assert of_means == covariate.is_number
    assert (KEPT_DROPPED.rests("target_trial", row, counts) is not NEVER) == covariate.is_number
    # With a value missing, what it could explain is a function of how many they are.
    assert MEASURED_CONFOUNDERS.rests("target_trial", row, counts) is NEVER


@EVERY
def test_the_page_of_changes_says_when_somebodys_value_changed(covariate):
    same = dict.fromkeys([*COVARIATES, BASELINE_DATE.name, "index_date"], 1.0) | {"role": "exposed"}
    then, now = ({"A": {**same, covariate.name: value}} for value in (1.0, 2.0))
    sides = [Side(people, {}, {}, {}, {}, {}) for people in (then, now)]
    assert reasons("A", *sides) == [f"own values of A changed ({covariate.prose})"]
