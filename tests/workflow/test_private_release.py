"""A release with differential privacy of the demo clinic: noisy tables, and nothing else of the results."""

import json
import shutil
import zipfile

import pytest
import yaml

from project_copy import copy_run, run_in_one_process

# What leaves, of the results: all other files are made from the protocol and the program.
OF_RESULTS = {"tables/sex.csv", "tables/scores.csv", "spending.csv", "privacy.json"}
OTHER = {"README.md", "DISCLOSURE.md", "code_version.json", "manifest.json", "protocol/study.yaml"}
OTHER |= {f"protocol/protocol.{kind}" for kind in ("html", "pdf", "docx")}


def study_with(folder, name, **changes):
    """Write a study file that asks for two tables with noise."""
    content = yaml.safe_load((folder / "config.yaml").read_text("utf-8"))
    asked = {"tables": ["sex", "scores"], "epsilon": 1, "budget": 1.5, "answers": 1} | changes
    content["release"]["differential_privacy"] = {
        setting: {"value": value, "basis": "assumed", "why": "the registry asked for it"}
        for setting, value in asked.items()
    }
    (folder / "studies").mkdir(exist_ok=True)
    (folder / f"studies/{name}.yaml").write_text(yaml.safe_dump(content, sort_keys=False), "utf-8")
    return ("--cores", "2", "--configfile", f"studies/{name}.yaml")


@pytest.fixture(scope="module")
def released(demo, tmp_path_factory):
    """A copy of the finished demo, and its release with noise."""
    folder = copy_run(demo, tmp_path_factory.mktemp("private") / "project")
    code, output = run_in_one_process(folder, "release", *study_with(folder, "noisy"))
    assert code == 0, output[-5000:]
    return folder


def zipped(folder):
    with zipfile.ZipFile(folder / "results/release.zip") as archive:
        return {name.removeprefix("release/"): archive.read(name) for name in archive.namelist()}


def test_it_holds_the_noisy_tables_the_protocol_and_nothing_else(released):
    assert set(zipped(released)) == OF_RESULTS | OTHER


def test_what_was_spent_is_printed_and_in_the_register_beside_the_linkage_log(released):
    files = zipped(released)
    register = json.loads((released / "data/linkage/demo_clinic.privacy.json").read_text("utf-8"))
    (entry,) = register["answers"]
    assert json.loads(files["privacy.json"])["id"] == entry["id"]
    assert "| budget of the clinic | 1.5 |" in files["DISCLOSURE.md"].decode("utf-8")


def test_made_again_from_nothing_it_is_the_same_to_the_byte_and_spends_nothing(released):
    first = (released / "results/release.zip").read_bytes()
    register = (released / "data/linkage/demo_clinic.privacy.json").read_bytes()
    shutil.rmtree(released / "results/release_answers")
    code, output = run_in_one_process(released, "release", *study_with(released, "noisy"))
    assert code == 0, output[-5000:]
    assert (released / "results/release.zip").read_bytes() == first
    assert (released / "data/linkage/demo_clinic.privacy.json").read_bytes() == register


def test_another_set_that_would_overspend_is_refused_and_the_release_stays(released):
    first = (released / "results/release.zip").read_bytes()
    code, output = run_in_one_process(released, "release", *study_with(released, "more", answers=2))
    assert code == 1
    assert "1 of the budget of 1.5 is spent" in output
    assert (released / "results/release.zip").read_bytes() == first


def test_without_its_register_no_release_is_made_even_if_nothing_is_to_be_done(released):
    register = released / "data/linkage/demo_clinic.privacy.json"
    kept = register.read_bytes()
    register.unlink()
    try:
        code, output = run_in_one_process(released, "release", *study_with(released, "noisy"))
    finally:
        register.write_bytes(kept)
    assert code == 1
    assert "not in the register of answers" in output
