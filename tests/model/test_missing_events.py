"""Intercurrent events: what counts, from which day, until when, and who had them."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from chart2paper.model.missing.events import collect_events
from chart2paper.model.missing.intercurrent import intercurrent_events
from chart2paper.tables.clean import DRUG, PROCEDURE
from chart2paper.tables.missing import EVENTS, INTERCURRENT_EVENTS
from chart2paper.tables.read_write import check, shape
from cohort.small_clinic import FIRST_EXPOSURE
from model.people import people

# Index date 2019-05-01 (day 0) for all; the outcome window ends on day 150 (2019-09-28).
DAY = pd.Timestamp("2019-05-01")


def on(day: int) -> pd.Timestamp:
    return DAY + pd.Timedelta(days=day)


def order(person, first, last, **more):
    return {
        "person_id": person,
        "drug_exposure_start_date": on(first),
        "drug_exposure_end_date": None if last is None else on(last),
        "end_rule": "stop_date",
        "ingredient": "naltrexone",
        "drug_class": "opioid_antagonist",
        "route": "oral",
        "daily_dose_mg": 4.5,
    } | more


def opioid(person, first, **more):
    return (
        order(
            person, first, first + 30, ingredient="oxycodone", drug_class="analgesic+opioid", daily_dose_mg=30
        )
        | more
    )


def pair(days_to_final=(None, None), on_opioid=(0, 0)):
    """Return an exposed person P000 and their comparator P001."""
    frame = people([(6, 4)], [(6, 5)], on_opioid=list(on_opioid))
    days = {"P000": days_to_final[0], "P001": days_to_final[1]}
    return frame.assign(days_to_final=frame["person_id"].map(days).astype("Int64"))


def found(orders=(), procedures=(), design=FIRST_EXPOSURE, frame=None):
    drug = shape(pd.DataFrame(list(orders)).assign(drug_exposure_id="d") if orders else pd.DataFrame(), DRUG)
    done = pd.DataFrame(procedures, columns=["person_id", "procedure_date", "procedure_source_value"])
    made = collect_events(pair() if frame is None else frame, drug, shape(done, PROCEDURE), design)
    check(made, EVENTS, "events.csv")
    return list(made[["person_id", "event", "day", "detail"]].itertuples(index=False, name=None))


def test_no_records_no_events():
    assert found() == []


def test_stopping_is_the_first_day_after_the_first_episode_with_its_reason():
    orders = [order("P000", 0, 29), order("P000", 30, 49, stop_reason="no_effect"), order("P000", 140, 300)]
    assert found(orders) == [("P000", "stopped_exposure", 50, "no_effect")]


def test_a_short_gap_is_no_stop_and_use_beyond_the_window_is_none():
    assert found([order("P000", 0, 29), order("P000", 80, 200)]) == []
    assert found([order("P000", 0, 149)]) == [("P000", "stopped_exposure", 150, "no reason recorded")]
    assert found([order("P000", 0, 150)]) == []


@pytest.mark.parametrize(("rule", "known"), [("stop_date", True), ("days_supplied", False)])
def test_a_supply_that_ran_out_just_before_the_lock_may_have_been_renewed(rule, known):
    design = replace(FIRST_EXPOSURE, data_lock_date=date(2019, 7, 1))
    assert bool(found([order("P000", 0, 40, end_rule=rule)], design=design)) == known


def test_an_order_that_runs_past_the_lock_has_not_stopped():
    assert (
        found([order("P000", 0, 90)], design=replace(FIRST_EXPOSURE, data_lock_date=date(2019, 7, 1))) == []
    )


def test_a_comparator_starts_with_an_order_that_counts_as_the_exposure():
    assert found([order("P001", 20, 60), order("P001", 90, 120)]) == [
        ("P001", "started_exposure", 20, "naltrexone")
    ]
    assert found([order("P001", 20, 60, daily_dose_mg=50.0)]) == []


@pytest.mark.parametrize("day", [0, 151])
def test_nothing_on_the_index_date_or_after_the_window_is_an_event(day):
    assert found([opioid("P001", day)], [("P000", on(day), "Joint injection")]) == []


def test_an_opioid_starts_only_in_people_not_on_one_and_once():
    orders = [opioid("P000", 10), opioid("P001", 20), opioid("P001", 60)]
    assert found(orders, frame=pair(on_opioid=(1, 0))) == [("P001", "started_opioid", 20, "oxycodone")]


def test_the_exposure_drug_is_no_opioid_start():
    antagonist = order("P001", 20, 60, daily_dose_mg=50.0, drug_class="opioid+opioid_antagonist")
    assert found([antagonist]) == []


def test_procedures_of_one_day_are_one_event_in_alphabetical_order():
    done = [("P000", on(9), "TENS trial"), ("P000", on(9), "Joint injection"), ("P000", on(8), "TENS trial")]
    assert found(procedures=done) == [
        ("P000", "procedure", 8, "TENS trial"),
        ("P000", "procedure", 9, "Joint injection; TENS trial"),
    ]


def test_people_who_are_not_matched_have_no_events():
    assert found([opioid("P777", 10)], [("P777", on(9), "TENS trial")]) == []


def counted(frame, procedures):
    done = pd.DataFrame(procedures, columns=["person_id", "procedure_date", "procedure_source_value"])
    made = collect_events(frame, shape(pd.DataFrame(), DRUG), shape(done, PROCEDURE), FIRST_EXPOSURE)
    table = intercurrent_events(frame, made)
    check(table, INTERCURRENT_EVENTS, "intercurrent_events.csv")
    return table.set_index(["role", "event"])


def test_a_person_counts_once_and_only_for_what_came_by_their_outcome():
    done = [("P000", on(9), "a"), ("P000", on(20), "b"), ("P001", on(95), "c")]
    table = counted(pair(days_to_final=(90, 90)), done)
    assert table.loc[("exposed", "procedure"), ["n", "people", "share"]].tolist() == [1, 1, 1]
    assert table.loc[("comparator", "procedure"), "n"] == 0


def test_without_an_outcome_events_count_to_the_end_of_the_window():
    assert counted(pair(), [("P001", on(95), "c")]).loc[("comparator", "procedure"), "n"] == 1


def test_each_arm_has_a_row_for_each_event_that_it_can_have():
    table = counted(pair(), [])
    assert set(table.index) == {
        ("exposed", "stopped_exposure"),
        ("exposed", "started_opioid"),
        ("exposed", "procedure"),
        ("comparator", "started_exposure"),
        ("comparator", "started_opioid"),
        ("comparator", "procedure"),
    }
    assert table["handling"].str.startswith("treatment policy: ").all()


def test_without_matched_people_there_are_no_events():
    nobody = people([], [])
    assert (
        found([order("P000", 0, 29), opioid("P001", 5)], [("P000", on(9), "TENS trial")], frame=nobody) == []
    )
    assert counted(nobody, [])["share"].isna().all()
