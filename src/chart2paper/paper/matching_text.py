"""How comparators were found, in words, from what the protocol says."""

from typing import Any

from chart2paper.writing.literal import literal
from chart2paper.writing.material import Analysis, Material
from chart2paper.writing.prose import join
from chart2paper.writing.values import Values


def matching_text(values: Values, material: Material) -> str:
    """Return how comparators were found, by the rules for the index date and the methods that the analyses use."""
    rules = {_whose_dates(analysis) for analysis in material.analyses}
    dates = {f"from_{rule}": rule in rules for rule in ("first_exposure", "visits", "first_score")}
    parts = [values.markdown("matching#index_date", dates, drug="study.short"), *_methods(values, material)]
    parts += [_likeness(values, material), values.markdown("matching#closing")]
    return " ".join(part for part in parts if part) + "\n"


def _whose_dates(analysis: Analysis) -> str:
    """Return what gives comparators their index date."""
    at_visits = analysis.choice("time_zero", "time_scale") == "visit"
    return "visits" if at_visits else str(analysis.choice("time_zero", "rule"))


def _methods(values: Values, material: Material) -> list[str]:
    """Return one description of the method for all analyses, or one for each group that shares it."""
    groups: dict[str, list[str]] = {}
    for analysis in material.analyses:
        matching = {name: choice["value"] for name, choice in analysis.protocol["matching"].items()}
        groups.setdefault(method_text(values, matching), []).append(literal(analysis.title))
    if len(groups) == 1:
        return list(groups)
    return [
        values.markdown("matching#methods_of", {}, {"titles": join(titles), "text": text})
        for text, titles in groups.items()
    ]


def method_text(values: Values, matching: dict[str, Any]) -> str:
    """Return how the sets of one analysis were formed."""
    facts = {name: matching[name] for name in ("method", "distance", "order")}
    return values.markdown("matching#method", {**facts, "shares": bool(matching["replacement"])})


def _likeness(values: Values, material: Material) -> str:
    """Return what is equal and what may differ by how much within a set, analysis by analysis."""
    limits = [(literal(analysis.title), _limits(values, analysis)) for analysis in material.analyses]
    shown = [limits[0][1]]
    if len(limits) > 1:
        shown = [
            values.markdown("matching#limits_of", {}, {"limits": text, "title": title})
            for title, text in limits
        ]
    return values.markdown("matching#likeness", {}, {"limits": "; ".join(shown)})


def _limits(values: Values, analysis: Analysis) -> str:
    design = f"design.{analysis.name}.matching"
    facts = {
        "exact": bool(analysis.choice("matching", "exact")),
        "calipers": bool(analysis.choice("matching", "calipers")),
        "propensity_caliper": analysis.choice("matching", "propensity_caliper") is not None,
    }
    shown = {"same": "exact", "within": "calipers", "propensity_within": "propensity_caliper"}
    return values.markdown("matching#limits", facts, **{name: f"{design}.{of}" for name, of in shown.items()})
