"""Locked before outcomes were opened? The order of the register's entries decides, and nothing else."""

from dataclasses import replace

import pytest

from chart2paper.protocol.lock_status import State, is_opened, lock_status, locked, opened

FILES = {
    "export/visits.csv": "r1",
    "mapping": "m",
}
PLAN = State(
    "one", {"min_age": 18, "washout": 180}, FILES, {"min_age": "assumed: Adults.", "title": "A"}, "c1"
)
SEEN = replace(PLAN, elsewhere=("data/register/two.jsonl, entry 1",))
OLDER = replace(
    PLAN, choices={"min_age": 21, "washout": 180}, wording=PLAN.wording | {"min_age": "assumed: Later."}
)
NEW_EXPORT = replace(PLAN, files=FILES | {"export/visits.csv": "r2"})


def register(*events):
    """Return numbered entries from (what, state) pairs."""
    made = [
        locked(state, "2026-03-01", "A. Person") if what == "lock" else opened(state)
        for what, state in events
    ]
    return [{"entry": place, **entry, "hash": f"h{place}"} for place, entry in enumerate(made, 1)]


def status(now, *events):
    return lock_status(register(*events), now, "data/register/one.jsonl")


@pytest.mark.parametrize(
    ("events", "when", "label"),
    [
        ([], "never", "exploratory"),
        ([("open", PLAN)], "never", "exploratory"),
        ([("lock", PLAN)], "before", "prespecified"),
        ([("lock", PLAN), ("open", PLAN)], "before", "prespecified"),
        ([("open", PLAN), ("lock", PLAN)], "after", "exploratory"),
        ([("open", PLAN), ("lock", PLAN), ("open", OLDER)], "after", "exploratory"),
        ([("open", NEW_EXPORT), ("lock", PLAN), ("open", PLAN)], "after", "exploratory"),
        ([("lock", OLDER), ("lock", PLAN), ("open", PLAN)], "before", "prespecified"),
        ([("lock", OLDER), ("open", OLDER), ("lock", PLAN), ("open", PLAN)], "before", "changed"),
        ([("lock", SEEN), ("open", PLAN)], "after", "exploratory"),
        ([("lock", PLAN), ("lock", SEEN), ("open", PLAN)], "before", "prespecified"),
        ([("lock", OLDER), ("lock", SEEN), ("open", PLAN)], "before", "changed"),
    ],
)
def test_only_a_lock_before_the_first_opening_makes_a_plan(events, when, label):
    found = status(PLAN, *events)
    assert (found["locked"], found["label"]) == (when, label)


def test_a_later_change_is_listed_with_both_values_and_its_reason():
    found = status(OLDER, ("lock", PLAN), ("open", OLDER))
    assert found["label"] == "changed"
    assert found["changes"] == [
        {"setting": "min_age", "kind": "changed", "locked": 18, "used": 21, "why": "assumed: Later."}
    ]
    assert not found["changed_in_sight"]


def test_a_change_after_outcomes_were_opened_in_another_study_was_made_in_their_sight():
    seen = replace(OLDER, elsewhere=SEEN.elsewhere)
    assert status(OLDER, ("lock", PLAN), ("open", seen))["changed_in_sight"]
    assert not status(OLDER, ("lock", PLAN), ("open", OLDER))["changed_in_sight"]


def test_where_outcomes_had_been_opened_elsewhere_is_told():
    assert status(PLAN, ("lock", SEEN))["opened_elsewhere"] == ["data/register/two.jsonl, entry 1"]
    assert status(PLAN)["opened_elsewhere"] == []


def test_the_reason_that_was_locked_is_no_reason_for_another_value():
    now = replace(PLAN, choices=PLAN.choices | {"min_age": 21})
    (change,) = status(now, ("lock", PLAN))["changes"]
    assert (change["used"], change["why"]) == (21, "")


def test_a_change_after_outcomes_were_opened_under_the_plan_was_made_in_their_sight():
    assert status(OLDER, ("lock", PLAN), ("open", PLAN), ("open", OLDER))["changed_in_sight"]


def test_a_change_that_was_taken_back_is_no_change():
    found = status(PLAN, ("lock", PLAN), ("open", PLAN), ("open", OLDER))
    assert (found["label"], found["changes"], found["changed_in_sight"]) == ("prespecified", [], False)


def test_settings_that_appear_and_disappear_are_changes_even_when_empty():
    now = replace(PLAN, choices={"washout": 180, "grid": None})
    kinds = {change["setting"]: change["kind"] for change in status(now, ("lock", PLAN))["changes"]}
    assert kinds == {"min_age": "removed", "grid": "added"}


def test_a_reworded_reason_is_listed_and_is_no_change():
    now = replace(PLAN, wording=PLAN.wording | {"min_age": "assumed: Adults only."})
    found = status(now, ("lock", PLAN), ("open", now))
    assert (found["label"], found["changes"], found["reworded"]) == ("prespecified", [], ["min_age"])


def test_a_new_export_under_the_old_lock_keeps_the_plan_and_is_named():
    found = status(NEW_EXPORT, ("lock", PLAN), ("open", PLAN), ("open", NEW_EXPORT))
    assert found["label"] == "prespecified"
    assert (found["new_data"], found["changed_files"]) == (True, ["export/visits.csv"])
    assert found["other_data_opened"]


def test_a_new_export_before_any_outcome_was_opened_says_so():
    found = status(NEW_EXPORT, ("lock", PLAN), ("open", NEW_EXPORT))
    assert found["new_data"] and not found["other_data_opened"]


def test_locking_after_an_earlier_export_was_opened_is_told_apart_from_locking_after_this_one():
    assert not status(NEW_EXPORT, ("open", PLAN), ("lock", NEW_EXPORT))["data_opened_before_lock"]
    assert status(PLAN, ("open", PLAN), ("lock", PLAN))["data_opened_before_lock"]


def test_changed_code_is_told():
    assert status(replace(PLAN, code="c2"), ("lock", PLAN))["code_changed"]
    assert not status(PLAN, ("lock", PLAN))["code_changed"]


def test_results_deleted_and_made_again_open_nothing_anew():
    entries = register(("lock", PLAN), ("open", PLAN))
    assert is_opened(entries, PLAN)
    assert is_opened(entries, replace(PLAN, code="c2"))
    assert not is_opened(entries, OLDER)
    assert not is_opened(entries, NEW_EXPORT)


def test_no_date_but_that_of_the_lock_reaches_the_results():
    found = status(PLAN, ("lock", PLAN), ("open", PLAN))
    assert [entry["on"] for entry in found["entries"]] == ["2026-03-01", None]
