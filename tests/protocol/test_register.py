"""The register: entries only ever added, and anything done to it from outside is noticed."""

import json
import os
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from chart2paper.durable import alone_in
from chart2paper.problems import Problems
from chart2paper.protocol.register import append, read_register, start_register


def add(path, **content):
    with alone_in(Path(path).parent):
        entries = read_register(path, "one")
        return append(path, entries, {"kind": "outcomes opened", "study": "one", "keyed": True, **content})


@pytest.fixture
def register(tmp_path):
    path = tmp_path / "register" / "one.jsonl"
    for number in range(3):
        add(path, protocol=f"p{number}", why="Größe in\u2028zwei Zeilen")
    return path


def broken(path, study="one"):
    with pytest.raises(Problems) as found:
        read_register(path, study)
    return str(found.value)


def lines_of(path):
    return path.read_text(encoding="utf-8").split("\n")[:-1]


def write(path, lines):
    path.write_text("".join(line + "\n" for line in lines), encoding="utf-8")


def test_entries_come_back_in_their_order(register):
    assert [(e["entry"], e["protocol"]) for e in read_register(register, "one")] == [
        (1, "p0"),
        (2, "p1"),
        (3, "p2"),
    ]


def test_a_missing_and_a_started_register_have_no_entries(tmp_path):
    path = tmp_path / "register" / "one.jsonl"
    assert read_register(path, "one") == []
    start_register(path)
    assert read_register(path, "one") == []


def test_starting_a_register_that_exists_leaves_it_and_its_age_alone(register):
    before = register.read_bytes(), register.stat().st_mtime_ns
    start_register(register)
    assert (register.read_bytes(), register.stat().st_mtime_ns) == before


def test_an_edited_entry_is_noticed_and_named(register):
    lines = lines_of(register)
    lines[1] = lines[1].replace('"p1"', '"p9"')
    write(register, lines)
    assert "row 2: entry 2 was edited" in broken(register)


def test_an_entry_edited_with_a_hash_of_its_own_is_noticed_by_the_next(register):
    from chart2paper.protocol.register import entry_hash

    lines = lines_of(register)
    entry = json.loads(lines[0]) | {"protocol": "p9"}
    lines[0] = json.dumps(entry | {"hash": entry_hash(entry)})
    write(register, lines)
    assert "an entry before entry 2 was removed, added or moved" in broken(register)


@pytest.mark.parametrize("kept", [[1, 2], [0, 2], [0, 2, 1], [0, 0, 1, 2]])
def test_a_removed_moved_or_repeated_entry_is_noticed(register, kept):
    lines = lines_of(register)
    write(register, [lines[place] for place in kept])
    assert "was removed, added or moved" in broken(register)


@pytest.mark.parametrize("kept", [0, 1, 2])
def test_the_newest_entries_cannot_be_cut_off_unnoticed(register, kept):
    write(register, lines_of(register)[:kept])
    assert "the newest entries were removed" in broken(register)


def test_a_register_that_was_deleted_is_missed(register):
    register.unlink()
    assert "the newest entries were removed" in broken(register)


def test_text_that_is_no_entry_is_an_edit(register):
    write(register, [*lines_of(register), "and so on"])
    assert "entry 4 was edited" in broken(register)


def test_the_register_of_another_study_is_refused(register):
    assert 'belongs to the study "one", not to "two"' in broken(register, "two")


def test_a_register_of_before_fingerprints_were_keyed_is_refused_with_the_reason(tmp_path):
    append(tmp_path / "one.jsonl", [], {"kind": "outcomes opened", "study": "one", "data": "a sum of hashes"})
    told = broken(tmp_path / "one.jsonl")
    assert "row 1" in told and "without a key" in told and "do not share this register" in told


def test_two_processes_at_once_lose_no_entry(tmp_path):
    path = tmp_path / "one.jsonl"
    with ProcessPoolExecutor(4) as pool:
        list(pool.map(_add_five, [str(path)] * 4))
    assert [entry["entry"] for entry in read_register(path, "one")] == list(range(1, 21))


def _add_five(path):
    for _ in range(5):
        add(path)


KILLED = """
import os, sys
from chart2paper.protocol import register
real = os.fsync
def die(handle):
    real(handle)
    os.kill(os.getpid(), 9)
os.fsync = die
entries = register.read_register(sys.argv[1], "one")
register.append(sys.argv[1], entries, {"kind": "locked", "study": "one", "keyed": True})
"""


def test_a_process_killed_half_way_leaves_the_register_as_it_was(register):
    before = register.read_bytes()
    done = subprocess.run([sys.executable, "-c", KILLED, str(register)], env=os.environ)
    assert done.returncode == -9
    assert register.read_bytes() == before
    assert len(add(register)) == 4


def test_a_process_killed_before_it_could_note_the_newest_entry_leaves_it_valid(register):
    head = register.with_suffix(".head")
    before = head.read_text()
    add(register)
    head.write_text(before)
    assert len(read_register(register, "one")) == 4
