"""Adverse effects, reasons for stopping, time on treatment, and dose."""

from datetime import date
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from chart2paper.model.harms.adverse_effects import ANY, STOPPED, harms
from chart2paper.model.harms.dose import dose_bands, dose_slope, dosed
from chart2paper.model.harms.exposure_time import exposure_time
from chart2paper.model.harms.kaplan_meier import time_on_treatment
from chart2paper.tables.harms import EXPOSURE_TIME
from chart2paper.tables.read_write import shape
from model.people import people

DESIGN = SimpleNamespace(
    ingredients=("naltrexone",),
    routes=("oral",),
    max_daily_dose_mg=10,
    gap_days=60,
    data_lock_date=date(2020, 12, 31),
)
INDEX = pd.Timestamp("2019-05-01")  # of everyone that `people` makes


def day(number: int) -> pd.Timestamp:
    return INDEX + pd.Timedelta(days=number)


def orders(*rows: tuple) -> pd.DataFrame:
    """Orders of P000: (first day, last day, mg a day, reason for stopping)."""
    columns = ["drug_exposure_start_date", "drug_exposure_end_date", "daily_dose_mg", "stop_reason"]
    frame = pd.DataFrame([(day(a), day(b), mg, why) for a, b, mg, why in rows], columns=columns)
    frame["drug_exposure_id"] = [f"R{i}" for i in range(len(frame))]
    return frame.assign(person_id="P000", ingredient="naltrexone", route="oral")


def one_user(*rows: tuple, final_day: int = 90) -> pd.Series:
    analysis_set = people([(7, 5)], [(7, 6)])
    analysis_set["final_date"] = day(final_day)
    (found,) = exposure_time(analysis_set, orders(*rows), DESIGN).to_dict("records")
    return pd.Series(found)


def times(days: list[int], stopped: list[int], reasons: list | None = None) -> pd.DataFrame:
    ids = [f"P{i:03d}" for i in range(len(days))]
    columns = {"set_id": ids, "person_id": ids, "days": days, "stopped": stopped}
    return shape(pd.DataFrame(columns).assign(stop_reason=reasons), EXPOSURE_TIME)


def effects(*rows: tuple[str, int, str]) -> pd.DataFrame:
    """Observations: (person, day, effect); five other people of the clinic have each effect long before."""
    others = [(f"Q{i}", -999, effect) for effect in sorted({row[2] for row in rows}) for i in range(5)]
    return _observations(*rows, *others)


def _observations(*rows: tuple[str, int, str]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["person_id", "day", "observation_source_value"])
    frame["observation_date"] = pd.to_datetime([day(n) for n in frame["day"]])
    return frame


def test_refills_that_follow_each_other_are_one_episode():
    user = one_user((0, 30, 1.5, None), (31, 60, 3, None), (100, 160, 4.5, "no_effect"))
    assert (user["days"], user["stopped"], user["stop_reason"]) == (160, 1, "no_effect")


def test_a_gap_of_more_than_60_days_ends_the_episode_and_later_orders_do_not_count():
    user = one_user((0, 30, 1.5, "adverse_effect"), (92, 160, 4.5, None))
    assert (user["days"], user["stopped"], user["stop_reason"]) == (30, 1, "adverse_effect")
    assert one_user((0, 30, 1.5, None), (91, 160, 4.5, None))["days"] == 160


def test_whoever_is_covered_until_shortly_before_the_lock_has_not_stopped():
    lock = (pd.Timestamp(DESIGN.data_lock_date) - INDEX).days
    assert one_user((0, lock + 100, 4.5, None))[["days", "stopped"]].tolist() == [lock, 0]
    assert one_user((0, lock - 60, 4.5, "other"))[["days", "stopped"]].tolist() == [lock - 60, 0]
    assert one_user((0, lock - 61, 4.5, "other"))["stopped"] == 1


def test_the_dose_is_that_of_the_last_order_begun_by_the_day_of_the_outcome():
    lines = (0, 30, 1.5, None), (31, 60, 3, None), (100, 160, 4.5, None)
    assert one_user(*lines, final_day=99)["daily_dose_mg"] == 3
    assert one_user(*lines, final_day=100)["daily_dose_mg"] == 4.5


