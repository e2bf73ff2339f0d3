"""The table that sets results side by side: reported, each analysis, and the truth of simulated data."""

from chart2paper.catalogue.estimands import ADJUSTED_DIFFERENCE, response_outcome
from chart2paper.paper.reasons import Reasons
from chart2paper.writing.literal import literal
from chart2paper.writing.material import Analysis, Material
from chart2paper.writing.numbers import number
from chart2paper.writing.tables import group, table
from chart2paper.writing.values import Values, text_slug

NOT_PART = "–"
# (label, estimand, method, item of the reported table)
PERCENT_ROWS = (
    ("Exposed", "mean_of_ratios_exposed", "t_interval", "percent_change_exposed"),
    ("Comparators", "mean_of_ratios_comparator", "t_interval", "percent_change_comparator"),
    ("Difference", "mean_of_ratios_difference", "welch_t", "percent_change_difference"),
    ("Adjusted difference (model)", "adjusted_difference", "ols_hc3", "adjusted_reduction"),
)


def compare_table(values: Values, material: Material) -> str:
    """Return one column for what was reported (if any), one per design, one for the truth (simulated only)."""
    reasons = Reasons(values)
    rows = [
        group("People", _columns(material)),
        _people(values, material, "Exposed, n", "exposed", "n_exposed"),
        _people(values, material, "Comparators, n", "comparator", "n_comparator"),
        group("Percent change, mean of people’s", _columns(material)),
    ]
    for label, estimand, method, item in PERCENT_ROWS:
        rows.append(_row(values, reasons, material, label, "percent_change", estimand, method, item))
    rows.append(group("Percent change, ratio of means", _columns(material)))
    for role, label in (("exposed", "Exposed"), ("comparator", "Comparators")):
        rows.append(_ratio_of_means(values, reasons, material, label, role))
    rows.append(group("Difference in points (0–10)", _columns(material)))
    row = _row(values, reasons, material, "Change, unadjusted", "score_change", "difference", "welch_t", "")
    rows.append(row)
    adjusted = (*ADJUSTED_DIFFERENCE, "", "truth.att_day_90")
    rows.append(_row(values, reasons, material, "Final score, adjusted", *adjusted))
    rows += _responders(values, reasons, material)
    rows.append(group("Subgroups", _columns(material)))
    rows.append(_interaction(values, reasons, material))
    designs = len(material.designs)
    extra = int(material.reported is not None) + int(bool(material.truth))
    share = 74 // (designs + extra)
    return table(
        _head(values, material),
        rows,
        "Results side by side (with 95% intervals).",
        "tbl-compare",
        [100 - share * (designs + extra), *[share] * (designs + extra)],
        ["left", *["right"] * (designs + extra)],
        note=_note(values, material) + reasons.note(),
    )


def _columns(material: Material) -> int:
    return len(material.designs) + 1 + int(material.reported is not None) + int(bool(material.truth))


def _head(values: Values, material: Material) -> list[str]:
    reported = ["As reported"] if material.reported is not None else []
    titles = [values.show(f"protocol.analyses.{a.name}.title") for a in material.designs]
    return ["", *reported, *titles, *(["Truth (simulated data only)"] if material.truth else [])]


def _note(values: Values, material: Material) -> str:
    parts = [f"{NOT_PART}, not part of this analysis or not reported."]
    if material.reported is not None:
        named = f" ({values.show('study.repeats')})" if values.text("study.repeats") else ""
        parts.append(
            f"The first column of numbers quotes the repeated study{named}, without intervals; it is no result of "
            f"this study."
        )
        if "reported.percent_change_difference.number" in values:
            parts.append("Its difference in percent change is derived from the two percentages reported.")
    parts.append("The ratio of the means is derived from the means shown where it has no interval.")
    if material.truth:
        parts.append(
            "The truth is the average effect of starting, among those who started, that the simulation used."
        )
    return " ".join(parts)


def _framed(
    values: Values, material: Material, label: str, item: str, cells: list[str], truth: str
) -> list[str]:
    reported = [_reported(values, item)] if material.reported is not None else []
    true = [values.show(truth) if truth else NOT_PART] if material.truth else []
    return [label, *reported, *cells, *true]


def _reported(values: Values, item: str) -> str:
    identifier = f"reported.{item}.number"
    if not item or identifier not in values:
        return NOT_PART
    # Reported as a reduction, where the other columns have a change.
    return (
        f"{values.show(identifier)} (reduction)" if item.endswith("_reduction") else values.show(identifier)
    )


def _people(values: Values, material: Material, label: str, role: str, item: str) -> list[str]:
    cells = [values.show(f"people.{analysis.name}.{role}.n") for analysis in material.designs]
    return _framed(values, material, label, item, cells, "")


