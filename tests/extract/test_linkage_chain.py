"""A line of the linkage log that anybody else changed, added or took out is noticed by its chain of checksums."""

import stat

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chart2paper.extract.linkage import COLUMNS
from chart2paper.extract.linkage_chain import announce, chain_of, chain_problems, close
from chart2paper.extract.linkage_log import extend_linkage, read_linkage
from chart2paper.problems import Problems


def extend(log, *numbers):
    return extend_linkage(pd.DataFrame({COLUMNS[0]: numbers}, dtype="string"), [], log)


@pytest.fixture
def log(tmp_path):
    file = tmp_path / "linkage" / "clinic.csv"
    extend(file, "M1", "M2")
    extend(file, "M1", "M3")
    return file


def test_each_time_people_are_added_gives_a_line(log):
    assert len(chain_of(log).read_text().splitlines()) == 2
    extend(log, "M2")
    assert len(chain_of(log).read_text().splitlines()) == 2
    assert len(read_linkage(log)) == 3


def test_only_the_owner_may_read_the_chain_and_nothing_else_is_left(log):
    assert stat.S_IMODE(chain_of(log).stat().st_mode) == 0o600
    assert sorted(file.name for file in log.parent.iterdir()) == ["clinic.chain", "clinic.csv"]


@pytest.mark.parametrize(
    "edited",
    [
        lambda text: text.replace("M1,P0001", "M1,P0002"),
        lambda text: text + "M9,P0009\n",
        lambda text: text.replace("M3,P0003\n", ""),
        lambda text: text.replace("M2", "M7"),
        lambda text: "\n".join(sorted(text.splitlines(), reverse=True)) + "\n",
        lambda text: "",
    ],
)
def test_an_edited_log_is_neither_read_nor_added_to(log, edited):
    log.write_text(edited(log.read_text()))
    before = log.read_bytes(), chain_of(log).read_bytes()
    with pytest.raises(Problems, match=r"edited|gone"):
        read_linkage(log)
    with pytest.raises(Problems, match=r"edited|gone"):
        extend(log, "M4")
    assert (log.read_bytes(), chain_of(log).read_bytes()) == before


def test_an_edited_chain_is_told_with_its_line(log):
    chain = chain_of(log)
    chain.write_text(chain.read_text().replace("\n", "0\n", 1))
    with pytest.raises(Problems, match=r"clinic.chain, row 1"):
        read_linkage(log)


@pytest.mark.parametrize("left", [-1, 0, 10])
def test_a_chain_that_was_cut_off_is_named_even_by_its_last_sign(log, left):
    content = chain_of(log).read_bytes()
    chain_of(log).write_bytes(content[:left])
    with pytest.raises(Problems, match=r"clinic\.chain"):
        read_linkage(log)


def test_a_log_of_an_earlier_version_is_read_and_gets_a_chain_when_it_is_used(log):
    chain_of(log).unlink()
    assert len(read_linkage(log)) == 3
    extend(log, "M1")
    log.write_text(log.read_text().replace("M1", "M8"))
    with pytest.raises(Problems, match="edited"):
        read_linkage(log)


@pytest.mark.parametrize("written", range(0, 10))
def test_lines_of_a_run_that_was_killed_are_told_from_lines_added_by_hand(log, written):
    before, more = log.read_bytes(), b"M4,P0004\n"
    announce(log, before, more)
    log.write_bytes(before + more[:written])
    assert chain_problems(log, log.read_bytes()) == []
    assert list(extend(log, "M4")["record_number"]) == ["M1", "M2", "M3", "M4"]
    assert chain_problems(log, log.read_bytes()) == []
    log.write_bytes(log.read_bytes() + b"M5,P0005\n")
    assert chain_problems(log, log.read_bytes()) != []


@settings(max_examples=100, deadline=None)
@given(
    batches=st.lists(st.binary(min_size=1, max_size=20), min_size=1, max_size=4),
    place=st.integers(0, 10_000),
    byte=st.integers(0, 255),
)
def test_any_other_byte_anywhere_is_noticed(tmp_path_factory, batches, place, byte):
    log, content = tmp_path_factory.mktemp("chain") / "clinic.csv", b""
    for batch in batches:
        announce(log, content, batch)
        content += batch
        close(log, content)
    assert chain_problems(log, content) == []
    place %= len(content)
    other = content[:place] + bytes([byte]) + content[place + 1 :]
    assert (chain_problems(log, other) != []) == (other != content)
    assert chain_problems(log, content[:place]) != []
    assert chain_problems(log, content + bytes([byte])) != []
    chain = chain_of(log).read_bytes()
    chain_of(log).write_bytes(chain[: place % len(chain)])
    assert str(chain_of(log)) in [problem.file for problem in chain_problems(log, content)]
