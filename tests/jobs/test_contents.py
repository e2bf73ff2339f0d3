"""A fingerprint follows what stands in a file, whatever its times say."""

import os
import stat
from pathlib import Path

import pytest

from chart2paper.jobs import contents
from chart2paper.jobs.contents import (
    Contents,
    bytes_print,
    code_print,
    content_print,
    remember_code,
    remembered_code,
)
from chart2paper.jobs.promised import Made, lost

KEY, OTHER_KEY = b"k" * 32, b"o" * 32


@pytest.fixture
def export(tmp_path):
    """A file from an hour ago by every clock that is asked, so that its fingerprint is kept."""
    file = tmp_path / "scores.csv"
    file.write_text("P1,4\n")
    return file


@pytest.fixture
def settled(monkeypatch):
    monkeypatch.setattr(contents, "YOUNG_NS", -1)


def test_another_content_of_the_same_size_with_the_time_of_before_is_noticed(export, tmp_path, settled):
    memory, before = tmp_path / "memory.json", export.stat()
    first = Contents(memory, KEY).of([str(export)])
    export.write_text("P1,7\n")
    os.utime(export, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert Contents(memory, KEY).of([str(export)]) != first


def test_the_same_content_with_another_time_is_the_same(export, tmp_path, settled):
    first = Contents(tmp_path / "memory.json", KEY).of([str(export)])
    os.utime(export, (1, 1))
    assert Contents(tmp_path / "memory.json", KEY).of([str(export)]) == first


def test_a_file_that_did_not_change_is_not_read_again(export, tmp_path, settled, monkeypatch):
    first = Contents(tmp_path / "memory.json", KEY).of([str(export)])
    monkeypatch.setattr(contents, "content_print", None)
    assert Contents(tmp_path / "memory.json", KEY).of([str(export)]) == first


def test_a_file_that_was_changed_a_moment_ago_is_read_again(export, tmp_path):
    """Within one tick of the clock a second change leaves the times as they are."""
    Contents(tmp_path / "memory.json", KEY).of([str(export)])
    assert not (tmp_path / "memory.json").exists()


def test_what_was_kept_under_another_key_is_forgotten(export, tmp_path, settled):
    first = Contents(tmp_path / "memory.json", KEY).of([str(export)])
    other = Contents(tmp_path / "memory.json", OTHER_KEY).of([str(export)])
    assert Contents(tmp_path / "new.json", OTHER_KEY).of([str(export)]) == other != first


def test_nothing_kept_or_told_can_be_made_without_the_key(export, tmp_path, settled):
    told = Contents(tmp_path / "memory.json", KEY).of([str(export)])
    kept = (tmp_path / "memory.json").read_text()
    guess = content_print(export)
    assert guess not in told + kept
    assert contents._together({str(export): guess}) not in told + kept


def test_only_the_owner_may_read_what_is_kept(export, tmp_path, settled):
    Contents(tmp_path / "memory.json", KEY).of([str(export)])
    assert stat.S_IMODE((tmp_path / "memory.json").stat().st_mode) == 0o600


def test_a_memory_that_was_cut_off_is_made_anew(export, tmp_path, settled):
    first = Contents(tmp_path / "memory.json", KEY).of([str(export)])
    (tmp_path / "memory.json").write_text('{"scores')
    assert Contents(tmp_path / "memory.json", KEY).of([str(export)]) == first


def test_a_file_that_is_gone_or_has_another_name_is_another_content(export, tmp_path, settled):
    known = Contents(tmp_path / "memory.json", KEY)
    first = known.of([str(export)])
    moved = export.rename(tmp_path / "other.csv")
    assert len({first, known.of([str(export)]), known.of([str(moved)])}) == 3


def test_a_folder_stands_for_its_files(export, tmp_path, settled):
    folder = tmp_path / "texts"
    folder.mkdir()
    known = Contents(tmp_path / "memory.json", KEY)
    empty = known.of([str(folder)])
    export.rename(folder / "scores.csv")
    assert known.of([str(folder)]) != empty


@pytest.mark.parametrize(
    ("after", "same"),
    [
        ("x = 1  # why\n", True),
        ("\n\nx = (1)\n", True),
        ("x = 2\n", False),
        ('"""A docstring, which may be printed."""\nx = 1\n', False),
        ("x = = 1\n", False),
    ],
)
def test_code_is_the_same_without_its_comments(tmp_path, after, same):
    one, two = Path(tmp_path, "one.py"), Path(tmp_path, "two.py")
    one.write_text("x = 1\n")
    two.write_text(after)
    assert (content_print(one) == content_print(two)) == same
    assert bytes_print([str(one)]) != bytes_print([str(two)])


def test_comments_count_in_what_is_no_code(tmp_path):
    one, two = Path(tmp_path, "one.yaml"), Path(tmp_path, "two.yaml")
    one.write_text("x: 1\n")
    two.write_text("x: 1 # why\n")
    assert content_print(one) != content_print(two)


def test_a_job_that_lost_its_record_or_a_file_of_its_folder_is_named(tmp_path):
    folder, record = tmp_path / "generated", tmp_path / "job.json"
    folder.mkdir()
    (folder / "a.md").write_text("a")
    job = Made("write_values", (str(folder),), str(record))
    assert lost([job]) == [str(folder)]
    record.write_text(f'{{"outputs": {{"{folder / "a.md"}": {{}}}}}}')
    assert lost([job]) == []
    (folder / "a.md").unlink()
    assert lost([job]) == [str(folder)]
    folder.rmdir()
    assert lost([job]) == [], "Snakemake misses the folder itself"


def test_the_print_of_code_is_remembered_by_what_the_file_holds_and_forgotten_when_it_is_gone(tmp_path):
    memory, code = tmp_path / "memory.json", tmp_path / "code.py"
    code.write_text("A = 1\n")
    assert remembered_code(memory) == {}
    remember_code([str(code)], memory)
    first = remembered_code(memory)
    assert list(first.values()) == [code_print(code)]
    code.write_text("A = 2\n")
    remember_code([str(code)], memory)
    assert list(remembered_code(memory).values()) == [code_print(code)]
    assert set(first).isdisjoint(remembered_code(memory))


@pytest.mark.parametrize("left", ["", '{"a": ', "null"])
def test_a_memory_of_code_that_was_cut_off_is_none(tmp_path, left):
    (tmp_path / "memory.json").write_text(left)
    assert remembered_code(tmp_path / "memory.json") == {}
