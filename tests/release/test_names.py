"""A count is called by what it counts, as the study's protocol has it; nobody takes its name apart."""

import pandas as pd
import pytest

from chart2paper.release.counts import Counts, Relation
from chart2paper.release.group_name import GroupName
from chart2paper.release.rules import names, records
from chart2paper.release.rules.counted import USUAL_WORTH, worth
from chart2paper.release.rules.estimates import ESTIMATES, SPLIT_BY, relate_levels
from chart2paper.release.rules.groups import with_groups
from chart2paper.release.rules.responder_curve import relate_responders
from chart2paper.release.sheets import add_counts, add_relations, sheet_of, splits

RULE = with_groups("model/estimates", ESTIMATES)


def estimates(covariate, *levels):
    """A sheet of the effects at levels of a covariate, each of 20 exposed people and 30 comparators."""
    row = {"outcome": "final_score", "method": "ancova_cr2", "estimate": "-1.2", "status": "ok"}
    of_levels = [
        row | {"estimand": f"difference_{one}", "n_exposed": "20", "n_comparator": "30"} for one in levels
    ]
    frame = pd.DataFrame(of_levels, dtype="str")
    return sheet_of(frame, "x.csv", "tt", RULE, 10, 5, {SPLIT_BY: covariate})


@pytest.mark.parametrize(
    ("covariate", "levels"),
    [("sex", ("female", "male")), ("mechanism", ("neuropathic", "mixed")), ("on_opioid", "01")],
)
def test_people_at_the_levels_that_a_study_compares_are_called_by_its_covariate(covariate, levels):
    sheet, counts = estimates(covariate, *levels), Counts()
    add_counts(counts, [sheet])
    for one in levels:
        assert counts.numbers[f"tt/with outcome/exposed/{covariate}={one}"] == 20
    assert [name.counted.level for name in counts.of("outcome at level", "tt", "exposed")] == [*levels]
    groups = RULE.rests("tt", sheet.rows[0], counts).groups
    assert GroupName("tt", part=(covariate,)) in groups


def test_people_with_an_outcome_at_a_level_lie_within_the_matched_at_it_whatever_the_covariate():
    """Of 23 matched women 20 have an outcome: that three have none follows, and is guarded."""
    counts = Counts()
    add_counts(counts, [estimates("sex", "female", "male")])
    counts.add(names.with_outcome("tt", "exposed"), 42)
    counts.add(names.level("tt", "exposed", "sex", "female"), 23)
    relate_levels(counts, "tt")
    women, men = (names.outcome_at_level("tt", "exposed", "sex", one) for one in ("female", "male"))
    assert counts.relations == [
        Relation("tt/with outcome/exposed", (women, men, "tt/with outcome/exposed/sex other")),
        Relation("tt/matched/exposed/sex=female", (women, f"{women}: without outcome")),
    ]
    assert counts.numbers[f"{women}: without outcome"] == 3


def test_each_analysis_is_split_as_its_own_protocol_says():
    def split(name):
        return {"estimation": {"subgroups": {"value": [name, "a", "b"]}}}

    study = {"analyses": {"one": split("sex"), "two": split("mechanism")}}
    assert splits(study) == {"one": "sex", "two": "mechanism"}


def test_thresholds_in_percent_hold_each_other_and_those_in_points_do_not():
    counts = Counts()
    for threshold, number in (("50", 12), ("30", 20), ("-10", 40), ("2_points", 30)):
        counts.add(names.responders("tt", threshold, "exposed"), number)
    relate_responders(counts, "tt")
    held = [(relation.total, relation.parts[0]) for relation in counts.relations]
    start = "tt/responders"
    assert held == [
        (f"{start}/-10/exposed", f"{start}/30/exposed"),
        (f"{start}/30/exposed", f"{start}/50/exposed"),
    ]


def test_a_name_that_holds_the_words_of_another_is_worth_what_it_counts():
    reason = {"stage": "clean", "table": "measurement", "reason": "missing/matched", "count": 12}
    assert worth(records.set_aside("", reason)) == 3
    assert worth(names.matched("with outcome", "exposed")) == 1000
    assert worth("a rest that no file shows") == USUAL_WORTH


def test_rows_set_aside_for_each_reason_add_up_to_those_of_the_ledger():
    """33 rows of a file are set aside, 23 of them for one reason: that the other reason had ten follows."""
    ledger = {"stage": "extract", "source_file": "person", "table": "person"}
    numbers = {"rows_read": "2033", "rows_kept": "2000", "rows_quarantined": "33"}
    read = sheet_of(pd.DataFrame([ledger | numbers], dtype="str"), "l.csv", "", records.ROW_LEDGER, 10, 5)
    aside = [
        {"stage": "extract", "table": "person", "reason": r, "count": n}
        for r, n in (("twice", "10"), ("old", "23"))
    ]
    reasons = sheet_of(pd.DataFrame(aside, dtype="str"), "s.csv", "", records.SET_ASIDE, 10, 5)
    counts = Counts()
    add_counts(counts, [read, reasons])
    add_relations(counts, [read, reasons])
    of_table = "rows/extract/person/aside"
    assert Relation(of_table, ("rows/extract/person/person/aside",)) in counts.checked().relations
    assert Relation(of_table, (f"{of_table}/twice", f"{of_table}/old")) in counts.relations
