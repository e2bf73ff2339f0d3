"""Every number of the paper is a value with a source; nothing is typed into the text."""

import json
import re
from dataclasses import replace

import pandas as pd
import pytest
import yaml

from chart2paper.catalogue.outcomes import PAIN
from chart2paper.paper.estimate_values import add_estimates
from chart2paper.paper.generate import write_paper
from chart2paper.problems import Problems
from chart2paper.protocol.load import load_study
from chart2paper.writing.passage import Passage
from chart2paper.writing.passages import Passages
from chart2paper.writing.study_values import add_study
from chart2paper.writing.values import PROGRAM, PROTOCOL, Values, slug
from paper.paper_material import PASSAGES, ROOT, analysis, material, people, texts

STUDIES = ("config.yaml", "studies/mimic3_demo.yaml")
SIZES = ({}, {"exposed": 0}, {"exposed": 1}, {"exposed": 40, "effect": 2.5}, {"exposed": 40, "effect": -2.5})
NUMBER = re.compile(r"\d(?:[\d,]*\d)?(?:\.\d+)?")
# Digits that are part of a name, a scale, a convention or a calendar year and no result of any study.
ALLOWED = re.compile(
    r"\{\{<.*?>\}\}"  # shortcodes
    r"|\{#?[^}]*\}"  # attributes
    r"|\[?-?@[\w:.-]+"  # citations and cross-references
    r"|\]\([^)]*\)"  # paths of figures
    r"|`[^`]*`"  # names of files
    r"|0–10|0-10|95%"  # the scale; the level of every interval
    r"|\b(?:19|20)\d\d\b"  # years
    r"|\b[A-Z][A-Za-z]*-?\d+(?:-[A-Z]+)?\b"  # HC3, TLR-4, ICD-10-CM, SHA256
    r"|SHA-256|ICD-(?:9|10)-CM"
    r"|falls of 30% and 50%"  # Dworkin 2008
    r"|\bday 0\b|\b(?:above|below|baseline of) 0(?![.\d])"  # the index date; nothing
)


@pytest.fixture(scope="module", params=[(config, size) for config in STUDIES for size in SIZES], ids=str)
def paper(request):
    config, sizes = request.param
    made = material(config, **sizes)
    values, parts = write_paper(made, texts(made), made.study["paper"]["text_folder"])
    return made, values, parts


def typed(text: str) -> list[str]:
    """Return the numbers that are typed into a text."""
    return NUMBER.findall(ALLOWED.sub(" ", text))


def test_no_number_is_typed_into_the_manuscript():
    assert typed((ROOT / "reports/paper.qmd").read_text(encoding="utf-8").split("---", 2)[2]) == []


def test_no_number_is_typed_into_the_texts_of_the_studies():
    found = {
        path.name: numbers
        for path in (ROOT / "reports/studies").glob("*/*.md")
        if (numbers := typed(path.read_text(encoding="utf-8")))
    }
    assert found == {}


def test_no_number_is_typed_into_a_generated_table_or_text(paper):
    _, _, parts = paper
    found = {}
    for name, text in parts.items():
        if not name.endswith(".md"):
            continue
        # Checklists number their items; a figure's description is a value of its own (see below).
        if name.removeprefix("tables/") in ("strobe.md", "record.md", "record_pe.md", "target.md"):
            text = re.sub(r"^\| [\d.a-h]+ \|", "|", text, flags=re.M)
        found |= {name: numbers} if (numbers := typed(text)) else {}
    assert found == {}


def test_every_variable_a_text_asks_for_exists(paper):
    _, values, parts = paper
    manuscript = (ROOT / "reports/paper.qmd").read_text(encoding="utf-8")
    asked = {
        name
        for text in [manuscript, *parts.values()]
        for name in re.findall(r"\{\{<\s*var\s+(\S+)\s*>\}\}", text)
    }
    assert {name for name in asked if name not in values} == set()
    assert len(asked) > 200


def test_of_the_primary_analysis_what_the_manuscript_names_is_repeated_and_nothing_else(paper):
    _, values, _ = paper
    manuscript = (ROOT / "reports/paper.qmd").read_text(encoding="utf-8")
    named = set(re.findall(r"\{\{< var (primary\.\S+) >\}\}", manuscript))
    assert {value.id for value in values.all() if value.made == "repeated"} == named - {"primary.gate"}


