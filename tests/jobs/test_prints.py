"""The fingerprint of what may hold something of patients needs the clinic's key; that of code and lists does not."""

import hashlib
import hmac
import stat
from pathlib import Path

import pytest

from chart2paper.extract.start_key import start_key
from chart2paper.jobs.linkage_key import key_id, make_key, records_id, sub_key
from chart2paper.jobs.prints import (
    KEYED,
    PLAIN,
    WITHOUT_RECORDS,
    Prints,
    fingerprint,
    identity,
    is_without_records,
)
from chart2paper.problems import Problems
from chart2paper.protocol.study import Clinic
from made_prints import prints_in


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written(path, text="a,b\n1,2\n"):
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(text)
    return path


@pytest.mark.parametrize(
    "path",
    [
        "data/raw/clinic/visits.csv",
        "data/raw/clinic/visits.py",
        "exports/2026/visits.csv",
        "data/raw/codelists/own.csv",
        "data/linkage/clinic.csv",
        "results/match/balance.csv",
        "results_before/manifest.json",
        "results/protocol/protocol.html",
        "scripts/../data/raw/clinic/visits.csv",
        "scripts_of_mine/visits.csv",
        "anything.csv",
    ],
)
def test_what_is_not_known_to_be_without_records_has_a_keyed_fingerprint_and_no_size(project, path):
    Path("scripts").mkdir()
    assert list(prints_in(project).of(written(path))) == [KEYED]


@pytest.mark.parametrize(
    "path",
    [
        "Snakefile",
        "requirements.lock",
        "rules/a.smk",
        "data/codelists/drugs.csv",
        "data/mappings/clinic.yaml",
    ],
)
def test_code_settings_and_lists_have_the_sha256_that_everybody_can_make(project, path):
    assert prints_in(project).of(written(path)) == {
        PLAIN: hashlib.sha256(Path(path).read_bytes()).hexdigest(),
        "bytes": 8,
    }


def test_a_link_out_of_the_code_lists_is_judged_by_where_it_leads(project):
    written("data/raw/clinic/visits.csv")
    Path("data/codelists").mkdir()
    Path("data/codelists/visits.csv").symlink_to("../raw/clinic/visits.csv")
    assert not is_without_records("data/codelists/visits.csv")


def test_an_export_may_not_lie_where_code_or_lists_are(project):
    with pytest.raises(ValueError, match="data/codelists"):
        Clinic(mapping="m.yaml", raw_folder="data/codelists/../codelists/export", simulated=False)
    assert Clinic(mapping="m.yaml", raw_folder="data/raw/clinic", simulated=False)


def test_the_fingerprint_is_the_hmac_that_the_documentation_describes(project):
    prints, file = prints_in(project), Path(written("data/raw/clinic/visits.csv"))
    key = bytes.fromhex(Path(prints.key).read_text())
    files_key = hmac.new(key, b"files", hashlib.sha256).digest()
    assert prints.keyed(file) == hmac.new(files_key, file.read_bytes(), hashlib.sha256).hexdigest()


def test_python_code_counts_by_what_it_does_and_a_keyed_file_by_its_bytes(project):
    prints = prints_in(project)
    for path, same in (("src/code.py", True), ("data/raw/clinic/code.py", False)):
        before = identity(prints.of(written(path, "x = 1\n")))
        assert (identity(prints.of(written(path, "x = 1  # why\n"))) == before) == same


def test_two_clinics_have_other_fingerprints_of_the_same_file(project):
    file = written("data/raw/clinic/visits.csv")
    make_key("data/linkage/other.key")
    other = Prints("data/linkage/other.key", key_id("data/linkage/other.key"))
    assert prints_in(project).of(file) != other.of(file)


def test_a_file_is_compared_with_a_keyed_or_with_a_plain_fingerprint(project):
    prints, file = prints_in(project), written("results/a.csv")
    known = [prints.of(file), fingerprint(file)]
    assert all(prints.is_same(file, print_) for print_ in known)
    written(file, "changed")
    assert not any(prints.is_same(file, print_) for print_ in known)


