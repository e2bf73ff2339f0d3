"""The page and the figure say what the results are, in each direction."""

from copy import deepcopy

import pytest

from chart2paper.catalogue.outcomes import PAIN
from chart2paper.protocol.load import load_study
from chart2paper.validation.draw_performance import draw_performance
from chart2paper.validation.measured import measured
from chart2paper.validation.page import page
from chart2paper.validation.page_replication import reasons
from chart2paper.validation.performance import REPLICATION
from chart2paper.validation.plotted import plotted
from chart2paper.validation.scenarios import SCENARIOS
from chart2paper.validation.verdict import verdict
from chart2paper.writing.passage import Passage
from chart2paper.writing.passages import Passages
from chart2paper.writing.values import Values
from paper.paper_material import PASSAGES, ROOT
from shipped_words import SHIPPED
from validation.made_up import clinics, measures

WORDS = Values(PASSAGES)
ANALYSES = load_study(ROOT / "config.yaml").model_dump(mode="json")["analyses"]


def written(performance):
    """The page, in the words that ship, beside the protocol that ships."""
    return page(performance, ANALYSES, WORDS)


def judged(scenario: str, truth: float, **how: float):
    return verdict(measured(measures(clinics(scenario, truth, **how)))[0])


@pytest.mark.parametrize(
    ("scenario", "truth", "bias", "met"),
    [
        ("null_36", 0.0, 0.09, True),
        ("null_36", 0.0, 0.11, False),
        ("null_36", 0.0, -0.11, False),
        ("demo_36", -1.0, 0.09, True),
        ("demo_36", -1.0, 0.11, False),
        ("demo_36", -1.0, -0.11, False),
        ("double_36", -2.0, 0.11, True),
    ],
)
def test_bias_may_be_10_percent_of_the_effect_or_a_tenth_of_a_point_at_the_null(scenario, truth, bias, met):
    assert judged(scenario, truth, bias=bias).bias is met


@pytest.mark.parametrize(("reported", "covered"), [(0.3, True), (0.2, False), (0.5, False)])
def test_coverage_may_be_neither_too_low_nor_too_high(reported, covered):
    assert judged("demo_36", -1.0, reported=reported).coverage is covered


def test_only_a_null_scenario_has_a_type_one_error():
    assert judged("null_36", 0.0).rejected is True
    assert judged("null_36", 0.0, reported=0.2).rejected is False
    assert judged("demo_36", -1.0).rejected is None


UNTUNED_NULL, UNTUNED = "heaping_null_36", "heaping_one_point_200"


def test_the_page_counts_the_scenarios_that_meet_the_bar():
    text = written(measures(clinics(UNTUNED_NULL, 0.0), clinics(UNTUNED, -1.0)))
    assert "It meets the bar in **2 of 2 scenarios** that no setting of the protocol was chosen on." in text
    assert "Each scenario has 400 clinics with an estimate, of 400 simulated." in text
    assert "misses" not in text
    assert "**no**" not in text
    assert "are marked as tuned" not in text


def test_a_scenario_that_a_setting_was_chosen_on_does_not_count():
    text = written(
        measures(clinics(UNTUNED_NULL, 0.0), clinics("demo_36", -1.0), clinics("null_36", 0.0, bias=0.3))
    )
    assert "**1 of 1 scenarios**" in text
    assert "it meets the bar in 1 of these 2." in text
    assert "misses" not in text
    bar = text.partition("The bar:")[0].splitlines()
    tuned = {
        line.split("|")[2].strip(): line.split("|")[-2].strip() for line in bar if line.startswith("| 36")
    }
    assert tuned == {
        "no effect": "yes",
        "effect of the demo clinic": "yes",
        "no effect, heaped answers": "no",
    }


def test_without_any_other_scenario_the_page_says_that_none_counts():
    text = written(measures(clinics("demo_36", -1.0)))
    assert "No scenario is simulated yet that no setting of the protocol was chosen on." in text


def test_a_page_from_fewer_clinics_than_planned_says_that_it_is_an_interim_result():
    few, enough = clinics("null_36", 0.0), clinics("demo_36", -1.0, n=800)
    text = written(measures(few, enough))
    assert "**Interim result: of 100 scenarios 1 are simulated in 800 clinics or more.**" in text
    everything = [clinics(name, 0.0, n=800) for name in SCENARIOS]
    assert "Interim" not in written(measures(*everything))


def test_the_page_names_the_scenarios_that_miss_it():
    text = written(measures(clinics(UNTUNED_NULL, 0.0), clinics(UNTUNED, -1.0, bias=0.3)))
    assert "It meets the bar in **1 of 2 scenarios**" in text
    assert "It misses it in: 200:600, a point less, heaped answers." in text
    assert "| 0.300 (0.015) | 30.0 (1.5) | **no** |" in text


def test_a_smaller_validation_says_how_it_is_made_again():
    performance = measures(clinics(UNTUNED_NULL, 0.0))
    assert "--cores 2 --config validation=hour" in page(performance, ANALYSES, WORDS, "hour")
    assert "--cores 2\n```" in page(performance, ANALYSES, WORDS)


def test_the_reasons_add_up_to_what_the_replication_misses():
    one = measured(measures(clinics("demo_36", -1.0)))[0]
    parts = reasons(one)
    assert parts["kept_taking"] == pytest.approx(-0.5)
    missed = one.value(REPLICATION, "difference") - one.value(REPLICATION, "truth_starters")
    assert sum(parts.values()) == pytest.approx(missed) == pytest.approx(-1.5)


def test_the_figure_shows_every_scenario_under_its_size():
    points = plotted(measures(clinics("null_36", 0.0), clinics("demo_200", -1.0)), WORDS)
    assert points["scenario"].tolist() == ["null_36", "demo_200"]
    assert points["target_trial_low"].iloc[1] == pytest.approx(-1 - 1.96 * 0.3)
    words = [text.get_text() for text in draw_performance(points, WORDS).texts]
    for expected in ("36:42 matched", "no effect", "200:600 matched", "effect of the demo clinic"):
        assert expected in words
    assert words[0] == "Simulated data - not real patients"


def test_a_study_may_say_a_part_of_the_page_in_its_own_words():
    own = SHIPPED["validation/tables"].source.replace("no effect\n", "kein Effekt\n")
    words = Values(
        Passages(SHIPPED, {"validation/tables": Passage("validation/tables.md", own)}, outcome=PAIN)
    )
    assert "| 36:42 | kein Effekt |" in page(measures(clinics("null_36", 0.0)), ANALYSES, words)


def test_days_of_the_protocol_are_said_as_the_study_has_them():
    analyses = deepcopy(ANALYSES)
    analyses["target_trial"]["outcome"]["window_days"]["value"][0] = 63
    analyses["replication"]["eligibility"]["min_exposure_days"]["value"] = 75
    text = page(measures(clinics("null_36", 0.0)), analyses, WORDS)
    assert "it now begins on day 63." in text
    assert "used LDN for at least 75 days" in text and "| 75 days of use |" in text
