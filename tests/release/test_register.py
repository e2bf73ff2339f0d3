"""The registers: what is out stays known, and a register that is lost or changed stops the release."""

import json
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from chart2paper.problems import Problems
from chart2paper.release.counts import Counts
from chart2paper.release.earlier import earlier
from chart2paper.release.lost import print_of, releases_out
from chart2paper.release.package import write_zip
from chart2paper.release.register import (
    Registers,
    append_release,
    entries_of_others,
    read_private,
    read_public,
)
from chart2paper.release.renumbered import lines_of_log, raise_if_renumbered
from chart2paper.release.suppress import suppress


@pytest.fixture
def registers(tmp_path):
    linkage = tmp_path / "data" / "linkage"
    return Registers(
        study="s",
        private=str(linkage / "clinic.releases" / "s.json"),
        public=str(tmp_path / "data" / "releases" / "s.json"),
        key=str(linkage / "clinic.key"),
        zip=str(tmp_path / "results" / "release.zip"),
    )


def entry(sha="a", counts=None, withheld=None):
    return {
        "sha256_of_zip": sha,
        "threshold": 10,
        "base": 5,
        "counts": counts or {"all": 64},
        "withheld": withheld or {"male": "protects another"},
        "people": {"tokens": ["0123"], "groups": {}},
    }


def released(registers, text="x"):
    """Make a release as the workflow does: the register first, then folder and zip."""
    folder = Path(registers.zip).with_suffix("")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "table.csv").write_text(text)
    sha = write_zip(folder, Path(registers.zip))
    append_release(registers, [entry(sha)])
    return sha


def test_a_release_is_added_once_and_earlier_entries_stay(registers):
    assert append_release(registers, [entry("a")])
    first = read_private(registers)[0]
    assert append_release(registers, [entry("b", {"all": 80})])
    assert not append_release(registers, [entry("a")])
    assert [one["sha256_of_zip"] for one in read_private(registers)] == ["a", "b"]
    assert [one["sha256_of_zip"] for one in read_public(registers)] == ["a", "b"]
    assert read_private(registers)[0] == first


def test_only_the_owner_can_read_the_private_register(registers):
    append_release(registers, [entry()])
    private = Path(registers.private)
    assert stat.S_IMODE(private.stat().st_mode) == 0o600
    assert stat.S_IMODE(private.parent.stat().st_mode) == 0o700
    assert [file.name for file in private.parent.iterdir()] == ["s.json"]


def test_the_list_that_is_committed_holds_no_number_of_people_no_name_and_no_token(registers):
    append_release(registers, [entry()])
    assert json.loads(Path(registers.public).read_text()) == {
        "study": "s",
        "releases": [{"sha256_of_zip": "a", "threshold": 10, "base": 5}],
    }


