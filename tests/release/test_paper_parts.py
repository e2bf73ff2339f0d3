"""Parts of the paper are known by their keys, whatever a study or an editor has written into them."""

import pytest

from chart2paper.release.cell import AS_IT_STANDS, WITHHELD_CELL, Cell
from chart2paper.release.paper_parts import captions_out
from chart2paper.writing.tables import table
from release.released_words import RELEASE_WORDS, part_out

CAPTIONS = captions_out(RELEASE_WORDS, ["tt"], simulated=True)
SMD = "{{< var balance.tt.row3.smd >}}"


def part(text, name="x.md", cells=None):
    return part_out(name, text, cells, {"balance.tt.row3.smd": {"column": "smd"}}, CAPTIONS)


def figure(stem, caption):
    return f'::: {{#supfig-a}}\n![](_generated/figures/{stem}.svg){{fig-alt="23 of 64"}}\n\n{caption}\n:::\n'


@pytest.mark.parametrize("caption", ["Any words. Analysis: A.", "Rewritten by an editor; 23 of 64 people."])
def test_a_figure_that_is_drawn_otherwise_has_another_caption_whatever_the_paper_says_beneath_it(caption):
    text = part(figure("tt_trajectories", caption))
    assert caption not in text
    assert "Mean pain scores of both groups over time, with 95% intervals. Analysis: " in text
    assert "{{< var protocol.analyses.tt.title >}}. Simulated data.\n:::" in text


def test_a_figure_that_is_drawn_as_in_the_paper_keeps_its_caption():
    assert "Who was left at each step." in part(figure("tt_flow", "Who was left at each step."))


def test_the_table_of_harms_is_known_by_its_id_and_no_other_is_touched():
    rows = [["Nausea", "many"]]
    harms, dose = (
        table(["", "Exposed"], rows, "An edited caption.", label, [50, 50], note="An edited note.")
        for label in ("suptbl-harms", "suptbl-dose")
    )
    out = part(f"{harms}\nSome words.\n\n{dose}")
    assert out.count("An edited caption.") == out.count("An edited note.") == 1
    assert out.index("from rounded counts") < out.index("Some words.") < out.index("An edited caption.")


@pytest.mark.parametrize("judged", ["within chance", "an editor's words"])
def test_how_a_difference_is_judged_is_left_out_with_the_difference_whatever_its_words(judged):
    row = f"| Sex | {SMD} | [{judged}]{{.judged}} |"
    held, shown = {"balance.tt.row3.smd": WITHHELD_CELL}, {"balance.tt.row3.smd": Cell("0.2", AS_IT_STANDS)}
    assert part(row, cells=held) == f"| Sex | {SMD} |  |"
    assert part(row, cells=shown) == row


def test_no_caption_of_a_real_study_calls_it_simulated():
    assert not any("imulated" in text for text in captions_out(RELEASE_WORDS, ["tt"], False).values())
