"""A mapping or study names ordinary files in their place, and nothing that would bring in other files or never end."""

import gzip
import os
import time

import pytest

from chart2paper.extract.file_checks import check_files
from chart2paper.named_files import (
    MOST_MEGABYTES,
    mistake_in_file_name,
    problem_of_export,
    problem_of_raw_folder,
    problems_of_settings,
)
from chart2paper.problems import Problems
from chart2paper.reading.formats.csv import records as csv_text
from chart2paper.yaml_file import read_yaml

SECRET = "record_number,person_id\n1001,P0001\n"
OUTSIDE = (
    "../../linkage/demo_clinic.csv",
    "/etc/passwd",
    "..",
    ".",
    "",
    "a/b.csv",
    "..\\..\\linkage\\x.csv",
    "a{b}.csv",
    "*.csv",
    "a\x1b[2J.csv",
    "a\nb.csv",
    "a\x00.csv",
)


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_mapping_names_files_of_the_raw_folder_alone(clinic, name):
    clinic.settings["files"][1]["file"] = name
    with pytest.raises(Problems) as raised:
        _ = clinic.mapping
    assert "files.1.file" in str(raised.value) or "nobody can see" in str(raised.value)


@pytest.mark.parametrize("name", ["visits.csv", "Besuche 2016 (neu).CSV", "頭痛.txt", "a..b.csv", ".hidden"])
def test_any_plain_name_is_a_file_name(name):
    assert mistake_in_file_name(name) is None


@pytest.fixture
def raw(tmp_path):
    (tmp_path / "raw").mkdir()
    (tmp_path / "linkage.csv").write_text(SECRET, encoding="utf-8")
    return tmp_path / "raw"


def test_a_symbolic_link_out_of_the_raw_folder_is_refused(raw):
    (raw / "visits.csv").symlink_to(raw.parent / "linkage.csv")
    (raw / "gone.csv").symlink_to(raw.parent / "nowhere.csv")
    (raw / "twice.csv").symlink_to(raw / "visits.csv")
    for name in ("visits.csv", "gone.csv", "twice.csv"):
        assert "leads out of the raw folder" in problem_of_export(raw, name).what


