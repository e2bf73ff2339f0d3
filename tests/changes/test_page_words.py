"""The page escapes what comes from the data, works by keyboard, and writes moves as the paper writes numbers."""

import pytest

from chart2paper.changes.html import MOST_ROWS, Section, html_table, page, paragraph
from chart2paper.changes.page_tables import table
from chart2paper.changes.printed_cells import named, signed
from chart2paper.writing.values import Values
from paper.paper_material import PASSAGES

WORDS = Values(PASSAGES)
SHARE = "estimates.trial.responder_50.risk_difference.newcombe.estimate"


def test_what_comes_from_the_data_is_text_and_never_markup():
    bad = "<script>alert(1)</script>"
    labels = dict.fromkeys(("title", "skip", "contents"), bad)
    section = Section("one", bad, [html_table([bad], [[bad]], bad, bad, "a.csv", set())])
    made = page(labels, bad, "", [section], paragraph(bad))
    assert "<script>" not in made
    assert made.count("&lt;script&gt;") == 13


def test_a_long_table_says_how_many_rows_there_are_and_where():
    made = table(WORDS, "settings", [["x"] * 4] * MOST_ROWS, "all.csv", total=500)
    assert f"The first {MOST_ROWS} of 500." in made
    assert 'href="all.csv"' in made
    assert 'tabindex="0"' in made


@pytest.mark.parametrize(
    ("move", "id", "text"),
    [
        (0.0417, "", "+0.042"),
        (-0.0417, "", "−0.042"),
        (3, "", "+3"),
        (0.0, "", "0"),
        (0.00001, "", "less than 0.001"),
        (None, "", ""),
        (0.0125, SHARE, "+1.250"),
    ],
)
def test_moves_have_a_sign_and_shares_are_in_percent(move, id, text):
    assert signed(move, id) == text


def test_a_sentence_names_a_few_people_and_counts_the_others():
    assert named(["P2", "P1", "P1"], WORDS) == "P1 and P2"
    assert named([f"P{i}" for i in range(8)], WORDS) == "P0, P1, P2, P3, P4 and 3 more"
