"""The attacker of exact counts is worth its name: with three digits of exact values it finds them."""

import numpy as np
import pytest

from release.inversions import (
    Printed,
    degrees_of_freedom,
    fours_of_effects,
    gained,
    pairs_of_limit,
    pairs_of_smd_interval,
    parts_of_risk,
    risks_of_effects,
    sizes_of_mean,
    sizes_of_shares,
    stops_of_curve,
)

BOX = np.arange(11, 201)


def test_shares_of_a_histogram_and_equipoise_fix_the_number_of_people():
    shares = [Printed.on(f"{k / 64:.3g}") for k in (47, 61, 15, 9, 22, 18)]
    near = sizes_of_shares(shares, np.arange(60, 71))
    assert near.tolist() == [64]


def test_a_mean_with_sd_and_t_interval_fixes_people_sum_and_sum_of_squares():
    scores = np.repeat([2, 3, 5, 6, 7, 8, 9], [3, 5, 9, 12, 8, 4, 2])
    half = 2.0180817 * scores.std(ddof=1) / np.sqrt(len(scores))
    interval = tuple(Printed.on(f"{scores.mean() + sign * half:.4f}") for sign in (-1, 1))
    fits = sizes_of_mean(
        Printed.on(f"{scores.mean():.4f}"), BOX, Printed.on(f"{scores.std(ddof=1):.4f}"), interval
    )
    assert fits.tolist() == [43]


def test_a_chance_limit_with_the_number_of_comparators_fixes_the_exposed():
    limit = Printed.on(f"{1.959964 * np.sqrt(1 / 66 + 1 / 593):.3g}")
    fits = BOX[pairs_of_limit(limit, BOX, np.array([593]))[:, 0]]
    assert 66 in fits
    assert len(fits) <= 3


def test_an_interval_of_an_smd_leaves_few_sizes():
    reach = 1.959964 * np.sqrt((1 + 0.2**2 / 2) / 63 + 0.9 / 124)
    interval = Printed.on(f"{0.2 - reach:.4f}"), Printed.on(f"{0.2 + reach:.4f}")
    found = pairs_of_smd_interval(Printed.on("0.2000"), interval, Printed.on("0.9000"), BOX, np.array([125]))
    assert BOX[found[:, 0]].tolist() == [64]


def test_a_risk_difference_and_a_risk_ratio_give_the_responders_exactly():
    p1, p0 = 24 / 64, 21 / 125
    found = risks_of_effects(Printed.on(f"{p1 - p0:.3g}"), Printed.on(f"{p1 / p0:.3g}"))
    assert parts_of_risk(found[0], np.array([64])).tolist() == [24]
    assert parts_of_risk(found[1], np.array([125])).tolist() == [21]


def test_four_counts_follow_from_effects_in_three_digits():
    p1, p0 = 24 / 64, 21 / 125
    effects = {
        "risk_difference": Printed.on(f"{p1 - p0:.3g}"),
        "risk_ratio": Printed.on(f"{p1 / p0:.3g}"),
        "odds_ratio": Printed.on(f"{p1 / (1 - p1) * (1 - p0) / p0:.3g}"),
    }
    boxes = [np.arange(23, 28), np.arange(63, 68), np.arange(18, 23), np.arange(123, 128)]
    assert [axis.tolist() for axis in fours_of_effects(effects, boxes)] == [[24], [64], [21], [125]]


def test_a_curve_gives_those_who_stopped():
    assert stops_of_curve(Printed.on("0.828"), np.array([64])).tolist() == [11]


def test_estimate_interval_and_p_value_give_the_degrees_of_freedom():
    at, half = -0.9818548, 0.6839839
    interval = Printed.on(f"{at - half:.6f}"), Printed.on(f"{at + half:.6f}")
    found = degrees_of_freedom(Printed.on(f"{at:.6f}"), interval, Printed.on("0.005645"), BOX)
    assert len(found) <= 10


@pytest.mark.parametrize(
    ("printed", "fits", "won"),
    [
        (range(63, 68), range(60, 80), False),
        (range(63, 68), [63, 64, 65], True),
        (range(63, 68), [66, 67], False),
        (None, range(60, 72), False),
        (None, [63, 64, 65], True),
    ],
)
def test_an_attack_wins_when_it_excludes_counts_that_are_printed_alike_or_leaves_few_for_a_withheld_one(
    printed, fits, won
):
    assert gained(64, printed, fits, threshold=10) is won
