"""Every consumer of the figures knows every record of one."""

import re
from importlib import import_module

import pytest

from chart2paper.catalogue.figures import FIGURES, figures_of
from chart2paper.figures.drawn import settings_of
from chart2paper.paper.figures_md import INCLUDED
from chart2paper.paper.generate import write_paper
from chart2paper.paper.report_captions import captions
from chart2paper.protocol.load import load_study
from chart2paper.release import figures_again, figures_of_curves
from chart2paper.release.figures import DRAWINGS, OF_ALL
from chart2paper.release.paper_parts import captions_out
from chart2paper.release.rules.schema import RULES
from chart2paper.tables.contract import Table
from chart2paper.tables.dictionary_page import dictionary_page
from chart2paper.tables.figures import TWINS
from chart2paper.writing.figure_parts import caption
from paper.paper_material import PASSAGES, ROOT, material, texts
from protocol.test_protocol_text import written
from release.released_words import RELEASE_WORDS

EVERY = pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES)
IN_PAPER = [figure for figure in FIGURES.values() if figure.stands != "protocol"]


def named(address):
    module, name = address
    return getattr(import_module(module), name)


@EVERY
def test_the_functions_that_make_its_numbers_and_draw_them_are_there_and_so_are_the_tables(figure):
    assert callable(named(figure.numbers)) and callable(named(figure.drawing))
    assert isinstance(TWINS[figure.name], Table) and callable(import_module(figure.numbers[0]).alt_text)
    for source in figure.sources:
        assert set(source.columns) <= set(named(source.table).column_names)


@pytest.mark.parametrize("figure", IN_PAPER, ids=lambda figure: figure.name)
def test_the_rule_that_draws_it_has_the_settings_and_the_tables_that_it_asks_for(figure):
    rules = (ROOT / "rules" / "figures.smk").read_text(encoding="utf-8").split("\nrule ")
    name = "draw_forest" if figure.analyses == "all in one" else "draw_figures"
    (rule,) = [rule for rule in rules if rule.startswith(f"{name}:")]
    params = rule[rule.index("    params:") : rule.index("    message:")]
    assert settings_of(figure) <= set(re.findall(r"^        (\w+)=", params, re.MULTILINE))
    if figure.analyses == "all in one":
        assert {source.name for source in figure.sources} <= set(
            re.findall(r"^        (\w+)=", rule, re.MULTILINE)
        )


@EVERY
def test_its_caption_is_a_passage_that_asks_for_nothing_else_than_what_figures_know(figure):
    assert set(PASSAGES.declared(figure.caption).facts) <= {"published", "cited"}
    assert not PASSAGES.declared(figure.caption).values
    for published in (True, False):
        assert caption(RELEASE_WORDS, figure, published).endswith(".")


@EVERY
def test_the_data_dictionary_has_every_column_of_what_it_shows(figure):
    page = dictionary_page(tuple(TWINS.values()))
    for column in TWINS[figure.name].columns:
        assert f"| `{column.name}` | {column.type} |" in page and column.meaning in page
    assert f"One row is {TWINS[figure.name].one_row_is}." in page


@EVERY
def test_the_report_of_the_workflow_has_its_caption(figure):
    assert captions(RELEASE_WORDS)[figure.name].startswith(caption(RELEASE_WORDS, figure, cited=False))


@pytest.fixture(scope="module")
def paper():
    study = material()
    parts = write_paper(study, texts(study), study.study["paper"]["text_folder"])[1]
    return study, parts


@pytest.mark.parametrize("figure", IN_PAPER, ids=lambda figure: figure.name)
def test_paper_and_supplement_show_it_once_for_each_analysis_that_has_it(paper, figure):
    study, parts = paper
    others = [analysis.name for analysis in study.others] if figure.analyses == "every" else []
    shown = re.findall(r"\{#((?:sup)?fig-[\w-]+)", "\n".join(parts.values()))
    assert [shown.count(figure.label(name)) for name in ("", *others)] == [1] * (1 + len(others))
    first = "" if figure.analyses == "all in one" else study.primary.name
    pictures = re.findall(r"_generated/figures/(\w+)\.svg", "\n".join(parts.values()))
    assert {figure.file_stem(name) for name in (first, *others)} <= set(pictures)


def test_the_paper_shows_no_other_figure(paper):
    study, parts = paper
    known = {
        figure.file_stem(name)
        for figure in IN_PAPER
        for name in ("", *(analysis.name for analysis in study.analyses))
    }
    assert set(re.findall(r"_generated/figures/(\w+)\.svg", "\n".join(parts.values()))) <= known


def test_the_manuscript_includes_those_that_stand_in_it_by_name():
    manuscript = (ROOT / "reports" / "paper.qmd").read_text(encoding="utf-8")
    included = re.findall(r"include _generated/figures/(\w+)\.md", manuscript)
    by_name = [figure.name for figure in FIGURES.values() if figure.stands in INCLUDED]
    assert sorted(included) == sorted([*by_name, "supplement"])


def test_the_protocol_shows_the_figures_of_designs():
    study = load_study(ROOT / "config.yaml")
    parts = written(study)[1]
    for figure in figures_of("designs"):
        assert figure.stands == "protocol"
        labels = re.findall(r"\{#(fig-[\w-]+)", parts["figures/design.md"])
        assert sorted(labels) == sorted(figure.label(name) for name in study.analyses)


@EVERY
def test_a_released_figure_that_shows_something_else_has_a_caption_of_its_own(figure):
    assert ("a_" + figure.name in captions_out(RELEASE_WORDS, ["a"], True)) == (
        figure.released == "coarse points"
    )


@EVERY
def test_a_release_can_draw_it_from_a_table_that_leaves_or_says_that_it_has_no_form(figure):
    drawings = DRAWINGS.keys() | OF_ALL.keys()
    assert (figure.name in drawings) == (figure.released != "nothing")
    if figure.released != "nothing":
        leaves = {name.split("/")[1] for name in RULES} | {"overlap"}
        assert figure.released_from in leaves
        drawing = DRAWINGS.get(figure.name) or OF_ALL[figure.name]
        module = {"same drawing": figures_again, "coarse points": figures_of_curves}[figure.released]
        assert drawing.__module__ == module.__name__


def test_no_other_caption_waits_for_a_released_figure():
    coarse = {figure.name for figure in FIGURES.values() if figure.released == "coarse points"}
    assert set(PASSAGES.parts("release/captions")) == coarse
