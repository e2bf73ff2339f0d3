"""Section of the supplement: what could explain the primary result other than an effect."""

from typing import Any

from chart2paper.catalogue.covariates import COVARIATES
from chart2paper.paper import sentences
from chart2paper.paper.estimate_values import why_not
from chart2paper.paper.supplement import explain_sentences as say
from chart2paper.paper.supplement.cells import Cells
from chart2paper.paper.supplement.explain_cells import Columns, added
from chart2paper.paper.supplement.explain_tables import (
    BEFORE,
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
DIFFERENCE = ("final_score", "adjusted_difference", "ancova_cr2")
PLACEBO = ("placebo_score", "adjusted_difference", "ancova_cr2")
MEAN_BASELINE = ("final_score", "adjusted_difference", "ancova_cr2_mean_baseline")
LINE = "comparator_line_cr2"
BOUNDS: Columns = {
    "gamma": "times",
    "p_upper": None,
    "estimate_low": "difference",
    "estimate_high": "difference",
}
ABOUT = {
    "confounding": "**An unmeasured confounder.** An E-value [@vanderweele2017] is the least risk ratio that an "
    "unmeasured cause of pain would need to have both with starting {drug} and with later pain to explain a result "
    "away. @suptbl-e-values gives it for each adjusted estimate and for the limit of its interval nearer to no effect, "
    "and @suptbl-measured-confounders sets it against the covariates that were measured.",
    "hidden_bias": "**Hidden bias within matched sets.** Rosenbaum’s bounds [@rosenbaum2002book] ask how unequal the "
    "chances of starting {drug} would have to be between people of a set who look the same (@suptbl-rosenbaum).",
    "before": "**Before the index date.** A negative control [@lipsitch2010] is an outcome that {drug} cannot have "
    "changed; a difference in it shows that the groups were not alike (@suptbl-negative-controls).",
    "regression": "**Regression to the mean.** People start a treatment when their pain is worse than usual, and "
    "improve for that reason alone [@barnett2005] (@suptbl-regression-to-mean).",
}


def explain_section(values: Values, material: Material) -> str:
    """Return the section: four ways in which the primary result could be explained away, each with its table."""
    about = {name: text.format(drug=values.show("study.short")) for name, text in ABOUT.items()}
    before = [_placebo(values, material), *_controls(values, material)]
    regression = [_regression(values, material), _mean_baseline(values, material)]
    parts = [
        "## What could explain the result away {#sec-explain}",
        f"{about['confounding']} {_confounder(values, material)}",
        e_values_table(values, material),
        measured_table(values, material),
        f"{about['hidden_bias']} {_hidden_bias(values, material)}",
        rosenbaum_table(values, material),
        " ".join([about["before"], *before]),
        before_table(values, material),
        " ".join([about["regression"], *regression]),
        regression_table(values, material),
    ]
    return "\n\n".join(parts) + "\n"


def _confounder(values: Values, material: Material) -> str:
    """Return the sentence on an unmeasured confounder of the primary difference, by the strongest measured one."""
    names = {"drug": "study.short"}
    effect = _row_of(material.supplement.get("e_values"), "final_score")
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
    return _say(values, "explain.say.confounder", say.CONFOUNDER[say.confounder(limit, times)], names)


def _strongest(sheet: Sheet | None) -> tuple[int, dict[str, Any]] | None:
    """Return the measured covariate with the greatest strength (of equals, the first by name)."""
    rows = [found for found in (sheet.rows() if sheet else ()) if not is_missing(found[1]["strength"])]
    return max(rows, key=lambda found: float(found[1]["strength"]), default=None)


def _row_of(sheet: Sheet | None, outcome: str) -> tuple[int, dict[str, Any]] | None:
    return next((found for found in (sheet.rows() if sheet else ()) if found[1]["outcome"] == outcome), None)


def _hidden_bias(values: Values, material: Material) -> str:
    sheet = material.supplement.get("rosenbaum_bounds")
    rows = list(sheet.rows()) if sheet else []
    known = [found for found in rows if not is_missing(found[1]["p_upper"])]
    fits, at = say.hidden_bias([float(row["p_upper"]) for _, row in known], ALPHA)
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
    return _say(values, "explain.say.hidden_bias", say.HIDDEN_BIAS[fits], names)


def _status(
    values: Values, id: str, table: str, material: Material, found: tuple[int, dict[str, Any]] | None
) -> str:
    """Add why a row of a table of the supplement has no number, or that there is no such row."""
    status, rule = found[1]["status"] if found else "it was not computed", "status in words"
    sheet = material.supplement.get(table)
    origin: dict[str, Any] = {"file": sheet.file if sheet else PROGRAM}
    origin |= {"row": found[0], "column": "status"} if found else {}
    return values.add(f"{id}.reason", None, why_not(str(status)), rule=rule, **origin)


def _placebo(values: Values, material: Material) -> str:
    days = material.study["explanations"]["placebo_window_days"]["value"]
    column = "explanations.placebo_window_days"
    names = {
        "drug": "study.short",
        "window": values.add("explain.placebo.window", None, window(days), file=PROTOCOL, column=column),
    }
    estimate = material.primary.find(*PLACEBO)
    fits = sentences.direction(estimate)
    names |= _estimate_names(values, "explain.placebo", estimate)
    return _say(values, "explain.say.placebo", say.PLACEBO[fits], names)


def _controls(values: Values, material: Material) -> list[str]:
    """Return the sentence on the other negative controls; none when the protocol names none."""
    found = {}
    for name in material.study["explanations"]["negative_controls"]["value"]:
        estimate = material.primary.find(f"negative_control_{name}", *PLACEBO[1:])
        if estimate is not None and estimate.ok:
            found[name] = (sentences.direction(estimate), estimate)
    if not material.study["explanations"]["negative_controls"]["value"]:
        return []
    differ = [name for name, (fits, _) in found.items() if fits in ("better", "worse")]
    kind: say.Controls = "some" if differ else "none" if found else "not_estimable"
    labels = [BEFORE[f"negative_control_{name}"] for name in (differ or found)]
    words = join([label[:1].lower() + label[1:] for label in labels])
    sources = tuple(f"{found[name][1].id}.estimate" for name in (differ or found))
    names = {
        "drug": "study.short",
        "names": values.add("explain.controls.names", None, words, rule="names in words", sources=sources),
    }
    return [_say(values, "explain.say.controls", say.CONTROLS[kind], names)]


def _regression(values: Values, material: Material) -> str:
    parts = {
        "change": material.primary.find("score_change", "exposed_change", LINE),
        "expected": material.primary.find("score_change", "expected_without_exposure", LINE),
        "remainder": material.primary.find("score_change", "remainder", LINE),
    }
    remainder = parts["remainder"]
    names = {"drug": "study.short"} | _estimate_names(values, "explain.regression", remainder)
    names |= {name: f"{part.id}.full" for name, part in parts.items() if part is not None}
    fits = sentences.direction(remainder)
    return _say(values, "explain.say.regression", say.REGRESSION[fits], names)


def _mean_baseline(values: Values, material: Material) -> str:
    found, primary = material.primary.find(*MEAN_BASELINE), material.primary.find(*DIFFERENCE)
    names = {"drug": "study.short"} | _estimate_names(values, "explain.mean_baseline", found)
    if found is None or primary is None or found.estimate is None or primary.estimate is None:
        return _say(values, "explain.say.mean_baseline", say.MEAN_BASELINE["not_estimable"], names)
    fits = sentences.how_far(found.estimate, primary.estimate)
    return _say(values, "explain.say.mean_baseline", say.MEAN_BASELINE[fits], names)


def _estimate_names(values: Values, id: str, estimate: Estimate | None) -> dict[str, str]:
    """Return the value ids of an estimate in full, and of why there is none."""
    if estimate is None:
        missing = why_not("no such estimate was made")
        return {"reason": values.add(f"{id}.reason", None, missing, file=PROGRAM, rule="status in words")}
    return {"full": f"{estimate.id}.full", "reason": f"{estimate.id}.full"}


def _say(values: Values, id: str, template: str, names: dict[str, str]) -> str:
    """Keep a sentence with the names that it uses, and return what prints it."""
    used = {name: source for name, source in names.items() if f"{{{name}}}" in template}
    return values.show(values.say(id, template, **(used or names)))