def test_a_link_within_the_raw_folder_and_a_raw_folder_on_another_disk_are_read(raw):
    (raw / "visits.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (raw / "same.csv").symlink_to("visits.csv")
    (raw.parent / "linked").symlink_to(raw, target_is_directory=True)
    assert problem_of_export(raw, "same.csv") is None
    assert problem_of_export(raw.parent / "linked", "visits.csv") is None


@pytest.mark.parametrize("kind", ["pipe", "folder", "device"])
def test_what_is_no_ordinary_file_is_refused_and_not_waited_for(raw, kind):
    if kind == "pipe":
        os.mkfifo(raw / "x.csv")
    elif kind == "folder":
        (raw / "x.csv").mkdir()
    else:
        (raw / "x.csv").symlink_to("/dev/zero")
    began = time.monotonic()
    problem = problem_of_export(raw, "x.csv")
    assert problem is not None and time.monotonic() - began < 1


@pytest.mark.parametrize("place", ["data/linkage", "data/register", "results_x/clean", ".git"])
def test_no_export_lies_where_the_workflow_keeps_its_own_files(tmp_path, monkeypatch, place):
    monkeypatch.chdir(tmp_path)
    (tmp_path / place).mkdir(parents=True)
    (tmp_path / "data/raw").mkdir(parents=True)
    (tmp_path / "data/raw/link").symlink_to(tmp_path / place, target_is_directory=True)
    for folder in (place, "data/raw/link", f"data/raw/../../{place}"):
        assert problem_of_raw_folder(folder, "results_x") is not None
    assert problem_of_raw_folder("data/raw", "results_x") is None


def wrong_settings(*named):
    return [problem.what for problem in problems_of_settings(named, "my.yaml", ["data/raw/c", "results"])]


def test_what_a_study_names_lies_in_the_project_and_is_nobodys_record(tmp_path, monkeypatch):
    project = tmp_path / "project"
    for folder in ("data/linkage", "data/raw/c", "results", "lists", "texts"):
        (project / folder).mkdir(parents=True)
    monkeypatch.chdir(project)
    for name in (
        "data/linkage/c.csv",
        "data/raw/c/visits.csv",
        "results/x.csv",
        "lists/ok.csv",
        "texts/ok.md",
    ):
        (project / name).write_text(SECRET, encoding="utf-8")
    (tmp_path / "outside.csv").write_text(SECRET, encoding="utf-8")
    (project / "lists/link.csv").symlink_to(project / "data/linkage/c.csv")
    (project / "texts/ethics.md").symlink_to("/etc/passwd")
    os.mkfifo(project / "lists/pipe.csv")
    assert (
        wrong_settings(("codelists.drugs", "lists/ok.csv"), ("paper.literature", "lists/missing.csv")) == []
    )
    for name in ("data/linkage/c.csv", "lists/link.csv", "data/raw/c/visits.csv", "results/x.csv"):
        assert "patients' data or the workflow's own files" in wrong_settings(("paper.literature", name))[0]
    for name in ("../outside.csv", str(tmp_path / "outside.csv"), "/etc/passwd", "texts"):
        assert "outside the project" in wrong_settings(("paper.text_folder", name))[0]
    assert "no ordinary file" in wrong_settings(("codelists.drugs", "lists/pipe.csv"))[0]


def test_a_list_that_is_too_large_is_refused_with_the_limit(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with (tmp_path / "big.csv").open("wb") as file:
        file.truncate(MOST_MEGABYTES * 1_000_000 + 1)
    assert wrong_settings(("codelists.drugs", "big.csv")) == ["big.csv: it is larger than 50 MB"]


# Content that would fill the memory or never end


def quickly(path):
    began = time.monotonic()
    with pytest.raises(Problems) as raised:
        read_yaml(path)
    assert time.monotonic() - began < 20
    return str(raised.value)


def test_a_billion_laughs_are_counted_before_they_are_made(tmp_path):
    lines = ["a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 30)]
    (tmp_path / "x.yaml").write_text("\n".join(lines), encoding="utf-8")
    assert "more than 100,000 settings" in quickly(tmp_path / "x.yaml")


@pytest.mark.parametrize(
    "text", ["[" * 100_000, "a: " + "{b: " * 1000, "- " * 5000 + "x", "a: " + "x" * 1_000_001]
)
def test_parts_without_end_are_refused_with_the_limit(tmp_path, text):
    (tmp_path / "x.yaml").write_text(text, encoding="utf-8")
    assert quickly(tmp_path / "x.yaml").startswith("1 problem")


def test_a_few_names_for_parts_are_read(tmp_path):
    (tmp_path / "x.yaml").write_text("a: &x [1, 2]\nb: *x\n", encoding="utf-8")
    assert read_yaml(tmp_path / "x.yaml") == {"a": [1, 2], "b": [1, 2]}


@pytest.mark.parametrize("sign", ["\\e[2J", "\\0", "\\ud800", "\\u202e", "\\U000e0041"])
def test_a_setting_holds_no_sign_that_nobody_can_see(tmp_path, sign):
    (tmp_path / "x.yaml").write_text(f'title: ok\nother:\n  name: "a{sign}b"\n', encoding="utf-8")
    assert 'row 3, column "other.name": a sign stands here' in quickly(tmp_path / "x.yaml")


@pytest.mark.parametrize("quote", ["", '"'])
def test_a_row_without_end_is_refused_with_the_limit_before_it_is_read(clinic, monkeypatch, quote):
    monkeypatch.setattr(csv_text, "LONGEST_CELL", 1000)
    monkeypatch.setattr("chart2paper.reading.formats.csv.byte_checks.LONGEST_CELL", 1000)
    clinic.write("visits.csv", f"VisitID,MRN,Date,Status\nV9,M1,{quote}{'x' * 2500}{quote},Done\n")
    with pytest.raises(Problems, match=r"visits\.csv: a row holds more than 0 million characters"):
        check_files(clinic.mapping, clinic.folder)


def test_an_archive_is_never_unpacked(clinic):
    clinic.write("visits.csv", gzip.compress(b"\0" * 10_000_000))
    with pytest.raises(Problems, match="a gzip archive"):
        check_files(clinic.mapping, clinic.folder)
