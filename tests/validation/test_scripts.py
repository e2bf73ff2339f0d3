"""The scripts turn blocks of clinics into performance, page and figure."""

import runpy
from dataclasses import asdict
from pathlib import Path
from types import SimpleNamespace

from chart2paper.protocol.load import load_study
from chart2paper.tables.read_write import read_table, shape, write_table
from chart2paper.tables.validation import CLINICS, PERFORMANCE
from conftest import ROOT
from figures.test_scripts import Named, Settings
from made_prints import prints_in
from validation.made_up import clinics


def run(script: str, folder: Path, inputs: dict, outputs: dict, **params) -> None:
    """Run a script of the room as Snakemake would."""
    job = SimpleNamespace(
        rule=script,
        input=Named(**inputs),
        output=Named(**{name: folder / path for name, path in outputs.items()}),
        params=Settings({"prints": asdict(prints_in(folder))} | params),
        wildcards={},
        log=[str(folder / "log.json")],
    )
    runpy.run_path(str(ROOT / "scripts/validation" / f"{script}.py"), init_globals={"snakemake": job})


def block(folder: Path, scenario: str, truth: float) -> Path:
    rows = clinics(scenario, truth, n=30).assign(status="ok", seed=range(30), n_starters=40)
    write_table(shape(rows, CLINICS), CLINICS, folder / f"{scenario}.csv")
    return folder / f"{scenario}.csv"


def test_blocks_become_a_page_a_figure_and_their_numbers(tmp_path):
    blocks = [block(tmp_path, "null_36", 0.0), block(tmp_path, "demo_36", -1.0)]
    measured = {"clinics": "clinics.csv", "performance": "performance.csv"}
    run("measure_performance", tmp_path, {"blocks": blocks}, measured)
    assert len(read_table(CLINICS, tmp_path / "clinics.csv")) == 60
    performance = read_table(PERFORMANCE, tmp_path / "performance.csv")
    assert set(performance["scenario"]) == {"null_36", "demo_36"}
    shown = {"page": "README.md", "svg": "a.svg", "png": "a.png", "csv": "a.csv"}
    words = sorted((ROOT / "reports/text/validation").glob("*.md"))
    inputs = {"performance": tmp_path / "performance.csv", "texts": [], "words": words}
    study = load_study(ROOT / "config.yaml").model_dump(mode="json")
    run("write_page", tmp_path, inputs, shown, study=study, words=str(ROOT / "reports/text"), extent="full")
    assert "of these 2." in (tmp_path / "README.md").read_text(encoding="utf-8")
    assert (tmp_path / "a.png").stat().st_size > 10_000