def test_an_analysis_may_be_called_as_a_part_of_the_paper(tmp_path):
    """`say.truth.…` are the sentences on the truth, whatever an analysis is called."""
    text = (ROOT / "config.yaml").read_text(encoding="utf-8").replace("target_trial", "truth")
    (tmp_path / "config.yaml").write_text(text, encoding="utf-8")
    made = material(load_study(tmp_path / "config.yaml"), exposed=40)
    values, _ = write_paper(made, texts(made), "texts")
    assert values.get("primary.say.counts").sources == ("say.truth.counts",)
    assert [value.id for value in values.all() if value.id.startswith("primary.say.replication")] == []


def test_every_include_of_the_manuscript_is_generated_even_if_empty(paper):
    _, _, parts = paper
    manuscript = (ROOT / "reports/paper.qmd").read_text(encoding="utf-8")
    included = set(re.findall(r"include _generated/(\S+) >", manuscript))
    assert included <= set(parts)


def test_numbers_in_composed_values_are_numbers_of_their_sources(paper):
    _, values, _ = paper
    wrong = []
    for value in values.all():
        if not value.sources or value.value is not None or value.id.startswith("text."):
            continue
        known = {n for source in value.sources for n in NUMBER.findall(values.text(source))}
        allowed = ALLOWED.sub(" ", value.text)
        wrong += [(value.id, n) for n in NUMBER.findall(allowed) if n not in known]
    assert wrong == []


def test_every_value_says_where_it_comes_from(paper):
    """A cell of a file, a setting of the protocol, a word of the program, or the values it is made from."""
    _, values, _ = paper
    shown = [value for value in values.all() if value.text]
    assert [value.id for value in shown if not (value.file or value.sources)] == []
    assert [value.id for value in shown if value.file == PROTOCOL and not value.column] == []
    assert [value.id for value in shown if value.file == PROGRAM and value.rule == "as it stands"] == []
    assert all(source in values for value in values.all() for source in value.sources)


def test_no_value_reads_nan_or_none(paper):
    _, values, _ = paper
    assert [v.id for v in values.all() if re.search(r"\b(nan|NaN|None|NA|inf)\b|<NA>", v.text)] == []


def test_estimates_are_the_cells_of_their_file(paper):
    made, values, _ = paper
    frames = {a.estimates.file: a.estimates.frame for a in made.analyses}
    looked_at = 0
    for value in values.all():
        if value.file not in frames or value.value is None:
            continue
        cell = frames[value.file][value.column].iloc[value.row - 2]
        assert value.value == pytest.approx(cell, rel=1e-9), value.id
        looked_at += 1
    assert looked_at > 20


def test_an_infinite_nnt_is_printed_as_infinity_and_is_text_in_json():
    """Nobody responds in either arm: the risk difference is exactly 0."""
    made = material(exposed=20)
    flat = people(20)
    flat["final_score"] = flat["final_score"].mask(flat["final_score"].notna(), flat["baseline_score"])
    study = load_study(ROOT / "config.yaml")
    primary = analysis(study, made.primary.name, flat)
    values = Values(PASSAGES)
    add_estimates(values, primary)
    id = f"estimates.{primary.name}.responder_50.nnt.newcombe"
    assert re.fullmatch(r"∞ \(NNTB \S+ to ∞ to NNTH \S+\)", values.text(f"{id}.full"))
    assert json.loads(values.as_json())[f"{id}.estimate"]["value"] == "inf"


def test_what_is_not_estimable_says_why():
    made = material(exposed=0)
    values, _ = write_paper(made, texts(made), "texts")
    text = values.text("estimates.target_trial.final_score.adjusted_difference.ancova_cr2.full")
    assert text.startswith("not estimable: no exposed people")
    assert "not estimable" in values.text("primary.say.effect.text")
    assert values.text("primary.say.counts") == "No matched set could be formed."


