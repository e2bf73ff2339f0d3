"""Every consumer of estimands and estimators knows every record of the catalogue, whatever is in it."""

import ast
import re
from dataclasses import replace

import pandas as pd
import pytest

from chart2paper.catalogue.estimands import ESTIMANDS, TARGETS, Known, answers, estimand_of, find_estimand
from chart2paper.catalogue.estimators import ANCOVA, ESTIMATORS
from chart2paper.catalogue.further_estimates import KNOWN_ADJUSTED, MEAN_BASELINE
from chart2paper.catalogue.responders import ADJUSTED_RISK_DIFFERENCE
from chart2paper.changes.printed_cells import label, times
from chart2paper.figures.draw_forest import LOOKS
from chart2paper.figures.forest import forest_frame
from chart2paper.figures.forest_words import DIGITS
from chart2paper.model.estimates import function_of
from chart2paper.paper.estimate_values import add_estimates
from chart2paper.paper.methods_text import statistics_text
from chart2paper.paper.supplement.sensitivity import WRITING
from chart2paper.paper.supplement_tables import estimates_table
from chart2paper.protocol.analysis import Estimation
from chart2paper.protocol.load import load_study
from chart2paper.release.again import OF_COUNTS
from chart2paper.release.counts import Counts
from chart2paper.release.kinds import KINDS, NOT_RELEASED
from chart2paper.release.rules.estimates import ESTIMATES as RULE
from chart2paper.release.rules.estimates import SPLIT_BY
from chart2paper.release.rules.groups import with_groups
from chart2paper.sensitivity.one_cohort import USED
from chart2paper.statistics.results import NotEstimable
from chart2paper.tables.closed_lists import GRID_UNITS
from chart2paper.tables.model import ESTIMATES
from chart2paper.tables.read_write import shape
from chart2paper.writing.about import About
from chart2paper.writing.phrases import add_phrases, phrase
from chart2paper.writing.prose import sentence_case
from chart2paper.writing.study_values import add_study
from chart2paper.writing.values import Values
from figures.examples import no_literature
from model.people import ESTIMATION, clinic
from paper.paper_material import PASSAGES, material, sheet, with_primary
from project_copy import ROOT
from protocol.test_protocol_text import written
from shipped_words import WORDS

PARAMETERS = {
    "threshold": "30",
    "level": "neuropathic",
    "first": "neuropathic",
    "second": "nociceptive",
    "day": "60",
    "covariate": "visits_before",
}
# What `protocol.values.estimation_of` adds to the settings of the section `estimation`.
OF_THE_OUTCOME = ("scale", "target_day")
NUMBERS = {"estimate": -0.5, "ci_low": -1.0, "ci_high": -0.1, "p_value": 0.02}


def with_parameters(estimand) -> Known:
    """A row of an estimand: its parameters as a study may have them."""
    found = find_estimand(
        *(part.format(**PARAMETERS) for part in (estimand.outcome, estimand.name, estimand.method))
    )
    assert found is not None
    return found


KNOWN = [with_parameters(estimand) for estimand in ESTIMANDS]
EVERY = pytest.mark.parametrize("known", KNOWN, ids=[" ".join(known.key) for known in KNOWN])
EVERY_ESTIMATOR = pytest.mark.parametrize("estimator", ESTIMATORS.values(), ids=list(ESTIMATORS))


def row_of(known: Known, n: int = 40) -> dict:
    """A row of ESTIMATES."""
    outcome, estimand, method = known.key
    people = {
        f"n_{role}": 0 if known.estimand.arm not in ("", role) else n for role in ("exposed", "comparator")
    }
    key = {"analysis": "target_trial", "outcome": outcome, "estimand": estimand, "method": method}
    return {**key, **NUMBERS, **people, "status": "ok"}


def everything() -> pd.DataFrame:
    """A table of estimates that has every estimand."""
    return shape(pd.DataFrame([row_of(known) for known in KNOWN]), ESTIMATES)


@EVERY
def test_an_id_is_read_as_the_one_record_that_it_was_built_from(known):
    assert find_estimand(*known.key) == known
    assert KNOWN.count(known) == 1


