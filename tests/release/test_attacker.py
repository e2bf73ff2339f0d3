"""The attacker of these tests is worth its name: it finds what can be found."""

from fractions import Fraction

from release.attacker import ranges, solved

SEX = [("all", ("female", "male", "other"))]


def test_one_missing_part_follows_from_the_whole():
    assert solved({"all": 64, "female": 44, "male": 19}, SEX) == {"other": Fraction(1)}


def test_two_missing_parts_do_not_follow_but_their_sum_bounds_both():
    shown = {"all": 64, "female": 44}
    assert solved(shown, SEX) == {}
    assert ranges(shown, SEX, {"other"}) == {"other": (0.0, 20.0)}


def test_parts_follow_across_two_tables_that_share_a_margin():
    both = [*SEX, ("all", ("young", "old")), ("old", ("other",))]
    assert solved({"young": 63, "female": 44, "all": 64}, both)["male"] == 19


def test_a_total_follows_from_its_parts():
    assert solved({"female": 44, "male": 19, "other": 1}, SEX) == {"all": Fraction(64)}
