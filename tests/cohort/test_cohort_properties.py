"""What holds for every clinic: nobody is lost, order and time zone leave no trace, the risk sets are right."""

import os
import time
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chart2paper.cohort.chart import chart_up_to_lock
from chart2paper.cohort.select import Selection, select_cohort
from cohort.small_clinic import FIRST_EXPOSURE, FIRST_SCORE, Clinic

EXPOSURE = replace(FIRST_EXPOSURE, calipers={"baseline_score": 3.0, "age": 30}, exact=("pain_group", "sex"))
DESIGNS = {
    "first_score": replace(FIRST_SCORE, min_exposure_days=20),
    "first_exposure": EXPOSURE,
    "visit": replace(EXPOSURE, time_scale="visit", within_days=60),
    "days_in_stay": replace(EXPOSURE, time_scale="days_in_stay", calipers={"age": 60}, exact=("pain_group",)),
}
START = date(2020, 1, 1)
CLINICS = st.integers(0, 10_000)


def random_clinic(seed: int, people: int = 50) -> Clinic:
    """Return people with few, crowded dates in 2020 and early 2021, so that every boundary is hit often."""
    random, clinic = np.random.default_rng(seed), Clinic()

    def day(earliest: int, latest: int) -> date:
        return START + timedelta(days=int(random.integers(earliest, latest)))

    for number in range(people):
        person = f"P{number:02d}"
        born = f"{random.choice([1930, 1960, 1980, 1990, 2002])}-06-15" if random.random() < 0.95 else None
        clinic.person(person, born=born, sex=random.choice(["female", "male", None], p=[0.6, 0.35, 0.05]))
        for _ in range(random.integers(0, 5)):
            group = random.choice(["crps", "migraine"], p=[0.7, 0.3])
            clinic.diagnosis(person, str(day(0, 60)), group, "neuropathic")
        for _ in range(random.integers(0, 8)):
            first, stay = day(0, 400), timedelta(days=int(random.choice([0, 40, 60])))
            clinic.visit(person, str(first), str(first + stay))
            clinic.score(person, str(first), float(random.integers(3, 9)))
        for _ in range(random.choice([0, 0, 0, 1, 2])):
            first, use = day(60, 400), timedelta(days=int(random.integers(0, 60)))
            dose = float(random.choice([4.5, 4.5, 50]))
            unclear = (
                {"ingredient": "not_understood", "may_name": "naltrexone"} if random.random() < 0.1 else {}
            )
            clinic.order(person, str(first), str(first + use), daily_dose_mg=dose, **unclear)
    return clinic


def selected(tables: dict[str, pd.DataFrame], design) -> Selection:
    return select_cohort(chart_up_to_lock(**tables, design=design), design)


def assert_same(one: Selection, other: Selection) -> None:
    pd.testing.assert_frame_equal(one.cohort, other.cohort)
    pd.testing.assert_frame_equal(one.attrition, other.attrition)
    pd.testing.assert_frame_equal(one.pairs, other.pairs)
    pd.testing.assert_frame_equal(one.slots, other.slots)


@pytest.mark.parametrize("rule", DESIGNS)
@settings(max_examples=3, deadline=None)
@given(seed=CLINICS)
def test_everyone_is_in_or_removed_at_exactly_one_step(rule, seed):
    tables = random_clinic(seed).tables()
    selection = selected(tables, DESIGNS[rule])
    cohort, ledger = selection.cohort, selection.attrition
    assert cohort["person_id"].tolist() == tables["person"]["person_id"].tolist()
    assert (cohort["role"].isna() ^ cohort["excluded_because"].isna()).all()
    removed = ledger["exposed"] + ledger["comparator"]
    assert (ledger["remaining"].diff().dropna() == -removed[1:]).all()
    assert ledger["remaining"].iloc[-1] == cohort["role"].notna().sum()
    counted = cohort["excluded_because"].value_counts()
    assert removed[1:].tolist() == [counted.get(reason, 0) for reason in ledger["reason"][1:]]


@pytest.mark.parametrize("rule", DESIGNS)
@settings(max_examples=2, deadline=None)
@given(seed=CLINICS)
def test_the_order_of_the_rows_changes_nothing(rule, seed):
    tables = random_clinic(seed).tables()
    shuffled = {name: table.sample(frac=1, random_state=seed) for name, table in tables.items()}
    assert_same(selected(tables, DESIGNS[rule]), selected(shuffled, DESIGNS[rule]))


@pytest.mark.parametrize("rule", DESIGNS)
def test_the_time_zone_changes_nothing(rule, monkeypatch):
    tables, found = random_clinic(7).tables(), []
    for zone in ("UTC", "Pacific/Kiritimati", "America/Los_Angeles"):
        monkeypatch.setitem(os.environ, "TZ", zone)
        time.tzset()
        found.append(selected(tables, DESIGNS[rule]))
    monkeypatch.undo()
    time.tzset()
    assert_same(found[0], found[1])
    assert_same(found[0], found[2])


@pytest.mark.parametrize("rule", DESIGNS)
def test_nothing_after_the_data_lock_date_is_used(rule):
    tables = random_clinic(11).tables()
    dates = {
        "visit": "visit_start_date",
        "measurement": "measurement_date",
        "drug": "drug_exposure_start_date",
        "condition": "condition_start_date",
        "observation": "observation_date",
    }
    lock = pd.Timestamp(DESIGNS[rule].data_lock_date)
    known = {
        name: table[table[dates[name]] <= lock] if name in dates else table for name, table in tables.items()
    }
    assert sum(map(len, known.values())) < sum(map(len, tables.values()))
    assert_same(selected(tables, DESIGNS[rule]), selected(known, DESIGNS[rule]))


