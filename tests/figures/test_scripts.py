"""The scripts turn files into a picture for the screen, one for print, and their numbers."""

import runpy
from dataclasses import asdict
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

from chart2paper.catalogue.outcomes import PAIN
from chart2paper.tables.cohort import ATTRITION, COHORT, DAILY_SCORES
from chart2paper.tables.harms import TIME_ON_TREATMENT
from chart2paper.tables.match import BALANCE, MATCHES, OVERLAP, OVERLAP_SUMMARY
from chart2paper.tables.missing import TIPPING_POINT
from chart2paper.tables.model import (
    ANALYSIS_SET,
    DIAGNOSTICS,
    ESTIMATES,
    RESPONDER_CURVE,
    RESPONDER_DIFFERENCE,
    SENSITIVITY,
)
from chart2paper.tables.read_write import write_table
from figures import examples as ex
from made_prints import prints_in

ROOT = Path(__file__).parents[2]
LOOK = {"title": "Target trial emulation", "banner": ex.BANNER, "short_name": "LDN"}
# A study of pain that has no words of its own.
WORDED = {
    "study": {"outcome": {"value": "pain"}, "paper": {"text_folder": "texts"}},
    "words": str(ROOT / "reports/text"),
}
PASSAGES = {"texts": [], "words": sorted((ROOT / "reports/text/drawn").glob("*.md"))}


class Named(list):
    """A list of paths whose parts have names, as Snakemake makes it."""

    def __init__(self, **named):
        parts = {
            name: [str(p) for p in path] if isinstance(path, list) else str(path)
            for name, path in named.items()
        }
        super().__init__(
            path for part in parts.values() for path in ([part] if isinstance(part, str) else part)
        )
        vars(self).update(parts)


class Settings(dict):
    """Settings that are read as attributes."""

    __getattr__ = dict.__getitem__


def run(figure: str, folder: Path, inputs: dict, **params) -> pd.DataFrame:
    """Draw a figure by the script and return its CSV twin."""
    files = {kind: [folder / f"figure.{kind}"] for kind in ("svg", "png", "csv")}
    job = SimpleNamespace(
        rule="draw_figures",
        input=Named(**inputs, **PASSAGES),
        output=Named(**files),
        params=Settings(LOOK | WORDED | params | {"figures": [figure], "prints": asdict(prints_in(folder))}),
        log=[str(folder / "draw.json")],
        wildcards={"analysis": "target_trial"},
    )
    runpy.run_path(str(ROOT / "scripts" / "figures" / "draw_figures.py"), {"snakemake": job})
    assert (folder / "figure.svg").read_text(encoding="utf-8").rstrip().endswith("</svg>")
    assert (folder / "figure.png").read_bytes().startswith(b"\x89PNG")
    assert (folder / "draw.json").exists()
    return pd.read_csv(folder / "figure.csv")


def write(folder: Path, table, frame: pd.DataFrame, suffix: str = "csv") -> Path:
    path = folder / f"{table.name}.{suffix}"
    write_table(frame, table.on(PAIN), path)
    return path


@pytest.fixture(params=[(6, 9), (0, 0)], ids=["some people", "nobody"])
def matched(request):
    return ex.matches(*request.param)


def test_draw_flow(tmp_path, matched):
    inputs = {
        "attrition": write(tmp_path, ATTRITION, ex.attrition(2, 66)),
        "cohort": write(tmp_path, COHORT, ex.cohort(20, 40, 6)),
        "matches": write(tmp_path, MATCHES, matched),
        "analysis_set": write(tmp_path, ANALYSIS_SET, ex.analysis_set(matched)),
    }
    twin = run("flow", tmp_path, inputs).set_index("part")
    assert twin.loc["matched", "total"] == len(matched)


def test_draw_balance(tmp_path, matched):
    covariates = [("age", None), ("sex", "female")] if len(matched) else []
    inputs = {
        "balance": write(tmp_path, BALANCE, ex.balance(covariates)),
    }
    assert len(run("balance", tmp_path, inputs, smd_threshold=0.1)) == 2 * len(covariates)


@pytest.mark.parametrize("why", ["", "one arm is empty"])
def test_draw_overlap_with_and_without_a_score(tmp_path, why):
    histogram, summary = ex.overlap(9, 12, True, why)
    inputs = {
        "overlap": write(tmp_path, OVERLAP, histogram),
        "overlap_summary": write(tmp_path, OVERLAP_SUMMARY, summary),
    }
    twin = run("overlap", tmp_path, inputs, equipoise=[0.3, 0.7])
    assert twin["layer"].value_counts().to_dict() == ({"arm": 4} if why else {"bin": 80, "arm": 4})