def test_an_estimand_without_a_record_is_an_error_and_not_a_guess():
    with pytest.raises(
        KeyError, match="no record of the estimand adjusted_difference of final_score by magic"
    ):
        estimand_of("final_score", "adjusted_difference", "magic")


@EVERY_ESTIMATOR
def test_the_function_of_an_estimator_makes_the_rows_of_its_record_and_no_others(estimator):
    both = {**ESTIMATION, "estimators": [estimator.name, "ancova"]}
    asked = [both, {**ESTIMATION, "estimators": [estimator.name]}]
    rows = [row for settings in asked for row in function_of(estimator.name)(clinic(40, 7), settings)]
    found = [estimand_of(row.outcome, row.estimand, row.method).estimand for row in rows]
    assert all(estimand in found for estimand in estimator.estimands)
    assert all(estimand in estimator.estimands for estimand in found)


@EVERY_ESTIMATOR
def test_an_estimator_reads_the_settings_that_its_record_names_and_no_others(estimator):
    assert set(estimator.settings) <= set(Estimation.model_fields)
    needed = {name: ESTIMATION[name] for name in (*OF_THE_OUTCOME, *estimator.settings)}
    assert function_of(estimator.name)(clinic(20, 3), needed)


@EVERY_ESTIMATOR
def test_whom_an_estimator_uses_is_known_to_the_grid(estimator):
    people = clinic(20, 3)
    assert 0 < len(USED[estimator.uses](people)) <= len(people)


@EVERY_ESTIMATOR
def test_the_protocol_takes_the_name_of_an_estimator_and_prints_its_words_and_its_model(estimator):
    chosen = {"value": [estimator.name], "basis": "assumed", "why": "Because."}
    assert Estimation.model_fields["estimators"].annotation(**chosen).value == [estimator.name]
    assert phrase(Values(PASSAGES), "estimators", [estimator.name], "LDN") == estimator.label


def test_the_protocol_document_says_how_each_estimator_is_made():
    study = load_study("config.yaml")
    plain = study.model_dump(mode="json")
    for analysis in plain["analyses"].values():
        analysis["estimation"]["estimators"]["value"] = list(ESTIMATORS)
    table = written(study, plain)[1]["tables/estimators.md"]
    for estimator in ESTIMATORS.values():
        assert sentence_case(estimator.label) in table
        assert Values(PASSAGES).words(f"estimators/{estimator.name}#model") in " ".join(table.split())


@pytest.fixture(scope="module")
def paper():
    """The primary analysis asks for every estimator and has every estimate: its material and the paper's values."""
    study = material()
    estimation = study.primary.protocol["estimation"]
    choice = {**estimation["estimators"], "value": list(ESTIMATORS)}
    primary = replace(
        study.primary,
        protocol={**study.primary.protocol, "estimation": {**estimation, "estimators": choice}},
        estimates=sheet(everything(), ESTIMATES, study.primary.estimates.file),
        more_estimates=(),
    )
    study = with_primary(study, primary)
    values = Values(study.passages)
    add_study(values, study)
    for analysis in study.analyses:
        add_phrases(values, analysis, "LDN")
    add_estimates(values, primary)
    return study, values


@EVERY_ESTIMATOR
def test_the_methods_have_a_paragraph_on_each_estimator_that_ran(paper, estimator):
    study, values = paper
    choice = {**study.primary.protocol["estimation"]["estimators"], "value": [estimator.name]}
    estimation = {**study.primary.protocol["estimation"], "estimators": choice}
    alone = replace(study.primary, protocol={**study.primary.protocol, "estimation": estimation})
    text = statistics_text(values, replace(study, analyses=[alone]))
    first = text.split("\n\n")[0]
    assert re.search(r"\*\*\S.* \*[^*]+\.\* .*\.$", first, re.DOTALL), first


@EVERY
def test_the_paper_prints_each_estimate_as_its_kind_of_number_asks_and_names_it(paper, known):
    study, values = paper
    id = ".".join(("estimates", "target_trial", *known.key))
    number = known.estimand.number
    assert values.text(f"{id}.estimate") not in ("", "not estimable")
    if number.written != "nnt":
        text = values.text(f"{id}.estimate").replace("−", "-")
        assert float(text) == pytest.approx(NUMBERS["estimate"] * number.times, abs=0.05)
    names = (known.outcome_words(), known.words, known.method_words)
    assert all(name and not set(name) & set("{}_") for name in names)
    assert f"| {known.words} | {known.method_words} |" in re.sub(
        r" +", " ", estimates_table(values, study.primary)
    )


