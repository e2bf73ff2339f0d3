"""The small clinic's mapping, the shipped code lists, and two clean persons."""

import pytest

from chart2paper.catalogue.outcomes import FUNCTION, PAIN
from chart2paper.clean.code_lists import read_drugs, read_pain_conditions, read_score_words
from chart2paper.reading.mapping import Mapping
from clean.small_tables import SETTINGS, persons


@pytest.fixture
def mapping() -> Mapping:
    """The mapping of the small clinic."""
    return Mapping.model_validate(SETTINGS)


@pytest.fixture
def lists(root):
    """Folder of the shipped code lists."""
    return root / "data" / "codelists"


@pytest.fixture
def words(lists):
    return read_score_words(lists / "pain_words.csv", PAIN)


@pytest.fixture
def function_words(lists):
    return read_score_words(lists / "function_words.csv", FUNCTION)


@pytest.fixture
def drug_list(lists):
    return read_drugs(lists / "drugs.csv")


@pytest.fixture
def conditions(lists):
    return read_pain_conditions(lists / "pain_conditions.csv")


@pytest.fixture
def person():
    """Two clean persons, born on 5 May 1960."""
    return persons({"person_id": "P0001"}, {"person_id": "P0002"})
