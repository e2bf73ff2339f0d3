"""What was found of the effect: the sentences of the abstract, the results and the conclusion, as values."""

from typing import Any

from chart2paper.catalogue.estimands import Known, answers
from chart2paper.paper import result_facts as s
from chart2paper.paper.estimate_values import add_reason, unit_of, why_not
from chart2paper.writing.about import About
from chart2paper.writing.material import Analysis, Estimate
from chart2paper.writing.numbers import Kind, number
from chart2paper.writing.values import PROTOCOL, Values


def headline(analysis: Analysis, named: str) -> tuple[Estimate, Known] | None:
    """Return the estimate that answers an analysis's question, and what the catalogue knows of it.

    named: the primary estimate that the protocol names.
    """
    for known in answers(named, analysis.choice("estimation", "estimators")):
        estimate = analysis.find(*known.key)
        if estimate is not None:
            return estimate, known
    return None


def add_effect(values: Values, prefix: str, analysis: Analysis, named: str, failed: bool) -> None:
    """Add the sentences on the estimate that answers an analysis's question.

    failed: a check of the gate failed, which the conclusion then says.
    """
    found = headline(analysis, named)
    if found is None:
        _no_effect(values, prefix, analysis, failed)
        return
    estimate, known = found
    way, unit = s.direction(estimate, values.outcome.better), unit_of(known)
    choice = {"direction": way}
    names = {"drug": "study.short"}
    words = {"what": known.estimand.headline, "unit": values.words("estimate#on_scale", {"unit": unit})}
    for name, text in words.items():
        names[name] = add_name(values, f"{prefix}.effect.{name}", text, estimate)
    if way == "not_estimable":
        names["reason"] = add_reason(values, f"{prefix}.effect.reason", estimate)
    else:
        kind: Kind = "percent" if unit == "percent" else "difference"
        names |= {"estimate": f"{estimate.id}.estimate", "ci": f"{estimate.id}.ci"}
        names |= _sizes(values, f"{prefix}.effect", estimate, kind)
    values.sentence(f"{prefix}.effect.text", "effect", choice, **names)
    plain = "plain_effect" if unit == "points" else "effect"
    values.sentence(f"{prefix}.plain.text", plain, choice, **names)
    in_points = unit == "points" or way == "not_estimable"
    interval = {"interval": s.precision(estimate, values.outcome) if in_points else "in_percent"}
    shown = {"noticeable": "constant.noticeable", "estimate": f"{estimate.id}.full"}
    values.sentence(f"{prefix}.precision", "precision", interval, **shown)
    failures = {"failures": "diagnostics.failures"} if failed else {}
    values.sentence(f"{prefix}.conclusion", "conclusion", {**choice, "failed": failed}, **names, **failures)
    values.sentence(f"{prefix}.headline", "headline", choice, **names)


def _no_effect(values: Values, prefix: str, analysis: Analysis, failed: bool) -> None:
    """Add the sentences of an analysis whose protocol asks for no difference between the groups."""
    asked: dict[str, Any] = {
        "file": PROTOCOL,
        "column": f"analyses.{analysis.name}.estimation.estimators",
        "rule": "the protocol asks for none",
    }
    what = values.words("estimate#no_difference")
    values.add(f"{prefix}.effect.what", None, what, **asked, about=About("words"))
    why = why_not(values.words("estimate#why", {"missing": "none_asked"}))
    reason = values.add(f"{prefix}.effect.reason", None, why, **asked)
    none = {"direction": "not_estimable"}
    for name, passage in (("effect", "effect"), ("plain", "plain_effect")):
        values.sentence(f"{prefix}.{name}.text", passage, none, drug="study.short", reason=reason)
    values.sentence(f"{prefix}.precision", "precision", {"interval": "unknown"}, reason=reason)
    values.sentence(f"{prefix}.conclusion", "conclusion", {**none, "failed": failed}, reason=reason)
    values.sentence(f"{prefix}.headline", "headline", none, reason=reason)


def add_name(values: Values, identifier: str, words: str, estimate: Estimate) -> str:
    """Add what an estimate is called, or its unit."""
    rule, sources = "which estimate it is", (f"{estimate.id}.full",)
    return values.add(identifier, None, words, rule=rule, sources=sources, about=About("words"))


def _sizes(values: Values, prefix: str, e: Estimate, kind: Kind) -> dict[str, str]:
    """Add the sizes of an effect without their sign: the estimate, the best, the worst and the least of it."""
    assert e.estimate is not None and e.low is not None and e.high is not None
    ends = (abs(e.low), "ci_low"), (abs(e.high), "ci_high")
    benefit, harm = ends if values.outcome.better == "lower" else ends[::-1]
    sizes = {
        "size": (abs(e.estimate), "estimate"),
        "benefit": benefit,
        "harm": harm,
        "least": (min(abs(e.low), abs(e.high)), "ci_high" if abs(e.high) < abs(e.low) else "ci_low"),
    }
    return {
        name: values.add(
            f"{prefix}.{name}",
            size,
            number(size, kind),
            rule="without its sign",
            made="magnitude",
            sources=(f"{e.id}.{source}",),
        )
        for name, (size, source) in sizes.items()
    }
