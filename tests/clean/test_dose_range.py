"""Doses that cannot be believed of their drug."""

import pytest

from clean.small_tables import shown
from clean.test_drugs import clean

IMPLAUSIBLE = [
    ({"drug_source_value": "LDN 50 mg", "sig": "qhs"}, None),
    ({"drug_source_value": "naltrexone 50 mg", "sig": "qhs"}, 50.0),
    ({"drug_source_value": "LDN - naltrexone 50 mg", "sig": "qhs"}, None),
    ({"drug_source_value": "acetaminophen 1000 mg tab", "sig": "2 tabs q4h"}, None),
    ({"drug_source_value": "acetaminophen 1000 mg tab", "sig": "1 tab q6h"}, 4000.0),
]


@pytest.mark.parametrize(("order", "dose"), IMPLAUSIBLE)
def test_a_dose_outside_the_range_of_its_name_is_emptied_and_listed(mapping, person, drug_list, order, dose):
    cleaned = clean(mapping, person, drug_list, order)
    assert shown(cleaned.table, "daily_dose_mg") == [(dose,)]
    rules = set(cleaned.log.loc[cleaned.log["column"] == "daily_dose_mg", "rule"])
    assert ("outside_plausible_range" in rules) == (dose is None)