def test_someone_whose_orders_do_not_count_has_no_time_on_treatment():
    analysis_set = people([(7, 5)], [(7, 6)])
    none = exposure_time(analysis_set, orders((0, 30, 50, None)), DESIGN)
    assert none[["days", "stopped"]].to_numpy().tolist() == [[0, 1]]


def test_kaplan_meier_equals_rs_survfit_with_log_log_limits():
    # R 4.2.2, survival 3.5-3: survfit(Surv(days, stopped) ~ 1, conf.type = "log-log")
    curve = time_on_treatment(
        times([5, 7, 10, 10, 23, 30, 30, 45, 60, 60, 90, 120], [1, 1, 1, 1, 0, 1, 1, 0, 1, 1, 0, 1])
    )
    steps = curve[curve["stopped"] > 0].set_index("day")
    assert steps["at_risk"].to_dict() == {5: 12, 7: 11, 10: 10, 30: 7, 60: 4, 120: 1}
    expected = {
        5: (0.9166666667, 0.53897718057, 0.9878255654),
        7: (0.8333333333, 0.48171494220, 0.9555093657),
        10: (0.6666666667, 0.33701893254, 0.8597117991),
        30: (0.4761904762, 0.18228998843, 0.7236870412),
        60: (0.2380952381, 0.04015422687, 0.5269891032),
    }
    for at, numbers in expected.items():
        assert steps.loc[at, ["share", "ci_low", "ci_high"]].tolist() == pytest.approx(numbers, abs=1e-9)
    assert steps.loc[120, "share"] == 0
    assert np.isnan(steps.loc[120, "ci_low"])


def test_people_who_are_censored_on_a_day_are_at_risk_on_it():
    curve = time_on_treatment(times([30, 30], [1, 0])).set_index("day")
    assert curve.loc[30, ["at_risk", "stopped", "censored", "share"]].tolist() == [2, 1, 1, 0.5]


def test_numbers_at_risk_are_told_for_the_usual_days_even_when_nothing_happens():
    assert time_on_treatment(times([100], [0]))["day"].tolist() == [0, 30, 60, 90, 100]
    assert len(time_on_treatment(times([], []))) == 0


def counted(observation: pd.DataFrame, **columns) -> pd.DataFrame:
    analysis_set = people([(7, 5), (7, 5)], [(7, 6), (7, 6)])
    used = times([20, 300], [1, 0], ["adverse_effect", None])
    table = harms(analysis_set, used, observation, 30, "2020-12-31")
    return table.set_index(["event", "role"])


def test_a_person_counts_once_for_an_effect_and_once_for_any():
    table = counted(effects(("P000", 1, "nausea"), ("P000", 9, "nausea"), ("P000", 9, "headache")))
    assert table.loc[("nausea", "exposed"), "persons"] == 1
    assert table.loc[(ANY, "exposed"), "persons"] == 1
    assert table.loc[("headache", "comparator"), "persons"] == 0


def test_effects_count_from_the_index_date_until_30_days_after_the_last_covered_day_in_both_arms():
    inside = effects(("P000", 0, "nausea"), ("P002", 50, "nausea"))
    outside = effects(("P000", -1, "nausea"), ("P000", 51, "nausea"), ("P002", 51, "nausea"))
    assert counted(inside).loc["nausea", "persons"].tolist() == [1, 1]
    assert "nausea" not in counted(outside).index.get_level_values("event")


def test_an_effect_that_fewer_than_five_people_of_the_clinic_have_is_counted_without_its_name():
    """It may be a note about one of them, and the table is printed in the paper."""
    analysis_set = people([(7, 5)], [(7, 6)])
    notes = (
        ("P000", 5, "itching, says Jane"),
        ("P000", 6, "call Jane on 555"),
        *[("Q1", -9, "call Jane on 555")] * 9,
    )
    found = harms(analysis_set, times([90], [0]), _observations(*notes), 30, "2020-12-31")
    counted = found[found["role"].eq("exposed") & found["kind"].eq("adverse_effect")]
    assert counted[["event", "persons"]].to_numpy().tolist() == [
        ["another adverse effect", 1],
        ["any adverse effect", 1],
    ]


