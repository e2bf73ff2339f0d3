"""A table page gives what it shows as a file, guarded as the run's own; and no script but the pages' own runs."""

import csv
import io
import shutil

from audit.made_up_run import PRIMARY
from browser import Pages
from chart2paper.tables.formula_guard import guarded, unguarded
from paper.hostile import HOSTILE
from tables.test_formula_guard import FORMULAS, NO_FORMULAS

COHORT = f"#/table/{PRIMARY}/cohort/cohort.csv"
MORE = (
    "x;=1+1",
    "'=1",
    "''@x",
    "a\t=1",
    "a\n-b",
    "-1,5",
    "- 1",
    "\u200b=1",
    "a\r=1",
    ";;=1",
    "=;=",
    "1e5",
    "+",
    "-\n",
)


def saved(window):
    with window.expect_download() as waiting:
        window.get_by_role("button", name="Save what is shown (CSV)").click()
    return waiting.value


def test_what_is_saved_is_what_is_shown_in_its_order_with_its_columns(pages):
    window = pages.open(COHORT)
    window.locator(".data-table").wait_for()
    whole = saved(window)
    window.get_by_label("Show rows with").fill("exposed")
    window.get_by_role("button", name="person_id").click()
    window.get_by_role("button", name="person_id").click()
    some = saved(window)
    assert whole.suggested_filename == "cohort_shown.csv"
    head, *rows = csv.reader(io.StringIO(whole.path().read_text(encoding="utf-8"), newline=""))
    some_head, *some_rows = csv.reader(io.StringIO(some.path().read_text(encoding="utf-8"), newline=""))
    assert some_head == head and "person_id" in head
    wanted = [row for row in rows if any("exposed" in cell for cell in row)]
    place = head.index("person_id")
    assert some_rows == sorted(wanted, key=lambda row: row[place], reverse=True)
    assert 0 < len(some_rows) < len(rows)
    assert pages.wrong == []


def test_the_page_guards_every_text_as_the_library_does(pages):
    window = pages.open("#/")
    texts = [*HOSTILE, *FORMULAS, *NO_FORMULAS, *MORE]
    assert window.evaluate("texts => texts.map(save.guarded)", texts) == [guarded(text) for text in texts]
    content = window.evaluate("texts => save.csv(['a'], [texts], texts.map((_, row) => row))", texts)
    rows = [row[0] if row else "" for row in csv.reader(io.StringIO(content, newline=""))]
    assert [unguarded(cell) for cell in rows[1:]] == texts


def test_a_script_that_somebody_adds_to_the_page_does_not_run_and_the_pages_still_work(
    browser, small_folder, tmp_path
):
    shutil.copytree(small_folder / "results/audit", tmp_path / "audit")
    page = tmp_path / "audit/index.html"
    planted = (
        "<script>document.title = 'ran'</script><img src=x onerror=\"document.title = 'ran'\">"
        "<a id=run href=\"javascript:void(document.title = 'ran')\">x</a><base href='https://example.org/'>"
    )
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("<footer", f"{planted}<footer"), encoding="utf-8")
    pages = Pages(browser, tmp_path / "audit")
    window = pages.open(COHORT)
    window.locator(".data-table").wait_for()
    window.evaluate("document.getElementById('run').click()")
    assert "ran" not in window.title()
    assert not any("https://" in wrong and wrong.startswith("asked") for wrong in pages.wrong)
    policy = window.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content")
    assert "default-src 'none'" in policy and "unsafe" not in policy


def test_no_file_of_the_pages_makes_markup_or_code_of_a_text(root):
    """What would: innerHTML and its kin, eval, and attributes that run."""
    for path in sorted((root / "src/chart2paper/audit/pages").rglob("*.js")):
        code = path.read_text(encoding="utf-8")
        for way in (
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "new Function",
            "srcdoc",
        ):
            assert way not in code, (path.name, way)
