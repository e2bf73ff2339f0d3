"""The audit pages in a real browser: opened from disk, by mouse and keyboard, wide and on a phone."""

from audit.made_up_run import ATTACK, EFFECT, PRIMARY, SENTENCE, VALUES

ESTIMATE = f"#/number/{EFFECT}.estimate"
ANALYSIS_SET = f"#/table/{PRIMARY}/model/analysis_set.csv"
COHORT = f"#/table/{PRIMARY}/cohort/cohort.csv"
ROUTES = [
    "#/",
    ESTIMATE,
    "#/number/primary.say.effect.text",
    "#/number/records.strangest",
    "#/number/design.min_age",
    *(f"#/stage/{name}" for name in ("extract", "clean", "cohort", "match", "model", "figures", "paper")),
    "#/stage",
    f"#/file/{PRIMARY}/model/estimates.csv",
    "#/file/data/raw/demo_clinic/scores.csv",
    "#/file",
    "#/rule/estimate_effects.target_trial",
    "#/rule",
    "#/protocol/analyses.target_trial.eligibility.min_age",
    "#/search?q=50",
    ANALYSIS_SET,
    "#/table/results/extract/measurement.parquet",
]


def cells(window, column):
    return window.locator(f".data-table tbody tr > :nth-child({column})").all_inner_texts()


def test_every_page_is_shown_and_on_a_phone_only_tables_scroll_sideways(phone):
    widths, headings = {}, {}
    for route in ROUTES:
        window = phone.open(route)
        headings[route] = phone.heading()
        widths[route] = window.evaluate("document.documentElement.scrollWidth")
    assert [route for route, text in headings.items() if text in ("", "This page cannot be shown")] == []
    assert {route: width for route, width in widths.items() if width > 390} == {}


def test_the_first_page_is_small(pages):
    sizes = []
    pages.window.on("response", lambda response: sizes.append(len(response.body())))
    pages.open("#/")
    assert len(sizes) > 10
    assert sum(sizes) < 2_000_000


def test_a_click_on_a_number_leads_to_its_row_and_the_people_behind_it(pages):
    window = pages.open("#/")
    window.locator(".view").get_by_role("link", name="−1.02", exact=True).click()
    window.get_by_role("heading", name="The row it comes from").wait_for()
    assert window.locator("mark").inner_text() == "-1.02"
    window.get_by_role("link", name=f"{PRIMARY}/model/analysis_set.csv").first.click()
    window.locator(".data-table").wait_for()
    window.get_by_role("link", name="P0002").click()
    window.wait_for_url("**#/person/P0002")


def test_a_number_tells_its_file_and_row_what_made_it_and_the_way_back(pages):
    text = pages.open(ESTIMATE).locator(".view").inner_text()
    assert "ancova_cr2" in text
    assert "estimate_effects (target_trial), rules/model.smk:7" in text
    assert "src/chart2paper/model/estimates.py" in text
    steps = pages.window.locator(".steps > li").all_inner_texts()
    assert [step.split()[0] for step in steps] == [
        "estimate_effects.target_trial",
        "measure_outcomes.target_trial",
        "match_sets.target_trial",
        "select_cohort.target_trial",
        "clean_table",
        "extract_tables",
        "Where",
    ]
    assert "demo_clinic/scores.csv" in steps[-1]


def test_a_number_that_stands_in_a_sentence_shows_it_and_leads_back_into_the_paper(pages):
    window = pages.open(ESTIMATE)
    assert window.locator("blockquote").first.inner_text() == SENTENCE
    window.get_by_role("link", name="Abstract").click()
    window.wait_for_url("**/paper/paper.html#abstract-title")


def test_the_row_of_a_number_is_marked_in_its_table(pages):
    window = pages.open(ESTIMATE)
    window.get_by_role("link", name="See row 2 in its table").click()
    marked = window.locator("tr.marked")
    marked.wait_for()
    assert marked.locator("th").inner_text() == "2"
    assert marked.locator("td.marked").inner_text() == "-1.02"


def test_text_from_the_data_is_never_run(pages):
    window = pages.open("#/table/results/extract/measurement.parquet")
    assert ATTACK in cells(window, 4)
    for route in ("#/number/records.strangest", "#/stage/clean", "#/search?q=script"):
        assert ATTACK in pages.open(route).locator("body").inner_text()
        assert window.title() != "attacked"
    assert window.locator("script:not([src])").count() == 0


def test_an_address_with_markup_in_it_is_text_too(pages):
    window = pages.open("#/number/%3Cimg%20src%3Dx%3E")
    assert "<img src=x>" in window.locator(".view").inner_text()


