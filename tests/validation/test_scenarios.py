"""What is simulated: kinds of clinics as data, how much of them, and that each can be simulated."""

from dataclasses import asdict, replace

import numpy as np
import pytest

from chart2paper.demo_clinic.course import simulate_course
from chart2paper.demo_clinic.parameters import DemoParameters
from chart2paper.demo_clinic.people import simulate_people
from chart2paper.demo_clinic.truth import find_truth
from chart2paper.problems import Problems
from chart2paper.tables.read_write import check
from chart2paper.tables.validation import CLINICS as ROWS
from chart2paper.validation.clinic import run_clinics
from chart2paper.validation.extents import BLOCK, BLOCKS, CLINICS, EXTENTS, WHOLE, extent_named
from chart2paper.validation.kinds import TUNED, UNTUNED
from chart2paper.validation.scenario_table import title
from chart2paper.validation.scenarios import SCENARIOS, SIZES
from chart2paper.writing.values import Values
from paper.paper_material import PASSAGES

EVERY_KIND = pytest.mark.parametrize("kind", UNTUNED, ids=lambda kind: kind.name)


def values_of_all(parameter: str) -> set[float]:
    """What all scenarios together have for a parameter."""
    return {asdict(scenario.parameters(1))[parameter] for scenario in SCENARIOS.values()}


@pytest.mark.parametrize(
    ("parameter", "expected"),
    [
        ("fluctuation_days", {15, 60, 200}),
        ("visit_interval", {30, 80, 90}),
        ("visit_pain", {0, 0.3, 0.6}),
        ("extra_visits_days", {0, 100}),
        ("start_per_point", {0, 0.2, 0.6}),
        ("start_per_point_rise", {0, 0.5, 0.8}),
        ("start_per_point_recent", {0, 0.3, 0.8}),
        ("start_delay_days", {0, 7, 14}),
        ("start_physician", {0, 0.7, 1}),
        ("onset_days", {1, 14, 42, 60, 90}),
        ("onset_delay_days", {0, 60}),
        ("leave_per_point_change", {0, 0.5, 0.8}),
        ("drop_out_per_point", {0, 0.7}),
        ("leave_per_point", {1.1, -0.8}),
        ("calendar_pain", {0, 0.1, 0.2}),
        ("heaping_share", {0, 0.3, 0.4}),
        ("mean_pain", {1.3, 5.1, 7.3}),
    ],
)
def test_the_scenarios_together_hold_what_clinics_may_do(parameter, expected):
    assert values_of_all(parameter) == expected


def test_a_kind_names_only_parameters_and_only_those_that_differ_from_the_demo_clinic():
    demo = asdict(DemoParameters())
    for kind in (*TUNED, *UNTUNED):
        assert all(value != demo[name] for name, value in kind.changes), kind.name
        assert len(dict(kind.changes)) == len(kind.changes)
    assert len({kind.changes for kind in (*TUNED, *UNTUNED)}) == len(TUNED) + len(UNTUNED)


def test_every_kind_comes_without_an_effect_and_with_one_of_a_point_in_small_and_in_large_clinics():
    found = {(s.kind, s.effect, s.size.exposed) for s in SCENARIOS.values() if not s.tuned}
    expected = {
        (kind.name, effect, exposed)
        for kind in UNTUNED
        for effect in ("null", "one_point")
        for exposed in (36, 200)
    }
    assert found == expected
    assert all(s.parameters(1).effect_multiplier == 0 for s in SCENARIOS.values() if s.effect == "null")


def test_only_scenarios_that_a_setting_was_chosen_on_are_tuned():
    tuned = {name for name, scenario in SCENARIOS.items() if scenario.tuned}
    names = ("null", "null_regression", "demo", "double")
    assert tuned == {f"{name}_{exposed}" for name in names for exposed in (36, 200)}


@EVERY_KIND
def test_as_many_start_as_in_the_demo_clinic_and_lose_a_point(kind):
    """Of 10,000 people about 320 start; the mean of so many effects with an SD of 1.5 has an SE of 0.08."""
    changes = {**dict(kind.changes), "effect_multiplier": kind.one_point}
    p = replace(DemoParameters(), seed=5, n_persons=10_000, **changes)
    people = simulate_people(p)
    truth = find_truth(people, simulate_course(people, p), p)
    share = SIZES[1].n_persons / kind.persons[1] * 0.0318
    assert truth["n_initiators"] / p.n_persons == pytest.approx(share, rel=0.15)
    assert truth["att_day_90"] == pytest.approx(-1, abs=0.25)


