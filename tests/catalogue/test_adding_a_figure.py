"""The figure that docs/extending.md adds touches five files, and then every consumer knows it."""

import pytest

from catalogue.diffs import files_of, project_with, ran_in, shown_diff

RECORD = "src/chart2paper/catalogue/figures.py"
DRAWING = "src/chart2paper/figures/adverse_effects.py"
CAPTION = "reports/text/figures/adverse_effects.md"
TABLE = "src/chart2paper/tables/figures.py"
WORDS = "reports/text/drawn/adverse_effects.md"
EVERY_CONSUMER = "tests/catalogue/test_figures.py"


@pytest.fixture(scope="module")
def diff():
    return shown_diff("A figure")


def test_it_touches_a_record_a_table_a_drawing_its_words_and_a_caption(diff):
    assert sorted(files_of(diff)) == [WORDS, CAPTION, RECORD, DRAWING, TABLE]


def test_every_consumer_knows_it(diff, tmp_path):
    copy = project_with(diff, tmp_path / "copy")
    ran = ran_in(copy, EVERY_CONSUMER, "tests/catalogue/adverse_effects.py")
    assert ran.returncode == 0, ran.stdout
    assert "failed" not in ran.stdout


def test_a_record_without_a_caption_and_a_setting_that_no_rule_has_are_found(diff, tmp_path):
    copy = project_with(diff, tmp_path / "copy")
    (copy / CAPTION).unlink()
    drawing = (copy / DRAWING).read_text(encoding="utf-8")
    changed = drawing.replace(
        "title: str, banner: str, short_name: str, words", "title: str, banner: str, drug: str, words"
    )
    assert changed != drawing
    (copy / DRAWING).write_text(changed, encoding="utf-8")
    ran = ran_in(copy, EVERY_CONSUMER, "-k", "adverse_effects")
    assert ran.returncode == 1
    assert "'drug'" in ran.stdout and "KeyError: 'figures/adverse_effects'" in ran.stdout
