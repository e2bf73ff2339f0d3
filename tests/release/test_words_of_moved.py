"""Words that the results chose are held back where a few people differ from an earlier release, or their row is."""

import pandas as pd
import pytest

from chart2paper.release.cell import HELD
from chart2paper.release.control import Control
from chart2paper.release.counts import Counts
from chart2paper.release.group_name import GroupName
from chart2paper.release.near_groups import NearGroups
from chart2paper.release.paper_values import PaperValues
from chart2paper.release.rules.schema import RULES
from chart2paper.release.sheets import sheet_of
from chart2paper.release.suppress import Decision
from release.released_words import RELEASE_WORDS

FILE = "results/tt/model/sensitivity.csv"
KNOWN = frozenset(map(GroupName.read, ("tt/matched", "tt/with outcome", "tt: grid/0", "tt: grid/1")))
ROWS = [
    {
        "place": place,
        "label": label,
        "is_primary": primary,
        "n_exposed": "40",
        "n_comparator": "60",
        "estimate": "-1.2",
    }
    for place, label, primary in (("0", "Primary analysis", "1"), ("1", "any dose", "0"))
]


def value(text, **place):
    blank = {"file": "", "row": None, "column": "", "rule": "as it stands", "sources": [], "template": ""}
    return {"value": None, "text": text, **blank, **place}


VALUES = {
    "say.tt.headline": value("less pain", made="chosen", template="less pain"),
    "sensitivity.count.benefit": value("2", file=FILE, made="counted", about={"kind": "words"}),
    "design.count": value("two", file="protocol", rule="count of designs"),
    "sensitivity.grid.any_dose.label": value("any dose", file=FILE, row=3, column="label"),
    "sensitivity.spread.lowest": value("any dose", file=FILE, row=3, column="label", about={"kind": "found"}),
}


def states(near):
    sheets = [sheet_of(pd.DataFrame(ROWS, dtype="str"), FILE, "tt", RULES["model/sensitivity"], 10, 5)]
    control = Control(Counts(), Decision({}, frozenset()), 10, 5, near=near)
    return {
        id: cell.state == HELD
        for id, cell in PaperValues(VALUES, control, sheets, RELEASE_WORDS, ("protocol",)).all().items()
    }


def test_where_nothing_has_moved_words_and_rows_are_told():
    assert not any(states(NearGroups(KNOWN)).values())


def test_the_row_with_the_lowest_estimate_is_not_named_where_that_estimate_is_withheld():
    held = states(NearGroups(KNOWN, frozenset({GroupName("tt", part=("grid", "1"))})))
    assert held["sensitivity.spread.lowest"]
    assert not held["sensitivity.grid.any_dose.label"]


@pytest.mark.parametrize("id", ["say.tt.headline", "sensitivity.count.benefit", "sensitivity.spread.lowest"])
def test_no_word_that_the_results_chose_is_told_where_a_few_people_differ(id):
    assert states(NearGroups(KNOWN, moved=frozenset({"tt"})))[id]


def test_a_count_that_is_no_result_stays_whatever_its_rule_is_called():
    assert not states(NearGroups(KNOWN, moved=frozenset({"tt"})))["design.count"]
