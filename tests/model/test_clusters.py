"""Whose outcomes hang together."""

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from chart2paper.model.clusters import clusters


def people(*rows: str) -> pd.DataFrame:
    """Return an analysis set from "set:comparators", one set a word."""
    found = []
    for row in rows:
        name, others = row.split(":")
        found.append((name, name, "exposed"))
        found += [(name, other, "comparator") for other in others]
    return pd.DataFrame(found, columns=["set_id", "person_id", "role"])


def of_sets(frame: pd.DataFrame) -> dict[str, str]:
    return dict(zip(frame["set_id"], clusters(frame), strict=True))


def test_sets_of_different_people_are_clusters_of_their_own():
    assert of_sets(people("A:xy", "B:z")) == {"A": "A", "B": "B"}


def test_sets_that_share_a_comparator_are_one_cluster():
    assert of_sets(people("C:x", "B:xy", "A:yz", "D:w")) == {"A": "A", "B": "A", "C": "A", "D": "D"}


def test_someone_who_is_a_comparator_first_and_exposed_later_joins_no_sets():
    assert of_sets(people("A:B", "B:x")) == {"A": "A", "B": "B"}


def test_a_set_that_lost_its_comparators_stays_a_cluster():
    frame = people("A:x", "B:y")
    assert of_sets(frame[frame["person_id"] != "y"]) == {"A": "A", "B": "B"}


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_no_comparator_is_in_two_clusters_and_the_order_of_rows_changes_nothing(seed):
    random = np.random.default_rng(seed)
    frame = people(*(f"{name}:{''.join(set(random.choice(list('uvwxyz'), 2)))}" for name in "ABCDE"))
    found = clusters(frame)
    comparators = frame["role"] == "comparator"
    assert (found[comparators].groupby(frame["person_id"]).nunique() == 1).all()
    assert (found.groupby(frame["set_id"]).nunique() == 1).all()
    shuffled = frame.sample(frac=1, random_state=seed)
    pd.testing.assert_series_equal(clusters(shuffled).sort_index(), found)
