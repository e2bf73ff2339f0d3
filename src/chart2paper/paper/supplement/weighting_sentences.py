"""Sentences on the steps from the crude to the primary estimate, chosen from the results."""

from typing import Any, NamedTuple

import numpy as np

from chart2paper.paper.estimate_values import why_not
from chart2paper.paper.sentences import contains, how_far
from chart2paper.writing.material import Estimate
from chart2paper.writing.numbers import number
from chart2paper.writing.prose import join
from chart2paper.writing.values import PROGRAM, Values


class Step(NamedTuple):
    """A way to estimate the difference: what the table calls it, and where its estimate stands."""

    label: str
    estimand: str
    method: str


Found = list[tuple[Step, Estimate | None]]
# Steps that are no attempt of their own at comparing like with like.
_NOT_COUNTED = {"unadjusted", "ancova_cr2", "ipw_untruncated"}

FIRST = {
    "more_benefit": "Without any adjustment the difference was {crude} points, more favourable to {drug} than the "
    "primary estimate by {distance}.",
    "less_benefit": "Without any adjustment the difference was {crude} points, less favourable to {drug} than the "
    "primary estimate by {distance}.",
    "same": "Without any adjustment the difference was {crude} points, within {distance} of the primary estimate: "
    "adjustment changed little.",
    "none": "The crude difference and the primary estimate cannot be compared, because one of them is not estimable.",
}
NONE = {
    "no_primary": "The primary estimate is {reason}, so that the other steps have nothing to agree with.",
    "no_other": "No other way of comparing like with like could be estimated, so that the primary estimate stands "
    "alone.",
}
INSIDE = " the difference inside the interval of the primary estimate, {ci}"
OUTSIDE = " the difference outside the interval of the primary estimate, {ci} ({which})"
DEPENDS = " The result depends on the method."
# (whether some lie outside the interval, how many have another sign than the primary estimate) -> end of the sentence
DIRECTION = {
    (False, "none"): ", and in the same direction.",
    (False, "some"): ", but not all in the same direction; on the other side of zero: {turned}.",
    (False, "all"): ", but on the other side of zero.",
    (True, "none"): ", though in the same direction. The size of the difference depends on the method.",
    (True, "some"): ". They do not all point in the same direction; on the other side of zero: {turned}."
    + DEPENDS,
}
BALANCE = {
    "good": "After weighting for the {title}, no covariate differed between the groups by more than {limit} standard "
    "deviations (largest {after}, before weighting {before}).",
    "more": "After weighting for the {title}, some covariates still differed between the groups by more than {limit} "
    "standard deviations (largest {after}, before weighting {before}), so that these weights remove only part of "
    "the differences on record.",
    "none": "Balance after weighting for the {title} is not estimable.",
}


def first_step(values: Values, found: Found) -> str:
    """Add the sentence on how far the crude difference is from the primary estimate, and return its id."""
    crude, primary = (_of(found, method) for method in ("unadjusted", "ancova_cr2"))
    id = "say.weighting.first"
    if crude is None or primary is None or crude.estimate is None or primary.estimate is None:
        return values.say(id, FIRST["none"], **_statuses(found))
    distance = abs(crude.estimate - primary.estimate)
    sources = f"{crude.id}.estimate", f"{primary.id}.estimate"
    names = {"crude": sources[0], "drug": "study.short"}
    names["distance"] = values.add(
        "weighting.distance",
        distance,
        number(distance, "difference"),
        rule="difference of two",
        sources=sources,
    )
    return values.say(id, FIRST[how_far(crude.estimate, primary.estimate)], **names)


def agreement(values: Values, found: Found) -> str:
    """Add the sentence on whether the other steps agree with the primary estimate, and return its id.

    They agree when every point estimate lies in the primary interval and has the sign of the primary estimate.
    """
    id, primary = "say.weighting.agreement", _of(found, "ancova_cr2")
    if primary is None or primary.estimate is None or primary.low is None:
        text = "not estimable" if primary is None else why_not(primary.status)
        origin: dict[str, Any] = {"sources": (f"{primary.id}.full",)} if primary else {"file": PROGRAM}
        reason = values.add("weighting.reason", None, text, rule="status of the estimate", **origin)
        return values.say(id, NONE["no_primary"], reason=reason)
    others = [(step, e) for step, e in found if step.method not in _NOT_COUNTED and e is not None and e.ok]
    if not others:
        return values.say(id, NONE["no_other"], **_statuses(found))
    out = [pair for pair in others if not contains(primary, float(pair[1].estimate or 0))]
    turned = [pair for pair in others if np.sign(pair[1].estimate or 0.0) != np.sign(primary.estimate)]
    names = {"ci": f"{primary.id}.ci"}
    compared = tuple(f"{e.id}.estimate" for _, e in [(None, primary), *others])
    for name, pairs in (("n", others), ("out", out)):
        text = number(len(pairs), "count")
        names[name] = values.add(
            f"weighting.{name}", len(pairs), text, rule="count of estimates", sources=compared
        )
    for name, pairs in (("which", out), ("turned", turned)):
        words = join([step.label[:1].lower() + step.label[1:] for step, _ in pairs])
        names[name] = values.add(
            f"weighting.{name}", None, words, rule="names of the steps", sources=compared
        )
    return values.say(id, _agreement_text(len(others), len(out), len(turned)), **names)


def _agreement_text(n: int, out: int, turned: int) -> str:
    """Return the sentence for `n` other ways, `out` outside the interval and `turned` with another sign."""
    text = _ways(n, out or n) + (OUTSIDE if out else INSIDE)
    if out and turned == n:
        those = {1: ", and on", 2: ". Both are on"}.get(n, ". All {n} are on")
        return f"{text}{those} the other side of zero.{DEPENDS}"
    how_many = "none" if not turned else "all" if turned == n else "some"
    return text + DIRECTION[bool(out), how_many]


def _ways(n: int, some: int) -> str:
    """Return subject and verb: that `some` of the `n` other ways put the difference somewhere."""
    if n == 1:
        return "The one other way of comparing like with like puts"
    if some == n:
        return ("Both" if n == 2 else "All {n}") + " other ways of comparing like with like put"
    return "Of {n} other ways of comparing like with like, {out} " + ("puts" if some == 1 else "put")


def _statuses(found: Found) -> dict[str, str]:
    """Return the estimates that a sentence without numbers was chosen by."""
    return {f"step{place}": f"{e.id}.full" for place, (_, e) in enumerate(found) if e is not None}


def _of(found: Found, method: str) -> Estimate | None:
    return next((estimate for step, estimate in found if step.method == method), None)