def test_a_purpose_has_a_key_of_its_own(project):
    key = prints_in(project).key
    assert len({sub_key(key, "files"), sub_key(key, "rows"), bytes.fromhex(key_id(key))}) == 3


def test_the_key_is_its_owners_alone_also_when_a_backup_was_put_back_open(project):
    key = Path(prints_in(project).key)
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    key.chmod(0o644)
    key_id(key)
    assert stat.S_IMODE(key.stat().st_mode) == 0o600


@pytest.mark.parametrize("text", ["", "no key", "00", "00" * 31, "00" * 33, "\x00\xff"])
def test_a_damaged_key_is_told_and_never_shown(project, text):
    key = Path(prints_in(project).key)
    key.write_bytes(text.encode("latin-1"))
    with pytest.raises(Problems, match="damaged") as raised:
        records_id("data/linkage/clinic.csv")
    assert len(text) < 4 or text not in str(raised.value)


def test_a_key_that_was_put_in_the_place_of_a_lost_one_makes_no_fingerprint(project):
    prints, file = prints_in(project), written("results/a.csv")
    Path(prints.key).write_text("77" * 32)
    with pytest.raises(Problems, match="not the key with which"):
        prints.of(file)


def record_of_an_earlier_run(kind, linkage="data/linkage/clinic.csv"):
    inputs = f'{{"data/raw/clinic/patients.csv": {{"{kind}": "x"}}}}'
    text = f'{{"params": {{"linkage": "{linkage}"}}, "inputs": {inputs}}}'
    written("results/logs/link_persons.json", text)


def test_a_first_run_makes_the_key_and_a_second_uses_it(project):
    first = start_key("data/linkage/clinic.csv", "results")
    assert first == {"key": "data/linkage/clinic.key", "id": key_id("data/linkage/clinic.key")}
    assert start_key("data/linkage/clinic.csv", "results") == first


@pytest.mark.parametrize(
    "record", ['{"inputs": {"a.csv": {"hmac', '{"inputs": {"a": {"hmac_sha256": "x"}}}', '{"inputs": 3}']
)
def test_no_new_key_is_made_where_the_record_of_the_run_before_is_damaged(project, record):
    written("results/logs/link_persons.json", record)
    assert not start_key("data/linkage/clinic.csv", "results")["id"]


def test_a_folder_in_which_no_key_can_be_made_is_told_in_plain_words(project):
    written("data", "a file where the folder should be")
    with pytest.raises(Problems, match="the key beside the linkage log cannot be written"):
        start_key("data/linkage/clinic.csv", "results")


@pytest.mark.parametrize(
    ("kind", "linkage", "made"),
    [
        (KEYED, "data/linkage/clinic.csv", False),
        (KEYED, "data/linkage/other.csv", True),
        (PLAIN, "data/linkage/clinic.csv", True),
    ],
)
def test_no_new_key_is_made_where_results_were_made_with_one_that_is_gone(project, kind, linkage, made):
    record_of_an_earlier_run(kind, linkage)
    assert bool(start_key("data/linkage/clinic.csv", "results")["id"]) == made
    assert Path("data/linkage/clinic.key").exists() == made


def test_the_page_on_privacy_names_every_place_whose_files_have_plain_fingerprints(root):
    page = (root / "docs/privacy.md").read_text(encoding="utf-8")
    paragraph = page[
        page.index("- Keyed is every file but") : page.index("An export that lies in one of these")
    ]
    assert {name for name in WITHOUT_RECORDS if name not in paragraph} == set()


def test_a_known_print_of_code_is_that_of_the_file_and_of_no_other_that_is_equal_to_it(project):
    """An empty file of code and an empty list have the same bytes."""
    for path in ("scripts/empty.py", "data/codelists/empty.csv"):
        written(path, "")
    made = prints_in(project)
    code = {made.of("scripts/empty.py")[PLAIN]: made.of("scripts/empty.py")["code"]}
    for path in ("scripts/empty.py", "data/codelists/empty.csv"):
        assert made.of(path, code) == made.of(path)
