"""The sentences at the top of the page; numbers that grow with the export are told apart from those about the study."""

from types import SimpleNamespace

import pandas as pd
import pytest

from changes.small_runs import MANIFEST
from chart2paper.changes.numbers import PARTS
from chart2paper.changes.records_sentences import readings_sentence, records_sentences
from chart2paper.changes.run import Run
from chart2paper.changes.subjects import is_of_the_export
from chart2paper.changes.summary import split_sentence
from chart2paper.tables.changes import SIZES
from chart2paper.writing.values import Values
from paper.paper_material import PASSAGES

WORDS = Values(PASSAGES)
VALUES = {
    "ledger.rows": {"file": "results/clean/row_ledger.csv", "sources": []},
    "attrition.all": {"file": "results/trial/cohort/attrition.csv", "sources": []},
    "estimate": {"file": "results/trial/model/estimates.csv", "sources": []},
    "say.rows": {"file": "", "sources": ["ledger.rows", "estimate"]},
    "a.flow": {"file": "trial_flow.svg", "sources": [], "about": {"kind": "picture", "group": "flow"}},
    "a.forest": {"file": "x_flow.svg", "sources": [], "about": {"kind": "picture", "group": "forest"}},
}


@pytest.mark.parametrize(
    ("id", "moved", "answer"),
    [
        ("ledger.rows", {"ledger.rows"}, True),
        ("attrition.all", {"attrition.all"}, True),
        ("estimate", {"estimate"}, False),
        ("say.rows", {"say.rows", "ledger.rows"}, True),
        ("say.rows", {"say.rows", "ledger.rows", "estimate"}, False),
        ("say.rows", {"say.rows"}, False),
        ("ledger.of_no_paper", {"ledger.of_no_paper"}, False),
        ("gone.one", {"gone.one"}, True),
        ("a.flow", {"a.flow"}, True),
        ("a.forest", {"a.forest"}, False),
    ],
)
def test_a_sentence_is_about_the_export_when_only_such_numbers_in_it_moved(id, moved, answer):
    now, before = Run(None, MANIFEST), Run(None, MANIFEST)
    now.__dict__["values"] = VALUES
    before.__dict__["values"] = {"gone.one": {"file": "results/clean/quarantine.csv", "sources": []}}
    assert is_of_the_export(id, moved, now, before) is answer


@pytest.mark.parametrize(
    ("sizes", "sentence"),
    [
        ({"altered": 1}, "In the export 1 row was altered; it belongs to 1 person (P1)."),
        ({"added": 2}, "In the export 2 rows were added; they belong to 1 person (P1)."),
        (
            {"altered": 2, "removed": 1},
            "In the export 2 rows were altered and 1 row of the earlier export is gone; they belong to 1 person (P1).",
        ),
    ],
)
def test_the_summary_counts_the_rows_that_changed_and_names_whose_they_are(sizes, sentence):
    counts = pd.DataFrame([{**dict.fromkeys(SIZES, 0), **sizes}])
    rows = pd.DataFrame({"person_id": ["P1"], "table": ["measurement"], "change": ["added"]})
    found = SimpleNamespace(row_counts=counts, raw_rows=rows)
    assert [*records_sentences(found, WORDS)] == [sentence]


@pytest.mark.parametrize(
    ("causes", "sentence"),
    [
        ([], "Cleaning reads every unchanged row as before."),
        (["lists"], "Of unchanged rows, 1 value is read otherwise now: lists."),
        (["lists", "code"], "Of unchanged rows, 2 values are read otherwise now: code and lists."),
    ],
)
def test_the_summary_says_why_unchanged_rows_are_read_otherwise(causes, sentence):
    assert readings_sentence(SimpleNamespace(readings=pd.DataFrame({"because": causes})), WORDS) == sentence


PRIMARY = {"move": -0.3, "how": "recomputed step by step", **dict.fromkeys(PARTS, 0.0)}


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ({"from_code": -0.3}, "The whole move of −0.300 comes from changed code."),
        (
            {"from_corrected_data": -0.5, "from_people": 0.2},
            "Of the move of −0.300, −0.500 comes from corrected data and +0.200 comes from people new or gone.",
        ),
        # A kind of change that does not apply is no part of the move.
        (
            {"from_code": -0.3, "from_lists_or_code": None},
            "The whole move of −0.300 comes from changed code.",
        ),
        ({"move": 0.0}, "The estimate itself is the same; its interval or wording is not."),
        ({"move": None, "how": "not split: no number"}, "Its move could not be split: no number."),
    ],
)
def test_the_move_of_the_primary_estimate_is_split_in_one_sentence(row, sentence):
    assert split_sentence(pd.Series({**PRIMARY, **row}), WORDS) == sentence
