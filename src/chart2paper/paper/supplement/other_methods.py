"""The primary estimate by other methods: resampling, and every score of the outcome window."""

from typing import Literal

from chart2paper.catalogue.estimands import ADJUSTED_DIFFERENCE
from chart2paper.catalogue.outcomes import Outcome
from chart2paper.paper import result_facts as s
from chart2paper.paper.estimate_values import add_reason
from chart2paper.paper.reasons import Reasons
from chart2paper.status import notes
from chart2paper.writing.about import About
from chart2paper.writing.material import Analysis, Estimate, Material
from chart2paper.writing.numbers import number
from chart2paper.writing.prose import join
from chart2paper.writing.tables import group, table_words
from chart2paper.writing.values import PROGRAM, Values

DAY, SLOPE = "difference_at_target_day", "difference_in_slope"
# Name in the passage -> outcome, estimand and method, in the order of the table.
ONE_SCORE = {
    "adjusted": ADJUSTED_DIFFERENCE,
    "cluster_bootstrap": (*ADJUSTED_DIFFERENCE[:2], "cluster_bootstrap"),
    "permutation_within_sets": (*ADJUSTED_DIFFERENCE[:2], "permutation_within_sets"),
}
ALL_SCORES = {name: ("repeated_scores", DAY, name) for name in ("mixed_model", "gee_mancl_derouen")}
SLOPES = {name: ("repeated_scores", SLOPE, name) for name in ALL_SCORES}
WORDS = "supplement/other_methods"
Agreement = Literal["close", "apart", "differ", "alone", "not_estimable"]
# Slopes are told per so many days (model/repeated/observations.py: MONTH).
MONTH = 30


def other_methods_section(values: Values, material: Material) -> str:
    """Return the section: what the methods do, whether they agree, and the table."""
    analysis = material.primary
    values.add("constant.month", MONTH, str(MONTH), file=PROGRAM, rule="unit of slopes")
    said = [_agreement(values, material), _slope(values, analysis)]
    target = analysis.choice("outcome", "target_day")
    parts = {
        "sentences": " ".join(map(values.show, said)),
        "bootstrap": _note(values, analysis, ONE_SCORE["cluster_bootstrap"]),
        "permutation": _note(values, analysis, ONE_SCORE["permutation_within_sets"]),
        "all_scores": _note(values, analysis, ALL_SCORES["mixed_model"]),
        "table": _table(values, material),
    }
    names = {"month": "constant.month"}
    names |= {} if target is None else {"day": f"design.{analysis.name}.outcome.target_day"}
    return values.markdown(f"{WORDS}#page", {"target": "median" if target is None else "day"}, parts, **names)


def agreement(primary: Estimate | None, others: list[Estimate], outcome: Outcome) -> Agreement:
    """Return how other estimates that have an interval stand to the primary one.

    close = the same direction and all about the same; apart = the same direction, farther away; differ = at
    least one interval tells otherwise; alone = there is no other.
    """
    if s.direction(primary, outcome.better) == "not_estimable" or primary is None or primary.estimate is None:
        return "not_estimable"
    if not others:
        return "alone"
    if {s.direction(other, outcome.better) for other in others} != {s.direction(primary, outcome.better)}:
        return "differ"
    distances = [abs(e.estimate - primary.estimate) for e in others if e.estimate is not None]
    return "close" if max(distances) < outcome.similar else "apart"