def test_a_kill_while_writing_leaves_the_register_as_it_was(registers, monkeypatch):
    append_release(registers, [entry("a")])
    before = Path(registers.private).read_bytes()

    def killed(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("chart2paper.durable.Path.replace", killed)
    with pytest.raises(KeyboardInterrupt):
        append_release(registers, [entry("b")])
    assert Path(registers.private).read_bytes() == before


def test_a_kill_between_the_two_registers_is_mended_by_the_next_run(registers):
    append_release(registers, [entry("a")])
    listed = Path(registers.public).read_text()
    append_release(registers, [entry("b")])
    Path(registers.public).write_text(listed)
    assert len(releases_out(registers)) == 2
    assert not append_release(registers, [entry("b")])
    assert [one["sha256_of_zip"] for one in read_public(registers)] == ["a", "b"]


@pytest.mark.parametrize("text", ['{"releases": [', "[]", '{"releases": [{}]}', "", '{"releases": [1]}'])
@pytest.mark.parametrize("which", ["private", "public"])
def test_a_register_that_cannot_be_read_stops_the_release(registers, which, text):
    append_release(registers, [entry()])
    Path(getattr(registers, which)).write_text(text)
    with pytest.raises(Problems, match="cannot be read"):
        releases_out(registers)


def edited(content):
    content["releases"][0]["counts"]["all"] = 63


def without_the_first(content):
    del content["releases"][0]


def in_another_order(content):
    content["releases"].reverse()


def tokens_gone(content):
    content["releases"][1]["people"] = {}


@pytest.mark.parametrize("change", [edited, without_the_first, in_another_order, tokens_gone])
def test_a_private_register_that_was_changed_stops_the_release(registers, change):
    append_release(registers, [entry("a"), entry("b", {"all": 80})])
    content = json.loads(Path(registers.private).read_text())
    change(content)
    Path(registers.private).write_text(json.dumps(content))
    with pytest.raises(Problems, match="changed by hand"):
        releases_out(registers)


def test_another_key_stops_the_release_because_no_token_could_be_compared(registers):
    append_release(registers, [entry()])
    Path(registers.key).write_text("ab" * 32 + "\n")
    with pytest.raises(Problems, match="another key"):
        releases_out(registers)
    Path(registers.key).unlink()
    with pytest.raises(Problems, match="is gone"):
        releases_out(registers)


def lose_private(registers):
    Path(registers.private).unlink()


def lose_both(registers):
    Path(registers.private).unlink()
    Path(registers.public).unlink()


def lose_both_and_keep_the_folder_alone(registers):
    lose_both(registers)
    Path(registers.zip).unlink()


def lose_private_and_keep_the_list_alone(registers):
    lose_private(registers)
    Path(registers.zip).unlink()
    (Path(registers.zip).with_suffix("") / "table.csv").unlink()
    Path(registers.zip).with_suffix("").rmdir()


def change_the_zip(registers):
    Path(registers.zip).write_bytes(b"another zip")


def change_the_folder(registers):
    Path(registers.zip).unlink()
    (Path(registers.zip).with_suffix("") / "table.csv").write_text("another")


LOSSES = [
    lose_private,
    lose_both,
    lose_both_and_keep_the_folder_alone,
    lose_private_and_keep_the_list_alone,
    change_the_zip,
    change_the_folder,
]


@pytest.mark.parametrize("loss", LOSSES)
def test_a_release_that_the_register_does_not_know_stops_the_next_one(registers, loss):
    released(registers)
    assert len(releases_out(registers)) == 1
    loss(registers)
    with pytest.raises(Problems, match="nobody knows which numbers are out") as found:
        releases_out(registers)
    assert "restore the folder data/linkage" in found.value.report()
    assert "do not release to the same people again" in found.value.report()


def test_an_older_backup_of_the_register_stops_the_release(registers):
    released(registers, "first")
    older = Path(registers.private).read_text()
    released(registers, "second")
    Path(registers.private).write_text(older)
    with pytest.raises(Problems, match="older than"):
        releases_out(registers)


def test_an_older_public_list_stops_the_release_too(registers):
    released(registers, "first")
    older = Path(registers.public).read_text()
    released(registers, "second")
    released(registers, "third")
    Path(registers.public).write_text(older)
    with pytest.raises(Problems, match="not listed here"):
        releases_out(registers)


def test_a_lost_register_may_be_acknowledged_with_a_reason_that_stays(registers):
    sha = released(registers)
    lose_private(registers)
    entries = releases_out(registers, "the disk burnt")
    assert entries == [{"sha256_of_zip": sha, "lost": "the disk burnt"}]
    append_release(registers, [*entries, entry("b")])
    Path(registers.zip).unlink()
    assert releases_out(registers)[0]["lost"] == "the disk burnt"


def of_study(registers, study):
    private, public = (
        path.replace("s.json", f"{study}.json") for path in (registers.private, registers.public)
    )
    return replace(registers, study=study, private=private, public=public, zip=registers.zip + study)


def test_a_lost_register_of_another_study_stops_the_release_because_its_people_may_be_ours(registers):
    other = of_study(registers, "t")
    append_release(registers, [entry("a")])
    assert releases_out(other) == []
    lose_private(registers)
    with pytest.raises(Problems, match="nobody knows which numbers are out"):
        releases_out(other)
    entries = releases_out(other, "never sent")
    append_release(other, [*entries, entry("b")])
    assert len(releases_out(other)) == 2


def test_the_register_of_another_clinic_in_the_same_folder_is_not_missed(registers):
    other = of_study(registers, "t")
    elsewhere = registers.private.replace("clinic.releases", "elsewhere.releases")
    append_release(
        replace(registers, private=elsewhere, key=registers.key.replace("clinic", "elsewhere")), [entry()]
    )
    assert releases_out(other) == []


def test_a_count_of_another_study_can_be_near_but_is_not_known():
    counts = Counts({"all": 64, "male": 30})
    found = earlier([], counts, 10, others=[entry(counts={"all": 64, "male": 33})])
    assert (found.known, found.near) == (frozenset(), {"male"})


def write_log(registers, rows):
    log = Path(registers.key).with_suffix(".csv")
    log.parent.mkdir(parents=True, exist_ok=True)
    log.write_text("\n".join(["record_number,person_id", *rows]) + "\n")


def test_a_linkage_log_that_numbers_people_anew_stops_the_release_but_not_one_that_grew_or_forgot_somebody(
    registers,
):
    rows = [f"MRN{n:05d},P{n:04d}" for n in range(40)]
    write_log(registers, rows)
    before = [{"linkage": lines_of_log(b"k", registers)}]

    def asked(now):
        write_log(registers, now)
        raise_if_renumbered(before, lines_of_log(b"k", registers), registers, 10)

    asked([*rows, "MRN99999,P0040"])
    asked(["deleted-1,P0000", *rows[1:]])
    for now in (rows[::-1][:20], [f"MRN{n:05d},P{39 - n:04d}" for n in range(40)], []):
        with pytest.raises(Problems, match="other study ids"):
            asked(now)


def test_the_lines_of_the_linkage_log_are_kept_as_tokens_alone(registers):
    write_log(registers, ["MRN12345,P0001"])
    (token,) = lines_of_log(b"k", registers)
    assert "MRN" not in token
    assert lines_of_log(b"other", registers) != [token]


def test_the_releases_of_other_studies_of_the_clinic_are_found(registers):
    append_release(registers, [entry("a")])
    other = replace(registers, study="t", private=registers.private.replace("s.json", "t.json"))
    assert [one["sha256_of_zip"] for one in entries_of_others(other)["s"]] == ["a"]
    assert entries_of_others(registers) == {}


def test_the_release_that_is_there_is_not_earlier_than_itself(registers):
    none = print_of([], registers.zip)
    released(registers)
    assert print_of(releases_out(registers), registers.zip) == none
    append_release(registers, [entry("from another machine")])
    assert print_of(releases_out(registers), registers.zip) != none


def test_equal_counts_are_known_and_what_was_withheld_stays_so():
    counts = Counts({"all": 64, "male": 19, "other": 1})
    found = earlier([entry()], counts, 10)
    assert (found.known, found.near, found.withheld) == ({"all"}, frozenset(), {"male": "protects another"})


@pytest.mark.parametrize("now", [54, 63, 65, 74])
def test_a_count_that_moved_by_a_small_number_is_withheld_though_it_may_be_printed_as_before(now):
    found = earlier([entry()], Counts({"all": now}), 10)
    assert (found.known, found.near) == (frozenset(), {"all"})
    decision = suppress(Counts({"all": now}), 10, lambda name: 1.0, known=found.known, sensitive=found.near)
    assert decision.withheld == {"all": "near an earlier release"}


@pytest.mark.parametrize("now", [53, 75])
def test_a_count_that_moved_by_many_is_shown(now):
    found = earlier([entry()], Counts({"all": now, "male": 40}), 10)
    assert (found.known, found.near, found.withheld) == (frozenset(), frozenset(), {})


def test_a_difference_cannot_be_had_from_the_parts_of_a_withheld_count():
    counts = Counts()
    for name, number in {"all": 73, "female": 40, "male": 33}.items():
        counts.add(name, number)
    counts.whole("all", ("female", "male"))
    found = earlier([entry()], counts.checked(), 10)
    decision = suppress(counts, 10, lambda name: 1.0, known=found.known, sensitive=found.near)
    assert len(decision.withheld) == 2


def test_a_count_that_moved_a_little_and_follows_from_others_is_not_called_a_small_count():
    """200 are 64 more than 136; that 64 were 66 before is a difference, no count of few people."""
    counts = Counts()
    for name, number in {"all": 200, "a": 136, "b": 64}.items():
        counts.add(name, number)
    counts.whole("all", ("a", "b"))
    decision = suppress(counts, 10, lambda name: 1.0, known=["all", "a"], sensitive=["b"])
    assert decision.lost == ()
