"""The tables on missing outcomes and intercurrent events."""

from collections.abc import Iterator

from chart2paper.paper.outcomes import main_thresholds
from chart2paper.paper.reasons import Reasons
from chart2paper.writing.material import Analysis, Sheet
from chart2paper.writing.numbers import is_missing, number
from chart2paper.writing.prose import sentence_case
from chart2paper.writing.tables import group, table
from chart2paper.writing.values import Values, slug

ARMS = ("exposed", "comparator")
ANY_REASON = "any reason"
EVENT_WORDS = {
    "stopped_exposure": "Stopped {drug}",
    "started_exposure": "Started {drug}",
    "started_opioid": "Started an opioid",
    "procedure": "Had a procedure",
}


def missing_table(values: Values, analysis: Analysis, sheet: Sheet) -> str:
    """Return how many outcomes are missing and why, per arm, and mean baseline scores with and without one."""
    reasons = Reasons(values)
    shares = _shares(values, sheet, "reason", "missing")
    kinds = [ANY_REASON, *sorted({kind for _, kind in shares} - {ANY_REASON})]
    rows = [[sentence_case(kind), *(shares[(role, kind)] for role in ARMS)] for kind in kinds]
    rows.append(["Difference in any reason, percentage points", *_one(analysis, reasons, *DIFFERENCE), ""])
    rows.append(group("Baseline pain score, mean", 3))
    for label, estimand, method in (
        ("People without an outcome", "mean", "without_outcome"),
        ("People with one", "mean", "with_outcome"),
        ("Difference", "missing_difference", "welch_t"),
    ):
        cells = [_one(analysis, reasons, "baseline_score", f"{estimand}_{role}", method)[0] for role in ARMS]
        rows.append([label, *cells])
    note = "n (percent of the group; 95% Wilson interval). Difference: exposed minus comparator, Newcombe interval."
    return table(
        ["Outcome missing", values.show("study.short_start"), "Comparators"],
        rows,
        "Missing outcomes in the primary analysis.",
        "suptbl-missing-outcomes",
        [44, 28, 28],
        ["left", "right", "right"],
        note=note + reasons.note(),
    )


DIFFERENCE = ("outcome_missing", "risk_difference", "newcombe")


def _one(analysis: Analysis, reasons: Reasons, outcome: str, estimand: str, method: str) -> list[str]:
    estimate = analysis.find(outcome, estimand, method)
    return [reasons.cell(estimate) if estimate else ""]


def _shares(values: Values, sheet: Sheet, kind: str, prefix: str) -> dict[tuple[str, str], str]:
    """Return the cells `n (share; interval)` of a table of shares, by arm and kind."""
    cells = {}
    for place, row in sheet.rows():
        id = f"{prefix}.{row['role']}.{slug(str(row[kind]))}"
        n = values.add(
            f"{id}.n", int(row["n"]), number(row["n"], "count"), file=sheet.file, row=place, column="n"
        )
        cells[(str(row["role"]), str(row[kind]))] = values.show(n)
        if is_missing(row["share"]):
            continue
        parts = []
        for column in ("share", "ci_low", "ci_high"):
            text = number(100 * float(row[column]), "percent")
            value = float(row[column])
            parts.append(values.add(f"{id}.{column}", value, text, file=sheet.file, row=place, column=column))
        share, low, high = (values.show(part) for part in parts)
        cells[(str(row["role"]), str(row[kind]))] = f"{values.show(n)} ({share}; {low} to {high})"
    return cells


