"""Section of the supplement: what could explain the primary result other than an effect."""

from typing import Any

from chart2paper.catalogue.covariates import COVARIATES
from chart2paper.catalogue.estimands import Known
from chart2paper.catalogue.further_estimates import MEAN_BASELINE, NEGATIVE_CONTROL, PLACEBO
from chart2paper.paper import result_facts
from chart2paper.paper.estimate_values import add_reason, why_not
from chart2paper.paper.supplement import explain_facts as facts
from chart2paper.paper.supplement.cells import Cells
from chart2paper.paper.supplement.explain_cells import Columns, added
from chart2paper.paper.supplement.explain_tables import (
    before_table,
    e_values_table,
    measured_table,
    regression_table,
    rosenbaum_table,
)
from chart2paper.writing.material import Estimate, Material, Sheet
from chart2paper.writing.numbers import is_missing
from chart2paper.writing.phrases import window
from chart2paper.writing.prose import join
from chart2paper.writing.values import PROGRAM, PROTOCOL, Values

ALPHA = 0.05
LINE = "comparator_line_cr2"
BOUNDS: Columns = {
    "gamma": "times",
    "p_upper": None,
    "estimate_low": "difference",
    "estimate_high": "difference",
}
WORDS = "supplement/explain"


def explain_section(values: Values, material: Material) -> str:
    """Return the section: four ways in which the primary result could be explained away, each with its table."""
    before = [_placebo(values, material), *_controls(values, material)]
    regression = [_regression(values, material), _mean_baseline(values, material)]
    parts = {
        "e_values_table": e_values_table(values, material),
        "measured_table": measured_table(values, material),
        "rosenbaum_table": rosenbaum_table(values, material),
        "before_sentences": " ".join(map(values.show, before)),
        "before_table": before_table(values, material),
        "regression_sentences": " ".join(map(values.show, regression)),
        "regression_table": regression_table(values, material),
    }
    names = {
        "drug": "study.short",
        "confounder_sentence": _confounder(values, material),
        "hidden_bias_sentence": _hidden_bias(values, material),
    }
    return values.markdown(f"{WORDS}#page", {}, parts, **names) + "\n"


def _confounder(values: Values, material: Material) -> str:
    """Return the sentence on an unmeasured confounder of the primary difference, by the strongest measured one."""
    names = {"drug": "study.short"}
    # The primary difference stands first.
    sheet = material.supplement.get("e_values")
    effect = next(sheet.rows(), None) if sheet else None
    strongest = _strongest(material.supplement.get("measured_confounders"))
    limit = times = None
    if effect is None or is_missing(effect[1]["e_value_limit"]):
        names["reason"] = _status(values, "explain.confounder", "e_values", material, effect)
    else:
        limit = float(effect[1]["e_value_limit"])
        cells = Cells(values, material.supplement["e_values"], *effect, "explain.confounder")
        names |= added(cells, {"e_value": "ratio", "e_value_limit": "ratio"})
    if limit is not None and strongest is not None:
        cells = Cells(values, material.supplement["measured_confounders"], *strongest, "explain.strongest")
        covariate = str(cells.row["covariate"])
        names["covariate"] = values.add(
            "explain.strongest.covariate",
            covariate,
            COVARIATES[covariate].prose,
            file=cells.sheet.file,
            row=cells.place,
            column="covariate",
        )
        if not is_missing(cells.row["times_limit"]):
            times = float(cells.row["times_limit"])
            names |= added(cells, {"times_estimate": "times", "times_limit": "times"})
    choice = {"confounder": facts.confounder(limit, times)}
    return values.sentence("explain.say.confounder", f"{WORDS}#confounder", choice, **names)


def _strongest(sheet: Sheet | None) -> tuple[int, dict[str, Any]] | None:
    """Return the measured covariate with the greatest strength (of equals, the first by name)."""
    rows = [found for found in (sheet.rows() if sheet else ()) if not is_missing(found[1]["strength"])]
    return max(rows, key=lambda found: float(found[1]["strength"]), default=None)


