"""A release that was edited after the control is named: in the folder, which is read, and in the zip, which is sent."""

import json

import pytest

from chart2paper.audit.verify.evidence import Evidence
from chart2paper.audit.verify.release_folder import release_findings
from chart2paper.jobs.prints import Prints
from chart2paper.release.package import manifest_of, write_zip


@pytest.fixture
def release(tmp_path):
    """A finished release of one table, with Snakemake's mark beside it."""
    folder = tmp_path / "release"
    folder.mkdir()
    (folder / "table.csv").write_text("n\n20\n")
    (folder / "manifest.json").write_text(json.dumps(manifest_of(folder)))
    write_zip(folder, tmp_path / "release.zip")
    (folder / ".snakemake_timestamp").touch()
    return folder


def told(release):
    evidence = Evidence(str(release.parent), None, Prints("", ""), {}, {}, {}, False)
    return [
        f"{finding.file.removeprefix(str(release.parent))}: {finding.what}"
        for finding in release_findings(evidence)
    ]


def test_an_untouched_release_and_none_at_all_have_no_findings(release, tmp_path):
    assert told(release) == []
    assert told(tmp_path / "elsewhere" / "release") == []


def test_an_edited_file_is_named_and_so_is_what_the_zip_holds_instead(release):
    (release / "table.csv").write_text("n\n21\n")
    assert told(release) == [
        "/release/table.csv: edited: it is not what the release's manifest lists",
        "/release.zip: release/table.csv in it is another one than in the folder",
    ]


def test_a_missing_an_added_file_and_no_zip_are_named(release):
    (release / "table.csv").unlink()
    (release / "more.csv").write_text("")
    (release.parent / "release.zip").unlink()
    assert told(release) == [
        "/release/table.csv: missing in the release",
        "/release/more.csv: not in the release's manifest",
        "/release.zip: missing",
    ]
