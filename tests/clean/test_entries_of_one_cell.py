"""Orders that stood in one cell of the export are told apart in the log and the quarantine of cleaning."""

from chart2paper.clean.drugs import clean_drug
from chart2paper.tables.clean import CLEANING_LOG
from chart2paper.tables.extract import EXTRACT_DRUG, QUARANTINE
from chart2paper.tables.read_write import check
from clean.small_tables import LOCK, extract


def cleaned(day, person, drug_list, mapping):
    rows = [
        {
            "drug_exposure_id": f"R1:{place}",
            "source_row": 7,
            "drug_source_value": line,
            "drug_exposure_start_date": day,
        }
        for place, line in ((1, "LDN 4.5 mg"), (2, "tramadol 50 mg"))
    ]
    return clean_drug(extract(EXTRACT_DRUG, *rows), person, drug_list, mapping, LOCK)


def test_a_date_of_a_row_is_logged_for_each_of_its_orders(person, drug_list, mapping):
    found = cleaned("03/05/2016", person, drug_list, mapping)
    check(found.log, CLEANING_LOG, "log")
    dates = found.log[found.log["column"].str.startswith("drug_exposure_start_date")]
    assert dates["column"].tolist() == ["drug_exposure_start_date [1]", "drug_exposure_start_date [2]"]
    assert found.table["drug_exposure_id"].tolist() == ["R1:1", "R1:2"]


def test_orders_of_a_row_that_cannot_be_used_are_counted_one_by_one(person, drug_list, mapping):
    rows = [
        {"drug_exposure_id": "R0", "drug_source_value": "LDN", "drug_exposure_start_date": "2016-03-05"},
        *(
            {
                "drug_exposure_id": f"R1:{place}",
                "source_row": 7,
                "drug_source_value": line,
                "drug_exposure_start_date": "2016-02-30",
            }
            for place, line in ((1, "LDN 4.5 mg"), (2, "tramadol 50 mg"))
        ),
    ]
    found = clean_drug(extract(EXTRACT_DRUG, *rows), person, drug_list, mapping, LOCK)
    check(found.quarantine, QUARANTINE, "quarantine")
    assert found.quarantine["column"].tolist() == [
        "drug_exposure_start_date [1]",
        "drug_exposure_start_date [2]",
    ]
    ledger = found.ledger.iloc[0]
    assert (ledger["rows_read"], ledger["rows_kept"], ledger["rows_quarantined"]) == (3, 1, 2)
