"""Section of the supplement: the difference from crude to primary, and by weighting instead of matching."""

from chart2paper.catalogue.estimands import ADJUSTED_DIFFERENCE
from chart2paper.paper.balance_tables import row_label
from chart2paper.paper.reasons import Reasons
from chart2paper.paper.supplement.cells import Cells
from chart2paper.paper.supplement.weighting_facts import STEPS, WORDS, Step, agreement, first_step
from chart2paper.paper.supplement_tables import notes_beneath
from chart2paper.status import noted
from chart2paper.writing.material import Estimate, Material, Sheet
from chart2paper.writing.numbers import NOT_ESTIMABLE, Kind, is_missing, number
from chart2paper.writing.tables import group, table_words
from chart2paper.writing.values import Values

# Whom a step is about -> its steps, in the order of the table.
GROUPS = {
    "everyone": (
        Step("unadjusted", "difference", "unadjusted"),
        Step("regression_cr2", "adjusted_difference", "regression_cr2"),
    ),
    "matched": (
        Step("matched_cr2", "difference", "matched_cr2"),
        Step("adjusted", *ADJUSTED_DIFFERENCE[1:]),
    ),
    "exposed": tuple(
        Step(method, "difference_exposed", method) for method in ("ipw", "ipw_untruncated", "aipw")
    ),
    "equipoise": tuple(
        Step(method, "difference_overlap", method) for method in ("overlap_weights", "augmented_overlap")
    ),
}
SCHEMES = ("att", "overlap")
WEIGHTS, BALANCE = "supplement/weights", "supplement/weighted_balance"


def weighting_section(values: Values, material: Material) -> str:
    """Return the section on the steps from the crude to the primary estimate, and on weighting."""
    percentile = material.study["weighting"]["truncate_percentile"]["value"]
    place = "weighting.truncate_percentile"
    identifier = values.add(
        "weighting.percentile", percentile, f"{percentile:g}", file="protocol", column=place
    )
    found = [(step, _found(material, step)) for steps in GROUPS.values() for step in steps]
    balance = material.supplement["weighted_balance"]
    primary = material.primary_in_points
    sentences = [first_step(values, found, primary), agreement(values, found, primary)]
    balances = [_balance_sentence(values, balance, scheme) for scheme in SCHEMES]
    parts = {
        "sentences": " ".join(map(values.show, sentences)),
        "steps_table": _steps_table(values, material),
        "balance_sentences": " ".join(map(values.show, balances)),
        "weights_table": _weights_table(values, material.supplement["weights_summary"]),
        "balance_table": _balance_table(values, balance),
    }
    return values.markdown(f"{WORDS}#page", {}, parts, percentile=identifier)


def _found(material: Material, step: Step) -> Estimate | None:
    return material.primary.find(ADJUSTED_DIFFERENCE[0], step.estimand, step.method)


def _steps_table(values: Values, material: Material) -> str:
    reasons, rows, words = Reasons(values), [], table_words(values, STEPS)
    for people, steps in GROUPS.items():
        rows.append(group(values.words(f"{STEPS}#group", {"people": people}), 4))
        for step in steps:
            estimate = _found(material, step)
            label = step.label(
                values, primary=estimate is not None and estimate == material.primary_in_points
            )
            if estimate is None:
                rows.append([label, NOT_ESTIMABLE, "", ""])
                continue
            shown = [values.show(f"{estimate.id}.{name}") for name in ("n_exposed", "n_comparator", "p")]
            rows.append([label, reasons.cell(estimate), shown[2], f"{shown[0]} / {shown[1]}"])
    return words.table(
        "suptbl-steps",
        [42, 32, 10, 16],
        rows,
        ["left", "right", "right", "right"],
        reasons.note() + _notes(values, material),
    )


def _notes(values: Values, material: Material) -> str:
    """Return what estimators left beside "ok", each once."""
    shown = {(step.estimand, step.method) for steps in GROUPS.values() for step in steps}
    ids: dict[str, str] = {}
    for sheet in material.primary.more_estimates:
        for row, _, estimand, method, estimate in material.primary.estimates_in(sheet):
            note = noted(estimate.status)
            if (estimand, method) in shown and note:
                identifier = f"{estimate.id}.note"
                values.add(identifier, None, note, file=sheet.file, row=row, column="status")
                ids.setdefault(note, identifier)
    return notes_beneath(values, ids.values())


def _weights_table(values: Values, sheet: Sheet) -> str:
    rows, words = [], table_words(values, WEIGHTS)
    kinds: dict[str, Kind] = {"effective_n": "age", "largest_before": "ratio", "largest_after": "ratio"}
    for place, row in sheet.rows():
        cells = Cells(values, sheet, place, row, f"weights.{row['scheme']}.{row['role']}")
        n, known, cut = (values.show(cells.number(name, "count")) for name in ("n", "n_outcome", "truncated"))
        numbers = [values.show(cells.number(name, kind)) for name, kind in kinds.items()]
        label = values.words(f"{WEIGHTS}#row", {"scheme": row["scheme"], "arm": row["role"]})
        rows.append([label, f"{known} / {n}", *numbers, cut])
    return words.table("suptbl-weights", [36, 16, 12, 12, 12, 12], rows, ["left", *["right"] * 5])


def _balance_sentence(values: Values, sheet: Sheet, scheme: str) -> str:
    identifier, passage = f"say.weighting.balance.{scheme}", f"{WORDS}#balance"
    largest = {side: _largest(values, sheet, scheme, side) for side in ("before", "after")}
    after, limit = largest["after"], "protocol.balance.smd_threshold.value"
    if largest["before"] is None or after is None:
        return values.sentence(identifier, passage, {"scheme": scheme, "balance": "unknown"}, limit=limit)
    fits = "good" if values.get(after).value <= values.get(limit).value else "more"
    names = {"limit": limit, "before": largest["before"], "after": after}
    return values.sentence(identifier, passage, {"scheme": scheme, "balance": fits}, **names)


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
    identifier, rule = f"weighting.{scheme}.largest_{side}", "largest without its sign"
    return values.add(
        identifier,
        value,
        number(value, "smd"),
        file=sheet.file,
        row=at + 2,
        column=column,
        rule=rule,
        made="magnitude",
    )


def _balance_table(values: Values, sheet: Sheet) -> str:
    rows: dict[tuple[str, str], list[str]] = {}
    words = table_words(values, BALANCE)
    for place, row in sheet.rows():
        level = "" if is_missing(row["level"]) else str(row["level"])
        cells = Cells(values, sheet, place, row, f"weighting.{row['scheme']}.row{place}")
        label = row_label(row["covariate"], level, values.outcome)
        before = values.show(cells.number("smd_before", "smd"))
        shown = rows.setdefault((row["covariate"], level), [label, before])
        shown.append(values.show(cells.number("smd_after", "smd")))
    return words.table(
        "suptbl-weighted-balance", [52, 14, 17, 17], list(rows.values()), ["left", "right", "right", "right"]
    )
