"""The page escapes what comes from the data, works by keyboard, and writes moves as the paper writes numbers."""

from dataclasses import replace

import pytest

from chart2paper.changes.html import MOST_ROWS, Section, html_table, page, paragraph
from chart2paper.changes.numbers import OF_PEOPLE
from chart2paper.changes.page_tables import table
from chart2paper.changes.printed_cells import label, named, signed
from chart2paper.changes.recompute import is_number
from chart2paper.paper.estimate_values import add_estimates
from chart2paper.paper.people_values import add_people
from chart2paper.writing.about import About
from chart2paper.writing.values import Values
from paper.paper_material import PASSAGES, material

WORDS = Values(PASSAGES)
SHARE = About(
    "estimate",
    "",
    "trial",
    outcome="responder_50",
    estimand="risk_difference",
    method="newcombe",
    cell="estimate",
)


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
    ("move", "told", "text"),
    [
        (0.0417, None, "+0.042"),
        (-0.0417, None, "−0.042"),
        (3, None, "+3"),
        (0.0, None, "0"),
        (0.00001, None, "less than 0.001"),
        (None, None, ""),
        (0.0125, SHARE, "+1.250"),
    ],
)
def test_moves_have_a_sign_and_shares_are_in_percent(move, told, text):
    assert signed(move, told) == text


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (SHARE, "response, 50%, risk difference: Newcombe"),
        (replace(SHARE, cell="ci_low"), "response, 50%, risk difference: Newcombe, ci low"),
        # A level of the charts that no id could hold.
        (
            replace(SHARE, outcome="final_score", estimand="difference_Low-back pain", method="ancova_cr2"),
            "final score, difference Low-back pain: ANCOVA, CR2",
        ),
        (replace(SHARE, outcome="of_old", estimand="an_effect", method="a_way"), "of old, an effect: a way"),
        (About("mean", "known", "trial", "exposed", "age"), "exposed, Age, years, recorded, mean"),
        (About("share", "level", "trial", "comparator", "sex", "female"), "comparator, Sex, Female, percent"),
        (About("count", "sets", "trial"), "both arms, matched sets, number"),
        (
            About("quantile", "with outcome", "trial", "exposed", level="median"),
            "exposed, median, with an outcome, days to the outcome",
        ),
        (About("years", "first", "trial"), "both arms, first, year of the index date"),
    ],
)
def test_a_number_is_named_by_its_record(told, words):
    assert label(told, WORDS) == words


def test_every_number_of_people_and_every_estimate_has_a_name():
    made = material()
    values = Values(PASSAGES)
    for analysis in made.analyses:
        add_people(values, analysis)
        add_estimates(values, analysis)
    kinds = {value.about.kind for value in values.all() if value.about}
    assert kinds == {"estimate", "words", *OF_PEOPLE}
    assert all(
        label(value.about, WORDS) for value in values.all() if value.about and value.about.kind != "words"
    )
    # What is left are words: reasons why there is no number.
    assert all(value.about for value in values.all() if is_number(value.value))


def test_a_sentence_names_a_few_people_and_counts_the_others():
    assert named(["P2", "P1", "P1"], WORDS) == "P1 and P2"
    assert named([f"P{i}" for i in range(8)], WORDS) == "P0, P1, P2, P3, P4 and 3 more"