@EVERY
def test_the_page_of_changes_names_each_estimate_and_its_scale(known):
    outcome, name, method = known.key
    told = {
        cell: About("estimate", outcome=outcome, estimand=name, method=method, cell=cell)
        for cell in ("estimate", "ci_low", "p")
    }
    words = f"{known.outcome_words()}, {known.words}: {known.method_words}"
    assert label(told["estimate"], Values(PASSAGES)) == words
    assert label(told["ci_low"], Values(PASSAGES)) == f"{words}, ci low"
    assert (times(told["estimate"]), times(told["p"])) == (known.estimand.number.times, 1.0)


def test_the_page_of_changes_names_an_estimate_of_an_earlier_version_too():
    old = About("estimate", outcome="old_score", estimand="old_effect", method="old_way", cell="estimate")
    assert label(old, Values(PASSAGES)) == "old score, old effect: old way"


def test_the_forest_plot_has_a_line_for_each_estimate_that_has_a_place_and_no_other():
    frame = forest_frame(everything(), no_literature(), {"target_trial": "Target trial"}, "LDN", WORDS)
    lines = [known.estimand.forest for known in KNOWN if known.estimand.forest]
    assert len(frame) == len(lines) == len(set(frame["panel"] + frame["label"]))
    assert {line.panel for line in lines} <= set(DIGITS) and {line.marker for line in lines} <= set(LOOKS)
    assert not frame["label"].str.contains("[{}_]").any()
    for panel in DIGITS:
        markers = [line.marker for line in lines if line.panel == panel]
        assert frame.loc[frame["panel"] == panel, "marker"].tolist() == markers


@EVERY
def test_a_release_knows_on_whom_each_estimate_rests_and_how_each_of_its_numbers_leaves(known):
    row = {name: str(cell) for name, cell in row_of(known).items()} | {SPLIT_BY: "mechanism"}
    counts = Counts()
    rests = with_groups("model/estimates", RULE).rests("target_trial", row, counts)
    assert rests.never or rests.groups
    for role in ("exposed", "comparator"):
        RULE.counts[f"n_{role}"]("target_trial", row)
    kinds = {column: RULE.kind(column, "target_trial", row) for column in RULE.statistics}
    assert all(kind.name in KINDS for kind in kinds.values())
    if known.estimand.release.leaves == "withheld":
        assert set(kinds.values()) == {NOT_RELEASED}
    if known.estimand.release.leaves == "from counts":
        made_again = OF_COUNTS[known.estimand.number, known.estimand.arm]((20, 40, 10, 40))
        assert not isinstance(made_again, NotEstimable)


def test_what_the_grid_may_take_has_a_unit_that_the_table_and_the_paper_know():
    units = {target.known.estimand.number.unit for target in TARGETS.values()}
    assert units == set(GRID_UNITS) == set(WRITING)


def test_the_primary_estimate_answers_the_question_and_else_the_first_of_the_analysis_that_can():
    def first(named, estimators):
        return next(known.key for known in answers(named, estimators))

    assert first("adjusted_final_score", ["group_means"]) == (
        "final_score",
        "adjusted_difference",
        "ancova_cr2",
    )
    assert first("unadjusted_change", ["ancova"]) == ("score_change", "difference", "welch_t")
    # Shares of people have no sentence of their own at the top of a paper.
    assert first("responders_30", ["responders", "percent_change"])[0] == "percent_change"


def test_the_methods_of_the_adjusted_estimates_are_written_in_the_catalogue_alone():
    records = (*ANCOVA.estimands, ADJUSTED_RISK_DIFFERENCE, KNOWN_ADJUSTED, MEAN_BASELINE)
    methods = {record.method for record in records}
    for path in (ROOT / "src/chart2paper").rglob("*.py"):
        code = ast.parse(path.read_text(encoding="utf-8"))
        written = {node.value for node in ast.walk(code) if isinstance(node, ast.Constant)}
        assert path.parent.name == "catalogue" or not written & methods, path