def events_table(values: Values, sheet: Sheet) -> str:
    """Return who had which intercurrent event before the outcome, and how it was handled."""
    drug = values.show("study.short")
    cells = _shares(values, sheet, "event", "intercurrent")
    rows = []
    for event, words in EVENT_WORDS.items():
        if not any((role, event) in cells for role in ARMS):
            continue
        handling = sheet.frame.loc[sheet.frame["event"].eq(event), "handling"].iloc[0]
        shown = [cells.get((role, event), "–") for role in ARMS]
        rows.append([words.format(drug=drug), *shown, sentence_case(str(handling))])
    return table(
        ["Event between index date and outcome", values.show("study.short_start"), "Comparators", "Handling"],
        rows,
        "Intercurrent events in the primary analysis.",
        "suptbl-intercurrent-events",
        [24, 22, 22, 32],
        ["left", "right", "right", "left"],
        note="People, n (percent of the group; 95% Wilson interval). Someone without an outcome is followed to the "
        "end of the outcome window. Starting an opioid is counted in people without one on the index date.",
    )


def handling_table(
    values: Values, analysis: Analysis, sheet: Sheet, handlings: list[tuple[str, str, str]]
) -> str:
    """Return the adjusted difference under each handling: (method, label, what it rests on).

    sheet: the file of estimates of this topic, whose notes stand beneath the table.
    """
    reasons = Reasons(values)
    rows = []
    for method, label, rests_on in handlings:
        estimate = analysis.find("final_score", "adjusted_difference", method)
        if estimate is None:
            continue
        n = f"{values.show(f'{estimate.id}.n_exposed')} / {values.show(f'{estimate.id}.n_comparator')}"
        rows.append([label, rests_on, reasons.cell(estimate), values.show(f"{estimate.id}.p"), n])
    return table(
        ["Handling", "What it rests on", "Difference (95% interval)", "p", "n"],
        rows,
        "The adjusted difference in pain under each handling of missing and informative data.",
        "suptbl-missing-handling",
        [22, 34, 24, 8, 12],
        ["left", "left", "right", "right", "right"],
        note="Points on the 0–10 scale, exposed minus comparator. n: exposed / comparators."
        + reasons.note()
        + _notes(values, analysis, sheet, {method: label for method, label, _ in handlings}),
    )


def _notes(values: Values, analysis: Analysis, sheet: Sheet, labels: dict[str, str]) -> str:
    """Return what the estimators of this topic noted beside "ok"."""
    told = []
    for place, outcome, _, method, estimate in analysis.estimates_in(sheet):
        note = estimate.status.removeprefix("ok: ")
        if outcome == "final_score" and estimate.ok and note != "ok":
            id = f"{estimate.id}.note"
            values.add(id, None, note, file=sheet.file, row=place, column="status")
            told.append(f" {labels[method]}: {values.show(id)}.")
    return "".join(told)


def responders_table(values: Values, analysis: Analysis) -> str:
    """Return responders when a missing outcome is no response, and among people with an outcome."""
    reasons = Reasons(values)
    rows = []
    for threshold in main_thresholds(analysis):
        shown = values.show(f"say.{analysis.name}.responder_{threshold:g}.threshold")
        rows.append(group(f"At least {shown}% less pain", 5))
        rows += _responders(analysis, reasons, f"responder_{threshold:g}")
    return table(
        [
            "Response",
            values.show("study.short_start"),
            "Comparators",
            "Difference, crude",
            "Difference, adjusted",
        ],
        rows,
        "Responders by how a missing outcome counts.",
        "suptbl-missing-responders",
        [26, 18, 18, 19, 19],
        ["left", "right", "right", "right", "right"],
        note="Percent of people and differences in percentage points, with 95% intervals." + reasons.note(),
    )


def _responders(analysis: Analysis, reasons: Reasons, outcome: str) -> Iterator[list[str]]:
    for label, suffix in (
        ("A missing outcome is no response", ""),
        ("People with an outcome only", "_known"),
    ):
        cells = [
            *(_one(analysis, reasons, outcome, f"risk_{role}", f"wilson{suffix}")[0] for role in ARMS),
            *_one(analysis, reasons, outcome, "risk_difference", f"newcombe{suffix}"),
            *_one(analysis, reasons, outcome, "risk_difference", f"standardised_logistic{suffix}"),
        ]
        if any(cells):
            yield [label, *cells]