def test_a_table_sorts_by_its_headers_numbers_as_numbers_and_empty_cells_last(pages):
    window = pages.open(COHORT)
    header = window.get_by_role("button", name="age")
    header.click()
    assert cells(window, 5) == ["9", "50", "100", ""]
    assert window.locator("th[aria-sort=ascending]").inner_text().startswith("age")
    header.click()
    assert cells(window, 5) == ["100", "50", "9", ""]
    header.click()
    assert cells(window, 2) == ["P0001", "P0002", "P0003", "P0010"]
    assert window.locator("th[aria-sort=ascending], th[aria-sort=descending]").count() == 0


def test_a_table_shows_the_rows_that_hold_the_words(pages):
    window = pages.open(COHORT)
    window.get_by_label("Show rows with").fill("comparator")
    assert cells(window, 2) == ["P0002", "P0003"]
    window.get_by_label("Show rows with").fill("no such words")
    assert window.locator("[role=status]").inner_text() == "No row holds these words."


def test_a_count_of_a_stage_leads_to_exactly_its_rows(pages):
    window = pages.open("#/stage/clean")
    window.get_by_role("region", name="Rules applied").get_by_role("link", name="2").click()
    window.locator(".data-table").wait_for()
    assert cells(window, 8) == ["number_word", "number_word"]


def test_every_row_of_a_stage_is_accounted_for(pages):
    for stage in ("extract", "clean"):
        pages.open(f"#/stage/{stage}")
        ledger = pages.window.get_by_role("region", name="Rows accounted for").locator("tbody")
        assert ledger.inner_text().strip().endswith("yes")


def test_the_search_works_as_one_types_with_the_primary_analysis_first(pages):
    window = pages.open("#/")
    window.keyboard.press("Tab")
    window.get_by_role("searchbox", name="Search").click()
    window.keyboard.type("nnt 50")
    window.get_by_role("heading", name="Search: nnt 50").wait_for()
    assert window.locator(".found li code").all_inner_texts() == [
        "estimates.target_trial.responder_50.nnt.newcombe.estimate",
        "estimates.replication.responder_50.nnt.newcombe.estimate",
    ]
    assert window.evaluate("document.activeElement.id") == "find-words"


def test_the_search_finds_each_kind(pages):
    for words, kind in (
        ("lower with ldn", "Numbers"),
        ("estimates.csv", "Files"),
        ("match_sets", "Rules"),
        ("min_age", "Choices of the protocol"),
        ("-1.02", "Numbers"),
    ):
        assert kind in pages.open(f"#/search?q={words}").locator("h2").all_inner_texts(), words


def test_the_search_finds_people_by_the_beginning_of_their_id(pages):
    window = pages.open("#/search?q=p000")
    people = window.locator(".found").first.locator("li")
    assert people.all_inner_texts() == ["P0001 exposed", "P0002 comparator", "P0003 comparator"]
    assert "left out, age unknown" in pages.open("#/search?q=10").locator(".found").first.inner_text()


def test_a_choice_tells_which_jobs_take_it_and_how_many_numbers_follow(pages):
    window = pages.open("#/protocol/analyses.target_trial.eligibility.min_age")
    choice = window.locator(".choice.marked")
    assert "select_cohort.target_trial as eligibility.min_age" in choice.inner_text()
    assert f"{PRIMARY}/model/estimates.csv: 2 numbers" in choice.inner_text()


def test_a_file_that_identifies_people_is_named_but_not_shown(pages):
    text = pages.open("#/file/data/raw/demo_clinic/scores.csv").locator(".view").inner_text()
    assert "identifies people" in text
    assert pages.window.locator("a[download]").count() == 0


def test_the_keyboard_alone_is_enough(pages):
    window = pages.open("#/")
    window.keyboard.press("Tab")
    assert window.evaluate("document.activeElement.textContent") == "Skip to the content"
    window.keyboard.press("Enter")
    window.keyboard.press("Tab")
    assert window.evaluate("document.activeElement.textContent") == SENTENCE
    window.keyboard.press("Enter")
    window.get_by_role("heading", name=SENTENCE).wait_for()
    assert window.evaluate("document.activeElement.tagName") == "H1"
    assert window.title().startswith(SENTENCE)


def test_the_focus_is_visible(pages):
    window = pages.open("#/")
    window.keyboard.press("Tab")
    window.keyboard.press("Tab")
    assert window.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_at_twice_the_size_of_letters_nothing_is_cut_off(pages):
    window = pages.open(ESTIMATE)
    window.evaluate("document.documentElement.style.fontSize = '200%'")
    assert window.evaluate("document.documentElement.scrollWidth") <= 1280


def test_every_page_says_that_it_is_an_internal_copy_of_simulated_data(pages):
    window = pages.open(ESTIMATE)
    assert "Internal copy" in window.locator("footer").inner_text()
    assert "Simulated data" in window.locator("#banner").inner_text()


def test_the_start_page_counts_what_there_is(pages):
    assert f"{len(VALUES)} numbers and sentences" in pages.open("#/").locator(".view").inner_text()


def test_a_page_that_does_not_exist_says_so(pages):
    assert "no page called" in pages.open("#/nowhere").locator(".view").inner_text()
