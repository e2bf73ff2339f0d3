"""What was found: the sentences of the abstract, the results and the conclusions, as values."""

from typing import Any

from chart2paper.catalogue.covariates import COVARIATES
from chart2paper.catalogue.estimands import answers, response_outcome
from chart2paper.paper import result_facts as s
from chart2paper.paper.estimate_values import why_not
from chart2paper.paper.people_findings import add_people_findings
from chart2paper.writing.material import Analysis, Estimate, Material
from chart2paper.writing.numbers import Kind, number
from chart2paper.writing.values import PROTOCOL, Values


def headline(analysis: Analysis, named: str, scale: str) -> tuple[Estimate, str, str] | None:
    """Return (estimate, what it is, its unit) for the estimate that answers an analysis's question.

    named: the primary estimate that the protocol names. scale: the ends of the outcome's scale in words.
    """
    for known in answers(named, analysis.choice("estimation", "estimators")):
        estimate = analysis.find(*known.key)
        if estimate is not None:
            in_percent = known.estimand.number.written == "percent"
            unit = "percentage points" if in_percent else f"points on the {scale} scale"
            return estimate, known.estimand.headline, unit
    return None


def add_findings(values: Values, analysis: Analysis, gate: str, named: str) -> None:
    """Add every sentence about one analysis under `say.<analysis>`.

    gate: the worst judgement of the checks of this analysis; when it is `fail` the conclusion says so.
    named: the primary estimate that the protocol names.
    """
    prefix = f"say.{analysis.name}"
    _effect(values, prefix, analysis, named, failed=gate == "fail")
    add_people_findings(values, prefix, analysis)
    for threshold in analysis.choice("estimation", "responder_thresholds_percent"):
        _responders(values, prefix, analysis, f"{threshold:g}")
    for points in analysis.choice("estimation", "responder_thresholds_points"):
        _threshold(values, prefix, analysis, f"{points:g}", "points")
    _interaction(values, prefix, analysis)
    _percent(values, prefix, analysis)


def _reason(values: Values, prefix: str, estimate: Estimate) -> str:
    identifier, sources = f"{prefix}.reason", (f"{estimate.id}.reason",)
    return values.add(
        identifier, None, why_not(estimate.status), rule="status of the estimate", sources=sources
    )


def _words(values: Values, identifier: str, words: str, estimate: Estimate) -> str:
    """Add what an estimate is called, or its unit."""
    return values.add(identifier, None, words, rule="which estimate it is", sources=(f"{estimate.id}.full",))


def _effect(values: Values, prefix: str, analysis: Analysis, named: str, failed: bool) -> None:
    found = headline(analysis, named, values.outcome.scale)
    if found is None:
        what = "difference between the groups"
        asked: dict[str, Any] = {
            "file": PROTOCOL,
            "column": f"analyses.{analysis.name}.estimation.estimators",
        }
        rule = "the protocol asks for none"
        values.add(f"{prefix}.effect.what", None, what, **asked, rule=rule)
        why = why_not("the protocol asks for no difference between the groups")
        reason = values.add(f"{prefix}.effect.reason", None, why, **asked, rule=rule)
        none = {"direction": "not_estimable"}
        for name, passage in (("effect", "effect"), ("plain", "plain_effect")):
            values.sentence(f"{prefix}.{name}.text", passage, none, drug="study.short", reason=reason)
        values.sentence(f"{prefix}.precision", "precision", {"interval": "unknown"}, reason=reason)
        values.sentence(f"{prefix}.conclusion", "conclusion", {**none, "failed": failed}, reason=reason)
        values.sentence(f"{prefix}.headline", "headline", none, reason=reason)
        return
    estimate, what, unit = found
    way = s.direction(estimate, values.outcome.better)
    choice = {"direction": way}
    names = {"drug": "study.short"}
    for name, words in (("what", what), ("unit", unit)):
        names[name] = _words(values, f"{prefix}.effect.{name}", words, estimate)
    if way == "not_estimable":
        names["reason"] = _reason(values, f"{prefix}.effect", estimate)
    else:
        kind: Kind = "percent" if unit == "percentage points" else "difference"
        names |= {"estimate": f"{estimate.id}.estimate", "ci": f"{estimate.id}.ci"}
        names |= _sizes(values, f"{prefix}.effect", estimate, kind)
    values.sentence(f"{prefix}.effect.text", "effect", choice, **names)
    in_points = unit != "percentage points"
    values.sentence(f"{prefix}.plain.text", "plain_effect" if in_points else "effect", choice, **names)
    told = in_points or way == "not_estimable"
    interval = {"interval": s.precision(estimate, values.outcome) if told else "in_percent"}
    shown = f"{estimate.id}.full"
    values.sentence(
        f"{prefix}.precision", "precision", interval, noticeable="constant.noticeable", estimate=shown
    )
    failures = {"failures": "diagnostics.failures"} if failed else {}
    values.sentence(f"{prefix}.conclusion", "conclusion", {**choice, "failed": failed}, **names, **failures)
    values.sentence(f"{prefix}.headline", "headline", choice, **names)


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
            sources=(f"{e.id}.{source}",),
        )
        for name, (size, source) in sizes.items()
    }


