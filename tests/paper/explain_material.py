"""What could explain the made-up primary result away: the real functions on invented earlier scores."""

from typing import Any

import numpy as np
import pandas as pd

from chart2paper.model.explain.e_values import e_values
from chart2paper.model.explain.measured import measured_confounders
from chart2paper.model.explain.negative_controls import negative_controls
from chart2paper.model.explain.regression_to_mean import regression_to_mean
from chart2paper.model.explain.rosenbaum import rosenbaum_bounds
from chart2paper.protocol.study import Study
from chart2paper.protocol.values import estimation_of, values_of
from chart2paper.statistics.results import rows_frame
from chart2paper.tables.explain import E_VALUES, MEASURED_CONFOUNDERS, ROSENBAUM_BOUNDS
from chart2paper.tables.model import ESTIMATES, SCORES
from chart2paper.tables.read_write import shape
from chart2paper.writing.material import Analysis, Sheet
from paper.kept import kept


def explain_sheets(study: Study, primary: Analysis) -> dict[str, Sheet]:
    """Return the tables of the section, as the rules leave them."""
    people, name = primary.analysis_set.frame, primary.name
    estimation = estimation_of(study, name)
    explanations = values_of(study.explanations)
    adjust_for = estimation["adjust_for"]
    needed = e_values(people, primary.estimates.frame, study.sensitivity.estimate.value)
    controls = negative_controls(people, _earlier_scores(people), adjust_for, explanations)
    tables: dict[str, Any] = {
        "e_values": (needed, E_VALUES),
        "measured_confounders": (
            measured_confounders(people, primary.balance.frame, needed, adjust_for, []),
            MEASURED_CONFOUNDERS,
        ),
        "rosenbaum_bounds": (
            kept(rosenbaum_bounds, people, adjust_for, explanations["largest_gamma"]),
            ROSENBAUM_BOUNDS,
        ),
        "negative_controls_estimates": (rows_frame(controls, name), ESTIMATES),
        "regression_to_mean_estimates": (rows_frame(regression_to_mean(people), name), ESTIMATES),
    }
    return {
        stem: Sheet(shape(frame, table), f"results/{name}/model/{stem}.csv")
        for stem, (frame, table) in tables.items()
    }


def _earlier_scores(people: pd.DataFrame) -> pd.DataFrame:
    """Scores on the target day of the placebo window, a little above the baseline."""
    random = np.random.default_rng(11)
    score = np.clip(people["baseline_score"].astype(float) + random.normal(0, 1, len(people)), 0, 10)
    return shape(people[["set_id", "person_id", "role"]].assign(day=-90, score=score, in_window=0), SCORES)
