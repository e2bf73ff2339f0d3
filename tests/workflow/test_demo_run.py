"""The demo clinic, from raw export to paper."""

import json
import re
import time
import zipfile

import pandas as pd
import pytest

from browser import Pages, chromium
from chart2paper.audit.verify.evidence import ON_DEMAND
from chart2paper.catalogue.figures import FIGURES
from chart2paper.command_line import main
from project_copy import copy_project, copy_run, kill, prints, run, run_in_one_process, start

ANALYSES = ("replication", "target_trial")
# Tables of single people: they are not part of Snakemake's report, which is passed from hand to hand.
PERSON_LEVEL = {
    "analysis_set.csv",
    "scores.csv",
    "exposure_time.csv",
    "events.csv",
    "population.csv",
    "influence.csv",
    "sensitivity_people.csv",
}


def test_the_paper_is_there_in_three_formats(demo):
    for ending, first_bytes in (("html", b"<!DOCTYPE html"), ("pdf", b"%PDF"), ("docx", b"PK")):
        content = (demo / "results" / "paper" / f"paper.{ending}").read_bytes()
        assert content.startswith(first_bytes)
        assert len(content) > 10_000


def test_exactly_the_figures_of_the_catalogue_are_drawn_for_the_analyses_that_have_them_and_the_manifest_has_them(
    demo,
):
    have = {"every": ANALYSES, "designs": ANALYSES, "primary": ("target_trial",), "all in one": ("",)}
    wanted = {
        "/".join(filter(None, ("results", analysis, "figures", f"{figure.name}.{kind}")))
        for figure in FIGURES.values()
        for analysis in have[figure.analyses]
        for kind in ("svg", "png", "csv")
    }
    drawn = {path.relative_to(demo).as_posix() for path in (demo / "results").glob("**/figures/*.*")}
    assert {path for path in drawn if "/generated/" not in path and "/audit/" not in path} == wanted
    assert wanted <= set(
        json.loads((demo / "results" / "manifest.json").read_text(encoding="utf-8"))["files"]
    )


def test_every_number_of_the_paper_is_the_one_in_the_file_it_names(demo):
    values = json.loads((demo / "results" / "paper" / "values.json").read_text(encoding="utf-8"))
    tables: dict[str, pd.DataFrame] = {}
    looked_at = 0
    for name, value in values.items():
        if not str(value["file"]).endswith("estimates.csv") or value["value"] is None:
            continue
        table = tables.setdefault(value["file"], pd.read_csv(demo / value["file"]))
        cell = table[value["column"]].iloc[value["row"] - 2]
        assert value["value"] == pytest.approx(cell, rel=1e-9), name
        looked_at += 1
    assert looked_at > 50


def test_the_primary_estimate_stands_in_the_rendered_papers_as_in_its_file(demo):
    estimates = pd.read_csv(demo / "results" / "target_trial" / "model" / "estimates.csv")
    primary = estimates.query("method == 'ancova_cr2' and estimand == 'adjusted_difference'").iloc[0]
    shown = [f"{primary[name]:.2f}".replace("-", "−") for name in ("estimate", "ci_low", "ci_high")]
    html = (demo / "results" / "paper" / "paper.html").read_text(encoding="utf-8")
    docx = zipfile.ZipFile(demo / "results" / "paper" / "paper.docx").read("word/document.xml").decode()
    for paper in (html, docx):
        words = " ".join(re.sub(r"<[^>]+>", "", paper).split())
        assert (
            f"{shown[0]} points on the 0–10 scale (95% confidence interval {shown[1]} to {shown[2]})" in words
        )


def test_every_person_of_the_export_is_accounted_for(demo):
    persons = len(pd.read_parquet(demo / "results" / "extract" / "person.parquet"))
    for analysis in ANALYSES:
        folder = demo / "results" / analysis / "cohort"
        attrition = pd.read_csv(folder / "attrition.csv")
        cohort = pd.read_csv(folder / "cohort.csv")
        removed = attrition["exposed"] + attrition["comparator"]
        assert len(cohort) == persons == attrition["remaining"].iloc[0]
        assert (attrition["remaining"].shift(1) - removed).iloc[1:].tolist() == attrition["remaining"].iloc[
            1:
        ].tolist()
        assert cohort["role"].notna().sum() == attrition["remaining"].iloc[-1]


