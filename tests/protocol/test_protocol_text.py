"""The protocol as a document: every choice with its value, basis and reason, and no number that is typed in."""

import re
import runpy
from dataclasses import asdict
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

from chart2paper.audit.verify.remade import Named
from chart2paper.protocol.choice import Choice
from chart2paper.protocol.choices import choices_of
from chart2paper.protocol.load import load_study
from chart2paper.protocol.text.generate import write_protocol
from chart2paper.protocol.text.people import assessed
from chart2paper.protocol.text.plan import plan_from
from chart2paper.protocol.values import values_of
from chart2paper.protocol.variations import grid_of
from chart2paper.writing.engines.pandoc_ast import plain_text
from chart2paper.writing.engines.render import checked_tree, private_copy
from chart2paper.writing.literal import one_line
from chart2paper.writing.values import Values
from made_prints import prints_in
from paper.hostile import Texts
from paper.paper_material import PASSAGES, ROOT
from paper.test_values import typed
from shipped_words import FOLDER

STUDIES = ("config.yaml", "studies/mimic3_demo.yaml")
VAR = re.compile(r"\{\{<\s*var\s+(\S+)\s*>\}\}")
MANUSCRIPT = (ROOT / "reports/protocol.qmd").read_text(encoding="utf-8")


def handed_on(study, plain=None):
    """Return inputs and params of the rule `write_protocol`; `plain`: the settings as they are handed on."""
    lists = study.codelists
    inputs = SimpleNamespace(
        pain_conditions=ROOT / lists.pain_conditions,
        drugs=ROOT / lists.drugs,
        words=[*FOLDER.rglob("*.md")],
        texts=[],
    )
    params = SimpleNamespace(
        study=plain or study.model_dump(mode="json"),
        analyses=list(study.analyses),
        grid=grid_of(study),
        choices=choices_of(study),
        register="data/register/one.jsonl",
        words=FOLDER,
    )
    return inputs, params


def plan_of(study, plain=None):
    """Return a study's plan."""
    return plan_from(*handed_on(study, plain), {})


def written(study, plain=None):
    """Return the values and parts of a study's protocol."""
    folder = ROOT / study.paper.text_folder
    texts = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.md")}
    return write_protocol(plan_of(study, plain), texts)


@pytest.fixture(scope="module", params=STUDIES)
def made(request):
    study = load_study(ROOT / request.param)
    return study, *written(study)


def shown(parts):
    """Return the ids of all values that the document shows."""
    return {id for text in [MANUSCRIPT, *parts.values()] for id in VAR.findall(text)}


def places(model, path=""):
    """Return the place of every choice in a part of the study file that has a reason."""
    for name in type(model).model_fields:
        setting = getattr(model, name)
        if isinstance(setting, Choice):
            yield f"{path}{name}", setting
        elif hasattr(type(setting), "model_fields"):
            yield from places(setting, f"{path}{name}.")


def test_every_choice_stands_in_the_protocol_with_its_reason(made):
    study, _, parts = made
    choices = dict(places(study))
    for name, analysis in study.analyses.items():
        choices |= dict(places(analysis, f"analyses.{name}."))
    reasons = {place for place, choice in choices.items() if choice.why}
    assert len(reasons) > 40
    assert {place for place in reasons if f"protocol.{place}.why" not in shown(parts)} == set()


def test_every_variation_of_the_grid_stands_in_the_protocol(made):
    study, values, _ = made
    for name, question in study.sensitivity.questions.items():
        text = values.text(f"plan.grid.{name}.variations")
        assert all(label in text for label in question.variations)


def test_every_variable_and_include_of_the_protocol_exists(made):
    _, values, parts = made
    assert {id for id in shown(parts) if id not in values} == set()
    assert set(re.findall(r"include _generated/(\S+) >", MANUSCRIPT)) <= set(parts)


def test_no_number_is_typed_into_the_protocol(made):
    _, _, parts = made
    # What is said between the tables is text of its own.
    assert re.findall(r"^\w.*", MANUSCRIPT.split("---", 2)[2], re.MULTILINE) == []
    assert typed(MANUSCRIPT.split("---", 2)[2]) == []
    assert {name: typed(text) for name, text in parts.items() if name.endswith(".md") and typed(text)} == {}


def test_the_fingerprint_of_the_protocol_is_the_one_that_is_locked(made):
    from chart2paper.protocol.canonical import digest

    study, values, _ = made
    assert values.text("plan.fingerprint") == digest(choices_of(study))


def test_the_limits_of_every_diagnostic_are_printed_in_its_unit():
    _, values, _ = (None, *written(load_study(ROOT / "config.yaml")))
    assert values.text("plan.gate.equipoise.warn") == "below 50%"
    assert values.text("plan.gate.largest_imbalance.warn") == "above 0.1 SD"
    assert "plan.gate.largest_imbalance.fail" not in values


