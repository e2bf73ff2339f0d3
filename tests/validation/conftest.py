"""The protocol that ships and the words of the simulated clinic, read once."""

import pytest

from chart2paper.clean.code_lists import read_drugs, read_pain_conditions
from chart2paper.protocol.load import load_study
from chart2paper.protocol.values import analysis_of, values_of
from chart2paper.reading.mapping import Mapping, load_mapping
from chart2paper.sensitivity.whole_analysis import Setting
from chart2paper.validation.clinic import Protocol
from chart2paper.validation.words_read import WordsRead, read_words_of_clinic
from conftest import ROOT

LOCK = "2020-12-31"


@pytest.fixture(scope="session")
def mapping() -> Mapping:
    return load_mapping(ROOT / "data/mappings/demo_clinic.yaml")


@pytest.fixture(scope="session")
def lists():
    folder = ROOT / "data/codelists"
    return read_drugs(folder / "drugs.csv"), read_pain_conditions(folder / "pain_conditions.csv")


@pytest.fixture(scope="session")
def words(lists, mapping) -> WordsRead:
    return read_words_of_clinic(*lists, mapping, LOCK)


@pytest.fixture(scope="session")
def protocol() -> Protocol:
    study = load_study(ROOT / "config.yaml")
    shared = (values_of(study.exposure), values_of(study.score.kinds), values_of(study.data_lock_date))
    settings = (Setting(analysis_of(study, name), *shared) for name in ("target_trial", "replication"))
    return Protocol(*settings, study.sensitivity.estimate.value)
