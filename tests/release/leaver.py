"""Somebody who has two releases and wants the scores of the one who left between them. Shares no code with the release.

For every number that a release shows they are given the exact one. Scores are whole numbers, so that a mean that is
not shown with its number of people still tells both.
"""

from itertools import product

MOST_PEOPLE = 400


def sums(mean, people):
    """Return the pairs (people, sum of their whole scores) that give a mean; `people` is None if not known."""
    numbers = range(11, MOST_PEOPLE) if people is None else [people]
    return [(n, round(n * mean)) for n in numbers if abs(n * mean - round(n * mean)) < 1e-6 * n]


def score_of_leaver(before, after, arm, score):
    """Return the sum of the scores by which an arm changed, where both releases tell it; None where they do not.

    before, after: what the releases show, by name: ("mean", arm, score) and ("people", arm).
    """
    means = [release.get(("mean", arm, score)) for release in (before, after)]
    if None in means:
        return None
    found = [
        sums(mean, release.get(("people", arm))) for mean, release in zip(means, (before, after), strict=True)
    ]
    changes = [
        (n, first - second)
        for (n, first), (left, second) in product(*found)
        if -1 <= n - left <= 1 and -100 <= first - second <= 100
    ]
    # Multiples of the true number of people fit as well: the smallest number is the likeliest.
    return min(changes)[1] if changes else None


def response_of_leaver(before, after, arm, threshold):
    """Return by how many the responders of an arm changed, where both releases show them."""
    key = ("responders", arm, threshold)
    return before[key] - after[key] if key in before and key in after else None


def effects_that_moved(before, after):
    """Return the effects that both releases show, with another number each: what a few people did to a model."""
    return [name for name in before if name[0] == "effect" and name in after and before[name] != after[name]]