def _responders(values: Values, prefix: str, analysis: Analysis, threshold: str) -> None:
    outcome = response_outcome(float(threshold))
    identifier = f"{prefix}.{outcome}"
    names = {"drug": "study.short"}
    names["threshold"] = _threshold(values, prefix, analysis, threshold, "percent")
    method = "standardised_logistic"
    rd = analysis.find(outcome, "risk_difference", method)
    if rd is None or not rd.ok:
        method = "newcombe"
        rd = analysis.find(outcome, "risk_difference", method)
    nnt = analysis.find(outcome, "nnt", method)
    if rd is None or nnt is None:
        values.nothing(f"{identifier}.text")
        return
    way = s.direction(rd, "higher")
    adjusted = "adjusted" if method == "standardised_logistic" else "crude"
    names["adjusted"] = _words(values, f"{identifier}.adjusted", adjusted, rd)
    if way == "not_estimable":
        names["reason"] = _reason(values, identifier, rd)
    else:
        names |= {
            "rd": f"{rd.id}.full",
            "nnt": f"{nnt.id}.full",
            "exposed": f"estimates.{analysis.name}.{outcome}.risk_exposed.wilson.estimate",
            "comparator": f"estimates.{analysis.name}.{outcome}.risk_comparator.wilson.estimate",
        }
    values.sentence(f"{identifier}.text", "responders", {"direction": way}, **names)


def _threshold(values: Values, prefix: str, analysis: Analysis, threshold: str, unit: str) -> str:
    outcome = response_outcome(float(threshold), in_points=unit == "points")
    return values.add(
        f"{prefix}.{outcome}.threshold",
        float(threshold),
        threshold,
        file="protocol",
        column=f"analyses.{analysis.name}.estimation.responder_thresholds_{unit}",
    )


def _interaction(values: Values, prefix: str, analysis: Analysis) -> None:
    covariate, first, second = analysis.choice("estimation", "subgroups")
    estimand = f"interaction_{first}_vs_{second}"
    found = [
        (estimate, outcome)
        for outcome, method in (("final_score", "ancova_cr2"), ("percent_change", "ols_hc3"))
        if (estimate := analysis.find(outcome, estimand, method)) is not None
    ]
    if not found:
        values.nothing(f"{prefix}.interaction.text")
        return
    estimate, outcome = found[0]
    way = s.direction(estimate, values.outcome.better)
    unit = "points" if outcome == "final_score" else "percentage points"
    place = f"analyses.{analysis.name}.estimation.subgroups"
    names = {"drug": "study.short"}
    for name, level in (("first", first), ("second", second)):
        names[name] = values.add(
            f"{prefix}.interaction.{name}",
            level,
            COVARIATES[covariate].people_at(level),
            file="protocol",
            column=place,
        )
    names["unit"] = _words(values, f"{prefix}.interaction.unit", unit, estimate)
    if way == "not_estimable":
        names["reason"] = _reason(values, f"{prefix}.interaction", estimate)
    else:
        names |= {"estimate": f"{estimate.id}.estimate", "ci": f"{estimate.id}.ci"}
    values.sentence(f"{prefix}.interaction.text", "interaction", {"direction": way}, **names)


def _percent(values: Values, prefix: str, analysis: Analysis) -> None:
    wanted = {
        "exposed": ("mean_of_ratios_exposed", "t_interval"),
        "comparator": ("mean_of_ratios_comparator", "t_interval"),
        "difference": ("mean_of_ratios_difference", "welch_t"),
    }
    found = {name: analysis.find("percent_change", *place) for name, place in wanted.items()}
    difference = found["difference"]
    if difference is None:
        values.nothing(f"{prefix}.percent.text")
        return
    way = s.direction(difference, values.outcome.better)
    names = {f"{name}": f"{estimate.id}.estimate" for name, estimate in found.items() if estimate}
    if way == "not_estimable":
        names["reason"] = _reason(values, f"{prefix}.percent", difference)
    else:
        names["ci"] = f"{difference.id}.ci"
    title = f"protocol.analyses.{analysis.name}.title"
    for name, titled in (("text", False), ("titled", True)):
        choice = {"direction": way, "titled": titled}
        shown = {"title": title} if titled else {}
        values.sentence(
            f"{prefix}.percent.{name}", "percent_change", choice, drug="study.short", **names, **shown
        )


AS_PRIMARY = "as in the primary analysis"


def add_primary(values: Values, material: Material) -> None:
    """Repeat what the fixed text names of the primary analysis under `primary`, whatever its name is."""
    name = material.primary.name
    for value in [*values.all()]:
        for prefix in ("say", "people", "design"):
            start = f"{prefix}.{name}."
            if value.id.startswith(start):
                identifier = f"primary.{prefix}.{value.id.removeprefix(start)}"
                if value.template:
                    values.same(identifier, value.id, AS_PRIMARY)
                else:
                    values.add(identifier, value.value, value.text, rule=AS_PRIMARY, sources=(value.id,))
