"""Propensity and preference scores of both arms: how far they overlap."""

import numpy as np
import pandas as pd
import pytest
from scipy.special import expit, logit

from chart2paper.match.overlap import assess_overlap
from chart2paper.match.sets import match_sets
from chart2paper.tables.cohort import COHORT
from chart2paper.tables.match import MATCHES, OVERLAP, OVERLAP_SUMMARY
from chart2paper.tables.read_write import check, shape
from match.lalonde import COVARIATES, lalonde
from match.people import SETTING, candidates, exposed

EQUIPOISE = (0.3, 0.7)


def overlap(people, others, covariates=("age",), matches=None):
    if matches is None:
        matches, _ = match_sets(people, others, **SETTING | {"distance_on": ["age"], "ratio": 1})
    histogram, summary = assess_overlap(people, others, matches, list(covariates), EQUIPOISE)
    check(histogram, OVERLAP, "overlap")
    check(summary, OVERLAP_SUMMARY, "overlap_summary")
    return histogram, summary.set_index(["measure", "sample", "role"])


def some_people(n: int = 12):
    people = exposed(**{f"E{i:02d}": {"age": 40 + 3 * i} for i in range(n)})
    others = candidates(
        *((f"E{i:02d}", f"C{j:02d}", {"age": 30 + 2 * j}) for i in range(n) for j in range(2 * n))
    )
    return people, others


def lalonde_as_cohort():
    """Return lalonde as COHORT and candidates: every control may be compared with the first treated person."""
    people = lalonde().assign(index_date=pd.Timestamp("2018-01-01"))
    treated, control = (people[people["treat"] == t].reset_index(drop=True) for t in (1, 0))
    matches = pd.DataFrame(
        {"set_id": treated["person_id"], "person_id": treated["person_id"], "role": "exposed"}
    )
    matches = pd.concat(
        [
            matches,
            pd.DataFrame(
                {
                    "set_id": treated["person_id"],
                    "person_id": control["person_id"][:185],
                    "role": "comparator",
                }
            ),
        ]
    ).assign(index_date=pd.Timestamp("2018-01-01"))
    others = control.assign(exposed_id=treated["person_id"][0])
    return treated.assign(role="exposed"), others, matches, people


def test_lalonde_preference_scores_are_those_of_matchits_propensity_scores():
    """Walker 2013: logit(preference) = logit(propensity) - logit(prevalence); propensities from MatchIt 4.7.1."""
    treated, others, matches, people = lalonde_as_cohort()
    histogram, summary = overlap(treated, others, COVARIATES, matches)
    preference = expit(logit(people["distance"]) - logit(185 / 614))
    for role, treat in (("exposed", 1), ("comparator", 0)):
        arm = preference[people["treat"] == treat]
        shown = histogram[(histogram["sample"] == "before") & (histogram["role"] == role)]
        np.testing.assert_array_equal(shown["people"], np.histogram(arm, np.linspace(0, 1, 21))[0])
        assert summary.loc[("in_equipoise", "before", role), "value"] == pytest.approx(
            arm.between(0.3, 0.7).mean()
        )
    p = [people.loc[people["treat"] == t, "distance"] for t in (1, 0)]
    within = p[0].between(p[1].min(), p[1].max()).mean()
    assert summary.loc[("in_range_of_other_arm", "before", "exposed"), "value"] == pytest.approx(within)
    support = summary.xs("before", level="sample")["value"]
    assert support.loc["common_support_low"].item() == pytest.approx(max(p[0].min(), p[1].min()), rel=1e-6)
    assert support.loc["common_support_high"].item() == pytest.approx(min(p[0].max(), p[1].max()), rel=1e-6)


def test_shares_of_an_arm_sum_to_one_and_comparators_count_by_their_sets():
    people, others = some_people()
    matches, _ = match_sets(people, others, **SETTING | {"distance_on": ["age"], "ratio": 2})
    histogram, summary = overlap(people, others, matches=matches)
    totals = histogram.groupby(["sample", "role"])[["people", "share"]].sum()
    assert totals["share"].tolist() == pytest.approx([1] * 4)
    assert totals["people"].to_dict() == pytest.approx(
        {
            ("before", "exposed"): 12,
            ("before", "comparator"): 24,
            ("after", "exposed"): 12,
            ("after", "comparator"): 12,
        }
    )
    assert summary.loc[("effective_people", "before", "comparator"), "value"] == pytest.approx(24)


def test_arms_that_are_alike_are_all_in_equipoise():
    people = exposed(**{f"E{i:02d}": {"age": 40 + i % 5} for i in range(20)})
    others = candidates(*((f"E{i:02d}", f"C{i:02d}", {"age": 40 + i % 5}) for i in range(20)))
    _, summary = overlap(people, others)
    shares = summary.loc[["in_equipoise", "in_range_of_other_arm"], "value"]
    assert shares.tolist() == pytest.approx([1.0] * 8)


@pytest.mark.parametrize(
    ("people", "others", "why"),
    [
        (exposed().reindex(columns=COHORT.column_names), candidates(), "there are no exposed people"),
        (exposed(A={}, B={"age": 60}), candidates(), "there are no comparators"),
        (
            exposed(A={"age": 80}, B={"age": 81}, C={"age": 82}),
            candidates(("A", "X", {"age": 30}), ("B", "Y", {"age": 31}), ("C", "Z", {"age": 32})),
            "the covariates tell the exposed and the comparators apart perfectly",
        ),
    ],
)
def test_without_a_score_the_table_says_why_and_still_counts_people(people, others, why):
    nobody = shape(pd.DataFrame(columns=MATCHES.column_names), MATCHES)
    histogram, summary = overlap(people, others, matches=None if len(others) else nobody)
    assert histogram.empty
    shares = summary.drop("effective_people")
    assert shares["value"].isna().all()
    assert shares.xs("before", level="sample")["status"].str.startswith("not estimable: ").all()
    assert shares["status"].str.contains(why).any()
    assert summary.loc[("effective_people", "before", "exposed"), "value"] == len(people)


def test_when_nobody_is_matched_only_the_sample_before_has_numbers():
    people, others = some_people()
    nobody = shape(pd.DataFrame(columns=MATCHES.column_names), MATCHES)
    histogram, summary = overlap(people, others, matches=nobody)
    assert set(histogram["sample"]) == {"before"}
    after = summary.xs("after", level="sample")["status"].drop("effective_people")
    assert after.eq("not estimable: there are no exposed people and there are no comparators").all()
    assert summary.xs("before", level="sample")["value"].notna().all()


def test_the_order_of_rows_changes_nothing():
    people, others = some_people()
    matches, _ = match_sets(people, others, **SETTING | {"distance_on": ["age"], "ratio": 2})
    shuffled = (frame.sample(frac=1, random_state=3) for frame in (people, others, matches))
    first, again = overlap(people, others, matches=matches), (next(shuffled), next(shuffled), next(shuffled))
    second = overlap(again[0], again[1], matches=again[2])
    for one, other in zip(first, second, strict=True):
        pd.testing.assert_frame_equal(one, other, rtol=1e-9)
