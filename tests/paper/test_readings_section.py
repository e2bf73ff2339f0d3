"""The supplement tells how each column was read, and prints what the mapping accepts with its reason."""

import pytest

from chart2paper.paper.supplement.readings import readings_section
from chart2paper.tables.data_quality import LOSSES, READINGS, UNREAD
from chart2paper.writing.material import Material
from chart2paper.writing.values import SHORTCODE, Values
from paper.paper_material import PASSAGES, sheet
from release.released_words import RELEASE_WORDS, part_out

COLUMN = {"table": "visit_occurrence", "source_file": "visits.csv", "column": "visit_status"}
READ = [
    COLUMN | {"rows": 20, "filled": 19, "fate": fate, "rule": rule, "values": count, "lost": lost}
    for fate, rule, count, lost in (
        ("read", "as_written", 10, False),
        ("read", "word_of_mapping", 4, False),
        ("set_aside", "not listed", 2, True),
        ("with_row", "row set aside because of another column", 3, False),
        ("blank", "nothing entered", 1, False),
    )
]
LOSS = {"what": "visit_occurrence.visit_status", "where": "visits.csv", "unit": "rows", "of": 16, "lost": 2}
WITHIN = LOSS | {"share": 0.125, "limit": 0.2, "verdict": "within the limit"}
TAKEN = LOSS | {"share": 0.125, "limit": 0.1, "accepted_up_to": 0.13, "verdict": "accepted"}
TAKEN |= {"reason": "kiosk visits have no status"}
TEXTS = [
    {"table": "t", "column": "visit_status", "text": "kiosk", "texts": 1, "rows": 40, "people": 12},
    {"table": "t", "column": "visit_status", "text": None, "texts": 3, "rows": 5, "people": 4},
]


def section(losses: list[dict]) -> tuple[str, str]:
    """The section as Markdown, and the same with its values in place."""
    material = Material(
        study={},
        analyses=[],
        row_ledger=None,
        cleaning_summary=None,
        quarantine=None,
        lock={},
        lock_file="",
        readings={
            "readings": sheet(READ, READINGS, "results/data_quality/readings.csv"),
            "losses": sheet(losses, LOSSES, "results/data_quality/losses.csv"),
            "unread": sheet(TEXTS, UNREAD, "results/data_quality/unread.csv"),
        },
    )
    values = Values(PASSAGES)
    text = readings_section(values, material)
    for value in values.all():
        assert value.sources or (value.file and (value.row or value.rule != "as it stands")), value.id
    return text, SHORTCODE.sub(lambda found: values.text(found[1]), text)


def test_a_column_shows_what_was_read_by_which_rule_and_what_was_not():
    _, shown = section([WITHIN])
    row = next(line for line in shown.splitlines() if line.startswith("| visits.csv"))
    # Of 16 cells that were looked at, 14 were read; three went with their row.
    assert row == (
        "| visits.csv | visit_status | 19 | 87.5 | word_of_mapping: 4; not listed: 2 (row set aside) |"
    )


def test_without_an_accepted_loss_the_section_says_so_and_refers_to_no_table():
    text, shown = section([WITHIN])
    assert "no loss was above its limit" in shown
    assert "suptbl-losses" not in text


@pytest.mark.parametrize(
    ("losses", "said"),
    [([TAKEN], "accepts one loss"), ([TAKEN, TAKEN | {"where": "more.csv"}], "accepts 2 losses")],
)
def test_accepted_losses_are_printed_with_their_reason(losses, said):
    text, shown = section(losses)
    assert said in shown
    assert "@suptbl-losses" in text and "{#suptbl-losses}" in text
    assert "| 2 | 16 | 12.5 | 10.0 | 13.0 | kiosk visits have no status |" in shown


def test_texts_of_few_people_are_not_shown():
    _, shown = section([WITHIN])
    rows = [line for line in shown.splitlines() if line.startswith("| visit_status")]
    assert rows == ["| visit_status | kiosk | 40 | – |"]


def test_a_release_leaves_the_section_out_and_says_so():
    text, _ = section([TAKEN])
    out = part_out("supplement/readings.md", text)
    assert out == RELEASE_WORDS.markdown("release/parts#readings") + "\n"
    assert out.startswith("### How each column was read {#sec-readings}")
    assert "{{<" not in out and "suptbl" not in out
