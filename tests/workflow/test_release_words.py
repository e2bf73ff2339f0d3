"""A word of the charts that few people share, and a name on the clinic's disk, is in no byte of a release."""

import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from project_copy import copy_project, run_in_one_process, with_a_small_grid
from workflow.canaries import Export
from workflow.private_scan import unpacked
from workflow.test_leaks import accept_what_is_planted

# Where each word stands on the clinic's disk.
ON_DISK = {
    **{
        "larkspur": "folder of the export",
        "hollyhock": "files of the export",
        "bluebell": "file of the mapping",
    },
    **{"foxglove": "comment of the mapping", "primrose": "description of the mapping"},
    **{"oleander": "comment of the study file", "hyacinth": "folder of the results"},
    **{"camellia": "folder of the code lists", "gardenia": "file with the truth", "wisteria": "study file"},
}
# Words of the charts, and the columns in every second row of which each stands.
IN_CHARTS = {
    "snowdrop": (("adverse_effects", "Effect"),),
    "begonia": (("adverse_effects", "Effect"),),
    "marigold": (("adverse_effects", "SuspectedDrug"), ("adverse_effects", "Severity")),
    "petunia": (("medications", "StopReason"), ("medications", "Status")),
    "dahlia": (("medications", "DrugLine"), ("medications", "Sig")),
    "verbena": (("diagnoses", "Code"), ("diagnoses", "Description")),
    "azalea": (("procedures", "Procedure"),),
    "crocus": (("visits", "VisitType"), ("visits", "Status")),
    "anemone": (("pain_scores", "CurrentPain"), ("pain_scores", "Comment")),
    "freesia": (("patients", "Sex"), ("patients", "LastName")),
}
STUDY = "wisteria.yaml"


def plant_in_charts(folder: Path) -> None:
    export = Export(folder)
    for place, (word, columns) in enumerate(IN_CHARTS.items()):
        for table, column in columns:
            # Effects are planted in all rows, other columns in some, so that people are left to be matched.
            every = 2 if table == "adverse_effects" else 9
            export.put(table, column, f"{word} rash", every=every, first=place % 2)
    export.write()


def move_on_disk(folder: Path) -> None:
    """Give folders, files, mapping, comments and study names of their own."""
    raw = folder / "data/raw"
    (raw / "demo_clinic").rename(raw / "larkspur")
    (raw / "demo_clinic.truth.json").rename(raw / "gardenia.json")
    shutil.move(folder / "data/codelists", folder / "data/camellia")
    mapping = (folder / "data/mappings/demo_clinic.yaml").read_text("utf-8")
    for path in sorted((raw / "larkspur").glob("*.csv")):
        path.rename(path.with_name(f"{path.stem}_hollyhock.csv"))
        mapping = mapping.replace(f"file: {path.name}", f"file: {path.stem}_hollyhock.csv")
    mapping = mapping.replace("description: Simulated", "description: primrose Simulated")
    (folder / "data/mappings/bluebell.yaml").write_text(f"{mapping}\n# foxglove\n", "utf-8")
    study = (folder / "config.yaml").read_text("utf-8")
    for before, after in (
        ("results_dir: results", "results_dir: results_hyacinth"),
        ("data/mappings/demo_clinic.yaml", "data/mappings/bluebell.yaml"),
        ("raw_folder: data/raw/demo_clinic", "raw_folder: data/raw/larkspur"),
        ("data/raw/demo_clinic.truth.json", "data/raw/gardenia.json"),
        ("data/codelists/", "data/camellia/"),
    ):
        assert before in study
        study = study.replace(before, after)
    (folder / "studies").mkdir(exist_ok=True)
    (folder / "studies" / STUDY).write_text(f"{study}\n# oleander\n", "utf-8")


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """A finished release of a small clinic full of such words."""
    folder = with_a_small_grid(copy_project(tmp_path_factory.mktemp("words")))
    raw = "data/raw/demo_clinic"
    make = [sys.executable, "scripts/make_demo_clinic.py", "--persons", "400", "--folder", raw]
    subprocess.run(make, cwd=folder, check=True, capture_output=True)
    accept_what_is_planted(folder)
    plant_in_charts(folder / raw)
    move_on_disk(folder)
    code, output = run_in_one_process(folder, "release", "--cores", "2", "--configfile", f"studies/{STUDY}")
    assert code == 0, output[-5000:]
    return folder


def words_in(path: Path, looked_for) -> set[str]:
    """Return which words stand in a file, or in what is packed in it, in capitals or not."""
    texts = [text.lower() for text in unpacked(path.read_bytes())]
    return {word for word in looked_for if any(word.encode() in text for text in texts)}


def test_the_words_are_in_the_results_so_that_the_release_could_hold_them(ran):
    results = ran / "results_hyacinth"
    harms = pd.read_csv(results / "target_trial/model/harms.csv")
    planted = harms[harms["event"].isin(["snowdrop rash", "begonia rash"])]
    assert planted["persons"].between(1, 10).any() and planted["persons"].max() <= 10
    assert {"snowdrop", "begonia", "hollyhock", "larkspur", "bluebell"} <= words_in(
        results / "paper/values.json", [*ON_DISK, *IN_CHARTS]
    )


@pytest.mark.parametrize("word", [*ON_DISK, *IN_CHARTS])
def test_the_word_is_nowhere_in_the_release(ran, word):
    assert words_in(ran / "results_hyacinth/release.zip", [word]) == set()


def test_the_register_of_releases_that_is_committed_holds_none_either(ran):
    registers = list((ran / "data/releases").glob("*.json"))
    assert registers
    for path in registers:
        assert words_in(path, [*ON_DISK, *IN_CHARTS]) == set()
