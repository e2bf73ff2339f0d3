"""The linkage log on disk: private, only appended to, safe against two runs at once and a kill half-way."""

import fcntl
import json
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chart2paper.extract.earlier_run import earlier_ids
from chart2paper.extract.linkage_chain import chain_of, close
from chart2paper.extract.linkage_log import extend_linkage, read_linkage, refuse_a_lost_log
from chart2paper.extract.person_rows import rows_with_ids
from chart2paper.problems import Problems

HEADER = b"record_number,person_id\n"
PROCESS = [sys.executable, str(Path(__file__).with_name("append_links.py"))]


def people(*record_numbers):
    return pd.DataFrame({"record_number": record_numbers}, dtype="string")


def extend(path, *record_numbers):
    return extend_linkage(people(*record_numbers), [], path)


def as_if_killed(path, whole, cut):
    """Leave what a run leaves that was killed when `cut` bytes of the log were there, of `whole`."""
    chain = chain_of(path)
    lines = [line for line in chain.read_text().splitlines() if int(line.split()[0]) <= cut]
    end = int(lines[-1].split()[0]) if lines else 0
    chain.write_text("".join(f"{line}\n" for line in lines))
    path.with_suffix(".pending").write_bytes(whole[end:])
    path.write_bytes(whole[:cut])


@pytest.fixture
def log(tmp_path):
    return tmp_path / "linkage" / "clinic.csv"


def test_log_and_folder_are_open_to_their_owner_alone(log):
    linkage = extend(log, "007")
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert stat.S_IMODE(log.parent.stat().st_mode) == 0o700
    assert log.read_bytes() == HEADER + b"007,P0001\n"
    pd.testing.assert_frame_equal(read_linkage(log), linkage)


def test_the_log_is_private_before_its_first_byte_whatever_the_umask(log, monkeypatch):
    modes = []
    write = os.write

    def looked_at(handle, text):
        status = os.fstat(handle)
        modes.append((stat.S_IMODE(status.st_mode), status.st_size))
        return write(handle, text)

    monkeypatch.setattr(os, "write", looked_at)
    before = os.umask(0)
    try:
        extend(log, "M1")
    finally:
        os.umask(before)
    assert modes == [(0o600, 0)]


def test_a_copy_put_back_from_a_backup_is_closed_again(log):
    extend(log, "M1")
    log.chmod(0o644)
    read_linkage(log)
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(exports=st.lists(st.lists(st.sampled_from("ABCDEFGHIJ"), max_size=6), max_size=4))
def test_whatever_is_appended_the_bytes_before_it_stay(new_folder, exports):
    path = new_folder() / "clinic.csv"
    before = b""
    for export in exports:
        linkage = extend(path, *export)
        after = path.read_bytes()
        assert after.startswith(before)
        assert linkage["record_number"].is_unique
        assert linkage["person_id"].is_unique
        before = after


@pytest.fixture(scope="session")
def new_folder(tmp_path_factory):
    return lambda: tmp_path_factory.mktemp("log")


def test_four_processes_at_once_give_nobody_two_ids_and_no_id_twice(log):
    """Each knows other people, some of them the same, and appends one more person each time."""
    exports = [range(0, 30), range(0, 60, 2), range(1, 60, 2), range(5, 90, 3)]
    texts = [",".join(f"M{number}" for number in export) for export in exports]
    started = [subprocess.Popen([*PROCESS, str(log), text, "again"]) for text in texts]
    assert [process.wait() for process in started] == [0, 0, 0, 0]
    linkage = read_linkage(log)
    assert linkage["record_number"].is_unique
    assert linkage["person_id"].is_unique
    assert len(linkage) == len(set().union(*exports))


def test_a_process_waits_for_the_one_that_is_writing(log):
    extend(log, "M1")
    with log.open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        waiting = subprocess.Popen([*PROCESS, str(log), "M1,M2"])
        with pytest.raises(subprocess.TimeoutExpired):
            waiting.wait(timeout=2.5)
        with log.open("ab") as other:
            other.write(b"M3,P0002\n")
            other.flush()
            close(log, log.read_bytes())
    assert waiting.wait() == 0
    assert log.read_bytes() == HEADER + b"M1,P0001\nM3,P0002\nM2,P0003\n"


@pytest.mark.parametrize("cut", [0, 3, len(HEADER), len(HEADER) + 7])
def test_a_process_killed_half_way_is_continued_where_it_stopped(log, cut):
    killed = subprocess.run([*PROCESS, str(log), "M1,M2", str(cut)], check=False)
    assert killed.returncode == -signal.SIGKILL
    torn = log.read_bytes()
    assert len(torn) == cut
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    extend(log, "M1", "M2")
    assert log.read_bytes() == HEADER + b"M1,P0001\nM2,P0002\n"
    assert log.read_bytes().startswith(torn)


def test_wherever_an_append_is_cut_the_next_run_gives_the_ids_that_were_meant(log):
    extend(log, "M1")
    before = log.read_bytes()
    extend(log, "M1", "M2", "M3")
    whole = log.read_bytes()
    for cut in range(len(before), len(whole)):
        as_if_killed(log, whole, cut)
        extend(log, "M1", "M2", "M3")
        assert log.read_bytes() == whole


