"""The section on the sensitivity grid: counted right, and worded for each way it may come out."""

from dataclasses import replace
from typing import get_args

import pandas as pd
import pytest

from chart2paper.catalogue.outcomes import PAIN
from chart2paper.paper.generate import write_paper
from chart2paper.paper.supplement import sensitivity_facts as facts
from chart2paper.tables.model import SENSITIVITY
from chart2paper.tables.read_write import shape
from chart2paper.writing.values import Values
from paper.paper_material import PASSAGES, material, sheet, texts

BETTER, WORSE, UNCLEAR = (-1.0, -1.8, -0.2), (1.0, 0.2, 1.8), (-0.3, -1.1, 0.5)
UNCLEAR_HARM, NONE = (0.3, -0.5, 1.1), (None, None, None)


def grid(primary: tuple, *others: tuple, unit: str = "points") -> pd.DataFrame:
    """Return a grid from (estimate, low, high): the primary analysis and its variations."""
    rows = [
        {
            "place": place,
            "name": f"ratio.v{place}" if place else "primary",
            "question": "ratio" if place else "primary",
            "label": f"variation {place}",
            "unit": unit,
            "estimate": estimate,
            "ci_low": low,
            "ci_high": high,
            "status": "ok" if estimate is not None else "not estimable: no comparators",
            "is_primary": int(place == 0),
            "n_exposed": 30,
            "n_comparator": 60,
            "sets": 30,
        }
        for place, (estimate, low, high) in enumerate([primary, *others])
    ]
    return shape(pd.DataFrame(rows), SENSITIVITY)


@pytest.mark.parametrize(
    ("primary", "others", "fits"),
    [
        (BETTER, [BETTER, BETTER], "firm_better"),
        (WORSE, [WORSE, WORSE], "firm_worse"),
        (BETTER, [BETTER, UNCLEAR], "mostly_clear"),
        (WORSE, [WORSE, UNCLEAR_HARM], "mostly_clear"),
        (BETTER, [UNCLEAR, UNCLEAR], "fragile"),
        (BETTER, [UNCLEAR], "fragile"),
        (BETTER, [BETTER, UNCLEAR_HARM], "direction_depends"),
        (WORSE, [WORSE, BETTER], "direction_depends"),
        (UNCLEAR, [UNCLEAR, UNCLEAR_HARM], "never_clear"),
        (UNCLEAR, [BETTER, UNCLEAR], "sometimes_clear"),
        (UNCLEAR_HARM, [WORSE], "sometimes_clear"),
        (UNCLEAR, [BETTER, WORSE], "contradictory"),
        (BETTER, [NONE, NONE], "alone"),
        (NONE, [BETTER, WORSE], "no_primary"),
        (NONE, [NONE], "no_primary"),
    ],
)
def test_the_verdict_fits_what_the_analyses_say(primary, others, fits):
    assert facts.verdict(facts.tally(grid(primary, *others), PAIN)) == fits


def test_every_verdict_has_a_sentence_of_its_own_and_none_speaks_of_significance():
    texts = [verdict_text(verdict) for verdict in get_args(facts.Verdict)]
    assert len(set(texts)) == len(texts) == 10
    assert "significan" not in " ".join(texts)


def verdict_text(verdict: str) -> str:
    return Values(PASSAGES).words("supplement/sensitivity#verdict", {"verdict": verdict}, drug="LDN")


def test_analyses_are_counted_by_side_and_by_whether_the_interval_leaves_out_zero():
    counts = facts.tally(grid(BETTER, BETTER, UNCLEAR, WORSE, UNCLEAR_HARM, NONE), PAIN)
    assert (counts.all, counts.estimable, counts.equal) == (6, 5, 1)
    assert (counts.benefit, counts.clear_benefit, counts.harm, counts.clear_harm) == (3, 2, 2, 1)
    assert (counts.same, counts.clear_same) == (3, 2)


def test_more_responders_are_a_benefit():
    both = pd.concat([grid(BETTER), grid(WORSE, unit="share of people").assign(is_primary=0)])
    assert facts.verdict(facts.tally(both, PAIN)) == "firm_better"
    counts = facts.tally(grid(WORSE, unit="share of people"), PAIN)
    assert (counts.benefit, counts.clear_benefit, counts.harm) == (1, 1, 0)


