"""What a protocol names must be there."""

import pytest

from chart2paper.problems import Problems, raise_if_any
from chart2paper.protocol.files import load_mapping_of, missing_files
from chart2paper.protocol.load import study_from
from chart2paper.yaml_file import read_yaml


@pytest.fixture
def content(root, monkeypatch):
    monkeypatch.chdir(root)
    return read_yaml("config.yaml")


def problems_of(content):
    study = study_from(content, "config.yaml")
    with pytest.raises(Problems) as caught:
        raise_if_any(missing_files(study, load_mapping_of(study), "config.yaml"))
    return str(caught.value)


def test_everything_the_shipped_protocol_names_is_there(content):
    study = study_from(content, "config.yaml")
    raise_if_any(missing_files(study, load_mapping_of(study), "config.yaml"))


def test_every_missing_file_is_named_at_once(content):
    content["codelists"]["drugs"] = "data/codelists/drug.csv"
    content["paper"]["references"] = "reports/none.bib"
    report = problems_of(content)
    assert report.startswith("2 problems")
    assert "there is no data/codelists/drug.csv" in report
    assert "there is no reports/none.bib" in report


def test_a_missing_export_folder_is_named(content):
    content["clinic"]["raw_folder"] = "data/raw/nowhere"
    assert "data/raw/nowhere: the folder with the export does not exist" in problems_of(content)


def test_an_exposure_that_the_drug_list_does_not_know_is_an_error_with_a_suggestion(content):
    content["exposure"]["ingredients"]["value"] = ["naltrexon"]
    report = problems_of(content)
    assert (
        '"naltrexon" is not an ingredient of data/codelists/drugs.csv. Did you mean "naltrexone"?' in report
    )


def test_a_study_that_asks_for_quarto_where_there_is_none_is_told_at_the_start(
    content, monkeypatch, tmp_path
):
    content["paper"]["engine"] = "quarto"
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "no quarto on the PATH" in problems_of(content)