def test_rows_read_are_rows_kept_or_set_aside(demo):
    ledger = pd.read_csv(demo / "results" / "clean" / "row_ledger.csv")
    quarantine = pd.read_csv(demo / "results" / "clean" / "quarantine.csv")
    assert (ledger["rows_read"] == ledger["rows_kept"] + ledger["rows_quarantined"]).all()
    assert ledger["rows_quarantined"].sum() == len(
        quarantine.drop_duplicates(["stage", "table", "source_file", "source_row", "person_id", "column"])
    )


def test_the_replication_lands_near_the_2022_headline_and_the_truth_is_smaller(demo):
    estimates = pd.read_csv(demo / "results" / "replication" / "model" / "estimates.csv").set_index(
        ["outcome", "estimand", "method"]
    )
    exposed = estimates.loc[("percent_change", "mean_of_ratios_exposed", "t_interval")]
    comparator = estimates.loc[("percent_change", "mean_of_ratios_comparator", "t_interval")]
    truth = json.loads((demo / "data" / "raw" / "demo_clinic.truth.json").read_text())
    assert exposed["n_exposed"] == pytest.approx(36, abs=4)
    assert comparator["n_comparator"] == pytest.approx(42, abs=5)
    assert exposed["estimate"] == pytest.approx(-38, abs=4)
    assert comparator["estimate"] == pytest.approx(-4, abs=4)
    change = estimates.loc[("score_change", "difference", "welch_t"), "estimate"]
    assert change < 1.5 * truth["att_day_90"] < 0


def test_the_target_trial_interval_holds_the_known_truth(demo):
    estimates = pd.read_csv(demo / "results" / "target_trial" / "model" / "estimates.csv")
    primary = estimates.query("method == 'ancova_cr2' and estimand == 'adjusted_difference'").iloc[0]
    truth = json.loads((demo / "data" / "raw" / "demo_clinic.truth.json").read_text())["att_day_90"]
    assert primary["ci_low"] < truth < primary["ci_high"]


def test_a_second_run_has_nothing_to_do(demo):
    code, output = run(demo, "--cores", "4")
    assert code == 0
    assert "Nothing to be done" in output


def test_verify_finds_nothing_in_an_untouched_run(demo):
    code, output = run(demo, "verify", "--cores", "1")
    assert code == 0, output
    assert "are what the rules made" in output
    assert "Every number in the papers (HTML, PDF, Word) is the one of values.json" in output


def test_verify_knows_each_rule_that_leaves_a_record_and_is_no_part_of_a_run(demo):
    rules = "".join(path.read_text(encoding="utf-8") for path in (demo / "rules").rglob("*.smk"))
    leaving = set(re.findall(r"^    log:\n        f\"\{LOGS\}/(\w+)\.", rules, re.MULTILINE))
    of_run = {path.name.split(".")[0] for path in (demo / "results" / "logs").glob("*.json")}
    assert len(leaving) > 30
    assert leaving - of_run <= set(ON_DEMAND)


def test_from_the_paper_four_clicks_lead_to_the_raw_rows_of_a_matched_pair(demo):
    estimate = "estimates.target_trial.final_score.adjusted_difference.ancova_cr2.estimate"
    with chromium() as browser:
        pages = Pages(browser, demo / "results" / "audit")
        pages.window.goto((demo / "results" / "paper" / "paper.html").as_uri())
        pages.window.locator(f'a.value[data-value="{estimate}"]').first.click()
        pages.window.get_by_role("heading", name="The people behind it").wait_for()
        pages.window.get_by_role("link", name="results/target_trial/model/analysis_set.csv").first.click()
        pages.window.locator(".data-table tbody a").first.click()
        pages.window.wait_for_url("**/audit/index.html#/person/P*")
        first = _raw_scores(pages.window)
        pages.window.locator(".facts").first.get_by_role("link").first.click()
        pages.window.wait_for_function(f"document.querySelector('h1').textContent !== '{first}'")
        assert _raw_scores(pages.window) != first
        assert pages.wrong == []


def _raw_scores(window) -> str:
    """Return whose page is shown, once their raw scores stand on it."""
    window.wait_for_selector(".view-person h1")
    person = window.locator("h1").inner_text()
    raw = window.locator("table", has_text=f"measurement of {person}")
    assert raw.is_visible()
    assert raw.locator("tbody tr").count() > 0
    return person


