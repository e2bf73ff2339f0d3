"""How the move of a number is split, and what is not split."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from changes.small_runs import MANIFEST
from chart2paper.changes.lineage import Differences, Source
from chart2paper.changes.numbers import (
    ONE_KIND,
    OTHER_RESTRICTION,
    PARTS,
    RECOMPUTED,
    TEXT,
    UNEXPLAINED,
    UNKNOWN_RESTRICTION,
    UNMOVED,
    Split,
    kinds_of,
)
from chart2paper.changes.run import Run
from chart2paper.changes.steps import Data, Steps, columns_of
from chart2paper.writing.values import PROGRAM, PROTOCOL

ESTIMATE = "any.id"
OF_ESTIMATE = {
    "kind": "estimate",
    "analysis": "trial",
    "outcome": "final_score",
    "estimand": "adjusted_difference",
    "method": "ancova_cr2",
    "cell": "estimate",
}
NO_DATA = Data(corrected=False, people=False)


def value(number, text=None, file="results/trial/model/estimates.csv", sources=(), about=None):
    made = {"value": number, "text": text or str(number), "file": file, "sources": list(sources)}
    return {**made, "about": about} if about else made


def estimate(number):
    return value(number, about=OF_ESTIMATE)


def run_of(values, sources=()):
    """Return a run whose every file was made from `sources` (path -> fingerprint) by one rule."""
    entry = {"rule": "estimate_effects", "inputs": dict(sources), "params": {}}
    names = {found["file"] for found in values.values()} | {"results/paper/values.json"}
    run = Run(None, {**MANIFEST, "files": dict.fromkeys(names, entry)})
    run.__dict__["values"] = values
    return run


def split(then, now, steps=None, data=NO_DATA, sources_then=(), sources_now=()):
    before, today = run_of(then, sources_then), run_of(now, sources_now)
    return Split(before, today, {"trial": steps} if steps else {}, data)


@given(st.lists(st.floats(-10, 10), min_size=2, max_size=6))
def test_the_parts_add_up_to_the_move(path):
    columns = ("from_code", "from_lists", "from_corrected_data", "from_people", "from_protocol")[
        : len(path) - 1
    ]
    steps = Steps(columns, tuple({ESTIMATE: number} for number in path[1:-1]))
    if path[0] == path[-1]:
        return
    found = split({ESTIMATE: estimate(path[0])}, {ESTIMATE: estimate(path[-1])}, steps).of(ESTIMATE)
    assert sum(found[part] for part in PARTS) == pytest.approx(path[-1] - path[0], abs=1e-12)
    assert found["how"] == (RECOMPUTED if len(columns) > 1 else ONE_KIND)


def test_each_part_is_the_difference_its_step_makes():
    steps = Steps(("from_code", "from_people", "from_protocol"), ({ESTIMATE: 1.0}, {ESTIMATE: 4.0}))
    found = split({ESTIMATE: estimate(0.0)}, {ESTIMATE: estimate(3.0)}, steps).of(ESTIMATE)
    assert (found["from_code"], found["from_people"], found["from_protocol"]) == (1.0, 3.0, -1.0)
    assert found["from_corrected_data"] == 0


def test_a_number_that_cannot_be_estimated_at_a_step_in_between_is_not_split_there():
    steps = Steps(("from_code", "from_people"), ({},))
    raw = {"data/raw/small/a.csv": "1"}, {"data/raw/small/a.csv": "2"}
    data = Data(corrected=True, people=True)
    found = split({ESTIMATE: estimate(0.0)}, {ESTIMATE: estimate(3.0)}, steps, data, *raw).of(ESTIMATE)
    assert found == {
        "how": "not split: corrected data, people changed, and this number is not recomputed step by step"
    }


def test_a_constant_of_the_program_moves_with_the_code_and_a_setting_with_the_protocol():
    for file, part in ((PROGRAM, "from_code"), (PROTOCOL, "from_protocol")):
        found = split({"a.b": value(1.0, file=file)}, {"a.b": value(3.0, file=file)}).of("a.b")
        assert (found[part], found["how"]) == (2.0, ONE_KIND)


@pytest.mark.parametrize("kind", ["sha256", "hmac_sha256"])
def test_a_number_of_a_file_that_no_rule_made_moves_with_that_file(kind):
    before, now = (run_of({"reported.nnt": value(n, file="data/facts/reported.csv")}) for n in (3.0, 4.0))
    for run, sha in ((before, "1"), (now, "2")):
        run.manifest["sources"] = {"data/facts/reported.csv": {kind: sha}}
    found = Split(before, now, {}, NO_DATA).of("reported.nnt")
    assert (found["from_lists"], found["how"]) == (1.0, ONE_KIND)


def test_what_did_not_move_what_is_new_and_what_is_gone_is_said():
    made = split({"a.b": value(1), "old.one": value(1)}, {"a.b": value(1), "new.one": value(1)})
    assert made.of("a.b")["how"] == UNMOVED
    assert made.of("old.one")["how"] == "not in this paper"
    assert made.of("new.one")["how"] == "not in the earlier paper"


def test_a_sentence_and_a_number_that_was_or_is_not_finite_are_not_split():
    made = split(
        {"say.a": value(None, "x"), "b.c": value("inf")}, {"say.a": value(None, "y"), "b.c": value(3.0)}
    )
    assert made.of("say.a")["how"] == TEXT
    assert made.of("b.c")["how"].startswith("not split: there was no finite number")


def test_another_number_is_put_down_to_the_one_kind_of_change_behind_its_file():
    raw = {"data/raw/small/a.csv": "1"}, {"data/raw/small/a.csv": "2"}
    made = split({"x.y": value(1.0)}, {"x.y": value(3.0)}, None, Data(True, False), *raw)
    found = made.of("x.y")
    assert (found["from_corrected_data"], found["how"]) == (2.0, ONE_KIND)


def test_a_number_that_moved_for_no_reason_is_told_and_never_put_down_to_something():
    made = split({"x.y": value(1.0)}, {"x.y": value(3.0)})
    assert made.of("x.y") == {"how": UNEXPLAINED}


def test_a_number_that_repeats_another_one_is_split_as_that_one():
    names = {"primary.x": value(0.0, file="", sources=(ESTIMATE,)), ESTIMATE: estimate(0.0)}
    now = {"primary.x": value(2.0, file="", sources=(ESTIMATE,)), ESTIMATE: estimate(2.0)}
    assert split(names, now, Steps(("from_people",), ())).of("primary.x")["from_people"] == 2.0


def restriction(number, reason):
    told = {"kind": "restriction", "analysis": "trial", "reason": reason, "cell": "exposed"}
    return value(number, about=told if reason else None)


@pytest.mark.parametrize(
    ("then", "now", "how"),
    [
        ("too young", "no score", OTHER_RESTRICTION),
        ("", "no score", UNKNOWN_RESTRICTION),
        ("no score", "no score", ONE_KIND),
    ],
)
def test_counts_are_subtracted_only_where_both_papers_say_that_it_is_the_same_restriction(then, now, how):
    found = split({"a.b": restriction(1, then)}, {"a.b": restriction(5, now)}, Steps(("from_protocol",), ()))
    assert found.of("a.b")["how"] == how


def test_an_earlier_paper_whose_numbers_have_no_records_is_compared_by_the_records_of_this_one():
    made = split({ESTIMATE: value(0.0)}, {ESTIMATE: estimate(3.0)}, Steps(("from_people",), ()))
    assert made.of(ESTIMATE)["from_people"] == 3.0


def differing(*kinds, stage="model", software=()):
    return Differences(frozenset(Source(stage, kind, kind, "x") for kind in kinds), software)


@pytest.mark.parametrize(
    ("found", "data", "protocol", "columns"),
    [
        (differing(), NO_DATA, False, {}),
        (differing("data"), NO_DATA, False, {}),
        (
            differing("data"),
            Data(True, True),
            False,
            {"data": "from_corrected_data", "people": "from_people"},
        ),
        (differing("code"), NO_DATA, True, {"code": "from_code", "protocol": "from_protocol"}),
        (differing("code", stage="clean"), NO_DATA, False, {"reading": "from_code"}),
        (differing("list", stage="clean"), NO_DATA, False, {"reading": "from_lists"}),
        (differing("code", "list", stage="clean"), NO_DATA, False, {"reading": "from_lists_or_code"}),
        (
            differing(software=("pandas: 2, now 3",)),
            NO_DATA,
            False,
            {"code": "from_code", "reading": "from_code"},
        ),
    ],
)
def test_which_steps_are_needed_and_what_their_parts_are_called(found, data, protocol, columns):
    assert columns_of(found, data, protocol) == columns


def test_a_raw_file_in_another_order_is_no_kind_of_change():
    assert kinds_of(differing("data"), NO_DATA) == set()
    assert kinds_of(differing("data", "setting"), Data(False, True)) == {"from_people", "from_protocol"}
