"""Physical function, scored beside pain from 0 to 100, where higher is better, with a mess of its own."""

from functools import partial

import numpy as np
import pandas as pd

from chart2paper.demo_clinic.dates import iso
from chart2paper.demo_clinic.mess import MessKind, Tables, Variants, one_of, rewrite, shows
from chart2paper.demo_clinic.parameters import DemoParameters
from chart2paper.statistics.random_streams import Draws

FILE, SCORE = "function_scores", "FunctionScore"
# Function without pain, its loss per point of recorded pain, and the noise of an answer, in points (our choice).
# Ten questions of three answers give scores in steps of five.
WITHOUT_PAIN, PER_POINT, NOISE_SD, STEP = 95, -8, 8, 5
WRITTEN = [str(score) for score in range(0, 101, STEP)]


def function_scores(seen: pd.DataFrame, p: DemoParameters) -> pd.DataFrame:
    """Return one entry per scored visit: the worse the recorded pain, the lower the function."""
    scored = seen[seen["score"].notna()].reset_index(drop=True)
    noise = NOISE_SD * Draws(p.seed, len(scored)).normal("function score")
    exact = WITHOUT_PAIN + PER_POINT * scored["score"].to_numpy() + noise
    score = np.clip(STEP * np.floor(exact / STEP + 0.5), 0, 100).astype("int64")
    return pd.DataFrame(
        {
            "EntryID": np.char.mod("F%08d", np.arange(1, len(scored) + 1)),
            "person": scored["person"],
            "VisitID": scored["visit_id"],
            "EntryDate": iso(scored["day"].to_numpy()),
            SCORE: score.astype(str).astype(object),
        }
    )


def _all(*forms: str) -> Variants:
    return {score: tuple(form.format(score) for form in forms) for score in WRITTEN}


def _tenths() -> Variants:
    return {str(score): (f"{score // 10}/10",) for score in range(0, 101, 10)}


def _kind(name: str, what: str, share: float, variants: Variants, pattern: str) -> MessKind:
    make = partial(_rewrite, name=name, share=share, variants=variants)
    return MessKind(name, FILE, SCORE, what, shows(FILE, SCORE, pattern), make)


def _rewrite(tables: Tables, seed: int, name: str, share: float, variants: Variants) -> Tables:
    return rewrite(tables, FILE, (SCORE,), seed, name, share, one_of(variants))


FUNCTION_MESS = (
    _kind("function out of a hundred", "the scale is written along", 0.04, _all("{}/100"), r"\d+/100"),
    _kind("function out of ten", "a score of the other scale", 0.01, _tenths(), r"\d+/10"),
    _kind(
        "function not scored",
        "words that hold no score, or nothing",
        0.01,
        _all("not asked", "declined", ""),
        "not asked|declined|",
    ),
)