def test_an_interval_that_ends_at_zero_includes_it():
    counts = facts.tally(grid((-1.0, -2.0, 0.0)), PAIN)
    assert (counts.benefit, counts.clear_benefit) == (1, 0)


def test_the_furthest_estimates_are_found_among_those_in_points():
    frame = grid(BETTER, (-1.4, -2.0, -0.8), (-0.2, -1.0, 0.6), NONE, (-30.0, -40.0, -20.0))
    frame.loc[4, "unit"] = "percentage points of percent change"
    assert facts.furthest(frame) == {"lowest": 1, "highest": 2, "primary": 0, "mover": 2}
    frame.loc[2, "question"] = "crossed"
    assert facts.furthest(frame)["mover"] == 1


@pytest.mark.parametrize("frame", [grid(NONE, BETTER), grid(BETTER), grid(BETTER, NONE)])
def test_without_two_estimates_in_points_nothing_is_compared(frame):
    assert facts.furthest(frame) == {}


def paper(frame: pd.DataFrame | None, config: str = "config.yaml"):
    made = material(config)
    tables = {name: table for name, table in made.supplement.items() if name != "sensitivity"}
    if frame is not None:
        tables["sensitivity"] = sheet(frame, SENSITIVITY, "sensitivity.csv")
    made = replace(made, supplement=tables)
    return write_paper(made, texts(made), made.study["paper"]["text_folder"])


def test_the_section_prints_counts_spread_and_verdict():
    made = material()
    frame = made.supplement["sensitivity"].frame
    values, parts = write_paper(made, texts(made), made.study["paper"]["text_folder"])
    counts = facts.tally(frame, PAIN)
    assert values.text("sensitivity.say.counted").startswith(
        f"Of {len(frame)} analyses, {counts.estimable} could"
    )
    assert values.text("sensitivity.say.verdict") == verdict_text(facts.verdict(counts))
    assert "a condition on the future" in values.text("sensitivity.say.future")
    section = parts["supplement/sensitivity.md"]
    assert section.startswith("## The primary analysis with other choices {#sec-sensitivity}")
    assert "#supfig-specification-curve" in section
    assert section.count("\n| {{< var sensitivity.grid.") == len(frame)
    assert "| {{< var sensitivity.question.dose >}}" not in section  # a heading of its rows, in bold
    assert "**{{< var sensitivity.question.dose >}}**" in section


def test_responders_are_printed_in_percent_and_what_is_not_estimable_says_why():
    made = material()
    frame = made.supplement["sensitivity"].frame
    position = int(frame["name"].eq("outcome_definition.30_less_pain").to_numpy().argmax())
    frame.loc[position, ["estimate", "ci_low", "ci_high"]] = [0.1838, 0.0443, 0.3232]
    values, _ = write_paper(made, texts(made), made.study["paper"]["text_folder"])
    assert values.text("sensitivity.grid.outcome_definition.30_less_pain.full") == "18.4 (4.4 to 32.3)"
    without = frame[frame["estimate"].isna()]["name"].iloc[0].replace("+", ".")
    assert values.text(f"sensitivity.grid.{without}.full") == "not estimable: no comparators with an outcome"


def test_the_checklist_points_to_the_section_when_the_grid_was_run():
    assert (
        "| 12e | Sensitivity analyses | @sec-sensitivity |"
        in paper(
            grid(BETTER, NONE).assign(
                name=["primary", "comparators.one"], question=["primary", "comparators"]
            )
        )[1]["tables/strobe.md"]
    )
    assert (
        "| 12e | Sensitivity analyses | @sec-statistics; @sec-estimates |"
        in paper(None)[1]["tables/strobe.md"]
    )


def test_a_grid_that_was_not_run_is_said_not_to_have_been():
    values, parts = paper(None)
    assert "sensitivity.say.counted" in parts["supplement/sensitivity.md"]
    assert "The sensitivity grid was not run." in values.text("sensitivity.say.counted")
