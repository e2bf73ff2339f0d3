"""Each mechanism of other clinics does what its parameter says; its strength is found again in what was simulated."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from scipy import stats
from scipy.special import expit

from chart2paper.demo_clinic.ldn_orders import ldn_orders
from chart2paper.demo_clinic.pain import expected_score, pain_without_ldn, recorded_score, share_of_effect
from chart2paper.demo_clinic.parameters import DemoParameters
from chart2paper.demo_clinic.people import LIFE_END, PREFERENCES
from chart2paper.demo_clinic.records import visits_seen, write_down
from chart2paper.demo_clinic.truth import find_truth, fluctuation_on
from chart2paper.statistics import random_streams
from chart2paper.statistics.random_streams import Draws
from demo_clinic.conftest import live

# Everyone stays, nobody starts, no flare at entry, LDN does nothing: what is looked at stands alone.
STILL = DemoParameters(
    n_persons=2500,
    entry_flare=0.0,
    leave_after_first=1e-9,
    leave_logit=-99.0,
    start_logit=-99.0,
    effect_multiplier=0.0,
)
# Starting depends on nothing but what a test turns on.
STARTING = replace(
    STILL,
    start_logit=-4.0,
    start_neuropathic=0.0,
    start_nociplastic=0.0,
    start_mixed=0.0,
    start_per_point=0.0,
    start_opioid=0.0,
    start_adjuvant=0.0,
    start_female=0.0,
    start_per_decade=0.0,
    start_per_year=0.0,
    start_first_visit=0.0,
)


def scored_visits(p: DemoParameters) -> pd.DataFrame:
    """Scored visits of adults up to the start, with the scores before, and whether LDN started."""
    people, course = live(p)
    rows = course.appointments.dropna(subset=["score"]).copy()
    scores = rows.groupby("person")["score"]
    rows["rise"] = scores.diff().fillna(0)
    rows["recent"] = scores.rolling(4, min_periods=1).mean().to_numpy() - 6
    rows["preference"] = PREFERENCES[people.physician[rows["person"]]]
    start = course.ldn.set_index("person")["start"].reindex(rows["person"]).fillna(10**6).to_numpy()
    age = people.age[rows["person"]] + (rows["day"] - people.entry[rows["person"]]) / 365.25
    rows["starts"] = rows["day"].to_numpy() == start
    return rows[(rows["day"].to_numpy() <= start) & (age >= 18)]


def logistic_slope(outcome, regressor) -> tuple[float, float]:
    """The coefficient of one regressor and its standard error, by statsmodels."""
    design = sm.add_constant(np.asarray(regressor, dtype="float64"))
    fit = sm.Logit(np.asarray(outcome, dtype="float64"), design).fit(disp=0)
    return float(fit.params[1]), float(fit.bse[1])


@pytest.mark.parametrize("days", [15.0, 60.0, 200.0])
def test_pain_forgets_at_the_rate_asked_for(days):
    """Pairs of visits of one person 30, 60, 90 and 120 days apart (up to 5 days off) against exp(-gap / days)."""
    p = replace(STILL, fluctuation_days=days, visit_interval=30.0, visit_interval_per_point=0.0)
    path = live(p)[1].path
    for lag in (30, 60, 90, 120):
        later = [path.groupby("person").shift(-ahead).add_suffix("_later") for ahead in range(1, 7)]
        both = pd.concat([pd.concat([path, ahead], axis=1) for ahead in later], ignore_index=True).dropna()
        gap = both["day_later"] - both["day"]
        both = both[(gap - lag).abs() <= 5]
        found = stats.pearsonr(both["fluctuation"], both["fluctuation_later"]).statistic
        assert found == pytest.approx(np.exp(-gap[both.index] / days).mean(), abs=0.02), lag
        assert both["fluctuation"].std() == pytest.approx(p.fluctuation_sd, rel=0.02)


@pytest.mark.parametrize(("interval", "visits_per_year"), [(30.0, 11.6), (90.0, 4.0)])
def test_visits_are_monthly_or_quarterly(interval, visits_per_year):
    """One appointment in ten is missed and made up for two weeks later."""
    p = replace(STILL, visit_interval=interval, visit_interval_per_point=0.0)
    appointments = live(p)[1].appointments
    came = appointments[appointments["status"] == 0]
    later = came[came.groupby("person").cumcount() > 0]
    gaps = later.groupby("person")["day"].diff().dropna()
    assert gaps.mean() == pytest.approx(interval + 14 * 0.1 / 0.9, rel=0.02)
    assert 365.25 / gaps.mean() == pytest.approx(visits_per_year, rel=0.02)


@pytest.mark.parametrize(("days", "fewest", "most"), [(100.0, 2.7, 3.1), (0.0, 0.9, 1.4)])
def test_extra_visits_follow_the_start_or_not(days, fewest, most):
    """Every 28 days and a missed one now and then: 100 / 29.6 - 1/2 visits in 100 days (renewal theory)."""
    course = live(replace(STARTING, extra_visits_days=days))[1]
    rows = course.appointments.merge(course.ldn, on="person")
    rows = rows[(rows["start"] < LIFE_END - 100) & (rows["status"] == 0)]
    # Newcomers come after four weeks whatever happens.
    rows = rows[rows["start"] > rows.groupby("person")["day"].transform("min")]
    since = rows["day"] - rows["start"]
    assert fewest < ((since > 0) & (since <= 100)).sum() / rows["person"].nunique() < most


def test_people_come_on_the_days_on_which_pain_is_bad():
    p = replace(STILL, visit_pain=0.7, no_show_share=1e-9, cancelled_share=1e-9)
    people, course = live(p)
    days = course.path[course.path.groupby("person").cumcount() > 0]
    who, day = days["person"].to_numpy(), days["day"].to_numpy()
    pain = pain_without_ldn(people, who, day, days["fluctuation"].to_numpy()) - p.mean_pain
    visits = pd.MultiIndex.from_frame(course.appointments[["person", "day"]])
    came = pd.MultiIndex.from_frame(days[["person", "day"]]).isin(visits)
    slope, error = logistic_slope(came, pain)
    assert slope == pytest.approx(0.7, abs=3 * error)
    assert came.mean() == pytest.approx(expit(0.7 * pain - np.log(3)).mean(), abs=0.01)


@pytest.mark.parametrize(
    ("parameter", "regressor", "log_odds"),
    [
        ("start_per_point", "score", 0.5),
        ("start_per_point_rise", "rise", 0.6),
        ("start_per_point_recent", "recent", 0.7),
        ("start_physician", "preference", 0.8),
    ],
)
def test_what_drives_the_start_has_the_log_odds_asked_for(parameter, regressor, log_odds):
    rows = scored_visits(replace(STARTING, **{parameter: log_odds}))
    slope, error = logistic_slope(rows["starts"], rows[regressor])
    assert slope == pytest.approx(log_odds, abs=3 * error)
    assert error < 0.1
    off, error = logistic_slope((plain := scored_visits(STARTING))["starts"], plain[regressor])
    assert off == pytest.approx(0, abs=3 * error)


def test_most_of_those_who_start_on_a_rise_have_one():
    rows = scored_visits(replace(STARTING, start_per_point_rise=1.0))
    assert (rows.loc[rows["starts"], "rise"] > 0).mean() > 2 * (rows["rise"] > 0).mean()


def test_a_start_by_telephone_comes_1_to_14_days_after_a_visit_and_its_order_has_no_visit():
    p = replace(STARTING, start_delay_days=14)
    people, course = live(p)
    scored = course.appointments.dropna(subset=["score"])
    both = scored.merge(course.ldn, on="person")
    ago = (both["start"] - both["day"])[both["day"] < both["start"]].groupby(both["person"]).min()
    # A visit within those two weeks changes nothing that was decided.
    decided = both[(both["score"] == both["start_score"]) & (both["start"] - both["day"]).between(1, 14)]
    assert set(decided["person"]) == set(course.ldn["person"])
    assert ago.between(1, 14).all()
    assert stats.chisquare(ago.value_counts().reindex(range(1, 7))).pvalue > 0.001
    orders = ldn_orders(visits_seen(course), course, p)
    first = orders.drop_duplicates("person")
    written = write_down(people, course, p)["medications"]
    lines = written[written["DrugLine"].isin(first["DrugLine"]) & (written["Refills"] == "2")]
    assert (lines["VisitID"] == "").mean() > 0.9


def test_the_effect_may_begin_after_60_days_or_at_once():
    day = np.array([100, 159, 160, 181, 202])
    delayed = replace(STILL, onset_delay_days=60.0)
    taken = np.full(5, 100), np.full(5, 10**6)
    assert share_of_effect(day, *taken, delayed) == pytest.approx([0, 0, 0, 0.5, 1])
    assert share_of_effect(day, *taken, replace(STILL, onset_days=1.0)) == pytest.approx([0, 1, 1, 1, 1])
    # Stopped before it began, it never does.
    assert share_of_effect(day, np.full(5, 100), np.full(5, 150), delayed) == pytest.approx(np.zeros(5))


def test_those_whom_ldn_does_not_help_leave():
    p = replace(STARTING, leave_logit_on_ldn=-2.5, leave_per_point_change=0.6, effect_multiplier=1.0)
    course = live(p)[1]
    rows = course.appointments.merge(course.ldn, on="person")
    rows["leaves"] = ~rows.duplicated("person", keep="last")
    rows["change"] = rows["score"] - rows["start_score"]
    # Long enough before the end of time for the next visit.
    on_ldn = (rows["day"] >= rows["start"]) & (rows["day"] < rows["stop"]) & (rows["day"] < LIFE_END - 150)
    rows = rows[on_ldn & rows["score"].notna()]
    slope, error = logistic_slope(rows["leaves"], rows["change"])
    assert slope == pytest.approx(0.6, abs=3 * error)
    assert error < 0.1


def test_those_who_do_well_leave():
    appointments = live(replace(STILL, leave_logit=-3.0, leave_per_point=-0.8))[1].appointments
    rows = appointments.dropna(subset=["score"])
    rows = rows.assign(leaves=~rows.duplicated("person", keep="last"))[rows["day"] < LIFE_END - 250]
    rows = rows[rows.groupby("person").cumcount() > 0]
    slope, error = logistic_slope(rows["leaves"], rows["score"] - 6)
    assert slope == pytest.approx(-0.8, abs=3 * error)


def test_people_stay_away_for_good_by_pain_that_nobody_records():
    p = replace(STILL, drop_out_share=0.03, drop_out_per_point=0.8)
    people, course = live(p)
    days = course.path[course.path.groupby("person").cumcount() > 0]
    pain = (
        pain_without_ldn(people, *(days[name].to_numpy() for name in ("person", "day", "fluctuation")))
        - p.mean_pain
    )
    visits = pd.MultiIndex.from_frame(course.appointments[["person", "day"]])
    lost = ~pd.MultiIndex.from_frame(days[["person", "day"]]).isin(visits)
    assert not days[lost].duplicated("person").any()
    assert (days[lost]["day"].to_numpy() == days.groupby("person")["day"].max()[days[lost]["person"]]).all()
    slope, error = logistic_slope(lost, pain)
    assert slope == pytest.approx(0.8, abs=3 * error)
    assert lost.mean() == pytest.approx(expit(0.8 * pain + np.log(0.03 / 0.97)).mean(), abs=0.005)


def test_heaped_answers_are_0_2_5_8_or_10():
    scores = live(replace(STILL, heaping_share=1.0))[1].appointments["score"].dropna()
    assert set(scores) == {0, 2, 5, 8, 10}
    plain, heaped = (
        live(replace(STILL, visit_interval_per_point=0.0, heaping_share=share))[1].appointments["score"]
        for share in (0.0, 0.4)
    )
    # Of answers that are not such a number anyway, four in ten become one.
    other = plain.dropna()[~plain.dropna().isin([0, 2, 5, 8, 10])]
    moved = heaped.loc[other.index].isin([0, 2, 5, 8, 10])
    assert moved.mean() == pytest.approx(0.4, abs=0.02)


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_the_expected_score_counts_heaping(share):
    p = replace(STILL, heaping_share=share)
    draw = Draws(3, 200_000)
    for pain in (-1.0, 0.8, 4.2, 6.6, 9.8):
        answers = recorded_score(
            np.full(draw.size, pain), draw.normal("noise"), p, draw.chance("heaped", share)
        )
        assert expected_score(np.array([pain]), p)[0] == pytest.approx(answers.mean(), abs=0.015)


def test_everyones_pain_follows_the_calendar():
    plain, rising = live(STILL), live(replace(STILL, calendar_pain=0.3))
    who = np.arange(STILL.n_persons)
    for day in (0, 1278, 2556):
        days = np.full(len(who), day)
        before, after = (
            pain_without_ldn(people, who, days, np.zeros(len(who))) for people, _ in (plain, rising)
        )
        np.testing.assert_allclose(after - before, 0.3 * (day / 365.25 - 3.5), atol=1e-9)


def test_physicians_see_their_own_people_and_stand_in_the_records():
    p = replace(STARTING, n_persons=300, start_physician=1.0)
    people, course = live(p)
    visits = write_down(people, course, p)["visits"]
    assert (visits.groupby("MRN")["Provider"].nunique() == 1).all()
    assert visits["Provider"].nunique() == 5
    assert np.average(PREFERENCES, weights=(3, 2, 2, 2, 1)) == pytest.approx(0)
    assert np.average(PREFERENCES**2, weights=(3, 2, 2, 2, 1)) == pytest.approx(1, abs=0.06)


MECHANISMS = {
    "visit_pain": 0.6,
    "start_per_point_rise": 0.6,
    "start_delay_days": 10,
    "onset_delay_days": 60.0,
    "leave_per_point_change": 0.5,
    "drop_out_share": 0.03,
    "heaping_share": 0.4,
    "calendar_pain": 0.2,
}


def test_with_every_mechanism_on_the_truth_is_still_zero_without_an_effect_and_not_with_one():
    p = replace(DemoParameters(), n_persons=4000, start_logit=-5.5, **MECHANISMS)
    assert find_truth(*live(p), p)["att_day_90"] < -0.2
    null = replace(p, effect_multiplier=0.0)
    assert find_truth(*live(null), null)["att_day_90"] == 0


@pytest.mark.parametrize("changes", [{}, *({name: value} for name, value in MECHANISMS.items())], ids=str)
def test_recorded_scores_scatter_around_what_the_truth_expects(changes):
    """Everyone who started, on every visit after it: as they lived, early stopping included. (A high answer of the day
    itself may be why they started.)"""
    p = replace(DemoParameters(), n_persons=4000, start_logit=-5.0, **changes)
    people, course = live(p)
    rows = course.appointments.dropna(subset=["score"]).merge(course.ldn, on="person")
    rows = rows[rows["day"] > rows["start"]]
    who, day, start, stop = (rows[name].to_numpy() for name in ("person", "day", "start", "stop"))
    pain = pain_without_ldn(people, who, day, fluctuation_on(course, who, day, p))
    expected = expected_score(pain + people.effect[who] * share_of_effect(day, start, stop, p), p)
    error = rows["score"] - expected
    assert len(error) > 2000
    assert abs(error.mean()) < 3.5 * error.std() / np.sqrt(len(error))


def test_the_truth_knows_the_pain_of_days_on_which_people_might_have_come():
    p = replace(STILL, n_persons=300, visit_pain=0.6)
    course = live(p)[1]
    assert len(course.path) > 2 * len(course.appointments)
    who, day = course.path["person"].to_numpy(), course.path["day"].to_numpy()
    np.testing.assert_allclose(fluctuation_on(course, who, day, p), course.path["fluctuation"], atol=1e-6)


def test_a_mechanism_that_is_off_draws_nothing(monkeypatch):
    names: set[str] = set()

    def noted(seed: int, name: str, original=random_streams.stream):
        names.add(name.split("/")[0])
        return original(seed, name)

    monkeypatch.setattr(random_streams, "stream", noted)
    new = {"comes today", "drops out", "heaped", "start delay"}
    live(replace(DemoParameters(), n_persons=50))
    assert not names & new
    live(replace(DemoParameters(), n_persons=50, **MECHANISMS))
    assert new <= names


def test_the_truth_file_names_the_mechanisms_that_are_on():
    p = replace(DemoParameters(), n_persons=50, heaping_share=0.3)
    said = find_truth(*live(p), p)["parameters"]
    assert said["heaping_share"] == 0.3
    assert "visit_pain" not in said
    assert said["onset_days"] == p.onset_days
