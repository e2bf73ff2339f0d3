"""A manifest that its owner signed can be told from one that anybody rewrote, here and by the tool `minisign`."""

import json
import shutil
import stat
import subprocess

import pytest

from audit.made_up_project import STUDY, finished_project, rewrite_manifest, rewrite_records
from chart2paper.audit.manifest import manifest_print, signature_of
from chart2paper.audit.signature import new_key, sign, signature_findings
from chart2paper.audit.verify.checks import verify
from chart2paper.audit.verify.report import verify_report
from chart2paper.command_line import main
from chart2paper.problems import Problems


@pytest.fixture
def manifest(tmp_path, monkeypatch):
    """A manifest in the project's folder, which is the working directory."""
    (tmp_path / "project").mkdir()
    monkeypatch.chdir(tmp_path / "project")
    file = tmp_path / "project" / "manifest.json"
    file.write_text("{}\n")
    return file


@pytest.fixture
def secret(tmp_path, manifest):
    new_key(tmp_path / "clinic", "open sesame")
    return tmp_path / "clinic"


def findings(manifest, public):
    return [finding.what for finding in signature_findings(manifest, public)]


def test_a_signed_manifest_is_the_owners(manifest, secret):
    sign(manifest, secret, "open sesame")
    assert findings(manifest, f"{secret}.pub") == []


def test_an_unsigned_an_edited_and_a_strangers_manifest_are_told(manifest, secret, tmp_path):
    assert findings(manifest, f"{secret}.pub") == ["missing: the manifest is not signed"]
    sign(manifest, secret, "open sesame")
    new_key(tmp_path / "stranger", "")
    assert findings(manifest, tmp_path / "stranger.pub") == [
        "the owner of this key did not sign this manifest"
    ]
    manifest.write_text("{} \n")
    assert findings(manifest, f"{secret}.pub") == ["the owner of this key did not sign this manifest"]


@pytest.mark.parametrize("damage", [b"", b"\xff\xfe", b"untrusted comment: x\n", b"a\nb\nc\nd\n"])
def test_a_damaged_signature_or_key_is_told(manifest, secret, damage):
    sign(manifest, secret, "open sesame")
    signature_of(manifest).write_bytes(damage)
    assert findings(manifest, f"{secret}.pub") == ["the owner of this key did not sign this manifest"]
    secret.with_name("clinic.pub").write_bytes(damage)
    assert findings(manifest, f"{secret}.pub") == ["this is no public key"]


def test_only_its_owner_may_read_a_secret_key_and_none_is_written_over(secret):
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    with pytest.raises(Problems, match="a key is never written over"):
        new_key(secret, "")


def test_a_secret_key_inside_the_project_is_refused(manifest, secret):
    with pytest.raises(Problems, match="must not lie in the project"):
        new_key(manifest.with_name("key"), "")
    shutil.copyfile(secret, "key")
    with pytest.raises(Problems, match="must not lie in the project"):
        sign(manifest, manifest.with_name("key"), "open sesame")


def test_a_wrong_password_or_file_is_told_and_nothing_is_written(manifest, secret):
    with pytest.raises(Problems, match="the password is not the one"):
        sign(manifest, secret, "open")
    with pytest.raises(Problems, match="no secret key"):
        sign(manifest, secret.with_name("clinic.pub"), "")
    with pytest.raises(Problems, match="does not exist"):
        sign(manifest, secret.with_name("none"), "")
    assert not signature_of(manifest).exists()


@pytest.mark.skipif(shutil.which("minisign") is None, reason="the tool minisign is not installed")
def test_the_tool_minisign_checks_it_too(manifest, secret):
    sign(manifest, secret, "open sesame")
    subprocess.run(["minisign", "-V", "-p", f"{secret}.pub", "-m", str(manifest)], check=True)


def test_a_signature_has_the_four_lines_of_minisign(manifest, secret):
    lines = sign(manifest, secret, "open sesame").read_text().splitlines()
    assert lines[0].startswith("untrusted comment: ")
    assert lines[2] == f"trusted comment: file:manifest.json sha256:{manifest_print(manifest)}"
    assert len(lines) == 4


def test_a_run_rewritten_in_every_place_is_told_by_its_signature(tmp_path, monkeypatch):
    (tmp_path / "project").mkdir()
    monkeypatch.chdir(tmp_path / "project")
    prints = finished_project()
    public = str(new_key(tmp_path / "clinic", ""))
    manifest = tmp_path / "project/results/manifest.json"
    sign(manifest, tmp_path / "clinic", "")
    evidence, found = verify("results", STUDY, prints, public)
    assert found == []
    assert f"Signature: by the owner of {public}" in verify_report(evidence, found, public)
    places = ["trial/model/estimates.csv", "paper/values.json", "audit/data/1.js"]
    for file in [*(manifest.parent / name for name in places), *manifest.parent.glob("[fp]*/*")]:
        file.write_bytes(file.read_bytes().replace(b"1.02", b"2.02"))
    rewrite_records(prints)
    rewrite_manifest(prints)
    evidence, found = verify("results", STUDY, prints, public)
    assert [finding.what for finding in found] == ["the owner of this key did not sign this manifest"]
    assert "Signature: NOT the one of" in verify_report(evidence, found, public)


def test_the_commands_make_a_key_and_sign(tmp_path, monkeypatch, capsys):
    (tmp_path / "project/results").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "project")
    (tmp_path / "project/results/manifest.json").write_text(json.dumps({}))
    key = str(tmp_path / "clinic")
    assert main(["sign", "--new-key", key, "--no-password"]) == 0
    assert main(["sign", "--key", key, "--no-password", "--results", "results"]) == 0
    said = capsys.readouterr().out
    assert manifest_print("results/manifest.json") in said
    assert f"chart2paper verify --key {key}.pub" in said
    assert main(["sign", "--new-key", "inside", "--no-password"]) == 1


def test_verify_works_where_the_study_file_is_damaged_and_says_so(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    finished_project()
    (tmp_path / "config.yaml").write_bytes(b"\xff{: [")
    assert main(["verify", "--results", "results"]) == 1
    said = capsys.readouterr().err
    assert "config.yaml" in said
    assert "results/manifest.json: SHA-256" in said
    assert main(["verify"]) == 1
    assert "name the results folder" in capsys.readouterr().err
