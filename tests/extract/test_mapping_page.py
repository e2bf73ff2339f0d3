"""The page a clinic maps its export by is in step with the models, and its example works as it says."""

import re

import pandas as pd
import pytest
import yaml

from chart2paper.data_quality.limits import LIMIT, SPARSE
from chart2paper.extract.export import extract_tables
from chart2paper.extract.linkage import link_persons
from chart2paper.extract.mapping_page import MODELS, with_reference
from chart2paper.extract.person_rows import read_person_rows
from chart2paper.reading.mapping import Mapping
from chart2paper.reading.mapping.accepted import DAILY_DOSE, STUDY_LOSSES
from data_quality.looking import look


@pytest.fixture
def page(root):
    return (root / "docs/mapping.md").read_text(encoding="utf-8")


@pytest.fixture
def example(page, tmp_path):
    """The example's mapping and the folder with its files."""
    for name, text in re.findall(r"```csv file=(\S+)\n(.*?)```", page, re.DOTALL):
        (tmp_path / name).write_text(text, encoding="latin-1")
    text = re.search(r"```yaml\n(.*?)```", page, re.DOTALL).group(1)
    return Mapping.model_validate(yaml.safe_load(text)), tmp_path


def test_the_reference_is_in_step_with_the_models(page):
    assert page == with_reference(page), "run `make docs`"


def test_every_setting_has_a_meaning():
    for model in MODELS.values():
        assert all(field.description for field in model.model_fields.values()), model


def test_the_example_is_checked_as_the_page_says(page, example):
    report = look(*example).text
    assert re.search(r"```text\n(.*?)```", page, re.DOTALL).group(1) in report


def test_the_page_states_the_limits_that_hold(page):
    assert f"more than **{100 * LIMIT:.0f} %** of something" in page
    assert f"than **{100 * SPARSE['drug_exposure.stop_reason']:.0f} %** of the reasons" in page
    assert len(SPARSE) == 1


def test_the_page_names_every_loss_of_a_study(page):
    for name in (*STUDY_LOSSES, DAILY_DOSE):
        assert f"| `{name}` |" in page


def test_the_example_becomes_what_the_page_says(example):
    mapping, folder = example
    linkage = link_persons(read_person_rows(mapping, folder), mapping.filling("person")[0][1].same_person)
    assert linkage["person_id"].tolist() == ["P0001", "P0002", "P0001"]
    tables = {extracted.table: extracted for extracted in extract_tables(mapping, folder, linkage)}
    scores = tables["measurement"].rows
    assert scores["measurement_date"].tolist() == ["2016-01-12"] * 2 + ["04/12/2016"] * 2
    assert scores["value_source_value"].fillna("").tolist() == ["6/10", "8", "", "5"]
    aside = tables["measurement"].quarantine
    assert aside["source_row"].tolist() == [4, 4]
    assert not pd.concat([scores, aside]).isin(["1001", "1003", "1009"]).any(axis=None)
