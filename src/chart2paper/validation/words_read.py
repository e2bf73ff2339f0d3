"""What cleaning reads from the few distinct texts of a simulated clinic, read once for all clinics."""

from dataclasses import dataclass

import pandas as pd

from chart2paper.clean.code_lists import match_codes
from chart2paper.clean.drugs import clean_drug
from chart2paper.demo_clinic.conditions import CONDITIONS, OTHER_DIAGNOSES
from chart2paper.demo_clinic.ldn_orders import FIRST_LINES, LATER_LINES
from chart2paper.demo_clinic.orders import ADJUVANTS, NOT_LDN, OPIOIDS, OTHERS
from chart2paper.reading.mapping import Mapping
from chart2paper.tables.clean import PERSON
from chart2paper.tables.extract import EXTRACT_DRUG
from chart2paper.tables.read_write import shape

DRUG_FACTS = ["ingredient", "may_name", "drug_class", "route", "daily_dose_mg"]


@dataclass(frozen=True)
class WordsRead:
    """drugs: DRUG_FACTS by drug line. codes: pain_group, mechanism by code."""

    drugs: pd.DataFrame
    codes: pd.DataFrame


def read_words_of_clinic(
    drugs: pd.DataFrame, conditions: pd.DataFrame, mapping: Mapping, data_lock_date: str
) -> WordsRead:
    """Return what `clean` makes of every drug line and code that a simulated practice writes.

    drugs, conditions: the code lists.
    """
    return WordsRead(_drugs(drugs, mapping, data_lock_date), _codes(conditions))


def _drugs(drugs: pd.DataFrame, mapping: Mapping, data_lock_date: str) -> pd.DataFrame:
    lines = [*FIRST_LINES, *LATER_LINES]
    lines += [(line, sig) for line, _, sig in (*OPIOIDS, *ADJUVANTS, *OTHERS, *NOT_LDN)]
    orders = pd.DataFrame(lines, columns=["drug_source_value", "sig"]).assign(
        drug_exposure_id=[f"R{number}" for number in range(len(lines))],
        person_id="P0001",
        drug_exposure_start_date=data_lock_date,
        order_status="Active",
        source_file="medications.csv",
        source_row=range(2, len(lines) + 2),
    )
    person = shape(pd.DataFrame({"person_id": ["P0001"]}), PERSON)
    read = clean_drug(shape(orders, EXTRACT_DRUG), person, drugs, mapping, data_lock_date).table
    return read.assign(line=[lines[row - 2][0] for row in read["source_row"]]).set_index("line")[DRUG_FACTS]


def _codes(conditions: pd.DataFrame) -> pd.DataFrame:
    pairs = [pair for condition in CONDITIONS for pair in condition.codes]
    pairs += [(icd9, icd10) for _, icd9, icd10 in OTHER_DIAGNOSES]
    codes = pd.DataFrame(
        [("ICD9CM", icd9) for icd9, _ in pairs] + [("ICD10CM", icd10) for _, icd10 in pairs],
        columns=["code_system", "condition_code"],
    ).drop_duplicates(ignore_index=True)
    return pd.concat([codes, match_codes(codes, conditions)], axis="columns").set_index("condition_code")
