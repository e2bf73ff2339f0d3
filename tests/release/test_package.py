"""The folder and the zip: the same bytes from the same files, and nothing of an earlier release left in them."""

import zipfile

from chart2paper.jobs.prints import fingerprint
from chart2paper.release.manuscript import without_links_inside
from chart2paper.release.package import code_version, manifest_of, put_in_place, write_zip
from chart2paper.release.readme import disclosure_report, readme
from release.released_words import RELEASE_WORDS

DECISION = {
    **{
        "threshold": 10,
        "base": 5,
        "shown": {"all": 65},
        "withheld": {"other": "small", "male": "protects another"},
    },
    **{
        "lost": [],
        "groups_near": [],
        "moved": [],
        "lost_registers": [],
        "with_noise": 0,
        "cells": {"tables/tt/harms.csv": {"withheld": 3, "rounded": 4}},
        "values": {"withheld": 7},
    },
}


def folder_of(root, **files):
    for name, text in files.items():
        (root / "release").mkdir(parents=True, exist_ok=True)
        (root / "release" / f"{name}.csv").write_text(text)
    return root / "release"


def test_the_same_files_give_the_same_zip_whenever_they_were_written(tmp_path):
    shas = [
        write_zip(folder_of(tmp_path / place, **files), tmp_path / f"{place}.zip")
        for place, files in (("a", {"x": "1", "y": "2"}), ("b", {"y": "2", "x": "1"}))
    ]
    assert shas[0] == shas[1] == fingerprint(tmp_path / "a.zip")["sha256"]
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.namelist() == ["release/x.csv", "release/y.csv"]


def test_the_manifest_names_every_file_with_its_fingerprint(tmp_path):
    folder = folder_of(tmp_path, x="1")
    assert manifest_of(folder) == {"files": {"x.csv": fingerprint(folder / "x.csv")}}


def test_nothing_of_an_earlier_release_is_left(tmp_path):
    old, new = folder_of(tmp_path / "old", gone="1"), folder_of(tmp_path / "new", x="1")
    put_in_place(new, old)
    assert [path.name for path in old.iterdir()] == ["x.csv"]


def test_outside_a_git_repository_the_commit_is_said_to_be_unknown(tmp_path):
    assert code_version(tmp_path)["commit"].startswith("not known")


def test_the_released_manuscript_does_not_link_to_pages_that_stay(tmp_path, root):
    copy = without_links_inside(root / "reports", tmp_path / "reports")
    assert "value-links:" in (root / "reports" / "_quarto.yml").read_text()
    assert "value-links:" not in (copy / "_quarto.yml").read_text()


def test_the_readme_says_how_to_read_and_check_it():
    text = readme(RELEASE_WORDS, "A title", DECISION, simulated=True)
    assert "from 1 to 10" in text
    assert "multiple of 5" in text
    assert "simulated" in text
    assert "manifest.json" in text


def test_the_report_counts_what_was_withheld_and_names_no_value():
    text = disclosure_report(RELEASE_WORDS, DECISION, 2)
    assert "1 counts are shown and 2 withheld" in text
    assert "| `tables/tt/harms.csv` | 3 | 4 |" in text
    assert "cannot be protected" not in text
    assert "cannot be protected" in disclosure_report(RELEASE_WORDS, {**DECISION, "lost": ["x"]}, 2)


def test_the_report_says_with_how_many_releases_it_was_compared_and_with_which_it_could_not_be():
    assert "compared with: 2.\n" in disclosure_report(RELEASE_WORDS, DECISION, 2)
    assert "do not send this one" in disclosure_report(RELEASE_WORDS, DECISION, 0)
    lost = {**DECISION, "lost_registers": [{"sha256_of_zip": "ab" * 32, "lost": "<b>burnt</b>"}]}
    text = disclosure_report(RELEASE_WORDS, lost, 0)
    assert "ab" * 32 in text
    assert "the register was lost" in text
    assert "<b>" not in text


def test_the_report_says_where_few_people_differ_from_an_earlier_release():
    assert "In 1 analyses 1 to 10 people came" in disclosure_report(
        RELEASE_WORDS, {**DECISION, "moved": ["tt"]}, 1
    )
    assert "came, left" not in disclosure_report(RELEASE_WORDS, DECISION, 1)


def test_the_report_says_that_a_release_with_noise_and_one_without_do_not_go_together():
    assert "knows 2 releases with noise" in disclosure_report(RELEASE_WORDS, {**DECISION, "with_noise": 2}, 1)
    assert "noise" not in disclosure_report(RELEASE_WORDS, DECISION, 1)