def test_every_stage_of_the_audit_pages_accounts_for_its_rows(demo):
    with chromium() as browser:
        pages = Pages(browser, demo / "results" / "audit")
        for stage in ("extract", "clean"):
            window = pages.open(f"#/stage/{stage}")
            ledger = window.get_by_role("region", name="Rows accounted for").locator("tbody tr")
            assert ledger.count() == 7
            assert {row.split("\t")[-1] for row in ledger.all_inner_texts()} == {"yes"}
        assert pages.wrong == []


def test_a_number_of_the_paper_is_told_in_a_terminal_too(demo, monkeypatch, capsys):
    monkeypatch.chdir(demo)
    assert main(["trace", "nnt_50"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("estimates.target_trial.responder_50.nnt.")
    assert "it begins at data/codelists/drugs.csv" in told


def test_a_persons_way_is_told_in_a_terminal_too(demo, monkeypatch, capsys):
    monkeypatch.chdir(demo)
    exposed = pd.read_csv("results/target_trial/match/matches.csv")["set_id"].iloc[0]
    assert main(["why", exposed]) == 0
    told = capsys.readouterr().out
    assert f"exposed in the matched set {exposed}, with P" in told
    for words in ("pain_scores.csv: ", "What cleaning changed", "matched here", "moved", "baseline_score"):
        assert words in told


def test_snakemakes_own_report_holds_every_aggregate_with_its_caption(demo, tmp_path):
    code, output = run(demo, "--report", str(tmp_path / "report.html"))
    assert code == 0, output[-3000:]
    report = (tmp_path / "report.html").read_text(encoding="utf-8")
    aggregates = {path.name for path in (demo / "results").glob("*/model/*.csv")} - PERSON_LEVEL
    assert {name for name in aggregates if name not in report} == set()
    assert {name for name in PERSON_LEVEL if f'"{name}"' in report} == set()
    assert "Each row is a restriction and how many people it removed." in report


def test_a_killed_run_started_again_on_one_core_in_another_time_zone_and_locale_gives_the_same_bytes(
    demo, tmp_path
):
    folder = copy_project(tmp_path)
    elsewhere = {"TZ": "Asia/Kathmandu", "LC_ALL": "C", "LANG": "C", "PYTHONHASHSEED": "7"}
    for seconds in (8, 14):
        process = start(folder, "--cores", "1", env=elsewhere)
        time.sleep(seconds)
        kill(process)
    code, output = run_in_one_process(folder, "--cores", "1", env=elsewhere)
    assert code == 0, output[-5000:]
    assert prints(folder / "results") == prints(demo / "results")


@pytest.fixture
def edited(demo, tmp_path):
    """A copy of the finished run, its times kept, that a test may spoil."""
    return copy_run(demo, tmp_path / "edited")


def planned(folder, *arguments):
    """Rules that Snakemake would run now."""
    code, output = run(folder, "--dry-run", "--cores", "1", *arguments)
    assert code == 0, output[-3000:]
    table = output.split("Job stats:")[1].split("total")[0] if "Job stats:" in output else ""
    return {line.split()[0] for line in table.splitlines() if re.match(r"^\w+\s+\d+$", line)}


def test_changing_one_protocol_value_reruns_only_what_depends_on_it(edited):
    config = edited / "config.yaml"
    config.write_text(config.read_text().replace("value: [30, 50]", "value: [30, 40]"))
    assert planned(edited) == {
        "estimate_effects",
        "draw_figures",
        "draw_forest",
        "write_protocol",
        "render_protocol",
        "tell_lock_status",
        "check_texts",
        "write_values",
        "render_paper",
        "build_audit",
        "write_manifest",
        "write_crate",
        "all",
    }


def test_changing_one_module_reruns_what_imports_it_and_what_follows(edited):
    module = edited / "src" / "chart2paper" / "match" / "assign.py"
    module.write_text(module.read_text() + "\nADDED = 1\n")
    rules = planned(edited)
    assert {"match_sets", "assess_balance", "measure_outcomes", "render_paper"} <= rules
    assert not {"link_persons", "extract_tables", "clean_tables", "select_cohort"} & rules
