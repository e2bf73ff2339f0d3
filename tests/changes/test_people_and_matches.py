"""Who entered, left or changed arm by which rule, and why a matched set is another one."""

import pandas as pd
import pytest

from changes.small_runs import MANIFEST
from chart2paper.catalogue.outcomes import PAIN
from chart2paper.changes.matches import NOT_DETERMINED, Side, reasons
from chart2paper.changes.people import IN, NOT_IN_EXPORT, compare_people
from chart2paper.changes.run import Run
from chart2paper.tables.changes import RAW_ROWS, READINGS
from chart2paper.tables.cohort import COHORT, ON_INDEX_DATE
from chart2paper.tables.read_write import shape, write_table

COMPARATOR, EXPOSED = ("comparator", None, None), ("exposed", None, "2016-01-01")
OUT, TOO_YOUNG = (None, "no pain score", None), (None, "younger than 18", None)


@pytest.fixture
def cohort(tmp_path):
    def write(name, **people):
        folder = tmp_path / name / "trial/cohort"
        folder.mkdir(parents=True)
        rows = [
            dict(zip(("role", "excluded_because", "index_date"), row, strict=True)) for row in people.values()
        ]
        frame = pd.DataFrame(rows).assign(person_id=list(people))
        write_table(frame, COHORT.on(PAIN), folder / "cohort.csv")
        return Run(tmp_path / name, MANIFEST)

    return write


def changes(before, now):
    nothing = (shape(pd.DataFrame(), RAW_ROWS), shape(pd.DataFrame(), READINGS))
    found = compare_people(before, now, *nothing)
    return {
        row.person_id: (row.change, row.rule_before, row.rule_now) for row in found.itertuples(index=False)
    }


def test_each_change_of_part_is_told_with_the_rule_then_and_now(cohort):
    before = cohort(
        "then", P1=OUT, P2=COMPARATOR, P3=COMPARATOR, P4=EXPOSED, P5=OUT, P6=OUT, P7=EXPOSED, P8=COMPARATOR
    )
    later = ("exposed", None, "2016-02-01")
    now = cohort(
        "now", P1=COMPARATOR, P2=OUT, P3=EXPOSED, P4=later, P5=TOO_YOUNG, P6=OUT, P8=COMPARATOR, P9=OUT
    )
    assert changes(before, now) == {
        "P1": ("entered", "no pain score", IN),
        "P2": ("left", IN, "no pain score"),
        "P3": ("changed arm", IN, IN),
        "P4": ("another index date", IN, IN),
        "P5": ("still out, for another reason", "no pain score", "younger than 18"),
        "P7": ("left", IN, NOT_IN_EXPORT),
        "P9": ("new in the export, not in", NOT_IN_EXPORT, "no pain score"),
    }


def test_the_same_people_are_no_change(cohort):
    assert changes(cohort("then", P1=OUT, P2=EXPOSED), cohort("now", P1=OUT, P2=EXPOSED)) == {}


def someone(role="comparator", because=None, **values):
    return {
        "role": role,
        "excluded_because": because,
        "index_date": pd.Timestamp("2016-01-01"),
        **dict.fromkeys((column.name for column in ON_INDEX_DATE), 1.0),
        **values,
    }


def side(sets, people=None, candidates=("B", "C", "D"), matching=None, unmatched=None):
    cohort = {"A": someone("exposed"), "X": someone("exposed"), **{id: someone() for id in "BCD"}} | (
        people or {}
    )
    place = {}
    for set_id, members in sets.items():
        for member in members:
            place.setdefault(member, set()).add(set_id)
    pairs = {("A", id): cohort[id] for id in candidates}
    return Side(cohort, sets, place, pairs, unmatched or {}, matching or {"ratio": 1})


NEAR = {"A": {"B": 0.5}}
OTHER = {"A": {"C": 0.3}}


@pytest.mark.parametrize(
    ("then", "now", "why"),
    [
        (side(NEAR), side({"A": {"C": 0.5}, "X": {"B": 0.1}}), "B is now matched with X"),
        (side(NEAR), side(OTHER, {"B": someone(None, "too young")}), "B left the analysis (too young)"),
        (side(NEAR), side(OTHER, candidates="CD"), "B may no longer be compared with A"),
        (
            side(NEAR, candidates="BD"),
            side(OTHER),
            "C may now be compared with A and could not before, and is nearer (0.30, then 0.50)",
        ),
        (side(NEAR), side(OTHER, {"A": someone("exposed", age=2.0)}), "own values of A changed (age)"),
        (
            side(NEAR),
            side(OTHER, {"A": someone("exposed", index_date=pd.Timestamp("2016-02-01"))}),
            "the index date of A changed",
        ),
        (
            side(NEAR),
            side({}, {"A": someone(None, "too young")}),
            "A is no longer among the exposed (too young)",
        ),
        (side(NEAR), side({}, unmatched={"A": "nobody alike"}), "A is without a comparator (nobody alike)"),
        (side(NEAR), side(OTHER, matching={"ratio": 2}), "the protocol of matching changed"),
        (side(NEAR), side(OTHER), NOT_DETERMINED),
    ],
)
def test_why_a_matched_set_is_another_one(then, now, why):
    assert any(reason.startswith(why) for reason in reasons("A", then, now)), reasons("A", then, now)