def _row(
    values: Values,
    reasons: Reasons,
    material: Material,
    label: str,
    outcome: str,
    estimand: str,
    method: str,
    item: str,
    truth: str = "",
) -> list[str]:
    cells = []
    for analysis in material.designs:
        found = analysis.find(outcome, estimand, method)
        cells.append(NOT_PART if found is None else reasons.cell(found))
    return _framed(values, material, label, item, cells, truth)


def _ratio_of_means(values: Values, reasons: Reasons, material: Material, label: str, role: str) -> list[str]:
    cells = [_one_ratio(values, reasons, analysis, role) for analysis in material.designs]
    return _framed(values, material, label, "", cells, "")


def _one_ratio(values: Values, reasons: Reasons, analysis: Analysis, role: str) -> str:
    """Return change / baseline of the group means: estimated where it is, derived from the means otherwise."""
    made = analysis.find("percent_change", f"ratio_of_means_{role}", "delta_method")
    if made is not None:
        return reasons.cell(made)
    change = analysis.find("score_change", f"mean_{role}", "t_interval")
    final = analysis.find("final_score", f"mean_{role}", "t_interval")
    if change is None or final is None or change.estimate is None or final.estimate is None:
        return NOT_PART
    # The baseline mean of those who have an outcome, whom the mean change is about.
    baseline = final.estimate - change.estimate
    if baseline <= 0:
        return NOT_PART
    percent = 100 * change.estimate / baseline
    return values.show(
        values.add(
            f"derived.{analysis.name}.ratio_of_means_{role}",
            percent,
            number(percent, "percent"),
            rule="100 x mean change / (mean outcome - mean change)",
            sources=(f"{change.id}.estimate", f"{final.id}.estimate"),
        )
    )


def _responders(values: Values, reasons: Reasons, material: Material) -> list[list[str]]:
    """Return rows for the largest response threshold of the primary analysis."""
    threshold = max(material.primary.choice("estimation", "responder_thresholds_percent"), default=None)
    if threshold is None:
        return []
    outcome = response_outcome(threshold)
    shown = values.show(f"say.{material.primary.name}.{outcome}.threshold")
    rows = [group(f"At least {shown}% less pain", _columns(material))]
    for label, estimand, method, item in (
        ("Exposed, % of people", "risk_exposed", "wilson", ""),
        ("Comparators, % of people", "risk_comparator", "wilson", ""),
        ("NNT, crude", "nnt", "newcombe", f"nnt_{threshold:g}"),
        ("NNT, adjusted", "nnt", "standardised_logistic", ""),
    ):
        rows.append(_row(values, reasons, material, label, outcome, estimand, method, item))
    return rows


def _interaction(values: Values, reasons: Reasons, material: Material) -> list[str]:
    cells = []
    for analysis in material.designs:
        _, first, second = analysis.choice("estimation", "subgroups")
        estimand = f"interaction_{first}_vs_{second}"
        points = analysis.find("final_score", estimand, "ancova_cr2")
        percent = analysis.find("percent_change", estimand, "ols_hc3")
        unit = "points" if points is not None else "percentage points"
        found = points or percent
        text = NOT_PART if found is None else reasons.cell(found)
        cells.append(f"{text} {unit}" if found is not None and found.ok else text)
    return _framed(values, material, "Interaction", "", cells, _true_interaction(values, material))


def _true_interaction(values: Values, material: Material) -> str:
    _, first, second = material.primary.choice("estimation", "subgroups")
    true = material.truth.get("att_day_90_by_mechanism") or {}
    if true.get(first) is None or true.get(second) is None:
        return ""
    difference = float(true[first]) - float(true[second])
    return values.add(
        "truth.interaction",
        difference,
        f"{number(difference, 'difference')} points",
        rule=f"effect in {first} minus effect in {second} pain",
        sources=tuple(f"truth.by_mechanism.{text_slug(name)}" for name in (first, second)),
    )


def has_comparison(material: Material) -> bool:
    """Return whether there is more than one thing to set side by side."""
    return len(material.designs) > 1 or material.reported is not None or bool(material.truth)


def truth_box(values: Values, material: Material, sentences: list[str]) -> str:
    """Return the box that tells how far each design lands from the truth; empty for real records."""
    if not material.truth:
        return ""
    by_mechanism = material.truth.get("att_day_90_by_mechanism") or {}
    known = [name for name, value in by_mechanism.items() if value is not None]
    made = {
        "designs": "\n".join(f"- {values.show(identifier)}" for identifier in sentences)
        or values.markdown("truth#no_design"),
        "effects": ", ".join(
            f"{literal(name)} {values.show(f'truth.by_mechanism.{text_slug(name)}')}" for name in known
        ),
    }
    true = {"truth": "truth.att_day_90", "per_protocol": "truth.per_protocol_day_90"}
    choice = {"by_mechanism": bool(known)}
    return values.markdown("truth#box", choice, made, drug="study.short", **true) + "\n"