def test_json_and_variables_hold_the_same_texts(paper):
    _, values, parts = paper
    content = json.loads(values.as_json())
    variables = yaml.safe_load(parts["_variables.yml"])

    def flat(node, prefix=""):
        for key, item in node.items():
            yield from flat(item, f"{prefix}{key}.") if isinstance(item, dict) else [(f"{prefix}{key}", item)]

    assert dict(flat(variables)) == {id: entry["text"] for id, entry in content.items()}
    always = {"value", "text", "file", "row", "column", "rule", "sources", "template"}
    assert all(set(entry) - {"passage", "about", "made"} == always for entry in content.values())


def test_the_same_results_give_the_same_bytes_whatever_the_order_of_rows():
    def written(shuffled: bool):
        made = material()
        if shuffled:
            for analysis in made.analyses:
                frame = analysis.analysis_set.frame
                again = frame.sample(frac=1, random_state=3).reset_index(drop=True)
                object.__setattr__(analysis.analysis_set, "frame", again)
        values, parts = write_paper(made, texts(made), "texts")
        return values.as_json(), parts

    assert written(False) == written(True)


def test_a_missing_text_of_the_study_is_told():
    made = material()
    some = texts(made)
    del some["limitations.md"], some["ethics.md"]
    with pytest.raises(Problems) as told:
        write_paper(made, some, "reports/studies/ldn")
    assert "reports/studies/ldn/limitations.md" in str(told.value)
    assert "reports/studies/ldn/ethics.md" in str(told.value)


def test_the_first_page_of_simulated_data_says_so(paper):
    made, values, parts = paper
    said = "Simulated data" in values.text("study.banner") and "imulated" in parts["texts/simulated.md"]
    assert said == made.simulated
    assert bool(values.text("study.simulated_line")) == made.simulated
    assert ("Simulated data." in parts["figures/forest.md"]) == made.simulated


def test_reported_truth_and_other_designs_appear_only_where_they_exist(paper):
    made, _, parts = paper
    assert bool(parts["texts/compare.md"]) == (made.reported is not None or len(made.analyses) > 1)
    compare = parts["tables/compare.md"]
    assert ("As reported" in compare) == (made.reported is not None)
    assert ("Truth (simulated data only)" in compare) == bool(made.truth)
    assert bool(parts["texts/truth.md"]) == bool(made.truth)
    assert bool(parts["texts/published.md"]) == (made.literature is not None)


@pytest.mark.parametrize(
    ("designs", "variations", "words"),
    [
        (1, 0, "one design, which"),
        (2, 0, "two designs, of which the primary one"),
        (3, 0, "three designs, of which the primary one"),
        (1, 1, "one design and one variation, of which the primary one"),
        (2, 1, "two designs and one variation, of which the primary one"),
        (2, 3, "two designs and three variations, of which the primary one"),
    ],
)
def test_designs_and_their_variations_are_counted_in_a_whole_sentence(designs, variations, words):
    made = material()
    primary = replace(made.primary, protocol={**made.primary.protocol, "based_on": None})
    copies = [replace(primary, name=f"copy_{i}") for i in range(designs + variations - 1)]
    based = [replace(a, protocol={**a.protocol, "based_on": primary.name}) for a in copies[designs - 1 :]]
    values = Values(PASSAGES)
    add_study(values, replace(made, analyses=[primary, *copies[: designs - 1], *based]))
    assert values.text("design.count") == words


def test_two_different_values_cannot_share_an_id():
    values = Values(PASSAGES)
    values.add("a.b", 1, "1", file="f")
    values.add("a.b", 1, "1", file="f")
    with pytest.raises(ValueError, match=r'"a\.b"'):
        values.add("a.b", 2, "2", file="f")


def test_a_sentence_names_the_values_it_is_made_of():
    values = Values(
        Passages({"size": Passage("size.md", "---\nvalues: [n]\n---\n<< n >> people.\n")}, outcome=PAIN)
    )
    values.add("n", 36, "36", file="f.csv", row=2, column="n")
    values.sentence("s", "size", n="n")
    assert values.get("s").text == "36 people."
    assert values.get("s").sources == ("n",)
    with pytest.raises(KeyError):
        values.sentence("t", "size", n="no_such_value")


def test_slugs_are_parts_of_ids():
    assert slug("CRPS / type I") == "crps_type_i"
    assert pd.Series(["", "—"]).map(slug).tolist() == ["none", "none"]
