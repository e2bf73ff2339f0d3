"""What the sentences on the steps from the crude to the primary estimate are chosen by."""

from typing import NamedTuple

import numpy as np

from chart2paper.paper.estimate_values import add_reason
from chart2paper.paper.result_facts import contains, how_far
from chart2paper.writing.about import About
from chart2paper.writing.material import Estimate
from chart2paper.writing.numbers import number
from chart2paper.writing.prose import join
from chart2paper.writing.values import Values

WORDS, STEPS = "supplement/weighting", "supplement/steps"


class Step(NamedTuple):
    """A way to estimate the difference: its name in the passages, and where its estimate stands."""

    name: str
    estimand: str
    method: str

    def label(self, values: Values, primary: bool = False) -> str:
        """Return what the table calls it."""
        return values.words(f"{STEPS}#step", {"step": self.name, "primary": primary})


Found = list[tuple[Step, Estimate | None]]
# Steps that are no attempt of their own at comparing like with like.
_NOT_COUNTED = {"unadjusted", "ipw_untruncated"}


def first_step(values: Values, found: Found, primary: Estimate | None) -> str:
    """Add the sentence on how far the crude difference is from the primary estimate, and return its id."""
    crude = next((estimate for step, estimate in found if step.name == "unadjusted"), None)
    identifier = "say.weighting.first"
    if crude is None or primary is None or crude.estimate is None or primary.estimate is None:
        return values.sentence(identifier, f"{WORDS}#first", {"distance_is": "unknown"}, **_statuses(found))
    distance = abs(crude.estimate - primary.estimate)
    sources = f"{crude.id}.estimate", f"{primary.id}.estimate"
    names = {"crude": sources[0], "drug": "study.short"}
    names["distance"] = values.add(
        "weighting.distance",
        distance,
        number(distance, "difference"),
        rule="difference of two",
        made="distance",
        sources=sources,
    )
    choice = {"distance_is": how_far(crude.estimate, primary.estimate, values.outcome)}
    return values.sentence(identifier, f"{WORDS}#first", choice, **names)


def agreement(values: Values, found: Found, primary: Estimate | None) -> str:
    """Add the sentence on whether the other steps agree with the primary estimate, and return its id.

    They agree when every point estimate lies in the primary interval and has the sign of the primary estimate.
    """
    identifier, passage = "say.weighting.agreement", f"{WORDS}#agreement"
    choice = {"primary_is": "estimable", "ways": "none", "outside": "none", "turned": "none"}
    if primary is None or primary.estimate is None or primary.low is None:
        reason = add_reason(values, "weighting.reason", primary)
        return values.sentence(identifier, passage, choice | {"primary_is": "not_estimable"}, reason=reason)
    others = [
        (step, e)
        for step, e in found
        if step.name not in _NOT_COUNTED and e is not None and e.ok and e.id != primary.id
    ]
    if not others:
        return values.sentence(identifier, passage, choice, **_statuses(found))
    out = [pair for pair in others if not contains(primary, float(pair[1].estimate or 0))]
    turned = [pair for pair in others if np.sign(pair[1].estimate or 0.0) != np.sign(primary.estimate)]
    names = {"ci": f"{primary.id}.ci"}
    compared = tuple(f"{e.id}.estimate" for _, e in [(None, primary), *others])
    for name, pairs in (("n", others), ("out", out)):
        text = number(len(pairs), "count")
        about = About("words") if name == "out" else None
        names[name] = values.add(
            f"weighting.{name}",
            len(pairs),
            text,
            rule="count of estimates",
            made="counted",
            sources=compared,
            about=about,
        )
    for id_, name, pairs in (("which", "which", out), ("turned", "turned_ways", turned)):
        labels = [step.label(values) for step, _ in pairs]
        words = join([label[:1].lower() + label[1:] for label in labels])
        names[name] = values.add(
            f"weighting.{id_}",
            None,
            words,
            rule="names of the steps",
            sources=compared,
            about=About("words"),
        )
    n = len(others)
    choice |= {"ways": _how_many(n), "outside": _outside(n, len(out))}
    choice |= {"turned": "none" if not turned else "all" if len(turned) == n else "some"}
    return values.sentence(identifier, passage, choice, **names)


def _how_many(n: int) -> str:
    return {0: "none", 1: "one", 2: "two"}.get(n, "more")


def _outside(n: int, out: int) -> str:
    """Return how many of `n` ways put the difference outside of the primary interval."""
    return "none" if not out else "all" if out == n else "one" if out == 1 else "several"


def _statuses(found: Found) -> dict[str, str]:
    """Return the estimates that a sentence without numbers was chosen by."""
    return {step.name: f"{e.id}.full" for step, e in found if e is not None}