def test_a_torn_line_that_the_export_does_not_complete_is_told_and_left_alone(log):
    extend(log, "M1", "M2")
    torn = log.read_bytes()[:-3]
    as_if_killed(log, log.read_bytes(), len(torn))
    with pytest.raises(Problems) as caught:
        extend(log, "M1", "M4")
    assert "clinic.csv, row 3: the last line of the linkage log is incomplete" in caught.value.report()
    assert "M2" not in caught.value.report()
    assert log.read_bytes() == torn


def test_a_last_line_that_lacks_only_its_line_end_is_never_taken_for_a_longer_id(log):
    log.parent.mkdir()
    log.write_bytes(HEADER + b"A,P12344\nB,P1234")
    with pytest.raises(Problems, match="incomplete"):
        extend(log, "B")
    log.write_bytes(HEADER + b"A,P0001\nB,P0002")
    assert extend(log, "B", "C")["person_id"].tolist() == ["P0001", "P0002", "P0003"]


def test_nobody_reads_ids_from_a_torn_log(log):
    extend(log, "M1")
    as_if_killed(log, log.read_bytes() + b"M2,P0002\n", len(log.read_bytes()) + 6)
    with pytest.raises(Problems, match="incomplete"):
        read_linkage(log)


def test_a_disk_that_is_full_half_way_costs_nobody_an_id(log, monkeypatch):
    extend(log, "M1")
    before = log.read_bytes()

    def full(handle):
        raise OSError("no space left")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="no space left"):
            extend(log, "M1", "M2")
    assert log.read_bytes().startswith(before)
    assert extend(log, "M1", "M2", "M3")["person_id"].tolist() == ["P0001", "P0002", "P0003"]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("record_number,person_id\nM1,P0001\nM1,P0002\n", "row 3, column \"record_number\": a record number is listed"),
        ("record_number,person_id\nM1,P1\n", 'row 2, column "person_id": a study id is not of the form P0001'),
        ("record_number,person_id\n,P0001\n", "a record number is missing"),
        ("MRN,person_id\nM1,P0001\n", "the columns must be record_number, person_id"),
        ("", "the linkage log cannot be read"),
    ],
)  # fmt: skip
def test_a_damaged_linkage_log_stops_the_run(log, content, told):
    log.parent.mkdir()
    log.write_text(content, encoding="utf-8")
    with pytest.raises(Problems) as caught:
        read_linkage(log)
    assert told in caught.value.report()
    assert "M1" not in caught.value.report()


def test_a_log_that_is_gone_is_told_with_what_it_means_and_how_to_get_it_back(log):
    with pytest.raises(Problems) as caught:
        read_linkage(log)
    assert "the linkage log is gone" in caught.value.report()
    for words in (
        "restore it from a backup",
        "may get other ids",
        "person by person",
        "move the earlier results",
    ):
        assert words in caught.value.report()


@pytest.fixture
def results(tmp_path, log):
    """What an earlier run left that knew P0001 and P0002."""
    folder = tmp_path / "results"
    for name in ("extract", "logs"):
        (folder / name).mkdir(parents=True)
    pd.DataFrame({"person_id": ["P0001", "P0002"]}).to_parquet(folder / "extract" / "person.parquet")
    record = {"params": {"linkage": str(log)}}
    (folder / "logs" / "extract_tables.json").write_text(json.dumps(record))
    return folder


def test_results_whose_people_the_log_knows_are_fine(log, results):
    extend(log, "M1", "M2", "M3")
    refuse_a_lost_log(log, earlier_ids(results, str(log)))


@pytest.mark.parametrize("known", [[], ["M1"]])
def test_a_log_that_is_gone_or_older_than_the_results_stops_the_run(log, results, known):
    if known:
        extend(log, *known)
    with pytest.raises(Problems) as caught:
        refuse_a_lost_log(log, earlier_ids(results, str(log)))
    assert (
        f"does not know {2 - len(known)} of the 2 people in the results of an earlier run"
        in caught.value.report()
    )
    assert log.exists() == bool(known)


def test_results_of_another_clinic_or_of_a_failed_run_say_nothing_about_this_log(log, results, tmp_path):
    assert earlier_ids(results, "data/linkage/another.csv").empty
    assert earlier_ids(tmp_path / "nowhere", str(log)).empty
    (results / "logs" / "extract_tables.json").write_text("1 problem to fix before this can run:")
    assert earlier_ids(results, str(log)).empty


def test_the_ids_of_an_export_are_told_by_row_without_record_numbers():
    rows = pd.DataFrame({"record_number": [" M1", None, "M2"]}, index=pd.Index([2, 3, 4], name="source_row"))
    linkage = pd.DataFrame({"record_number": ["M1", "M2"], "person_id": ["P0001", "P0002"]}, dtype="string")
    shown = rows_with_ids(rows, linkage, "patients.csv")
    assert shown.to_numpy().tolist() == [["P0001", "patients.csv", 2], ["P0002", "patients.csv", 4]]