def _hidden_bias(values: Values, material: Material) -> str:
    sheet = material.supplement.get("rosenbaum_bounds")
    rows = list(sheet.rows()) if sheet else []
    known = [found for found in rows if not is_missing(found[1]["p_upper"])]
    fits, at = facts.hidden_bias([float(row["p_upper"]) for _, row in known], ALPHA)
    names = {"drug": "study.short"}
    if sheet is None or not known:
        first = rows[0] if rows else None
        names["reason"] = _status(values, "explain.hidden_bias", "rosenbaum_bounds", material, first)
    else:
        names["alpha"] = values.add(
            "explain.alpha", ALPHA, f"{ALPHA:g}", file=PROGRAM, rule="conventional level of a test"
        )
        at_risk = Cells(values, sheet, *known[at], "explain.hidden_bias")
        names |= added(at_risk, BOUNDS)
        before = Cells(values, sheet, *known[max(at - 1, 0)], "explain.hidden_bias.below")
        names["gamma_below"] = before.number("gamma", "times")
    choice = {"hidden_bias": fits}
    return values.sentence("explain.say.hidden_bias", f"{WORDS}#hidden_bias", choice, **names)


def _status(
    values: Values, identifier: str, table: str, material: Material, found: tuple[int, dict[str, Any]] | None
) -> str:
    """Add why a row of a table of the supplement has no number, or that there is no such row."""
    status, rule = found[1]["status"] if found else "it was not computed", "status in words"
    sheet = material.supplement.get(table)
    origin: dict[str, Any] = {"file": sheet.file if sheet else PROGRAM}
    origin |= {"row": found[0], "column": "status"} if found else {}
    return values.add(f"{identifier}.reason", None, why_not(str(status)), rule=rule, **origin)


def _placebo(values: Values, material: Material) -> str:
    days = material.study["explanations"]["placebo_window_days"]["value"]
    column = "explanations.placebo_window_days"
    names = {
        "drug": "study.short",
        "window": values.add(
            "explain.placebo.window", None, window(values, days), file=PROTOCOL, column=column
        ),
    }
    estimate = material.primary.find(*Known(PLACEBO, {}).key)
    names |= _estimate_names(values, "explain.placebo", estimate)
    choice = {"direction": result_facts.direction(estimate, values.outcome.better)}
    return values.sentence("explain.say.placebo", f"{WORDS}#placebo", choice, **names)


def _controls(values: Values, material: Material) -> list[str]:
    """Return the sentence on the other negative controls; none when the protocol names none."""
    found = {}
    for name in material.study["explanations"]["negative_controls"]["value"]:
        estimate = material.primary.find(*Known(NEGATIVE_CONTROL, {"covariate": name}).key)
        if estimate is not None and estimate.ok:
            found[name] = (result_facts.direction(estimate, values.outcome.better), estimate)
    if not material.study["explanations"]["negative_controls"]["value"]:
        return []
    differ = [name for name, (fits, _) in found.items() if fits in ("better", "worse")]
    kind: facts.Controls = "some" if differ else "none" if found else "not_estimable"
    labels = [COVARIATES[name].negative_control for name in (differ or found)]
    words = join([label[:1].lower() + label[1:] for label in labels])
    sources = tuple(f"{found[name][1].id}.estimate" for name in (differ or found))
    names = {
        "drug": "study.short",
        "names": values.add("explain.controls.names", None, words, rule="names in words", sources=sources),
    }
    return [values.sentence("explain.say.controls", f"{WORDS}#controls", {"controls": kind}, **names)]


def _regression(values: Values, material: Material) -> str:
    parts = {
        "change": material.primary.find("score_change", "exposed_change", LINE),
        "expected": material.primary.find("score_change", "expected_without_exposure", LINE),
        "remainder": material.primary.find("score_change", "remainder", LINE),
    }
    remainder = parts["remainder"]
    names = {"drug": "study.short"} | _estimate_names(values, "explain.regression", remainder)
    names |= {name: f"{part.id}.full" for name, part in parts.items() if part is not None}
    choice = {"direction": result_facts.direction(remainder, values.outcome.better)}
    return values.sentence("explain.say.regression", f"{WORDS}#regression", choice, **names)


def _mean_baseline(values: Values, material: Material) -> str:
    found, primary = material.primary.find(*Known(MEAN_BASELINE, {}).key), material.primary_in_points
    names = {"drug": "study.short"} | _estimate_names(values, "explain.mean_baseline", found)
    fits: str = "not_estimable"
    if found and primary and found.estimate is not None and primary.estimate is not None:
        fits = result_facts.how_far(found.estimate, primary.estimate, values.outcome)
    choice = {"mean_baseline": fits}
    return values.sentence("explain.say.mean_baseline", f"{WORDS}#mean_baseline", choice, **names)


def _estimate_names(values: Values, identifier: str, estimate: Estimate | None) -> dict[str, str]:
    """Return the value ids of an estimate in full, and of why there is none."""
    if estimate is None:
        return {"reason": add_reason(values, f"{identifier}.reason", None)}
    return {"full": f"{estimate.id}.full", "reason": f"{estimate.id}.full"}
