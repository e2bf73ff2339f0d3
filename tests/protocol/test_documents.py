"""Comments and pages made from the models are in step with them."""

import datetime

import pytest

from chart2paper.paper.report_captions import captions
from chart2paper.protocol.document import commented, heading_of, reference_page
from chart2paper.protocol.load import load_study
from chart2paper.protocol.values import values_of
from chart2paper.tables.dictionary_page import dictionary_page
from chart2paper.tables.figures import TWINS
from chart2paper.yaml_file import read_yaml
from release.released_words import RELEASE_WORDS


@pytest.mark.parametrize("name", ["config.yaml", "studies/mimic3_demo.yaml", "studies/function_demo.yaml"])
def test_the_comments_of_a_study_file_are_those_of_the_models(root, name):
    text = (root / name).read_text(encoding="utf-8")
    assert text == commented(read_yaml(root / name), heading_of(text)), "run `make docs`"


@pytest.mark.parametrize(
    ("page", "file"),
    [
        (reference_page, "docs/protocol.md"),
        (lambda: dictionary_page(tuple(TWINS.values())), "docs/data_dictionary.md"),
    ],
)
def test_the_reference_pages_are_in_step(root, page, file):
    assert (root / file).read_text(encoding="utf-8") == page(), "run `make docs`"


def test_the_captions_of_the_report_are_in_step(root):
    written = {
        path.stem: path.read_text(encoding="utf-8") for path in (root / "reports/captions").glob("*.rst")
    }
    assert written == {name: f"{caption}\n" for name, caption in captions(RELEASE_WORDS).items()}, (
        "run `make docs`"
    )


def test_every_setting_has_a_description():
    rows = [line for line in reference_page().splitlines() if line.startswith("| `")]
    assert rows
    assert not [row for row in rows if row.rstrip().endswith("|  |")]


def test_values_are_the_choices_without_their_reasons(root):
    study = load_study(root / "config.yaml")
    assert values_of(study.data_lock_date) == "2020-12-31"
    assert values_of(study.analyses["replication"].outcome) == {
        "rule": "last",
        "window_days": [1, None],
        "target_day": None,
    }
    assert isinstance(study.data_lock_date.value, datetime.date)