@pytest.mark.parametrize(
    ("setting", "value", "days"),
    [
        ("washout_days", 180, "days −180 to −1"),
        ("under_care_days", 0, "day 0"),
        ("washout_days", None, "not assessed"),
        ("pain_diagnosis", True, "any time up to day 0"),
        ("pain_diagnosis", False, "not assessed"),
        ("outcome_required", True, "from day 1 to the data lock"),
    ],
)
def test_a_criterion_is_assessed_in_the_days_that_the_protocol_says(setting, value, days):
    protocol = {
        "eligibility": {setting: {"value": value}},
        "outcome": {"window_days": {"value": [1, None]}},
    }
    assert assessed(Values(PASSAGES), setting, protocol) == days


def test_a_text_of_the_study_that_names_results_is_left_to_the_paper(root):
    study = load_study(root / "config.yaml")
    plan_texts = {
        "limitations.md": "Only {{< var people.target_trial.exposed >}} people.",
        "setting.md": "Plain.",
    }
    values, parts = write_protocol(plan_of(study), plan_texts)
    assert parts["texts/limitations.md"] == values.words("protocol/manuscript#in_the_paper") + "\n"
    assert parts["texts/setting.md"] == "Plain."
    assert parts["texts/ethics.md"] == ""


def test_an_analysis_that_varies_another_is_told_by_what_it_changes(root):
    study = load_study(root / "config.yaml")
    base = study.analyses["target_trial"]
    ratio = base.matching.ratio.model_copy(update={"value": 1.0, "why": "One is enough."})
    matching = base.matching.model_copy(update={"ratio": ratio})
    varied = base.model_copy(
        update={"based_on": "target_trial", "matching": matching, "title": "One comparator"}
    )
    study = study.model_copy(update={"analyses": {**study.analyses, "one": varied}})
    _, parts = written(study)
    table = parts["tables/variations.md"]
    assert table.count("protocol.analyses.one.title") == 1
    assert "protocol.analyses.one.matching.ratio.why" in table


def tree_of(study, parts, folder):
    """Return pandoc's tree of the checked manuscript."""
    generated = folder / "generated"
    for name, text in parts.items():
        (generated / name).parent.mkdir(parents=True, exist_ok=True)
        # The diagrams are drawn by a rule of their own.
        (generated / name).write_text("" if name == "figures/design.md" else text, encoding="utf-8")
    references = (ROOT / study.paper.references).read_text(encoding="utf-8")
    (generated / "references.bib").write_text(references, "utf-8")
    variables, marked = private_copy(ROOT / "reports", generated, folder / "reports", "protocol.qmd")
    assert not any("data-value" in text for text in marked.values())
    return checked_tree(folder / "reports", variables, marked, "protocol.qmd")


def test_the_manuscript_passes_the_checks_of_the_renderer(made, tmp_path):
    study, _, parts = made
    assert tree_of(study, parts, tmp_path)["blocks"]


def test_every_value_says_where_it_comes_from(made):
    _, values, _ = made
    assert [value.id for value in values.all() if value.text and not (value.file or value.sources)] == []


def test_a_study_s_own_passages_are_printed_in_place_of_those_that_ship(tmp_path):
    study = load_study(ROOT / "config.yaml")
    mine = {
        "fitness": "<% block head %>Teil | Inhalt<% endblock %><% block rows %>\n| Dosis | Verordnungen |\n"
        "<% endblock %><% block caption %>Eignung.<% endblock %>",
        "grid": "<% block head %>Frage | Varianten<% endblock %><% block caption %>Alle << analyses >>."
        "<% endblock %>",
    }
    (tmp_path / "protocol").mkdir()
    for name, words in mine.items():
        (tmp_path / f"protocol/{name}.md").write_text(words, encoding="utf-8")
    plain = study.model_dump(mode="json")
    plain["paper"]["text_folder"] = str(tmp_path)
    inputs, params = handed_on(study, plain)
    inputs.texts = [*tmp_path.rglob("*.md")]
    _, parts = write_protocol(plan_from(inputs, params, {}), {})
    assert parts["tables/fitness.md"].splitlines()[2] == "| Dosis | Verordnungen |"
    assert ": Alle {{< var plan.grid_size >}}. {#tbl-grid" in parts["tables/sensitivity.md"]
    assert parts["tables/management.md"] == written(study)[1]["tables/management.md"]


