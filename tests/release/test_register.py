"""The register: what is out stays known, and small differences to it are withheld."""

import json
from hashlib import sha256

import pytest

from chart2paper.problems import Problems
from chart2paper.release.counts import Counts
from chart2paper.release.register import append_release, earlier, earlier_than, entry_of, read_register
from chart2paper.release.suppress import suppress

SETTINGS = {"threshold": 10, "base": 5}


def entry(name="a", shown=None, withheld=None):
    return entry_of(name, SETTINGS, shown or {"all": 65}, withheld or {"male": "protects another"})


def test_a_release_is_added_once_and_earlier_entries_stay(tmp_path):
    path = tmp_path / "releases" / "s.json"
    assert append_release(path, "s", entry("a"))
    first = read_register(path)[0]
    assert append_release(path, "s", entry("b", {"all": 80}))
    assert not append_release(path, "s", entry("a"))
    assert [one["sha256_of_zip"] for one in read_register(path)] == ["a", "b"]
    assert read_register(path)[0] == first
    assert [file.name for file in path.parent.iterdir()] == ["s.json"]


def test_a_kill_while_writing_leaves_the_register_as_it_was(tmp_path, monkeypatch):
    path = tmp_path / "s.json"
    append_release(path, "s", entry("a"))
    before = path.read_bytes()

    def killed(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("chart2paper.release.register.Path.replace", killed)
    with pytest.raises(KeyboardInterrupt):
        append_release(path, "s", entry("b"))
    assert path.read_bytes() == before


def test_a_register_that_cannot_be_read_stops_the_release(tmp_path):
    path = tmp_path / "s.json"
    path.write_text('{"releases": [')
    with pytest.raises(Problems, match="cannot be read"):
        read_register(path)


def test_counts_printed_as_before_are_known_and_what_was_withheld_stays_so():
    counts = Counts({"all": 64, "male": 19, "other": 1})
    found = earlier([entry()], counts, 5, 10)
    assert (found.known, found.near, found.withheld) == ({"all"}, frozenset(), {"male": "protects another"})


def test_a_count_that_moved_by_a_small_number_is_withheld():
    """66 people last year, 73 now: the difference would be five to ten people who came."""
    counts = Counts({"all": 73})
    found = earlier([entry()], counts, 5, 10)
    assert found.near == {"all"}
    decision = suppress(counts, 10, lambda name: 1.0, known=found.known, sensitive=found.near)
    assert decision.withheld == {"all": "near an earlier release"}


def test_a_count_that_moved_by_many_is_shown():
    found = earlier([entry()], Counts({"all": 120, "male": 40}), 5, 10)
    assert (found.known, found.near, found.withheld) == (frozenset(), frozenset(), {})


def test_a_difference_cannot_be_had_from_the_parts_of_a_withheld_count():
    counts = Counts()
    for name, number in {"all": 73, "female": 40, "male": 33}.items():
        counts.add(name, number)
    counts.whole("all", ("female", "male"))
    found = earlier([entry()], counts.checked(), 5, 10)
    decision = suppress(counts, 10, lambda name: 1.0, known=found.known, sensitive=found.near)
    assert len(decision.withheld) == 2


def test_the_register_holds_printed_numbers_and_no_withheld_ones():
    text = json.dumps(entry(shown={"all": 65}, withheld={"other": "small"}))
    assert "65" in text
    assert json.loads(text)["withheld"] == {"other": "small"}


def test_the_release_that_is_there_is_not_earlier_than_itself(tmp_path):
    register, zip_file = tmp_path / "s.json", tmp_path / "release.zip"
    none = earlier_than(register, zip_file)
    zip_file.write_bytes(b"zip")
    append_release(register, "s", entry(sha256(b"zip").hexdigest()))
    assert earlier_than(register, zip_file) == none
    append_release(register, "s", entry("from another machine"))
    assert earlier_than(register, zip_file) != none
