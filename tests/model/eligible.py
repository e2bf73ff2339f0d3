"""People eligible before matching, simulated, for the tests of weighting."""

import numpy as np
import pandas as pd
from scipy import special

from chart2paper.tables.read_write import shape
from chart2paper.tables.weighting import POPULATION

COVARIATES = ["baseline_score", "age", "on_opioid", "sex"]


def eligible(n: int, seed: int, missing: bool = True, effect: float = -1.0) -> pd.DataFrame:
    """Return POPULATION rows: `n` people, one in eight exposed, more often with more pain.

    The effect is `effect` - 0.4 (baseline - 6) / 1.5 points; outcomes are missing more often with more pain and
    among comparators. Scores may leave 0-10 here, so that the truth is known exactly.
    """
    random = np.random.default_rng(seed)
    baseline, age = random.normal(6, 1.5, n), random.normal(50, 12, n)
    opioid, female = random.random(n) < 0.3, random.random(n) < 0.6
    pain = (baseline - 6) / 1.5
    chance = special.expit(-2 + 0.6 * pain - 0.8 * opioid + 0.4 * female)
    exposed = random.random(n) < chance
    final = 1 + 0.7 * baseline + 0.5 * opioid + (effect - 0.4 * pain) * exposed + random.normal(0, 1.6, n)
    known = random.random(n) < special.expit(1.4 + 1.2 * exposed - 0.45 * pain + 0.3 * opioid)
    frame = pd.DataFrame(
        {
            "person_id": [f"P{i:07d}" for i in range(n)],
            "role": np.where(exposed, "exposed", "comparator"),
            "index_date": pd.Timestamp("2019-05-01"),
            "baseline_score": baseline,
            "age": age,
            "on_opioid": opioid.astype(int),
            "sex": np.where(female, "female", "male"),
            "final_score": np.where(known | (not missing), final, np.nan),
        }
    )
    return shape(frame, POPULATION)


def true_effects(effect: float = -1.0) -> tuple[float, float]:
    """Return the effect in the exposed and in people in equipoise of `eligible`, from two million people."""
    random = np.random.default_rng(0)
    pain, opioid = random.normal(0, 1, 2_000_000), random.random(2_000_000) < 0.3
    female = random.random(2_000_000) < 0.6
    chance = special.expit(-2 + 0.6 * pain - 0.8 * opioid + 0.4 * female)
    effects = effect - 0.4 * pain
    return tuple(float(np.average(effects, weights=w)) for w in (chance, chance * (1 - chance)))