def test_the_protocol_of_another_outcome_speaks_of_that_outcome():
    """The clinic stays a pain clinic: its diagnoses and lists keep their names."""
    study = load_study(ROOT / "config.yaml")
    plain = study.model_dump(mode="json")
    plain["outcome"]["value"] = "function"
    _, parts = written(study, plain)
    own = ("texts/setting.md", "texts/limitations.md", "texts/ethics.md", "tables/codes.md", "_variables.yml")
    words = {name: VAR.sub("", text) for name, text in parts.items() if name not in own}
    found = {
        (name, word.lower())
        for name, text in words.items()
        for word in re.findall(r"pain\w* \w+|pain|0–10\b", re.sub(r"\{#.*", "", text), re.IGNORECASE)
    }
    assert {word for _, word in found} == {"pain diagnosis"}
    assert "0–100 physical functioning scale" in words["tables/question.md"] + words["texts/outcome.md"]
    assert "positive means better function" in words["tables/estimators.md"]


def test_no_text_of_the_study_is_read_as_markup(tmp_path):
    study, given = load_study(ROOT / "config.yaml"), Texts()
    plain = study.model_dump(mode="json")
    given.words_of(plain)
    _, parts = written(study, plain)
    bare = {name: VAR.sub("", text) for name, text in parts.items() if name.endswith(".md")}
    assert [(name, word) for name, text in bare.items() for word in given.given if word in text] == []
    words = " ".join(plain_text(tree_of(study, parts, tmp_path)["blocks"]).split())
    shown = {word: text for word, text in given.given.items() if word in words}
    assert len(shown) > 100
    # Of the path of a code list the name of the file is shown.
    lists = {path: Path(path).name for path in plain["codelists"].values()}
    told = [lists.get(text, one_line(text)[1:]) for text in shown.values()]
    assert [text for text in told if text not in words] == []


def test_no_folder_of_the_clinic_and_no_name_of_its_export_or_mapping_is_in_the_protocol():
    """The protocol is part of what leaves."""
    study = load_study(ROOT / "config.yaml")
    plain = study.model_dump(mode="json")
    plain["clinic"] |= {"mapping": "data/mappings/drsmith.yaml", "raw_folder": "/home/drsmith/export"}
    plain["codelists"] = {
        name: f"/home/drsmith/{Path(path).name}" for name, path in plain["codelists"].items()
    }
    _, parts = written(study, plain)
    assert [name for name, text in parts.items() if "drsmith" in text] == []


def test_the_formal_option_of_a_release_is_in_the_protocol_where_the_study_asks_for_it():
    study = load_study(ROOT / "config.yaml")
    plain = study.model_dump(mode="json")
    assert not [text for text in written(study, plain)[1].values() if "Release with noise" in text]
    asked = {"tables": ["sex"], "epsilon": 1, "budget": 2, "answers": 1}
    plain["release"]["differential_privacy"] = {
        name: {"value": value, "basis": "assumed", "why": "the registry asked"}
        for name, value in asked.items()
    }
    _, parts = written(study, plain)
    (sharing,) = [text for text in parts.values() if "Release with noise: epsilon" in text]
    assert "{{< var protocol.release.differential_privacy.epsilon.value >}}" in sharing


def test_the_script_draws_the_design_that_its_protocol_shows(root, tmp_path):
    study = load_study(root / "config.yaml")
    inputs, params = map(vars, handed_on(study))
    analysis = values_of(study.analyses["target_trial"])
    sections = {name: analysis[name] for name in ("eligibility", "time_zero", "baseline", "outcome")}
    drawn = {
        "name": "target_trial",
        "title": "The trial",
        "placebo": values_of(study.explanations),
        **sections,
    }
    (tmp_path / "references.bib").write_text("", encoding="utf-8")
    several = {name: [*map(str, files)] for name, files in inputs.items() if isinstance(files, list)}
    paths = {name: str(path) for name, path in inputs.items()} | several
    # One file stands for a list of one, as Snakemake hands it on.
    outputs = {kind: str(tmp_path / f"design.{kind}") for kind in ("svg", "png", "csv")}
    outputs |= {"generated": str(tmp_path / "generated"), "values": str(tmp_path / "values.json")}
    prints = asdict(prints_in(tmp_path))
    job = SimpleNamespace(
        rule="write_protocol",
        input=Named(paths | {"references": str(tmp_path / "references.bib")}),
        output=Named(outputs),
        params=Named(params | {"designs": [drawn], "banner": "Simulated", "prints": prints}),
        wildcards=Named({}),
        log=[str(tmp_path / "log.json")],
    )
    runpy.run_path(str(root / "scripts/protocol/write_protocol.py"), {"snakemake": job})
    twin = pd.read_csv(tmp_path / "design.csv")
    assert list(twin.loc[twin["window"] == "Washout: no LDN", "first_day"]) == [-180]
    for kind in ("svg", "png", "csv"):
        copy = tmp_path / "generated/figures" / f"target_trial_design.{kind}"
        assert copy.read_bytes() == (tmp_path / f"design.{kind}").read_bytes()
    assert "target_trial_design.svg" in (tmp_path / "generated/figures/design.md").read_text(encoding="utf-8")
