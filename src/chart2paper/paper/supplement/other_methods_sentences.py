"""Sentences on whether other methods agree with the primary estimate, chosen from the results."""

from typing import Literal

from chart2paper.catalogue.outcomes import PAIN
from chart2paper.paper.sentences import Direction, direction
from chart2paper.writing.material import Estimate

Agreement = Literal["close", "apart", "differ", "alone", "not_estimable"]


def agreement(primary: Estimate | None, others: list[Estimate]) -> Agreement:
    """Return how other estimates that have an interval stand to the primary one.

    close = the same direction and all within 0.25 points; apart = the same direction, farther away; differ = at
    least one interval tells otherwise; alone = there is no other.
    """
    if direction(primary) == "not_estimable" or primary is None or primary.estimate is None:
        return "not_estimable"
    if not others:
        return "alone"
    if {direction(other) for other in others} != {direction(primary)}:
        return "differ"
    distances = [abs(e.estimate - primary.estimate) for e in others if e.estimate is not None]
    return "close" if max(distances) < PAIN.similar else "apart"


AGREEMENT: dict[Agreement, str] = {
    "close": "They agree with it ({way}): none differs from its {estimate} points by more than {distance}.",
    "apart": "All of them point the same way as the primary analysis ({way}), but their size differs from its "
    "{estimate} points by up to {distance}.",
    "differ": "They do not all agree. The primary analysis found: {way}. These read otherwise: {others}. Estimates "
    "differ from its {estimate} points by up to {distance}.",
    "alone": "No other method could be used here; the reasons stand beneath the table.",
    "not_estimable": "The primary estimate itself is not estimable, so there is nothing that they could confirm.",
}
SLOPE: dict[Direction, str] = {
    "better": "Within the outcome window the difference moved in favour of {drug}, by {estimate} points per {month} "
    "days (mixed model; 95% confidence interval {ci}).",
    "worse": "Within the outcome window the difference moved against {drug}, by {estimate} points per {month} days "
    "(mixed model; 95% confidence interval {ci}).",
    "unclear": "Whether the difference grew or shrank within the outcome window is not clear (mixed model: "
    "{estimate} points per {month} days, 95% confidence interval {ci}).",
    "not_estimable": "Whether the difference changed within the outcome window is {reason}.",
}
TARGET_DAY = "the median day of the scores"
METHODS = """The *cluster bootstrap* draws whole matched sets again and again{bootstrap} and repeats the analysis of
covariance in each draw [@abadie2022]; the interval is bias-corrected and accelerated [@efron1987]. The *permutation
test* asks how often a difference as large would arise if in each set any member were as likely as another to be the
exposed one{permutation}; outcome and exposure are first adjusted for the covariates [@rosenbaum2002], and the interval
holds the effects that the test does not reject. Both lean on the matched sets and not on the shape of any distribution.

The *mixed model* and *generalised estimating equations* (GEE) use every score in the outcome window{scores} instead of
one per person, and tell the difference at {day} and by how much it changes in {month} days. The mixed model lets each
set and each person have a level of their own (Satterthwaite degrees of freedom [@kuznetsova2017]). GEE describe
averages [@liang1986], with a working correlation shared by all scores of a set and a variance clustered by set and
corrected for few sets [@mancl2001]. In both, each comparator counts in full rather than as a share of their set, and
people with more visits count for more; if visits come when pain is bad, both may mislead."""
