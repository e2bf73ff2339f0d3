"""Overlap: were the people of both arms such that either choice was open to them?"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from scipy import special

from chart2paper.match.balance import arms_before_and_after, group_of
from chart2paper.match.candidates import Possible, possible_pairs
from chart2paper.match.propensity import propensity_logits
from chart2paper.statistics.both_arms import OneArm
from chart2paper.statistics.group_differences import Group, Vector, effective_size, mean
from chart2paper.statistics.results import NotEstimable
from chart2paper.status import OK, not_estimable, ok
from chart2paper.tables.closed_lists import OVERLAP_SHARES, ROLES, SAMPLES
from chart2paper.tables.match import OVERLAP, OVERLAP_SUMMARY
from chart2paper.tables.read_write import shape

# Limits of the bins of the histogram: equipoise, usually 0.3 to 0.7, begins and ends between two bins.
BIN_LIMITS = np.arange(21) / 20
OTHER_ROLE = {"exposed": "comparator", "comparator": "exposed"}
NOBODY = {"exposed": "there are no exposed people", "comparator": "there are no comparators"}


@dataclass(frozen=True)
class Scores:
    """Propensity scores as logits: of the people of each (sample, role), and of the prevalence of exposure.

    reason says why there is no score, notes which people are at a level of one arm, with a score of 0 or 1.
    """

    arms: dict[tuple[str, str], Group]
    prevalence: float
    reason: str = ""
    notes: tuple[str, ...] = ()

    def preference(self, sample: str, role: str) -> Vector:
        """Return the propensity of each person of an arm were the exposure given to half of the people.

        The logit of the propensity score minus that of the prevalence, as a share (Walker and others 2013).
        """
        preference: Vector = special.expit(self.arms[sample, role].values - self.prevalence)
        return preference


def assess_overlap(
    cohort: pd.DataFrame,
    candidates: pd.DataFrame,
    matches: pd.DataFrame,
    covariates: list[str],
    equipoise: tuple[float, float],
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the histogram of preference scores (OVERLAP) and what it comes to (OVERLAP_SUMMARY).

    The score is estimated once, before matching, in the exposed and every candidate (who counts once over all
    index dates they could have); after matching it is read off for those who were matched.
    equipoise: preference scores between which either choice was open.
    """
    possible = possible_pairs(cohort[cohort["role"] == "exposed"], candidates)
    scores = _scores(possible, matches, covariates)
    histogram = pd.DataFrame(_histogram(scores), columns=OVERLAP.column_names)
    return shape(histogram, OVERLAP), shape(pd.DataFrame(_summary(scores, equipoise)), OVERLAP_SUMMARY)


def _scores(possible: Possible, matches: pd.DataFrame, covariates: list[str]) -> Scores:
    n_exposed, weights = len(possible.exposed), possible.slot_weights()
    people = pd.concat([possible.exposed[covariates], possible.slots[covariates]], ignore_index=True)
    is_exposed = np.arange(len(people)) < n_exposed
    found = propensity_logits(people, is_exposed, covariates, np.concatenate([np.ones(n_exposed), weights]))
    reason = found.reason if isinstance(found, NotEstimable) else ""
    notes = () if isinstance(found, NotEstimable) else tuple(_note(each, possible) for each in found.left_out)
    # Without a score people are still counted.
    logits = np.zeros(len(people)) if isinstance(found, NotEstimable) else found.logits
    of_exposed, of_slots = logits[:n_exposed], logits[n_exposed:]
    scored = replace(
        possible,
        exposed=possible.exposed.assign(logit=of_exposed),
        slots=possible.slots.assign(logit=of_slots),
    )
    samples = zip(SAMPLES, arms_before_and_after(scored, matches, ["logit"]), strict=True)
    arms = {
        (sample, role): group_of(arm.covariates["logit"].to_numpy("float64"), arm)
        for sample, both in samples
        for role, arm in zip(ROLES, both, strict=True)
    }
    # Of those whom either choice was open to: who never had it would make exposure rarer than it was.
    n_scored, n_candidates = np.isfinite(of_exposed).sum(), weights[np.isfinite(of_slots)].sum()
    prevalence = np.log(n_scored / n_candidates) if n_scored and n_candidates else np.nan
    return Scores(arms, float(prevalence), reason, notes)