def _agreement(values: Values, material: Material) -> str:
    prefix, primary = "say.other_methods", material.primary_in_points
    others = {
        name: found
        for name, key in {**ONE_SCORE, **ALL_SCORES}.items()
        if name != "adjusted"
        and (found := material.primary.find(*key)) is not None
        and s.direction(found, values.outcome.better) != "not_estimable"
    }
    fits = agreement(primary, list(others.values()), values.outcome)
    names = {"drug": "study.short"}
    if fits not in ("not_estimable", "alone"):
        assert primary is not None
        way = {"direction": s.direction(primary, values.outcome.better)}
        names["way"] = values.sentence(f"{prefix}.way", "headline", way, drug="study.short")
        names["estimate"] = f"{primary.id}.estimate"
        names["distance"] = _distance(values, f"{prefix}.distance", primary, list(others.values()))
        differing = [
            _in_prose(_label(values, name))
            for name, found in others.items()
            if s.direction(found, values.outcome.better) != s.direction(primary, values.outcome.better)
        ]
        compared = tuple(f"{found.id}.full" for found in (primary, *others.values()))
        rule = "methods that tell otherwise"
        names["others"] = values.add(
            f"{prefix}.others", None, join(differing), rule=rule, sources=compared, about=About("words")
        )
    return values.sentence(f"{prefix}.agreement", f"{WORDS}#agreement", {"agreement": fits}, **names)


def _distance(values: Values, identifier: str, primary: Estimate, others: list[Estimate]) -> str:
    """Add the largest distance between the primary estimate and another one."""
    assert primary.estimate is not None
    from_primary = {e.id: abs(e.estimate - primary.estimate) for e in others if e.estimate is not None}
    farthest = max(from_primary, key=lambda name: from_primary[name])
    distance = from_primary[farthest]
    return values.add(
        identifier,
        distance,
        number(distance, "difference"),
        rule="largest distance from the primary estimate",
        made="furthest",
        sources=(f"{primary.id}.estimate", f"{farthest}.estimate"),
    )


def _slope(values: Values, analysis: Analysis) -> str:
    slope = analysis.find(*SLOPES["mixed_model"])
    names = {"drug": "study.short", "month": "constant.month"}
    if slope is None or not slope.ok:
        names["reason"] = add_reason(values, "say.other_methods.slope_reason", slope)
    else:
        names |= {"estimate": f"{slope.id}.estimate", "ci": f"{slope.id}.ci"}
    choice = {"direction": s.direction(slope, values.outcome.better)}
    return values.sentence("say.other_methods.slope", f"{WORDS}#slope", choice, **names)


def _note(values: Values, analysis: Analysis, which: tuple[str, str, str]) -> str:
    """Return, behind a space, the first note that an estimator left beside "ok"; empty when it could not be made."""
    for sheet in (analysis.estimates, *analysis.more_estimates):
        for row, *found, estimate in analysis.estimates_in(sheet):
            if tuple(found) == which and (noted := notes(estimate.status)):
                identifier = values.add(
                    f"{estimate.id}.how", None, noted[0], file=sheet.file, row=row, column="status"
                )
                return " " + values.markdown(f"{WORDS}#noted", {}, {}, note=identifier)
    return ""


def _table(values: Values, material: Material) -> str:
    reasons = Reasons(values)
    rows, words = [], table_words(values, WORDS)
    for scores, lines in (("one", ONE_SCORE), ("all", ALL_SCORES), ("slope", SLOPES)):
        title = values.markdown(f"{WORDS}#group", {"scores": scores}, {}, month="constant.month")
        rows.append(group(title, 4))
        for name, key in lines.items():
            found = material.primary.find(*key)
            primary = found is not None and found == material.primary_in_points
            rows.append(_row(values, reasons, _label(values, name, primary), found))
    return words.table(
        "suptbl-other-methods", [42, 32, 12, 14], rows, ["left", "right", "right", "right"], reasons.note()
    )


def _label(values: Values, name: str, primary: bool = False) -> str:
    return values.words(f"{WORDS}#row", {"method": name, "primary": primary})


def _in_prose(label: str) -> str:
    """Return a label inside a sentence: in small letters, unless it is an acronym."""
    return label if label.isupper() else label.lower()


def _row(values: Values, reasons: Reasons, label: str, found: Estimate | None) -> list[str]:
    if found is None:
        return [label, "–", "", ""]
    n = f"{values.show(f'{found.id}.n_exposed')} / {values.show(f'{found.id}.n_comparator')}"
    return [label, reasons.cell(found), values.show(f"{found.id}.p"), n]
