"""Everyone whose orders name the exposure is counted: exposed, something else, or not read."""

import pandas as pd
import pytest

from chart2paper.clean.drugs import clean_drug
from chart2paper.data_quality import exposed
from chart2paper.data_quality.exposed import exposed_people
from chart2paper.data_quality.fates import Part
from chart2paper.reading.dates import AFTER_LOCK, NO_SUCH_DAY
from chart2paper.reading.mapping import Mapping
from chart2paper.tables.extract import EXTRACT_TABLES
from chart2paper.tables.read_write import shape
from data_quality.looking import DESIGN, LOCK, lists

MAPPING = Mapping.model_validate(
    {
        "clinic": "c",
        "description": "d",
        "date_formats": ["%Y-%m-%d"],
        "code_system": "ICD10CM",
        "values": {"order_status": {"ok": "active", "off": "cancelled"}},
        "files": [{"file": "a.csv", "tables": [{"table": "person", "columns": {"person_id": "N"}}]}],
    }
)
LDN = {"line": "naltrexone 4.5 mg caps", "sig": "1 cap qhs"}


def count(*orders: dict) -> exposed.Exposed:
    """Each order is one person's unless it says whose; other orders keep the reader of drugs from stopping."""
    rows = [
        {
            "person_id": order.get("who", f"P{number:04d}"),
            "drug_exposure_id": str(number),
            "drug_exposure_start_date": order.get("date", "2016-01-01"),
            "drug_source_value": order["line"],
            "sig": order.get("sig", "1 tab daily"),
            "order_status": order.get("status", "ok"),
            "source_file": "a.csv",
            "source_row": number + 2,
        }
        for number, order in enumerate([*orders, {"line": "gabapentin 300 mg", "who": "P9999"}])
    ]
    extracted = shape(pd.DataFrame(rows), EXTRACT_TABLES["drug_exposure"])
    person = pd.DataFrame(
        {"person_id": extracted["person_id"].unique(), "birth_date": pd.Timestamp("1960-01-01")}
    )
    cleaned = clean_drug(extracted, person, lists().drugs, MAPPING, LOCK)
    return exposed_people(Part(EXTRACT_TABLES["drug_exposure"], extracted, cleaned), lists().drugs, DESIGN)


@pytest.mark.parametrize(
    ("order", "why"),
    [
        (LDN, exposed.COUNTS),
        ({"line": "LDN 3 mg qhs", "sig": ""}, exposed.COUNTS),
        ({"line": "naltrexone caps", "sig": "as directed"}, exposed.NO_DOSE),
        (LDN | {"date": "2016-02-30"}, exposed.NO_DATE),
        (LDN | {"date": "2030-01-01"}, exposed.RESTRICTED),
        (LDN | {"status": "off"}, exposed.RESTRICTED),
        ({"line": "naltrexone 50 mg tab"}, exposed.OTHER_FORM),
        ({"line": "Vivitrol 380 mg injection", "sig": "monthly"}, exposed.OTHER_FORM),
        ({"line": "bupropion-naltrexone 90-8 mg"}, exposed.OTHER_FORM),
        ({"line": "stopped naltrexone"}, exposed.NO_ORDER),
        ({"line": "declined naltrexone"}, exposed.RESTRICTED),
        ({"line": "naltrexnoe 4.5 mg caps", "sig": "1 cap qhs"}, exposed.NOT_READ),
    ],
)
def test_an_order_that_names_the_drug_is_the_exposure_or_says_why_not(order, why):
    found = count(order)
    assert [name for name, people in found.people.items() if people] == [why]


def test_an_order_set_aside_for_its_date_is_a_loss_and_one_after_the_lock_is_not():
    assert count(LDN | {"date": "2016-02-30"}).lost == 1  # NO_SUCH_DAY
    assert count(LDN | {"date": "2030-01-01"}).lost == 0  # AFTER_LOCK
    assert NO_SUCH_DAY != AFTER_LOCK


def test_a_person_counts_once_and_one_order_that_counts_is_enough():
    found = count(
        LDN | {"who": "P0001"},
        {"line": "naltrexone caps", "sig": "as directed", "who": "P0001"},
        {"line": "naltrexone caps", "sig": "as directed", "who": "P0002"},
        {"line": "naltrexone 50 mg tab", "who": "P0002"},
    )
    assert (found.exposed, found.lost) == (1, 1)
    assert found.people[exposed.NO_DOSE] == 1
    assert found.people[exposed.OTHER_FORM] == 0


def test_methylnaltrexone_and_other_drugs_do_not_name_the_exposure():
    found = count({"line": "methylnaltrexone 12 mg injection"}, {"line": "lisinopril 10 mg tab"})
    assert sum(found.people.values()) == 0
    assert (found.named, found.not_understood) == (1, 0)  # gabapentin, an adjuvant


def test_daily_doses_of_the_exposure_alone_are_counted():
    found = count(LDN, {"line": "naltrexone caps", "sig": "as directed"}, {"line": "lidocaine 5 % patch"})
    assert (found.orders, found.without_dose) == (2, 1)