def _note(left_out: OneArm, possible: Possible) -> str:
    """Say who is left out of the propensity model; a candidate counts once, on however many dates."""
    rows = left_out.rows
    if left_out.exposed:
        return (
            f"{rows.sum()} exposed people are left out of the propensity model, with a score of 1, because no "
            f"candidate has {left_out.level}"
        )
    candidates = len(np.unique(possible.candidate[rows[len(possible.exposed) :]]))
    return (
        f"{candidates} candidates are left out of the propensity model, with a score of 0, because no exposed person "
        f"has {left_out.level}"
    )


def _histogram(scores: Scores) -> Iterator[dict[str, Any]]:
    """Yield OVERLAP rows: bins of the preference score in each arm that has people; none without a score."""
    for (sample, role), arm in scores.arms.items():
        if scores.reason or not len(arm.values):
            continue
        bin_number = np.searchsorted(BIN_LIMITS, scores.preference(sample, role), side="right") - 1
        people = np.bincount(bin_number.clip(0, 19), weights=arm.weights, minlength=20)
        for low, high, count in zip(BIN_LIMITS[:-1], BIN_LIMITS[1:], people, strict=True):
            share = count / people.sum()
            yield {"sample": sample, "role": role, "people": count, "share": share} | {
                "bin_low": low,
                "bin_high": high,
            }


def _summary(scores: Scores, equipoise: tuple[float, float]) -> Iterator[dict[str, Any]]:
    """Yield OVERLAP_SUMMARY rows."""
    for sample in SAMPLES:
        empty = [role for role in ROLES if not len(scores.arms[sample, role].values)]
        reason = " and ".join(NOBODY[role] for role in empty) or scores.reason
        status = not_estimable(reason) if reason else ok(scores.notes)
        for role in ROLES:
            arm = scores.arms[sample, role]
            arm_of = {"sample": sample, "role": role}
            yield {"measure": "effective_people", **arm_of, "value": effective_size(arm), "status": OK}
            shares = {} if reason else _shares(scores, sample, role, equipoise)
            for measure in OVERLAP_SHARES:
                yield {"measure": measure, **arm_of, "value": shares.get(measure), "status": status}
        support = (np.nan, np.nan) if reason else common_support(scores, sample)
        for measure, value in zip(("common_support_low", "common_support_high"), support, strict=True):
            yield {"measure": measure, "sample": sample, "value": value, "status": status}


def _shares(scores: Scores, sample: str, role: str, equipoise: tuple[float, float]) -> dict[str, float]:
    """Return which share of an arm is in equipoise, and which lies within the other arm's scores."""
    arm, other = scores.arms[sample, role], scores.arms[sample, OTHER_ROLE[role]]
    preference = scores.preference(sample, role)
    open_choice = (preference >= equipoise[0]) & (preference <= equipoise[1])
    within = (arm.values >= other.values.min()) & (arm.values <= other.values.max())
    return {
        "in_equipoise": mean(replace(arm, values=open_choice.astype("float64"))),
        "in_range_of_other_arm": mean(replace(arm, values=within.astype("float64"))),
    }


def common_support(scores: Scores, sample: str) -> tuple[float, float]:
    """Return the lowest and the highest propensity score that both arms reach; not numbers when they do not meet."""
    both = [scores.arms[sample, role].values for role in ROLES]
    low, high = max(values.min() for values in both), min(values.max() for values in both)
    return (float(special.expit(low)), float(special.expit(high))) if low <= high else (np.nan, np.nan)
