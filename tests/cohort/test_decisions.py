"""Every eligibility decision of every person: what each restriction says, and that it agrees with the ledger."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chart2paper.cohort.decisions import decisions
from chart2paper.cohort.select import select_cohort
from chart2paper.tables.cohort import DECISIONS
from chart2paper.tables.read_write import check, shape
from cohort.small_clinic import FIRST_EXPOSURE, FIRST_SCORE, Clinic
from cohort.test_cohort_properties import CLINICS, DESIGNS, random_clinic

NO_DAY = "not asked: there is no day on which they meet every earlier restriction"
NO_DATE = "not asked: there is no index date to ask about"
REQUIRED = {f"{rule}, outcome required": replace(d, outcome_required=True) for rule, d in DESIGNS.items()}


def decided(clinic: Clinic, design) -> tuple[pd.DataFrame, pd.DataFrame]:
    selection = select_cohort(clinic.chart(design), design)
    table = shape(decisions(selection.considered, selection.cohort["person_id"], design), DECISIONS)
    return table, selection.attrition


def told(clinic: Clinic, design, person: str, role: str) -> dict[str, str]:
    """Return reason (up to its brackets) -> decision, and why it was not asked."""
    table, _ = decided(clinic, design)
    rows = table[(table["person_id"] == person) & (table["considered_as"] == role)]
    words = rows["reason"].str.split(r" \(|:", regex=True).str[0]
    why = rows["why_not_asked"].fillna("")
    return {word: f"{d}: {w}" if w else d for word, d, w in zip(words, rows["decision"], why, strict=True)}


@pytest.mark.parametrize("design", (DESIGNS | REQUIRED).values(), ids=(DESIGNS | REQUIRED).keys())
@settings(max_examples=4, deadline=None)
@given(seed=CLINICS, people=st.sampled_from([0, 1, 5, 50]))
def test_the_first_failed_step_of_each_person_gives_the_ledger(design, seed, people):
    table, ledger = decided(random_clinic(seed, people), design)
    check(table, DECISIONS, "decisions")
    failed = table[table["decision"] == "fails"]
    first = failed.groupby(["person_id", "considered_as"])["step"].min()
    roles = pd.MultiIndex.from_frame(table[["person_id", "considered_as"]].drop_duplicates())
    first = first.reindex(roles, fill_value=99)  # 99 = in, the latest of all
    latest = first.groupby("person_id").max()
    counted = latest.value_counts()
    removed = ledger["exposed"] + ledger["comparator"]
    assert removed[1:].tolist() == [counted.get(step, 0) for step in ledger["step"][1:]]
    assert counted.get(99, 0) == ledger["remaining"].iloc[-1]
    assert table["reason"].unique().tolist() == (ledger["reason"][1:].tolist() if people else [])


@pytest.mark.parametrize("design", (DESIGNS | REQUIRED).values(), ids=(DESIGNS | REQUIRED).keys())
def test_nothing_is_left_unasked_without_a_reason_and_everyone_is_considered(design):
    table, _ = decided(random_clinic(3), design)
    assert ((table["decision"] == "not asked") == table["why_not_asked"].notna()).all()
    assert table["person_id"].nunique() == 50


def test_without_a_scored_visit_only_what_needs_no_date_is_asked():
    clinic = Clinic().person("A", born=None).order("A", "2019-01-01", daily_dose_mg=50)
    assert told(clinic, FIRST_SCORE, "A", "comparator") == {
        "no pain score at a completed visit": "fails",
        "age unknown": "fails",
        "younger than 18 years on the index date": NO_DATE,
        "no diagnosis on the pain code list by the index date": NO_DATE,
        "had LDN before the index date": NO_DATE,
        "may have had naltrexone": NO_DATE,
        "no pain score in the baseline window": NO_DATE,
        "had naltrexone in any form, but no order that counts as LDN": "fails",
        "used LDN for fewer than 60 days": "passes",
        "not known, but needed for matching": NO_DATE,
        "no pain score in the outcome window": NO_DATE,
        "no exposed person to be compared with": (
            "not asked: only people who meet every earlier restriction are compared"
        ),
    }


def test_later_steps_are_asked_although_an_earlier_one_failed():
    clinic = Clinic().patient("A", born="2005-01-01").patient("B", born=None)
    asked = told(clinic, FIRST_SCORE, "A", "comparator")
    assert asked["younger than 18 years on the index date"] == "fails"
    assert asked["no diagnosis on the pain code list by the index date"] == "passes"
    assert (
        told(clinic, FIRST_SCORE, "B", "comparator")["younger than 18 years on the index date"]
        == "not asked: the age is unknown"
    )


def test_someone_who_starts_later_is_considered_in_both_roles():
    clinic = Clinic().patient("A").order("A", "2018-02-01").patient("B").order("B", "2018-03-01")
    table, _ = decided(clinic, FIRST_EXPOSURE)
    assert table.groupby("person_id")["considered_as"].unique().map(sorted).to_dict() == {
        "A": ["comparator", "exposed"],
        "B": ["comparator", "exposed"],
    }
    as_comparator = told(clinic, FIRST_EXPOSURE, "B", "comparator")
    assert as_comparator["no exposed person to be compared with"] == "passes"
    assert told(clinic, FIRST_EXPOSURE, "A", "comparator")["no exposed person to be compared with"] == "fails"
    assert told(clinic, FIRST_EXPOSURE, "A", "exposed")["no exposed person to be compared with"].startswith(
        "not asked: asked of comparators only"
    )


def test_once_no_day_is_left_a_comparator_cannot_be_asked_further():
    clinic = Clinic().patient("A").order("A", "2018-02-01").person("B").scored_visit("B", "2018-01-10", 5)
    asked = told(clinic, FIRST_EXPOSURE, "B", "comparator")
    assert asked["no diagnosis on the pain code list by the index date"] == "fails"
    assert asked["no completed visit in the 90 days up to the index date"] == NO_DAY


def test_the_outcome_is_asked_only_of_those_who_would_inherit_a_date():
    design = replace(FIRST_EXPOSURE, outcome_required=True)
    clinic = Clinic().patient("A").order("A", "2018-02-01").scored_visit("A", "2018-05-01", 5)
    clinic.patient("B").patient("C").diagnosis("C", "2018-01-11", "crps").diagnosis("C", "2018-01-12", "crps")
    as_b, as_c = (told(clinic, design, person, "comparator") for person in "BC")
    assert as_b["no pain score in the outcome window"] == "fails"
    assert as_b["no exposed person to be compared with"] == NO_DAY
    assert as_c["no pain score in the outcome window"] == (
        "not asked: asked on index dates beside exposed people like them, and there are none"
    )
    assert as_c["no exposed person to be compared with"] == "fails"