def test_draw_trajectories_leaves_out_people_not_matched(tmp_path, matched):
    charted = pd.concat([ex.scores(matched), ex.scores(ex.matches(30, 0).tail(10))])
    inputs = {
        "analysis_set": write(tmp_path, ANALYSIS_SET, ex.analysis_set(matched)),
        "daily_scores": write(tmp_path, DAILY_SCORES, charted, "parquet"),
    }
    twin = run("trajectories", tmp_path, inputs, window_days=[45, 150])
    lines = twin[twin["layer"] == "person"]
    assert set(lines["person_id"]) <= set(matched["person_id"])
    assert lines.empty == matched.empty


def test_draw_responders(tmp_path, matched):
    curve, difference = ex.responders(ex.analysis_set(matched))
    inputs = {
        "responder_curve": write(tmp_path, RESPONDER_CURVE, curve),
        "responder_difference": write(tmp_path, RESPONDER_DIFFERENCE, difference),
    }
    twin = run("responders", tmp_path, inputs, responder_thresholds=[30, 50])
    assert twin["n"].max() == (9 if len(matched) else 0)


@pytest.mark.parametrize("people", [64, 0])
def test_draw_time_on_treatment(tmp_path, people):
    curve = write(tmp_path, TIME_ON_TREATMENT, ex.time_on_treatment(people))
    twin = run("time_on_treatment", tmp_path, {"time_on_treatment": curve})
    assert twin["at_risk"].max() == 64 if people else twin.empty


@pytest.mark.parametrize("status", ["ok", "not estimable: no outcome is missing"])
def test_draw_tipping(tmp_path, status):
    table = ex.tipping_point((0, 1, 2), status)
    twin = run("tipping", tmp_path, {"tipping_point": write(tmp_path, TIPPING_POINT, table)})
    assert twin["path"].value_counts().to_dict() == {"exposed": 5, "comparator": 5, "against": 5}


@pytest.mark.parametrize("published", [True, False])
def test_draw_forest_with_and_without_published_results(tmp_path, published):
    literature = ROOT / "data" / "facts" / "literature.csv"
    inputs = {
        "estimates": [write(tmp_path, ESTIMATES, ex.estimates())],
        "diagnostics": write(tmp_path, DIAGNOSTICS, ex.diagnostics()),
        "literature": literature if published else [],
    }
    params = {"title": "", "analyses": ex.ANALYSES, "primary": "target_trial"}
    twin = run("forest", tmp_path, inputs, **params)
    assert "Target trial emulation (primary; checks: 7 pass, 1 FAIL, 1 not made)" in set(twin["heading"])
    assert (twin["heading"] == "Published").sum() == (11 if published else 0)


@pytest.mark.parametrize("estimable", [True, False])
def test_draw_specification_curve(tmp_path, estimable):
    grid = write(tmp_path, SENSITIVITY, ex.sensitivity(estimable=estimable))
    twin = run("specification_curve", tmp_path, {"sensitivity": grid})
    assert twin.empty != estimable


def test_the_figures_of_an_analysis_are_drawn_together_each_in_its_own_files(tmp_path):
    matched = ex.matches(6, 9)
    curve, difference = ex.responders(ex.analysis_set(matched))
    tables = {
        "balance": (BALANCE, ex.balance([("age", None)])),
        "responder_curve": (RESPONDER_CURVE, curve),
        "responder_difference": (RESPONDER_DIFFERENCE, difference),
    }
    inputs = {name: write(tmp_path, table, frame) for name, (table, frame) in tables.items()}
    figures = ["balance", "responders"]
    files = {kind: [tmp_path / f"{name}.{kind}" for name in figures] for kind in ("svg", "png", "csv")}
    settings = {
        "figures": figures,
        "smd_threshold": 0.1,
        "responder_thresholds": [30],
        "prints": asdict(prints_in(tmp_path)),
    }
    job = SimpleNamespace(
        rule="draw_figures",
        input=Named(**inputs, **PASSAGES),
        output=Named(**files),
        params=Settings(LOOK | WORDED | settings),
        log=[str(tmp_path / "draw.json")],
        wildcards={"analysis": "target_trial"},
    )
    runpy.run_path(str(ROOT / "scripts" / "figures" / "draw_figures.py"), {"snakemake": job})
    assert set(pd.read_csv(tmp_path / "balance.csv")["covariate"]) == {"age"}
    assert pd.read_csv(tmp_path / "responders.csv")["n"].max() == 9
