"""Tables of the section on what could explain the primary result away."""

from chart2paper.catalogue.covariates import COVARIATES, NEGATIVE_CONTROLS
from chart2paper.catalogue.estimands import find_estimand
from chart2paper.catalogue.responders import ADJUSTED_RISK_RATIO
from chart2paper.paper.reasons import fallback_note
from chart2paper.paper.supplement.explain_cells import Columns, reasons, shown
from chart2paper.writing.material import Material, Sheet
from chart2paper.writing.numbers import is_missing
from chart2paper.writing.tables import table_words
from chart2paper.writing.values import Values

ROSENBAUM: Columns = {
    "gamma": "times",
    "p_upper": None,
    "estimate_low": "difference",
    "estimate_high": "difference",
}
MEASURED: Columns = {
    "risk_ratio_exposure": "ratio",
    "risk_ratio_outcome": "ratio",
    "strength": "ratio",
    "times_estimate": "times",
    "times_limit": "times",
    "estimate_changed": "difference",
}
EFFECTS: Columns = {
    "risk_ratio": "ratio",
    "risk_ratio_limit": "ratio",
    "e_value": "ratio",
    "e_value_limit": "ratio",
}
CONTROLS = {f"negative_control_{name}": COVARIATES[name].negative_control for name in NEGATIVE_CONTROLS}
BEFORE, REGRESSION = "supplement/negative_controls", "supplement/regression_to_mean"
E_VALUES, BOUNDS = "supplement/e_values", "supplement/rosenbaum_bounds"
CONFOUNDERS = "supplement/measured_confounders"
PARTS_OF_CHANGE = ("exposed_change", "expected_without_exposure", "remainder", "slope_on_baseline")


def e_values_table(values: Values, material: Material) -> str:
    """Return the E-values of every adjusted estimate."""
    sheet = material.supplement.get("e_values")
    rows, words, ratios = [], table_words(values, E_VALUES), []
    for place, row in sheet.rows() if sheet else ():
        assert sheet is not None
        ratio = material.primary.find(str(row["outcome"]), str(row["estimand"]), ADJUSTED_RISK_RATIO.method)
        ratios += [ratio] if ratio else []
        numbers = shown(values, sheet, place, row, f"explain.e_values.{row['outcome']}", EFFECTS)
        rows.append([_effect(values, sheet, place, str(row["outcome"])), *numbers])
    return words.table(
        "suptbl-e-values",
        [36, 16, 16, 16, 16],
        rows,
        ["left", *["right"] * 4],
        fallback_note(values, ratios) + reasons(values, sheet, "explain.e_values"),
    )


def _effect(values: Values, sheet: Sheet, place: int, outcome: str) -> str:
    response = find_estimand(outcome, ADJUSTED_RISK_RATIO.name, ADJUSTED_RISK_RATIO.method)
    if response is None:
        return values.words(f"{E_VALUES}#row", {"effect": "difference"})
    threshold = response.threshold
    identifier, column = f"explain.e_values.{outcome}.threshold", "outcome"
    values.add(identifier, threshold, threshold, file=sheet.file, row=place, column=column)
    return values.markdown(f"{E_VALUES}#row", {"effect": "response"}, {}, threshold=identifier)


def measured_table(values: Values, material: Material) -> str:
    """Return how strong the measured covariates are as confounders."""
    sheet = material.supplement.get("measured_confounders")
    rows, words = [], table_words(values, CONFOUNDERS)
    for place, row in sheet.rows() if sheet else ():
        assert sheet is not None
        name = str(row["covariate"])
        mark = "" if is_missing(row["adjusted"]) or int(row["adjusted"]) else " †"
        numbers = shown(values, sheet, place, row, f"explain.measured.{name}", MEASURED)
        rows.append([f"{COVARIATES[name].title(values.outcome)}{mark}", *numbers])
    return words.table(
        "suptbl-measured-confounders",
        [28, 12, 12, 12, 12, 12, 12],
        rows,
        ["left", *["right"] * 6],
        reasons(values, sheet, "explain.measured"),
    )


def rosenbaum_table(values: Values, material: Material) -> str:
    """Return the bounds at every other size of hidden bias that was tried."""
    sheet = material.supplement.get("rosenbaum_bounds")
    words = table_words(values, BOUNDS)
    found = [(place, row) for place, row in (sheet.rows() if sheet else ()) if not is_missing(row["p_upper"])]
    rows = [
        shown(values, sheet, place, row, f"explain.rosenbaum.row{place}", ROSENBAUM)
        for place, row in found[::2]
        if sheet is not None
    ]
    return words.table(
        "suptbl-rosenbaum", [34, 22, 22, 22], rows, ["right"] * 4, reasons(values, sheet, "explain.rosenbaum")
    )


def before_table(values: Values, material: Material) -> str:
    """Return the negative controls and the estimate with a mean baseline."""
    first, last = (values.words(f"{BEFORE}#row", {"row": row}) for row in ("placebo_score", "final_score"))
    labels = {"placebo_score": first, **CONTROLS, "final_score": last}
    return _estimates(
        values, material, "negative_controls_estimates", 1, labels, BEFORE, "suptbl-negative-controls"
    )


def regression_table(values: Values, material: Material) -> str:
    """Return the change of the exposed, what comparators lead one to expect, and the rest."""
    labels = {part: values.words(f"{REGRESSION}#row", {"row": part}) for part in PARTS_OF_CHANGE}
    return _estimates(
        values, material, "regression_to_mean_estimates", 2, labels, REGRESSION, "suptbl-regression-to-mean"
    )


def _estimates(
    values: Values,
    material: Material,
    file: str,
    key: int,
    labels: dict[str, str],
    passage: str,
    identifier: str,
) -> str:
    """Return a table of estimates; `key` says which of row, outcome and estimand names them in `labels`."""
    sheet = material.supplement.get(file)
    rows = {}
    for found in material.primary.estimates_in(sheet) if sheet else ():
        estimate = found[-1]
        n = f"{values.show(f'{estimate.id}.n_exposed')} / {values.show(f'{estimate.id}.n_comparator')}"
        name = str(found[key])
        rows[name] = [labels[name], *(values.show(f"{estimate.id}.{part}") for part in ("full", "p")), n]
    words = table_words(values, passage)
    return words.table(
        identifier,
        [42, 32, 10, 16],
        [rows[name] for name in labels if name in rows],
        ["left", "right", "right", "right"],
    )
