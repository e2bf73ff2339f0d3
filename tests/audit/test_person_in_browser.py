"""The page of a person in a real browser: what it tells, by mouse and keyboard, wide, on a phone and enlarged."""

import pytest

from audit.made_up_people import ATTACK, BORN
from audit.made_up_run import EFFECT, PRIMARY
from browser import Pages

PERSON = "#/person/P0001"


def content(window) -> str:
    return window.locator("#content").inner_text()


def test_it_says_at_the_top_that_it_is_about_a_single_patient_and_simulated(pages):
    first = pages.open(PERSON).locator(".box.warn").first.inner_text()
    assert "about a single patient" in first
    assert "must not leave the clinic" in first
    assert "Simulated data" in first


def test_it_tells_arm_set_decisions_matching_model_and_influence(pages):
    text = content(pages.open(PERSON))
    for words in (
        "exposed in the matched set of P0001, with P0002",
        "Eligibility, considered as exposed: meets every restriction asked",
        "Eligibility, considered as comparator: removed at step 3",
        "not asked: asked of comparators only",
        "Why these: the nearest of 2 possible comparators",
        "without them (with them leave 1 other: their set) the estimate is −1.1 instead of −1.02",
    ):
        assert words in text


def test_someone_left_out_has_the_reason_and_everyone_else_a_page(pages):
    assert "left out: age unknown" in content(pages.open("#/person/P0010"))
    assert "not estimable: too few" in content(pages.open("#/person/P0002"))
    assert "No row of this run is about a person" in content(pages.open("#/person/P7777"))


def test_raw_rows_changes_and_rows_set_aside_stand_with_file_and_row(pages):
    text = content(pages.open("#/person/P0002"))
    for words in ("measurement: 2 rows", "scores.csv", "score_out_of_ten", "not a score"):
        assert words in text
    assert BORN not in text


def test_markup_in_a_score_or_a_drug_is_text(pages):
    window = pages.open("#/person/P0002")
    window.get_by_label("Draw all years").check()
    window.locator("svg text", has_text="<script>").first.wait_for()
    assert ATTACK in content(window)
    assert window.locator("svg text", has_text="<script>").count() == 1
    assert window.title() == "P0002 - audit pages"


def test_the_time_line_marks_the_index_date_the_windows_and_the_scores_of_the_model(pages):
    svg = pages.open(PERSON).locator("svg.timeline").first
    for part in (
        ".index-date",
        ".window.baseline",
        ".window.outcome",
        "path.score.baseline",
        "path.score.outcome",
    ):
        assert svg.locator(part).count() == 1
    assert svg.locator(".order.exposure").count() == 1
    assert svg.locator(".visit.not-done").count() == 1
    index, baseline, outcome = (
        svg.locator(part).bounding_box()["x"]
        for part in (".index-date", ".window.baseline", ".window.outcome")
    )
    assert baseline < index < outcome


def test_the_time_line_can_be_read_as_text(pages):
    window = pages.open(PERSON)
    assert "2 days with a pain score" in window.locator("svg.timeline").first.get_attribute("aria-label")
    part = window.get_by_text("The time line of P0001 as text")
    part.focus()
    window.keyboard.press("Enter")
    # The browser tells of the opening a moment later, and only then is the list filled.
    lines = window.locator(".timelines details[open] li")
    lines.first.wait_for()
    assert lines.all_inner_texts() == [
        "2018-12-01: baseline window begins",
        "2019-02-20: average pain 7 (the baseline score)",
        "2019-02-20: completed visit",
        "2019-03-01: baseline window ends",
        "2019-03-01: index date",
        "2019-03-01: naltrexone until 2019-08-01, 4.5 mg a day",
        "2019-04-26: outcome window begins",
        "2019-05-30: average pain 4 (the outcome score)",
        "2019-05-30: cancelled visit",
        "2019-07-29: outcome window ends",
    ]


def test_partners_are_drawn_beneath_and_can_be_switched_off(pages):
    window = pages.open(PERSON)
    headings = window.locator(".timelines h3")
    assert headings.all_inner_texts() == [
        "P0001 (exposed), index date 2019-03-01",
        "P0002 (comparator), index date 2019-03-01",
    ]
    window.get_by_label("P0002 (comparator)").uncheck()
    window.wait_for_function("document.querySelectorAll('.timelines h3').length === 1")


@pytest.mark.parametrize("width", [390, 640])
def test_nothing_is_cut_off_on_a_phone_or_at_200_percent(browser, small_folder, width):
    """A window of 1280 pixels at 200 % has room for 640."""
    shown = Pages(browser, small_folder / "results/audit", width=width)
    window = shown.open(PERSON)
    assert window.evaluate("document.documentElement.scrollWidth") <= width
    for text in window.locator("svg.timeline text").all():
        box = text.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width + 1
    assert (
        float(
            window.locator("svg.timeline text").first.evaluate(
                "e => parseFloat(getComputedStyle(e).fontSize)"
            )
        )
        >= 12
    )
    window.close()
    assert shown.wrong == []


def test_from_the_primary_estimate_to_the_raw_rows_of_a_pair_in_four_clicks(pages):
    """The first of the five is the number in the paper; its link is the address that is opened here."""
    window = pages.open(f"#/number/{EFFECT}.estimate")
    window.get_by_role("link", name=f"{PRIMARY}/model/analysis_set.csv").or_(
        window.get_by_role("link", name="analysis_set.csv")
    ).first.click()
    window.wait_for_selector(".view-table h1, .view-file h1")
    window.get_by_role("link", name="P0001").first.click()
    window.wait_for_selector(".view-person h1")
    assert window.get_by_text("measurement: 1 row").is_visible()
    assert window.locator("table", has_text="scores.csv").first.is_visible()
    window.locator("#content").get_by_role("link", name="P0002").first.click()
    window.wait_for_function("document.querySelector('h1').textContent === 'P0002'")
    assert window.locator("table", has_text="scores.csv").first.is_visible()