def test_where_nobody_had_it_the_rule_of_three_says_what_may_have_been_missed():
    table = counted(effects(("P002", 5, "nausea")))
    row = table.loc[("nausea", "exposed")]
    assert row["rule_of_three"] == 1.0  # 3 / 2 people, and a share is at most 1
    assert np.isnan(table.loc[("nausea", "comparator"), "rule_of_three"])


def test_intervals_are_exact():
    # R 4.2.2: binom.test(7, 64)$conf.int and binom.test(0, 64)$conf.int
    analysis_set = people([(7, 5)] * 64, [(7, 6)] * 64)
    table = harms(
        analysis_set,
        times([100] * 64, [1] * 64),
        effects(*((f"P{i:03d}", 5, "headache") for i in range(7))),
        30,
        "2020-12-31",
    ).set_index(["event", "role"])
    exposed, comparator = table.loc[("headache", "exposed")], table.loc[("headache", "comparator")]
    assert [exposed["ci_low"], exposed["ci_high"]] == pytest.approx([0.04512102019, 0.21245722596], abs=1e-9)
    assert [comparator["ci_low"], comparator["ci_high"]] == pytest.approx([0.0, 0.05600908939], abs=1e-9)
    assert comparator["rule_of_three"] == pytest.approx(3 / 64)


def test_stopping_is_counted_by_reason_among_the_exposed():
    table = counted(effects(("P000", 1, "nausea")))
    assert table.loc[(STOPPED, "exposed"), ["persons", "n"]].tolist() == [1, 2]
    assert table.loc[("adverse effect", "exposed"), "persons"] == 1


def test_an_export_without_a_place_for_adverse_effects_has_no_counts_of_them():
    table = counted(effects())
    assert set(table["kind"]) == {"stopped"}


def test_nobody_matched_leaves_counts_of_nobody_and_no_shares():
    table = harms(people([], []), times([], []), effects(("X", 1, "nausea")), 30, "2020-12-31")
    assert set(table["n"]) == {0}
    assert table["share"].isna().all()


def test_doses_at_a_limit_belong_to_the_upper_band():
    table = people([(7, 5), (7, 6), (7, 7)], [(7, 6)])
    used = times([90] * 3, [0] * 3).assign(daily_dose_mg=[1.5, 3.0, 4.5])
    bands = dose_bands(dosed(table, used), [3.0, 4.5])
    assert bands["n"].tolist() == [1, 1, 1]
    assert bands["status"].str.startswith("not estimable").all()


def test_the_dose_slope_is_that_of_least_squares_with_hc3():
    import statsmodels.api as sm

    rng = np.random.default_rng(3)
    baseline, dose = rng.integers(4, 10, 40).astype(float), rng.choice([1.5, 3.0, 4.5], 40)
    final = np.clip(baseline - 0.4 * dose + rng.normal(0, 1, 40), 0, 10)
    table = people(list(zip(baseline, final, strict=True)), [(7, 6)])
    used = times([90] * 40, [0] * 40).assign(daily_dose_mg=dose)
    found = dose_slope(dosed(table, used), ["baseline_score"])
    model = sm.OLS(final, sm.add_constant(np.column_stack([baseline, dose]))).fit(cov_type="HC3", use_t=True)
    assert found.estimate == pytest.approx(model.params[2])
    assert [found.ci_low, found.ci_high] == pytest.approx(model.conf_int()[2].tolist())


def test_without_different_doses_there_is_no_slope():
    table = people([(7, 5), (6, 5), (5, 5)], [(7, 6)])
    used = times([90] * 3, [0] * 3)
    assert dose_slope(dosed(table, used), []).status.startswith("not estimable: fewer than two")
    same = used.assign(daily_dose_mg=4.5)
    assert dose_slope(dosed(table, same), []).status == "not estimable: everyone took the same dose"
