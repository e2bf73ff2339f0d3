"""The primary estimate by other methods: resampling, and every score of the outcome window."""

from typing import Any

from chart2paper.paper import sentences as s
from chart2paper.paper.estimate_values import why_not
from chart2paper.paper.reasons import Reasons
from chart2paper.paper.supplement.other_methods_sentences import (
    AGREEMENT,
    METHODS,
    SLOPE,
    TARGET_DAY,
    agreement,
)
from chart2paper.writing.material import Analysis, Estimate, Material
from chart2paper.writing.numbers import number
from chart2paper.writing.prose import join
from chart2paper.writing.tables import group, table
from chart2paper.writing.values import PROGRAM, Values

PRIMARY = ("final_score", "adjusted_difference", "ancova_cr2")
# (what the table and the sentence call it, outcome, estimand, method), in the order of the table.
ONE_SCORE = (
    ("Analysis of covariance (primary)", *PRIMARY),
    ("Cluster bootstrap", "final_score", "adjusted_difference", "cluster_bootstrap"),
    ("Permutation within sets", "final_score", "adjusted_difference", "permutation_within_sets"),
)
ALL_SCORES = (
    ("Mixed model", "repeated_scores", "difference_at_target_day", "mixed_model"),
    ("GEE", "repeated_scores", "difference_at_target_day", "gee_mancl_derouen"),
)
SLOPES = tuple((label, outcome, "difference_in_slope", method) for label, outcome, _, method in ALL_SCORES)
# Slopes are told per so many days (model/repeated/observations.py: MONTH).
MONTH = 30


def other_methods_section(values: Values, material: Material) -> str:
    """Return the section: what the methods do, whether they agree, and the table."""
    analysis = material.primary
    values.add("constant.month", MONTH, str(MONTH), file=PROGRAM, rule="unit of slopes")
    said = [_agreement(values, analysis), _slope(values, analysis)]
    lead = " ".join(
        ["@suptbl-other-methods gives the primary estimate by other methods.", *map(values.show, said)]
    )
    heading = "## The primary estimate by other methods {#sec-other-methods}"
    return "\n\n".join([heading, lead, _how(values, analysis), _table(values, analysis)])


def _agreement(values: Values, analysis: Analysis) -> str:
    prefix = "say.other_methods"
    primary = analysis.find(*PRIMARY)
    others = {
        label: found
        for label, *which in (*ONE_SCORE[1:], *ALL_SCORES)
        if (found := analysis.find(*which)) is not None and s.direction(found) != "not_estimable"
    }
    fits = agreement(primary, list(others.values()))
    names = {"drug": "study.short"}
    if fits not in ("not_estimable", "alone"):
        assert primary is not None
        way = {"direction": s.direction(primary)}
        names["way"] = values.sentence(f"{prefix}.way", "headline", way, drug="study.short")
        names["estimate"] = f"{primary.id}.estimate"
        names["distance"] = _distance(values, f"{prefix}.distance", primary, list(others.values()))
        differing = [
            label if label == "GEE" else label.lower()
            for label, found in others.items()
            if s.direction(found) != s.direction(primary)
        ]
        compared = tuple(f"{found.id}.full" for found in (primary, *others.values()))
        rule = "methods that tell otherwise"
        names["others"] = values.add(f"{prefix}.others", None, join(differing), rule=rule, sources=compared)
    return values.say(f"{prefix}.agreement", AGREEMENT[fits], **names)


def _distance(values: Values, id: str, primary: Estimate, others: list[Estimate]) -> str:
    """Add the largest distance between the primary estimate and another one."""
    assert primary.estimate is not None
    from_primary = {e.id: abs(e.estimate - primary.estimate) for e in others if e.estimate is not None}
    farthest = max(from_primary, key=lambda name: from_primary[name])
    distance = from_primary[farthest]
    return values.add(
        id,
        distance,
        number(distance, "difference"),
        rule="largest distance from the primary estimate",
        sources=(f"{primary.id}.estimate", f"{farthest}.estimate"),
    )


def _slope(values: Values, analysis: Analysis) -> str:
    slope = analysis.find(*SLOPES[0][1:])
    way = s.direction(slope)
    names = {"drug": "study.short", "month": "constant.month"}
    if slope is None or not slope.ok:
        status = "it was not asked for" if slope is None else slope.status
        origin: dict[str, Any] = {"sources": (f"{slope.id}.reason",)} if slope else {"file": PROGRAM}
        names["reason"] = values.add(
            "say.other_methods.slope_reason", None, why_not(status), rule="status of the estimate", **origin
        )
    else:
        names |= {"estimate": f"{slope.id}.estimate", "ci": f"{slope.id}.ci"}
    return values.say("say.other_methods.slope", SLOPE[way], **names)


def _how(values: Values, analysis: Analysis) -> str:
    """Return what the methods do, with the numbers of resamples, picks and scores of this run."""
    target = analysis.choice("outcome", "target_day")
    day = values.show(f"design.{analysis.name}.outcome.target_day") if target is not None else TARGET_DAY
    how = {
        label.lower().split()[0]: _note(values, analysis, which)
        for label, *which in (*ONE_SCORE, *ALL_SCORES)
    }
    return METHODS.format(
        day=day,
        month=values.show("constant.month"),
        bootstrap=how["cluster"],
        permutation=how["permutation"],
        scores=how["mixed"],
    )


def _note(values: Values, analysis: Analysis, which: list[str]) -> str:
    """Return, in brackets, the first note that an estimator left beside "ok"; empty when it could not be made."""
    for sheet in (analysis.estimates, *analysis.more_estimates):
        for row, *found, estimate in analysis.estimates_in(sheet):
            if found == which and estimate.status.startswith("ok: "):
                note = estimate.status.removeprefix("ok: ").split("; ")[0]
                id = values.add(f"{estimate.id}.how", None, note, file=sheet.file, row=row, column="status")
                return f" ({values.show(id)})"
    return ""


def _table(values: Values, analysis: Analysis) -> str:
    reasons = Reasons(values)
    rows = []
    for title, lines in (
        ("One score per person", ONE_SCORE),
        ("Every score of the outcome window: difference at the target day", ALL_SCORES),
        (f"Every score: difference in slope, points per {values.show('constant.month')} days", SLOPES),
    ):
        rows.append(group(title, 4))
        rows += [_row(values, reasons, label, analysis.find(*which)) for label, *which in lines]
    return table(
        ["Method", "Difference (95% interval)", "p", "n"],
        rows,
        "The primary estimate by other methods.",
        "suptbl-other-methods",
        [42, 32, 12, 14],
        ["left", "right", "right", "right"],
        note="Exposed minus comparator, in points on the 0–10 scale. n: exposed / comparators. The bootstrap has an "
        "interval and no test." + reasons.note(),
    )


def _row(values: Values, reasons: Reasons, label: str, found: Estimate | None) -> list[str]:
    if found is None:
        return [label, "–", "", ""]
    n = f"{values.show(f'{found.id}.n_exposed')} / {values.show(f'{found.id}.n_comparator')}"
    return [label, reasons.cell(found), values.show(f"{found.id}.p"), n]