@pytest.mark.parametrize("rule", ["first_exposure", "visit"])
@settings(max_examples=5, deadline=None)
@given(seed=CLINICS)
def test_risk_sets_are_those_found_by_looking_at_every_person_and_day(rule, seed):
    tables = random_clinic(seed).tables()
    selection = selected(tables, DESIGNS[rule])
    slots = selection.slots.iloc[selection.pairs["slot"]]
    found = set(zip(selection.pairs["exposed_id"], slots["person_id"], slots["index_date"], strict=True))
    assert len(found) == len(selection.pairs)
    assert found == _risk_sets_one_by_one(tables, DESIGNS[rule])


def _risk_sets_one_by_one(tables, design) -> set[tuple[str, str, pd.Timestamp]]:
    """Return exposed and candidate ids and index dates, following the protocol's words person by person."""
    tables = {name: list(table.itertuples()) for name, table in tables.items()}
    people = [_Person(row, tables, pd.Timestamp(design.data_lock_date)) for row in tables["person"]]
    starts = {person: person.first_exposure() for person in people}
    exposed = {who: day for who, day in starts.items() if day is not None and who.eligible(day, design)}
    found = set()
    for who, day in exposed.items():
        for other in people:
            theirs = other.day_beside(who, day, design)
            if other is not who and theirs is not None and who.like(other, day, theirs):
                found.add((who.id, other.id, theirs))
    return found


class _Person:
    """A person's records as lists, asked in the plainest way."""

    def __init__(self, row, tables, lock) -> None:
        self.id, self.born, self.sex, self.lock = row.person_id, row.birth_date, row.sex, lock
        self.visits = self._mine(tables["visit"], "visit_start_date", lock)
        self.scores = self._mine(tables["measurement"], "measurement_date", lock)
        self.orders = self._mine(tables["drug"], "drug_exposure_start_date", lock)
        self.diagnoses = self._mine(tables["condition"], "condition_start_date", lock)

    def _mine(self, table, date_column, lock) -> list:
        return [row for row in table if row.person_id == self.id and getattr(row, date_column) <= lock]

    def first_exposure(self):
        own = [o for o in self.orders if o.ingredient == "naltrexone" and o.daily_dose_mg <= 10]
        return min((o.drug_exposure_start_date for o in own), default=None)

    def had_drug_by(self, day) -> bool:
        return any(o.drug_exposure_start_date <= day for o in self.orders)

    def last_day(self, order):
        end = order.drug_exposure_end_date
        return order.drug_exposure_start_date if pd.isna(end) else end

    def age(self, day) -> int | None:
        if pd.isna(self.born):
            return None
        return day.year - self.born.year - ((day.month, day.day) < (self.born.month, self.born.day))

    def group(self, day):
        coded = {
            (d.condition_start_date, d.pain_group) for d in self.diagnoses if d.condition_start_date <= day
        }
        groups = {group for _, group in coded}
        days = {group: sorted(on for on, other in coded if other == group) for group in groups}
        return min(groups, key=lambda g: (-len(days[g]), -days[g][-1].toordinal(), g), default=None)

    def baseline_day(self, day, window):
        days = (s.measurement_date for s in self.scores)
        return max((on for on in days if window[0] <= (on - day).days <= window[1]), default=None)

    def day_beside(self, exposed, day, design):
        """Return the index date as somebody's comparator: their day, or one as long after a scored visit."""
        window = design.baseline_days
        days = [day]
        if design.time_scale == "visit":
            age = day - exposed.baseline_day(day, window)
            seen = [
                s.measurement_date
                for s in self.scores
                if any(v.visit_start_date <= s.measurement_date <= v.visit_end_date for v in self.visits)
            ]
            days = [on + age for on in seen if self.baseline_day(on + age, window) == on]
        within = pd.Timedelta(days=design.within_days or 0)
        possible = [
            on
            for on in days
            if on <= self.lock
            and abs(on - day) <= within
            and not self.had_drug_by(on)
            and self.eligible(on, design)
        ]
        return min(possible, key=lambda on: (abs(on - day), on), default=None)

    def baseline(self, day, window):
        days = (day - s.measurement_date for s in self.scores)
        within = [gap for gap in days if -window[1] <= gap.days <= -window[0]]
        if not within:
            return None
        return float(
            np.mean([s.value_as_number for s in self.scores if day - s.measurement_date == min(within)])
        )

    def eligible(self, day, design) -> bool:
        care = pd.Timedelta(days=design.under_care_days)
        washout = pd.Timedelta(days=design.washout_days)
        return (
            self.sex is not pd.NA
            and self.age(day) is not None
            and self.age(day) >= design.min_age
            and self.group(day) is not None
            and any(v.visit_start_date <= day <= v.visit_end_date + care for v in self.visits)
            and self.baseline(day, design.baseline_days) is not None
            and not any(
                o.drug_exposure_start_date < day and self.last_day(o) >= day - washout for o in self.orders
            )
        )

    def like(self, other, day, theirs) -> bool:
        window = EXPOSURE.baseline_days
        return (
            self.sex == other.sex
            and self.group(day) == other.group(theirs)
            and abs(self.age(day) - other.age(theirs)) <= EXPOSURE.calipers["age"]
            and abs(self.baseline(day, window) - other.baseline(theirs, window))
            <= EXPOSURE.calipers["baseline_score"]
        )
