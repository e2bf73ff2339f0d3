"""What may be asked: one person moves every answer by no more than is declared, whoever else is there."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chart2paper.catalogue.covariates import COVARIATES, MECHANISMS
from chart2paper.model.outcomes import NO_SCORE, NO_VISIT
from chart2paper.release.private.questions import (
    NOT_KNOWN,
    PRIVATE_TABLES,
    SEXES,
    exposed_once,
    questions_of,
)
from chart2paper.tables.read_write import shape
from chart2paper.tables.weighting import POPULATION
from cohort.test_cohort_properties import CLINICS, DESIGNS, random_clinic, selected
from release.released_words import RELEASE_WORDS

ESTIMATION = {"responder_thresholds_percent": [30, 50], "scale": "pain"}
SCORES = st.one_of(st.none(), st.floats(0, 10))


@st.composite
def person(draw):
    final = draw(SCORES)
    return {
        "role": draw(st.sampled_from(["exposed", "exposed", "comparator"])),
        "age": draw(st.one_of(st.none(), st.integers(0, 90))),
        "sex": draw(st.sampled_from([*SEXES, None])),
        "mechanism": draw(st.sampled_from([*MECHANISMS, None])),
        "baseline_score": draw(SCORES),
        "final_score": final,
        "outcome_missing_because": draw(st.sampled_from([NO_VISIT, NO_SCORE])) if final is None else None,
    }


OF_OTHERS = [name for name, covariate in COVARIATES.items() if covariate.of_others]


def frame_of(people):
    rows = [{"person_id": f"P{place:04d}", **one} for place, one in enumerate(people)]
    return shape(pd.DataFrame(rows), POPULATION)


def moved(one, other):
    """Return by how much each answer differs between two populations, in parts of what is declared."""
    tables = list(PRIVATE_TABLES)
    before, after = (questions_of(tables, people, ESTIMATION) for people in (one, other))
    return [
        (sum(abs(x - y) for x, y in zip(b.exact, a.exact, strict=True)), b.sensitivity, b.labels == a.labels)
        for table in tables
        for b, a in zip(before[table], after[table], strict=True)
    ]


@settings(max_examples=150, deadline=None)
@given(st.lists(person(), min_size=1, max_size=8), st.integers(0, 7))
def test_adding_or_removing_one_person_moves_no_answer_further_than_declared(people, place):
    whole = frame_of(people)
    without = whole[whole["person_id"] != f"P{place % len(people):04d}"]
    for distance, declared, same_labels in moved(whole, without):
        assert distance <= declared
        assert same_labels


def test_the_declared_sensitivity_is_reached_and_so_no_larger_than_it_must_be():
    best = {"role": "exposed", "age": 50, "sex": "female", "mechanism": "mixed"}
    whole = frame_of([{**best, "baseline_score": 10.0, "final_score": 0.0}])
    assert all(distance == declared for distance, declared, _ in moved(whole, whole.iloc[:0]))


@pytest.mark.parametrize("rule", DESIGNS)
@settings(max_examples=4, deadline=None)
@given(seed=CLINICS, leaver=st.integers(0, 29))
def test_the_exposed_of_a_cohort_do_not_depend_on_anybody_else(rule, seed, leaver):
    """The promise rests on this: who leaves the clean records takes one row along, and changes none.

    Whether a covariate that is measured against everybody has a value depends on nobody else, either.
    """
    tables = random_clinic(seed, people=30).tables()
    gone = f"P{leaver:02d}"
    without = {
        name: table[table["person_id"] != gone].reset_index(drop=True) for name, table in tables.items()
    }
    one, other = (_exposed(t, DESIGNS[rule]) for t in (tables, without))
    pd.testing.assert_frame_equal(one[one["person_id"] != gone].reset_index(drop=True), other)


def _exposed(tables, design):
    cohort = selected(tables, design).cohort
    exposed = cohort[cohort["role"].eq("exposed").fillna(False)].reset_index(drop=True)
    return exposed.assign(**{name: exposed[name].notna() for name in OF_OTHERS})


def test_no_question_looks_at_a_covariate_that_is_measured_against_everybody():
    best = {"role": "exposed", "age": 50, "sex": "female", "mechanism": "mixed"}
    whole = frame_of([{**best, "baseline_score": 10.0, "final_score": 0.0}])
    assert OF_OTHERS
    other = whole.assign(**dict.fromkeys(OF_OTHERS, 3.0))
    assert all(distance == 0 and same for distance, _, same in moved(whole, other))


def test_comparators_are_in_no_answer():
    people = [{"role": "comparator", "age": 50, "sex": "male", "baseline_score": 7.0, "final_score": 3.0}] * 5
    asked = questions_of(list(PRIVATE_TABLES), frame_of(people), ESTIMATION)
    assert {number for table in asked.values() for one in table for number in one.exact} == {0}


def test_a_person_twice_among_the_exposed_counts_once():
    people = frame_of([{"role": "exposed", "sex": "male"}] * 2).assign(person_id="P0001")
    assert len(exposed_once(people)) == 1


def test_groups_are_fixed_beforehand_and_a_word_that_is_none_of_them_is_not_known():
    people = frame_of([{"role": "exposed", "sex": "female"}, {"role": "exposed", "sex": None}])
    one = questions_of(["sex"], people.assign(sex=["female", "rash seen by Smith"]), ESTIMATION)["sex"][0]
    assert dict(zip(one.labels, one.exact, strict=True)) == {"female": 1, "male": 0, "other": 0, NOT_KNOWN: 1}


def test_falls_of_pain_are_counted_at_the_highest_threshold_reached():
    rows = [(8, 4), (8, 5), (8, 6), (8, 8), (0, 0), (8, None), (10, 7)]
    people = [{"role": "exposed", "baseline_score": float(b), "final_score": f} for b, f in rows]
    one = questions_of(["response"], frame_of(people), ESTIMATION)["response"][0]
    assert dict(zip(one.labels, one.exact, strict=True)) == {
        "pain fell by 30% to below 50%": 2,
        "pain fell by 50% or more": 1,
        "less, or no outcome score": 4,
    }


def test_scores_are_held_within_the_scale_and_counted_from_its_middle_in_hundredths():
    people = frame_of([{"role": "exposed", "baseline_score": 7.0, "final_score": 3.0}])
    people = people.assign(baseline_score=np.array([99.0]))
    count, before, after = questions_of(["scores"], people, ESTIMATION)["scores"]
    assert (count.exact, before.exact, after.exact) == ((1,), (500,), (-200,))


def test_every_table_has_a_title_among_the_passages():
    assert RELEASE_WORDS.parts("release/private/tables") == tuple(PRIVATE_TABLES)