@pytest.mark.parametrize(("kind", "mean"), [("little_pain", 2.5), ("memory_60", 5.7), ("much_pain", 8.0)])
def test_the_mean_score_is_that_of_the_name(kind, mean):
    p = replace(SCENARIOS[f"{kind}_null_200"].parameters(1), n_persons=4000)
    scores = simulate_course(simulate_people(p), p).appointments["score"]
    assert scores.mean() == pytest.approx(mean, abs=0.15)


@EVERY_KIND
def test_a_clinic_of_every_kind_can_be_analysed(kind, words, protocol):
    """Small ones: that the machinery runs, not what it finds."""
    small = SCENARIOS[f"{kind.name}_one_point_36"]
    found = run_clinics(small, range(1, 2), words, protocol)
    check(found, ROWS, "clinics.csv")
    assert found["truth"].notna().all()
    assert found["estimate_early"].isna().all()


def test_the_first_clinics_of_tuned_scenarios_alone_are_analysed_with_the_earlier_protocol(words, protocol):
    tuned = replace(SCENARIOS["demo_36"], size=replace(SIZES[0], n_persons=400))
    assert run_clinics(tuned, range(1, 2), words, protocol)["estimate_early"].notna().all()


def test_every_scenario_has_a_title_of_its_own_in_words():
    words = Values(PASSAGES)
    titles = {(s.size.exposed, title(s, words)) for s in SCENARIOS.values()}
    assert len(titles) == len(SCENARIOS)
    assert title(SCENARIOS["heaping_one_point_36"], words) == "a point less, heaped answers"
    assert title(SCENARIOS["memory_200_null_36"], words) == "no effect, pain lasting 200 days"
    assert title(SCENARIOS["null_regression_36"], words) == "no effect, strong regression to the mean"


def test_every_scenario_and_clinic_has_a_seed_of_its_own():
    seeds = {scenario.parameters(n).seed for scenario in SCENARIOS.values() for n in range(1, 101)}
    assert len(seeds) == 100 * len(SCENARIOS)
    assert SCENARIOS["demo_36"].parameters(5) == SCENARIOS["demo_36"].parameters(5)


def test_the_blocks_of_the_whole_hold_every_clinic_once():
    numbers = [number for block in EXTENTS[WHOLE].blocks for number in BLOCKS[block]]
    assert numbers == list(range(1, CLINICS + 1))
    assert {len(BLOCKS[block]) for block in EXTENTS[WHOLE].blocks} == {BLOCK}


def test_the_whole_knows_coverage_to_less_than_0_8_percent():
    assert 100 * np.sqrt(0.95 * 0.05 / CLINICS) < 0.8
    assert EXTENTS[WHOLE].scenarios == list(SCENARIOS)


def test_an_hour_judges_every_kind_in_large_clinics_and_is_part_of_the_whole():
    """Estimates of large clinics spread by up to 0.25 points."""
    hour = EXTENTS["hour"]
    assert {SCENARIOS[name].kind for name in hour.scenarios} == {kind.name for kind in (*TUNED, *UNTUNED)}
    assert {SCENARIOS[name].size.exposed for name in hour.scenarios} == {200}
    assert set(hour.blocks) < set(EXTENTS[WHOLE].blocks)
    assert 0.25 / np.sqrt(sum(len(BLOCKS[block]) for block in hour.blocks)) < 0.03


def test_minutes_are_two_clinics_of_every_kind():
    minutes = EXTENTS["minutes"]
    assert {SCENARIOS[name].kind for name in minutes.scenarios} == {kind.name for kind in (*TUNED, *UNTUNED)}
    assert [len(BLOCKS[block]) for block in minutes.blocks] == [2]


def test_an_unknown_extent_is_refused_with_the_names_that_there_are():
    with pytest.raises(Problems, match="full, hour, minutes"):
        extent_named("hours")
