"""Section of the supplement: the difference from crude to primary, and by weighting instead of matching."""

from chart2paper.paper.balance_tables import row_label
from chart2paper.paper.reasons import Reasons
from chart2paper.paper.supplement.cells import Cells
from chart2paper.paper.supplement.weighting_sentences import BALANCE, Step, agreement, first_step
from chart2paper.writing.material import Estimate, Material, Sheet
from chart2paper.writing.numbers import NOT_ESTIMABLE, Kind, is_missing, number
from chart2paper.writing.tables import group, table
from chart2paper.writing.values import PROGRAM, Values

PRIMARY = ("final_score", "adjusted_difference", "ancova_cr2")
GROUPS = {
    "Everyone eligible": (
        Step("No adjustment", "difference", "unadjusted"),
        Step("Regression on all covariates", "adjusted_difference", "regression_cr2"),
    ),
    "Matched": (
        Step("Matched, no regression", "difference", "matched_cr2"),
        Step("Matched and regression (primary)", *PRIMARY[1:]),
    ),
    "Everyone eligible, weighted: effect in the exposed": (
        Step("Inverse-probability weights", "difference_exposed", "ipw"),
        Step("The same, no weight cut", "difference_exposed", "ipw_untruncated"),
        Step("Weights and regression (doubly robust)", "difference_exposed", "aipw"),
    ),
    "Everyone eligible, weighted: effect in people in equipoise": (
        Step("Overlap weights", "difference_overlap", "overlap_weights"),
        Step("Overlap weights and regression", "difference_overlap", "augmented_overlap"),
    ),
}
SCHEMES = {"att": "effect in the exposed", "overlap": "effect in people in equipoise"}
PEOPLE = {"exposed": "exposed", "comparator": "comparators"}
ABOUT = """## What each step does {{#sec-weighting}}

@suptbl-steps begins with the crude difference between everyone eligible, exposed and comparators, and ends with the
primary estimate. It then answers the same question by weighting instead of matching: everyone eligible stays in, and
each person counts for more or less, so that the groups become alike in what was recorded. Each comparator takes part
once, on one of the index dates that they could have inherited, drawn at random.

*Inverse-probability weights* [@robins2000] make the comparators stand for the exposed; weights above percentile
{percentile} of their group were cut, so that no single person decides the result [@cole2008]. *Overlap weights*
[@li2018] ask about people for whom both options were realistic (equipoise). *Doubly robust* estimates [@robins1994;
@mercatanti2014] add a regression and are right when either the weights or the regression are. People with an outcome
also stand for people like them without one [@seaman2013]. The intervals count that all these weights are estimates
themselves [@lunceford2004]. All steps rest on the same records, so that their agreement says nothing about what was
not recorded.
"""


def weighting_section(values: Values, material: Material) -> str:
    """Return the section on the steps from the crude to the primary estimate, and on weighting."""
    percentile = material.study["weighting"]["truncate_percentile"]["value"]
    place = "weighting.truncate_percentile"
    id = values.add("weighting.percentile", percentile, f"{percentile:g}", file="protocol", column=place)
    found = [(step, _found(material, step)) for steps in GROUPS.values() for step in steps]
    sentences = [first_step(values, found), agreement(values, found)]
    parts = [
        ABOUT.format(percentile=values.show(id)),
        " ".join(values.show(sentence) for sentence in sentences),
        _steps_table(values, material),
        _balance_sentences(values, material.supplement["weighted_balance"]),
        _weights_table(values, material.supplement["weights_summary"]),
        _balance_table(values, material.supplement["weighted_balance"]),
    ]
    return "\n\n".join(parts)


def _found(material: Material, step: Step) -> Estimate | None:
    return material.primary.find(PRIMARY[0], step.estimand, step.method)


def _steps_table(values: Values, material: Material) -> str:
    reasons, rows = Reasons(values), []
    for title, steps in GROUPS.items():
        rows.append(group(title, 4))
        for step in steps:
            estimate = _found(material, step)
            if estimate is None:
                rows.append([step.label, NOT_ESTIMABLE, "", ""])
                continue
            shown = [values.show(f"{estimate.id}.{name}") for name in ("n_exposed", "n_comparator", "p")]
            rows.append([step.label, reasons.cell(estimate), shown[2], f"{shown[0]} / {shown[1]}"])
    return table(
        ["Step", "Difference, points (95% interval)", "p", "n"],
        rows,
        "The difference in the final score, from the crude comparison to the primary estimate, and by weighting.",
        "suptbl-steps",
        [42, 32, 10, 16],
        ["left", "right", "right", "right"],
        note="n: exposed / comparators with an outcome. Differences are exposed minus comparators."
        + reasons.note()
        + _notes(values, material),
    )


