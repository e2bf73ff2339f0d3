"""What the audit pages are given: pieces, tables, lineage, the sources of numbers, what depends on a choice."""

import json
import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.made_up_run import EFFECT, PRIMARY, VALUES, made_up_run
from chart2paper.audit import pages_pieces, pages_tables
from chart2paper.audit.functions import used_functions
from chart2paper.audit.pages import BUILDERS, build_audit
from chart2paper.audit.pages_files import people_behind
from chart2paper.audit.pages_protocol import downstream, entry_of
from chart2paper.audit.pages_search import people
from chart2paper.audit.pages_stages import stage_item
from chart2paper.audit.value_sources import origins, ranked, rows_behind, shown_within, used_by
from chart2paper.audit.workflow_rules import describe

ESTIMATES = f"{PRIMARY}/model/estimates.csv"


def content(path):
    """What a piece hands to the page: kind, number, content."""
    text = path.read_text(encoding="utf-8")
    assert text.startswith("audit.piece(")
    assert text.endswith(");\n")
    return json.loads(f"[{text[len('audit.piece(') : -3]}]")


def test_the_same_run_gives_the_same_pages(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    run = made_up_run(tmp_path)
    for name in ("one", "two"):
        build_audit(run, tmp_path / name)
    files = [p.relative_to(tmp_path / "one") for p in sorted((tmp_path / "one").rglob("*")) if p.is_file()]
    assert len(files) > 50
    assert all((tmp_path / "one" / f).read_bytes() == (tmp_path / "two" / f).read_bytes() for f in files)


@given(st.dictionaries(st.text(st.characters(codec="ascii"), max_size=5), st.text(max_size=30), max_size=40))
def test_every_item_is_in_the_piece_whose_first_key_is_not_above_it(tmp_path_factory, items):
    folder = tmp_path_factory.mktemp("keyed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pages_pieces, "PIECE_LIMIT", 100)
        pages_pieces.write_keyed(folder, "thing", items)
    first = content(folder / "data/thing/index.js")[2]["first"]
    assert first == sorted(first)
    found = {}
    for key in items:
        number = sum(start <= key for start in first) - 1
        found |= {key: dict(content(folder / f"data/thing/{number}.js")[2])[key]}
    assert found == items


def test_of_a_large_table_the_first_rows_are_in_the_pages_and_the_rest_is_counted(
    small_run, tmp_path, monkeypatch
):
    monkeypatch.setattr(pages_tables, "MOST_ROWS", 3)
    monkeypatch.setattr(pages_tables, "ROWS_PER_PIECE", 2)
    table = pages_tables.write_table(small_run, tmp_path, f"{PRIMARY}/cohort/cohort.csv")
    assert (table["rows"], table["shown"], table["pieces"]) == (4, 3, 2)
    folder = tmp_path / "data" / table["kind"]
    assert content(folder / "0.js")[2][0] == ["P0001", "P0002"]
    assert content(folder / "1.js")[2][0] == ["P0003"]


def test_a_table_without_rows_is_shown_as_one(small_run, tmp_path):
    table = pages_tables.write_table(small_run, tmp_path, f"{PRIMARY}/match/unmatched.csv")
    assert (table["rows"], table["pieces"]) == (0, 0)
    assert [column["name"] for column in table["columns"]] == ["person_id", "reason"]


def test_a_table_has_the_meanings_of_its_own_declaration():
    assert pages_tables.declared("extract/measurement.parquet").name == "measurement"
    meanings = {c.name: c.type for c in pages_tables.declared("clean/measurement.parquet").columns}
    assert meanings["measurement_date"] == "date"
    assert pages_tables.declared("target_trial/model/missing_estimates.csv").name == "estimates"
    assert pages_tables.declared("target_trial/figures/balance.csv") is None


def test_texts_with_quotes_commas_and_line_breaks_come_through_whole(small_run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    texts = ['a "quoted" word', "one, two", "line\nbreak", "007"]
    (tmp_path / "results").mkdir()
    pd.DataFrame({"text": texts, "x": range(4)}).to_csv("results/strange.csv", index=False)
    table = pages_tables.write_table(small_run, tmp_path, "results/strange.csv")
    assert content(tmp_path / "data" / table["kind"] / "0.js")[2][0] == texts


def test_the_way_back_goes_through_every_job_once_the_nearest_first(small_run):
    assert small_run.way_back(ESTIMATES) == [
        "estimate_effects.target_trial",
        "measure_outcomes.target_trial",
        "match_sets.target_trial",
        "select_cohort.target_trial",
        "clean_table",
        "extract_tables",
    ]
    assert small_run.way_back("data/raw/demo_clinic/scores.csv") == []


def test_the_people_behind_an_estimate_are_those_of_the_table_it_was_made_from(small_run):
    tables = {
        f"{PRIMARY}/model/analysis_set.csv": {"columns": [{"name": "person_id"}]},
        f"{PRIMARY}/cohort/cohort.csv": {"columns": [{"name": "person_id"}]},
    }
    assert people_behind(small_run, ESTIMATES, tables) == [f"{PRIMARY}/model/analysis_set.csv"]
    assert people_behind(small_run, "data/raw/demo_clinic/scores.csv", tables) == []


def test_a_value_made_from_others_leads_to_those_with_a_file(small_run):
    assert origins(VALUES, "primary.say.effect.text") == [f"{EFFECT}.estimate"]


def test_a_value_the_paper_does_not_show_is_found_in_the_sentence_made_from_it(small_run):
    users = used_by(VALUES)
    assert shown_within(small_run, users, f"{EFFECT}.estimate") == ["primary.say.effect.text"]
    assert shown_within(small_run, users, "primary.say.effect.text") == []
    assert shown_within(small_run, users, "design.min_age") == []


def test_the_row_behind_a_value_is_the_one_a_spreadsheet_shows(small_run):
    cells = dict(rows_behind(small_run, [f"{EFFECT}.estimate"])[f"{EFFECT}.estimate"])
    assert (cells["method"], cells["estimate"]) == ("ancova_cr2", "-1.02")


def test_a_file_that_identifies_people_is_never_opened(small_run):
    assert small_run.is_identifiable("data/raw/demo_clinic/scores.csv")
    assert small_run.is_identifiable("data/linkage/demo_clinic.csv")
    assert not small_run.is_identifiable(ESTIMATES)
    raw = {"file": "data/raw/demo_clinic/scores.csv", "row": 1, "sources": []}
    small_run.values["raw"] = raw
    assert rows_behind(small_run, ["raw"]) == {}


def test_the_estimate_of_the_primary_analysis_comes_first(small_run):
    nnt = [id for id in ranked(small_run) if "nnt" in id]
    assert [id.split(".")[1] for id in nnt] == ["target_trial", "replication"]


def test_a_setting_is_a_choice_when_name_and_value_agree():
    path = ("analyses", "target_trial", "matching", "ratio")
    section = {"ratio": 2.0, "order": "closest"}

    def entry(settings, value=2.0, analysis="target_trial"):
        return entry_of(settings, {"analysis": analysis}, path, value, section)

    assert entry({("matching", "ratio"): 2.0}) == "matching.ratio"
    assert entry({("ratio",): 2.0}) == "ratio"
    assert entry({("rules",): section, ("rules", "ratio"): 2.0}) == "rules.ratio"
    assert entry({("other", "ratio"): 2.0, ("other",): {"ratio": 2.0, "x": 1}}) == ""
    assert entry({("matching", "ratio"): 3.0}) == ""
    assert entry({("matching", "ratio"): 2.0}, analysis="replication") == ""
    assert entry({("study", "matching", "ratio"): 2.0}) == ""


def test_what_follows_from_a_job_is_all_that_was_made_from_its_files(small_run):
    assert downstream(small_run, ["measure_outcomes.target_trial"]) == [
        f"{PRIMARY}/model/analysis_set.csv",
        ESTIMATES,
        f"{PRIMARY}/model/influence.csv",
    ]


def test_the_search_knows_everyones_part(small_run):
    assert people(small_run)["P0002"] == "comparator"
    assert people(small_run)["P0010"] == "no role: left out, age unknown"


def test_matched_people_are_counted_in_the_role_they_have_in_their_set(small_run):
    [section] = stage_item(small_run, "match")["sections"]
    rows = {row[0]: [row[1], row[2]["text"], *row[3:]] for row in section["rows"]}
    assert rows == {"exposed": ["1", "1", "0", "0"], "comparator": ["2", "1", "1", "0"]}


def test_the_functions_of_a_script_are_told_with_file_line_and_first_line(root, monkeypatch):
    monkeypatch.chdir(root)
    functions = {f["name"]: f for f in used_functions("scripts/model/estimate_effects.py")}
    assert functions["write_table"]["file"] == "src/chart2paper/tables/read_write.py"
    source = (root / "src/chart2paper/tables/read_write.py").read_text().splitlines()
    assert source[functions["write_table"]["line"] - 1].startswith("def write_table(")
    assert functions["write_table"]["does"].startswith("Shape, check and write")


class Rule:
    name, lineno, message = "match_sets", 15, "Matching"

    def __init__(self, folder, script):
        self.snakefile, self.script = str(folder / "rules/match.smk"), script


def test_a_rule_is_described_by_paths_from_the_snakefile(tmp_path):
    told = describe([Rule(tmp_path, "../scripts/match/match_sets.py"), Rule(tmp_path, None)], tmp_path)
    assert told == {
        "match_sets": {
            "file": "rules/match.smk",
            "line": 15,
            "script": "scripts/match/match_sets.py",
            "message": "Matching",
        }
    }


def test_the_front_end_never_writes_markup(root):
    sources = (root / "src/chart2paper/audit/pages").rglob("*.js")
    told = {
        p.name: re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", p.read_text())
        for p in sources
    }
    assert len(told) > 10
    assert {name: found for name, found in told.items() if found} == {}


def test_every_builder_is_named_once():
    assert len(set(BUILDERS)) == len(BUILDERS)
