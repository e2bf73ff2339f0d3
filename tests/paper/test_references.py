"""Whatever a study has or lacks, every reference of its paper points to something that the paper has."""

import re
from copy import deepcopy
from dataclasses import replace

import pytest

from chart2paper.paper.generate import write_paper
from chart2paper.protocol.load import study_from
from chart2paper.writing.material import Material
from chart2paper.yaml_file import read_yaml
from paper.hostile import hostile_material
from paper.paper_material import ROOT, material, texts
from paper.rendering import tree_of

TRIAL, OLD = "target_trial", "replication"
FACTS = ("literature", "reported")


def study(change=lambda content: None, config="config.yaml"):
    """Return a shipped study with some settings changed."""
    content = deepcopy(read_yaml(ROOT / config))
    change(content)
    return study_from(content, config)


def only(name):
    def change(content):
        content["analyses"] = {name: content["analyses"][name]}
        content["primary_analysis"] = name
        if name == OLD:
            name_primary(content, "adjusted_percent_change")
            content["sensitivity"] |= {"questions": {}}
            content["sensitivity"]["crossed"]["value"] = {}

    return change


def name_primary(content, estimate):
    """Name as primary an estimate that the primary analysis makes."""
    content["sensitivity"]["estimate"]["value"] = estimate


def primary_is_old(content):
    content["primary_analysis"] = OLD
    name_primary(content, "adjusted_percent_change")
    content["sensitivity"] |= {"questions": {}}
    content["sensitivity"]["crossed"]["value"] = {}


def without(*names):
    def change(content):
        for name in names:
            if name == "truth":
                content["clinic"].pop("truth", None)
            else:
                content["paper"].pop(name, None)

    return change


def real(content):
    without("truth", *FACTS)(content)
    content["clinic"]["simulated"] = False


def real_and_old(content):
    only(OLD)(content)
    real(content)


def with_a_variation(content):
    settings = {"value": 365, "basis": "assumed", "why": "longer"}
    content["analyses"]["longer"] = {
        "based_on": TRIAL,
        "title": "Longer washout",
        "question": "The same?",
        "eligibility": {"washout_days": settings},
    }


def long_users(content):
    content["analyses"][TRIAL]["eligibility"]["min_exposure_days"]["value"] = 60
    content["sensitivity"]["questions"].pop("minimum_use")
    content["sensitivity"]["crossed"]["value"].pop("minimum_use", None)


def few_estimators(content):
    for analysis in content["analyses"].values():
        analysis["estimation"]["estimators"]["value"] = ["group_means"]
    name_primary(content, "unadjusted_change")
    content["sensitivity"]["questions"].pop("adjustment")


def no_thresholds(content):
    for analysis in content["analyses"].values():
        analysis["estimation"]["responder_thresholds_percent"]["value"] = []
        analysis["estimation"]["responder_thresholds_points"]["value"] = []


def nothing_more(content):
    content["explanations"]["negative_controls"]["value"] = []
    content["subgroups"]["contrasts"]["value"] = {}
    content["sensitivity"] |= {"questions": {}}
    content["sensitivity"]["crossed"]["value"] = {}


CHANGES = {
    "as it is": lambda content: None,
    "one design at the first score": only(OLD),
    "one design at the first order": only(TRIAL),
    "primary design at the first score": primary_is_old,
    "no truth": without("truth"),
    "nothing published": without("literature"),
    "nothing reported": without("reported"),
    "neither truth nor publications": without("truth", *FACTS),
    "real records": real,
    "real records, one design at the first score": real_and_old,
    "a variation beside the designs": with_a_variation,
    "a trial of those who stayed on the drug": long_users,
    "few estimators": few_estimators,
    "no response": no_thresholds,
    "no controls, subgroups or grid": nothing_more,
}


MANUSCRIPT = (ROOT / "reports/paper.qmd").read_text(encoding="utf-8")
LABEL = re.compile(r"\{(?:\.[\w-]+ )*#((?:sec|fig|tbl|suptbl|supfig)-[\w-]+)")
REFERENCE = re.compile(r"(?<![\\\w])@((?:sec|fig|tbl|suptbl|supfig)-[\w-]*\w)")
VARIABLE = re.compile(r"\{\{< var (\S+) >\}\}")
INCLUDE = re.compile(r"include _generated/(\S+) >")


def astray(made: Material) -> set[str]:
    """Return what a paper refers to, shows or includes and does not have."""
    # Texts of its own would name what another study lacks.
    values, parts = write_paper(made, dict.fromkeys(texts(made), ""), "f")
    included = INCLUDE.findall(MANUSCRIPT)
    text = "\n".join([MANUSCRIPT, *(parts.get(name, "") for name in included)])
    labels = LABEL.findall(text)
    twice = {label for label in labels if labels.count(label) > 1}
    unknown = {id for id in VARIABLE.findall(text) if id not in values}
    return twice | unknown | set(REFERENCE.findall(text)) - set(labels) | set(included) - set(parts)


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_every_reference_points_to_something_whatever_a_study_has(change):
    assert astray(material(study(change))) == set()


@pytest.mark.parametrize("exposed", [0, 1])
@pytest.mark.parametrize("change", ["as it is", "real records, one design at the first score"])
def test_every_reference_points_to_something_however_few_people_there_are(change, exposed):
    assert astray(material(study(CHANGES[change]), exposed=exposed)) == set()


def test_every_reference_points_to_something_when_a_table_of_the_supplement_is_empty_or_filled():
    made, filled = material(), hostile_material()[0]
    empty = {name: replace(table, frame=table.frame.iloc[:0]) for name, table in made.supplement.items()}
    found = {name: astray(replace(made, supplement=made.supplement | {name: empty[name]})) for name in empty}
    found |= {"all": astray(replace(made, supplement=empty)), "more": astray(filled)}
    assert {name: what for name, what in found.items() if what} == {}


@pytest.mark.parametrize("config", ["config.yaml", "studies/mimic3_demo.yaml", "studies/function_demo.yaml"])
def test_the_texts_of_a_shipped_study_point_to_what_its_paper_has(config, tmp_path):
    """As the renderer checks it, citations included."""
    made = material(study(config=config))
    _, parts = write_paper(made, texts(made), "f")
    assert tree_of(parts, tmp_path, made.study["paper"]["references"])["blocks"]
