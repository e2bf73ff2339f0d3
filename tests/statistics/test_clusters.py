"""Whose outcomes hang together."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chart2paper.match.full import full_pairs
from chart2paper.match.replacement import shared_pairs
from chart2paper.model.ancova import ancova
from chart2paper.statistics.clusters import clusters


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


# --- does the variance know? ---------------------------------------------------------------------


def sample(seed: int, choose) -> pd.DataFrame:
    """Return matched sets of 60 exposed people and 90 candidates, no effect; outcome = baseline + noise."""
    random = np.random.default_rng(seed)
    names = [f"E{n:02d}" for n in range(60)], [f"C{n:02d}" for n in range(90)]
    baseline = random.normal(0.3, 1, 60), random.normal(0, 1, 90)
    final = [scores + random.normal(0, 1, len(scores)) for scores in baseline]
    i, j = (side.ravel() for side in np.indices((60, 90)))
    chosen = choose(i, j, np.abs(baseline[0][i] - baseline[1][j]))
    parts = [
        pd.DataFrame(
            {
                "set_id": np.array(names[0])[of_set],
                "person_id": np.array(names[arm])[row],
                "role": role,
                "baseline_score": baseline[arm][row],
                "final_score": final[arm][row],
            }
        )
        for arm, role, of_set, row in (
            (0, "exposed", np.arange(60), np.arange(60)),
            (1, "comparator", i[chosen], j[chosen]),
        )
    ]
    return pd.concat(parts, ignore_index=True)


@pytest.mark.parametrize("choose", [lambda *pairs: shared_pairs(*pairs, 1), full_pairs])
def test_the_standard_error_is_the_spread_over_samples_though_comparators_are_shared(choose):
    """80 samples: the spread is known to 8 %. Were every set a cluster, the standard error would be too small."""
    estimation = {"adjust_for": ["baseline_score"]}
    found = [ancova(sample(seed, choose), estimation)[0] for seed in range(80)]
    spread = np.std([row.estimate for row in found])
    reported = np.mean([(row.ci_high - row.ci_low) / 2 / 2.0 for row in found])
    assert reported == pytest.approx(spread, rel=0.16)
    alone = [
        ancova(frame.assign(person_id=np.arange(len(frame))), estimation)[0]
        for frame in (sample(seed, choose) for seed in range(20))
    ]
    joined = found[:20]
    assert np.mean([row.ci_high - row.ci_low for row in alone]) < 0.95 * np.mean(
        [row.ci_high - row.ci_low for row in joined]
    )