def _notes(values: Values, material: Material) -> str:
    """Return what estimators left beside "ok", each once."""
    shown = {(step.estimand, step.method) for steps in GROUPS.values() for step in steps}
    ids: dict[str, str] = {}
    for sheet in material.primary.more_estimates:
        for row, _, estimand, method, estimate in material.primary.estimates_in(sheet):
            note = estimate.status.removeprefix("ok: ")
            if (estimand, method) in shown and estimate.ok and note != "ok":
                id = f"{estimate.id}.note"
                values.add(id, None, note, file=sheet.file, row=row, column="status")
                ids.setdefault(note, id)
    return "".join(f" Note: {values.show(id)}." for id in ids.values())


def _weights_table(values: Values, sheet: Sheet) -> str:
    rows = []
    kinds: dict[str, Kind] = {"effective_n": "age", "largest_before": "ratio", "largest_after": "ratio"}
    for place, row in sheet.rows():
        cells = Cells(values, sheet, place, row, f"weights.{row['scheme']}.{row['role']}")
        n, known, cut = (values.show(cells.number(name, "count")) for name in ("n", "n_outcome", "truncated"))
        numbers = [values.show(cells.number(name, kind)) for name, kind in kinds.items()]
        label = f"{SCHEMES[row['scheme']].capitalize()}: {PEOPLE[row['role']]}"
        rows.append([label, f"{known} / {n}", *numbers, cut])
    return table(
        ["Weights", "With outcome / all", "Effective n", "Largest", "Largest, cut", "Weights cut"],
        rows,
        "The weights.",
        "suptbl-weights",
        [36, 16, 12, 12, 12, 12],
        ["left", *["right"] * 5],
        note="Effective n: how many equally weighted people would say as much. Weights are scaled such that their mean "
        "in each group is one, so the largest weight says for how many people one person counts. Overlap weights "
        "are never cut.",
    )


def _balance_sentences(values: Values, sheet: Sheet) -> str:
    told = [values.show(_balance_sentence(values, sheet, scheme)) for scheme in SCHEMES]
    return " ".join([*told, "@suptbl-weights describes the weights, @suptbl-weighted-balance the balance."])


def _balance_sentence(values: Values, sheet: Sheet, scheme: str) -> str:
    id = f"say.weighting.balance.{scheme}"
    title = values.add(
        f"weighting.{scheme}.title", None, SCHEMES[scheme], file=PROGRAM, rule="name of the weights"
    )
    largest = {side: _largest(values, sheet, scheme, side) for side in ("before", "after")}
    after = largest["after"]
    if largest["before"] is None or after is None:
        return values.say(id, BALANCE["none"], title=title)
    limit = "protocol.balance.smd_threshold.value"
    fits = "good" if values.get(after).value <= values.get(limit).value else "more"
    names = {"title": title, "limit": limit, "before": largest["before"], "after": after}
    return values.say(id, BALANCE[fits], **names)


def _largest(values: Values, sheet: Sheet, scheme: str, side: str) -> str | None:
    """Add the largest SMD without its sign; None when there is none."""
    column = f"smd_{side}"
    size = (
        sheet.frame[column].abs().where(sheet.frame["scheme"].eq(scheme).fillna(False).to_numpy(dtype=bool))
    )
    if size.isna().all():
        return None
    at = int(size.to_numpy(dtype=float, na_value=-1.0).argmax())
    value = float(size.iloc[at])
    id, rule = f"weighting.{scheme}.largest_{side}", "largest without its sign"
    return values.add(id, value, number(value, "smd"), file=sheet.file, row=at + 2, column=column, rule=rule)


def _balance_table(values: Values, sheet: Sheet) -> str:
    rows: dict[tuple[str, str], list[str]] = {}
    for place, row in sheet.rows():
        level = "" if is_missing(row["level"]) else str(row["level"])
        cells = Cells(values, sheet, place, row, f"weighting.{row['scheme']}.row{place}")
        label = row_label(row["covariate"], level)
        before = values.show(cells.number("smd_before", "smd"))
        shown = rows.setdefault((row["covariate"], level), [label, before])
        shown.append(values.show(cells.number("smd_after", "smd")))
    return table(
        ["Covariate", "Before", "Effect in the exposed", "Effect in equipoise"],
        list(rows.values()),
        "Standardised mean differences before and after weighting.",
        "suptbl-weighted-balance",
        [52, 14, 17, 17],
        ["left", "right", "right", "right"],
        note="Before: everyone eligible. After: people with an outcome, as the estimates weight them. The unit is the "
        "standard deviation among the exposed before weighting.",
    )
