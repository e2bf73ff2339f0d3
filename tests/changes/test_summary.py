"""Numbers that grow with the export are told apart from those about the study."""

import pytest

from changes.small_runs import MANIFEST
from chart2paper.changes.run import Run
from chart2paper.changes.summary import is_of_the_export

VALUES = {
    "ledger.rows": {"file": "results/clean/row_ledger.csv", "sources": []},
    "attrition.all": {"file": "results/trial/cohort/attrition.csv", "sources": []},
    "estimate": {"file": "results/trial/model/estimates.csv", "sources": []},
    "say.rows": {"file": "", "sources": ["ledger.rows", "estimate"]},
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
        ("quarantine.row9", {"quarantine.row9"}, True),
    ],
)
def test_a_sentence_is_about_the_export_when_only_such_numbers_in_it_moved(id, moved, answer):
    run = Run(None, MANIFEST)
    run.__dict__["values"] = VALUES
    assert is_of_the_export(run, id, moved) is answer
