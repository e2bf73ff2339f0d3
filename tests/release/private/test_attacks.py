"""Attacks on a release with noise, a few hundred times; and the same attack where it must succeed."""

from attacks.noise import tries, tries_membership


def test_nobody_learns_who_is_in_beyond_the_promise_and_moves_no_answer_further_than_declared():
    assert [*tries(1)] == [False] * 100


def test_without_noise_the_guess_succeeds_so_that_the_attack_is_one():
    assert all(tries_membership(1, 10, lambda exact, sensitivity, epsilon: list(exact)))
