"""What was found: every sentence about one analysis, as values."""

from chart2paper.catalogue.covariates import COVARIATES
from chart2paper.catalogue.estimands import TARGETS, Known, interactions, response_outcome
from chart2paper.catalogue.responders import (
    ADJUSTED_NNT,
    ADJUSTED_RISK_DIFFERENCE,
    CRUDE_NNT,
    CRUDE_RISK_DIFFERENCE,
)
from chart2paper.paper import result_facts as s
from chart2paper.paper.effect_findings import add_effect, add_name
from chart2paper.paper.estimate_values import add_reason, unit_of
from chart2paper.paper.people_findings import add_people_findings
from chart2paper.writing.about import About
from chart2paper.writing.material import Analysis, Material
from chart2paper.writing.value import Value
from chart2paper.writing.values import Values

# What the manuscript and the lines at the end of a run name of the primary analysis, whatever its name is.
OF_PRIMARY = {
    "people": ("sets",),
    "say": (
        "balance.text",
        "baseline",
        "conclusion",
        "counts",
        "effect.text",
        "interaction.text",
        "missing",
        "plain.text",
        "precision",
        "responder_caution",
        "size",
        "small",
        "unmatched",
    ),
}


def add_findings(values: Values, analysis: Analysis, gate: str, named: str) -> None:
    """Add every sentence about one analysis under `say.<analysis>`.

    gate: the worst judgement of the checks of this analysis; when it is `fail` the conclusion says so.
    named: the primary estimate that the protocol names.
    """
    prefix = f"say.{analysis.name}"
    add_effect(values, prefix, analysis, named, failed=gate == "fail")
    add_people_findings(values, prefix, analysis)
    for threshold in analysis.choice("estimation", "responder_thresholds_percent"):
        _responders(values, prefix, analysis, f"{threshold:g}")
    for points in analysis.choice("estimation", "responder_thresholds_points"):
        _threshold(values, prefix, analysis, f"{points:g}", "points")
    _interaction(values, prefix, analysis)
    _percent(values, prefix, analysis)


def _responders(values: Values, prefix: str, analysis: Analysis, threshold: str) -> None:
    outcome, parameters = response_outcome(float(threshold)), {"threshold": threshold}
    identifier = f"{prefix}.{outcome}"
    names = {"drug": "study.short"}
    names["threshold"] = _threshold(values, prefix, analysis, threshold, "percent")
    rd = analysis.find(*Known(ADJUSTED_RISK_DIFFERENCE, parameters).key)
    nnt = analysis.find(*Known(ADJUSTED_NNT, parameters).key)
    crude = rd is None or not rd.ok
    if crude:
        rd = analysis.find(*Known(CRUDE_RISK_DIFFERENCE, parameters).key)
        nnt = analysis.find(*Known(CRUDE_NNT, parameters).key)
    if rd is None or nnt is None:
        values.nothing(f"{identifier}.text")
        return
    way = s.direction(rd, "higher")
    words = values.words("estimate#adjusted", {"adjusted": "crude" if crude else s.adjusted_by(rd)})
    names["adjusted"] = add_name(values, f"{identifier}.adjusted", words, rd)
    if way == "not_estimable":
        names["reason"] = add_reason(values, f"{identifier}.reason", rd)
    else:
        names |= {
            "rd": f"{rd.id}.full",
            "nnt": f"{nnt.id}.full",
            "exposed": f"estimates.{analysis.name}.{outcome}.risk_exposed.wilson.estimate",
            "comparator": f"estimates.{analysis.name}.{outcome}.risk_comparator.wilson.estimate",
        }
    finding = About("finding", outcome, analysis.name, level=threshold)
    values.sentence(f"{identifier}.text", "responders", {"direction": way}, finding, **names)


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
    found = [
        (estimate, known)
        for known in interactions(first, second)
        if (estimate := analysis.find(*known.key)) is not None
    ]
    if not found:
        values.nothing(f"{prefix}.interaction.text")
        return
    estimate, known = found[0]
    way, unit = s.direction(estimate, values.outcome.better), unit_of(known)
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
    words = values.words("estimate#unit", {"unit": unit})
    names["unit"] = add_name(values, f"{prefix}.interaction.unit", words, estimate)
    if way == "not_estimable":
        names["reason"] = add_reason(values, f"{prefix}.interaction.reason", estimate)
    else:
        names |= {"estimate": f"{estimate.id}.estimate", "ci": f"{estimate.id}.ci"}
    values.sentence(f"{prefix}.interaction.text", "interaction", {"direction": way}, **names)


def _percent(values: Values, prefix: str, analysis: Analysis) -> None:
    found = {
        role: analysis.find("percent_change", f"mean_of_ratios_{role}", "t_interval")
        for role in ("exposed", "comparator")
    }
    found["difference"] = difference = analysis.find(*TARGETS["percent_change"].known.key)
    if difference is None:
        values.nothing(f"{prefix}.percent.text")
        return
    way = s.direction(difference, values.outcome.better)
    names = {f"{name}": f"{estimate.id}.estimate" for name, estimate in found.items() if estimate}
    if way == "not_estimable":
        names["reason"] = add_reason(values, f"{prefix}.percent.reason", difference)
    else:
        names["ci"] = f"{difference.id}.ci"
    title = f"protocol.analyses.{analysis.name}.title"
    for name, titled in (("text", False), ("titled", True)):
        choice = {"direction": way, "titled": titled}
        shown = {"title": title} if titled else {}
        values.sentence(
            f"{prefix}.percent.{name}", "percent_change", choice, drug="study.short", **names, **shown
        )


def add_primary(values: Values, material: Material) -> None:
    """Repeat what the fixed text names of the primary analysis under `primary`, whatever its name is."""
    for part, names in OF_PRIMARY.items():
        for name in names:
            _repeat(values, f"primary.{part}.{name}", values.get(f"{part}.{material.primary.name}.{name}"))


def _repeat(values: Values, identifier: str, value: Value) -> None:
    rule = "as in the primary analysis"
    if value.template:
        values.same(identifier, value.id, rule)
    else:
        values.add(identifier, value.value, value.text, rule=rule, sources=(value.id,), made="repeated")
