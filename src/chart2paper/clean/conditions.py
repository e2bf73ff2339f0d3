"""Diagnoses: codes in one spelling, with their pain group and mechanism."""

import pandas as pd

from chart2paper.clean.code_lists import match_codes
from chart2paper.clean.date_columns import read_date_column
from chart2paper.clean.icd import code_systems, read_codes
from chart2paper.clean.others import same_row_twice
from chart2paper.clean.outcome import Cleaned, Refusal, change_of, require_some, settle
from chart2paper.clean.several_in_a_cell import diagnosis_problems
from chart2paper.clean.visits import before_birth, require_dates
from chart2paper.problems import raise_if_any
from chart2paper.reading.mapping import Mapping
from chart2paper.reading.rules import blank
from chart2paper.tables.clean import CONDITION
from chart2paper.tables.extract import EXTRACT_CONDITION


def clean_condition(
    frame: pd.DataFrame, person: pd.DataFrame, conditions: pd.DataFrame, mapping: Mapping, data_lock_date: str
) -> Cleaned:
    """Clean the extracted diagnoses; `person` are clean, `conditions` is the list of painful conditions.

    Codes that are not on the list are kept, without a pain group. Raises `Problems` when there are
    diagnoses and the list matches none of them, and when cells hold several.
    """
    raise_if_any(diagnosis_problems(frame, mapping))
    day = read_date_column(frame, "condition_start_date", mapping, pd.Timestamp(data_lock_date))
    code = read_codes(
        frame["condition_source_value"], code_systems(frame["code_system"], day["day"], mapping), conditions
    )
    meaning = match_codes(
        pd.DataFrame({"code_system": code["system"], "condition_code": code["value"]}), conditions
    )
    require_dates(frame["condition_start_date"], day, "condition_start_date")
    entered = ~blank(frame["condition_source_value"])
    what, todo = _nothing_matches(code["value"])
    require_some(meaning["pain_group"].notna(), entered, "condition_source_value", what, todo)
    refusals = [
        Refusal("condition_start_date", day["reason"]),
        Refusal("condition_source_value", code["reason"]),
        Refusal("condition_start_date", before_birth(frame["person_id"], day["day"], person)),
    ]
    refusals.append(same_row_twice(frame, EXTRACT_CONDITION, day["day"], refusals))
    return settle(
        frame,
        EXTRACT_CONDITION,
        CONDITION,
        {
            "condition_start_date": day["day"],
            "code_system": code["system"],
            "condition_code": code["value"],
            "pain_group": meaning["pain_group"],
            "mechanism": meaning["mechanism"],
        },
        refusals,
        [
            change_of("condition_start_date", day, day["text"]),
            change_of("condition_source_value", code, code["value"]),
        ],
    )


def _nothing_matches(codes: pd.Series) -> tuple[str, str]:
    if codes.notna().any():
        what = "the list of painful conditions matches no diagnosis"
        return what, "check code_system in the mapping and the list of painful conditions"
    return (
        "no diagnosis is an ICD code: words and codes of other systems (SNOMED) are not read",
        "export the diagnosis codes (ICD), and check code_system in the mapping",
    )
