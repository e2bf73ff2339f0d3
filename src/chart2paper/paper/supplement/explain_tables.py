"""Tables of the section on what could explain the primary result away."""

from chart2paper.catalogue.covariates import COVARIATES, NEGATIVE_CONTROLS
from chart2paper.paper.supplement.explain_cells import Columns, reasons, shown
from chart2paper.writing.material import Material, Sheet
from chart2paper.writing.numbers import is_missing
from chart2paper.writing.tables import table
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
BEFORE = {
    "placebo_score": "Pain in the placebo window",
    **{f"negative_control_{name}": COVARIATES[name].negative_control for name in NEGATIVE_CONTROLS},
    "final_score": "Primary outcome, mean of two scores as baseline",
}
REGRESSION = {
    "exposed_change": "Change of the exposed",
    "expected_without_exposure": "Expected of them from comparators",
    "remainder": "What is left",
    "slope_on_baseline": "Slope of later score on baseline, comparators",
}


def e_values_table(values: Values, material: Material) -> str:
    """Return the E-values of every adjusted estimate."""
    sheet = material.supplement.get("e_values")
    rows = []
    for place, row in sheet.rows() if sheet else ():
        assert sheet is not None
        numbers = shown(values, sheet, place, row, f"explain.e_values.{row['outcome']}", EFFECTS)
        rows.append([_effect(values, sheet, place, str(row["outcome"])), *numbers])
    return table(
        ["Effect", "Risk ratio", "Limit nearer to one", "E-value: estimate", "E-value: limit"],
        rows,
        "E-values: how strong an unmeasured confounder would have to be.",
        "suptbl-e-values",
        [36, 16, 16, 16, 16],
        ["left", *["right"] * 4],
        note="The difference is divided by the standard deviation of the final score within the groups and turned into "
        "an approximate risk ratio [@vanderweele2017]. An E-value of one for the limit means that the interval "
        "includes no effect." + reasons(values, sheet, "explain.e_values"),
    )


def _effect(values: Values, sheet: Sheet, place: int, outcome: str) -> str:
    if outcome == "final_score":
        return "Adjusted difference in pain"
    threshold = outcome.removeprefix("responder_")
    id = values.add(
        f"explain.e_values.{outcome}.threshold",
        threshold,
        threshold,
        file=sheet.file,
        row=place,
        column="outcome",
    )
    return f"Response, {values.show(id)}%"


def measured_table(values: Values, material: Material) -> str:
    """Return how strong the measured covariates are as confounders."""
    sheet = material.supplement.get("measured_confounders")
    rows = []
    for place, row in sheet.rows() if sheet else ():
        assert sheet is not None
        name = str(row["covariate"])
        mark = "" if is_missing(row["adjusted"]) or int(row["adjusted"]) else " †"
        numbers = shown(values, sheet, place, row, f"explain.measured.{name}", MEASURED)
        rows.append([f"{COVARIATES[name].label}{mark}", *numbers])
    return table(
        [
            "Covariate",
            "With exposure",
            "With pain",
            "Strength",
            "Times: estimate",
            "Times: limit",
            "Estimate changed",
        ],
        rows,
        "Measured covariates as confounders: risk ratios, and how many times as strong an unmeasured one must be.",
        "suptbl-measured-confounders",
        [28, 12, 12, 12, 12, 12, 12],
        ["left", *["right"] * 6],
        note="With exposure: from the largest standardised difference before matching, among people who could have "
        "been matched, so that it is small for what the largest allowed differences already limit. With pain: from the "
        "difference between people one standard deviation above and below the mean of the covariate [@gelman2008]. "
        "Strength: one risk ratio for both that does as much. Times: on the log scale. Estimate changed: the primary "
        "estimate without the covariate in the model, or with it where it was only matched on (†)."
        + reasons(values, sheet, "explain.measured"),
    )


def rosenbaum_table(values: Values, material: Material) -> str:
    """Return the bounds at every other size of hidden bias that was tried."""
    sheet = material.supplement.get("rosenbaum_bounds")
    found = [(place, row) for place, row in (sheet.rows() if sheet else ()) if not is_missing(row["p_upper"])]
    rows = [
        shown(values, sheet, place, row, f"explain.rosenbaum.row{place}", ROSENBAUM)
        for place, row in found[::2]
        if sheet is not None
    ]
    return table(
        ["Odds of exposure differ by up to", "Largest p", "Lowest estimate", "Highest estimate"],
        rows,
        "Hidden bias within matched sets: the worst that it could make of the primary result.",
        "suptbl-rosenbaum",
        [34, 22, 22, 22],
        ["right"] * 4,
        note="Signed-rank test of the adjusted final score within sets, two-sided, and Hodges–Lehmann estimates in "
        "points [@hodges1963]. The file holds the sizes in between."
        + reasons(values, sheet, "explain.rosenbaum"),
    )


def before_table(values: Values, material: Material) -> str:
    """Return the negative controls and the estimate with a mean baseline."""
    return _estimates(
        values, material, "negative_controls_estimates", 1, BEFORE,
        "Where no effect is expected, and the primary estimate with a cleaner baseline.",
        "suptbl-negative-controls",
        "Differences are exposed minus comparator. n: exposed / comparators for whom it is known.",
    )  # fmt: skip


def regression_table(values: Values, material: Material) -> str:
    """Return the change of the exposed, what comparators lead one to expect, and the rest."""
    return _estimates(
        values, material, "regression_to_mean_estimates", 2, REGRESSION,
        "Regression to the mean, estimated from the comparators.",
        "suptbl-regression-to-mean",
        "n: exposed / comparators with both scores.",
    )  # fmt: skip


def _estimates(
    values: Values,
    material: Material,
    file: str,
    key: int,
    labels: dict[str, str],
    caption: str,
    id: str,
    note: str,
) -> str:
    """Return a table of estimates; `key` says which of row, outcome and estimand names them in `labels`."""
    sheet = material.supplement.get(file)
    rows = {}
    for found in material.primary.estimates_in(sheet) if sheet else ():
        estimate = found[-1]
        n = f"{values.show(f'{estimate.id}.n_exposed')} / {values.show(f'{estimate.id}.n_comparator')}"
        name = str(found[key])
        rows[name] = [labels[name], *(values.show(f"{estimate.id}.{part}") for part in ("full", "p")), n]
    return table(
        ["", "Estimate (95% interval)", "p", "n"],
        [rows[name] for name in labels if name in rows],
        caption,
        id,
        [42, 32, 10, 16],
        ["left", "right", "right", "right"],
        note=note,
    )
