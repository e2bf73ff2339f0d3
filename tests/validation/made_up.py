"""Results of made-up clinics for one scenario, with a bias and a spread of choice."""

import numpy as np
import pandas as pd

from chart2paper.validation.performance import OTHERS, performance

PARTS = ("baseline", "change", "ldn", "regression", "trend", "last_visit")


def clinics(
    scenario: str, truth: float, bias: float = 0.0, se: float = 0.3, reported: float = 0.3, n: int = 400
) -> pd.DataFrame:
    """CLINICS rows whose estimates scatter around truth + bias with `se`, and say that they have `reported`."""
    rng = np.random.default_rng(11)
    noise = rng.normal(0, 1, n)
    estimate = truth + bias + se * (noise - noise.mean()) / noise.std(ddof=1)
    rows = pd.DataFrame(
        {
            "scenario": scenario,
            "clinic": range(1, n + 1),
            "truth": truth,
            "truth_starters": truth,
            "untreated_change": -0.5,
            "estimate": estimate,
            "standard_error": reported,
            "ci_low": estimate - 1.96 * reported,
            "ci_high": estimate + 1.96 * reported,
            "p_value": np.where(abs(estimate) > 1.96 * reported, 0.01, 0.5),
            "replication_p_value": 0.01,
            "replication_effect_day_90": truth - 0.5,
            "replication_n_exposed": 20,
            "replication_n_comparator": 23,
            **{f"replication_percent_{name}": -30.0 for name in ("exposed", "comparator", "difference")},
        }
    )
    for name in OTHERS.values():
        rows[name] = estimate
    for name in ("n_exposed", "n_comparator", "seen_exposed", "seen_comparator"):
        rows[name] = 36
    for number, part in enumerate(PARTS):
        rows[f"replication_{part}_exposed"] = [7.0, -3.0, truth - 0.6, -1.5, 0.4, -1.3 - truth][number]
        rows[f"replication_{part}_comparator"] = [7.0, -0.5, 0.0, -1.4, 0.1, 0.8][number]
    return rows


def measures(*results: pd.DataFrame) -> pd.DataFrame:
    """PERFORMANCE rows of made-up clinics."""
    return performance(pd.concat(results, ignore_index=True))
