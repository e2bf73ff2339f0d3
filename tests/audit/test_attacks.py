"""No edit of a finished run goes unnoticed: random ones, by attackers who forge nothing, the manifest, or all."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit import attacks


@pytest.fixture(scope="module")
def made():
    with attacks.made_up() as (project, prints):
        yield project.resolve(), prints


def test_two_hundred_random_edits_are_all_named():
    assert sum(attacks.tries(seed=1)) == 0


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**9), forged=st.integers(0, 2))
def test_any_edit_is_named_by_its_file(made, seed, forged):
    project, prints = made
    with attacks.copy_of(project):
        done, unnoticed = attacks.try_once(random.Random(seed), prints, forged)
        assert not unnoticed, done


def test_the_attacker_would_be_seen_to_succeed_where_nothing_is_checked(monkeypatch):
    """A test that cannot fail proves nothing."""
    monkeypatch.setattr(attacks, "verify", lambda *_, **__: (None, []))
    assert all(attacks.tries(seed=1, most=10))
