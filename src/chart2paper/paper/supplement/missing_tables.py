"""The tables on missing outcomes and intercurrent events."""

from collections.abc import Iterator

from chart2paper.catalogue.estimands import ADJUSTED_DIFFERENCE, TARGETS, response_outcome
from chart2paper.catalogue.responders import ADJUSTED_RISK_DIFFERENCE, CRUDE_RISK_DIFFERENCE
from chart2paper.paper.outcomes import thresholds_of
from chart2paper.paper.reasons import Reasons
from chart2paper.status import noted
from chart2paper.writing.material import Analysis, Material, Sheet
from chart2paper.writing.numbers import is_missing, number
from chart2paper.writing.prose import sentence_case
from chart2paper.writing.tables import group, table_words
from chart2paper.writing.values import Values, slug

ARMS = ("exposed", "comparator")
ANY_REASON = "any reason"
EVENTS = ("stopped_exposure", "started_exposure", "started_opioid", "procedure")
OUTCOMES, HANDLING = "supplement/missing_outcomes", "supplement/missing_handling"
RESPONDERS, INTERCURRENT = "supplement/missing_responders", "supplement/intercurrent_events"
# Handlings of missing and informative scores by their names in the passages, in the order of the table.
HANDLINGS = {
    "adjusted": TARGETS["adjusted_final_score"].known.key,
    "weighted": TARGETS["weighted_final_score"].known.key,
    **{
        name: (*ADJUSTED_DIFFERENCE[:2], name)
        for name in ("mi_rubin", "all_scores_unweighted", "inverse_intensity", "landmark")
    },
}


def missing_table(values: Values, analysis: Analysis, sheet: Sheet) -> str:
    """Return how many outcomes are missing and why, per arm, and mean baseline scores with and without one."""
    reasons = Reasons(values)
    shares = _shares(values, sheet, "reason", "missing")
    kinds = [ANY_REASON, *sorted({kind for _, kind in shares} - {ANY_REASON})]
    rows = [[sentence_case(kind), *(shares[(role, kind)] for role in ARMS)] for kind in kinds]
    words = table_words(values, OUTCOMES, {}, exposed="study.short_start")
    rows.append([_label(values, "difference"), *_one(analysis, reasons, *DIFFERENCE), ""])
    rows.append(group(_label(values, "baseline"), 3))
    for label, estimand, method in (
        ("without", "mean", "without_outcome"),
        ("with", "mean", "with_outcome"),
        ("baseline_difference", "missing_difference", "welch_t"),
    ):
        cells = [_one(analysis, reasons, "baseline_score", f"{estimand}_{role}", method)[0] for role in ARMS]
        rows.append([_label(values, label), *cells])
    return words.table(
        "suptbl-missing-outcomes", [44, 28, 28], rows, ["left", "right", "right"], reasons.note()
    )


def _label(values: Values, row: str) -> str:
    return values.words(f"{OUTCOMES}#row", {"row": row})


DIFFERENCE = ("outcome_missing", "risk_difference", "newcombe")


def _one(analysis: Analysis, reasons: Reasons, outcome: str, estimand: str, method: str) -> list[str]:
    estimate = analysis.find(outcome, estimand, method)
    return [reasons.cell(estimate) if estimate else ""]


def _shares(values: Values, sheet: Sheet, kind: str, prefix: str) -> dict[tuple[str, str], str]:
    """Return the cells `n (share; interval)` of a table of shares, by arm and kind."""
    cells = {}
    for place, row in sheet.rows():
        identifier = f"{prefix}.{row['role']}.{slug(str(row[kind]))}"
        n = values.add(
            f"{identifier}.n",
            int(row["n"]),
            number(row["n"], "count"),
            file=sheet.file,
            row=place,
            column="n",
        )
        cells[(str(row["role"]), str(row[kind]))] = values.show(n)
        if is_missing(row["share"]):
            continue
        parts = []
        for column in ("share", "ci_low", "ci_high"):
            text = number(100 * float(row[column]), "percent")
            value = float(row[column])
            parts.append(
                values.add(f"{identifier}.{column}", value, text, file=sheet.file, row=place, column=column)
            )
        share, low, high = (values.show(part) for part in parts)
        cells[(str(row["role"]), str(row[kind]))] = f"{values.show(n)} ({share}; {low} to {high})"
    return cells


def events_table(values: Values, sheet: Sheet) -> str:
    """Return who had which intercurrent event before the outcome, and how it was handled."""
    cells = _shares(values, sheet, "event", "intercurrent")
    rows, words = [], table_words(values, INTERCURRENT, {}, exposed="study.short_start")
    for event in EVENTS:
        if not any((role, event) in cells for role in ARMS):
            continue
        handling = sheet.frame.loc[sheet.frame["event"].eq(event), "handling"].iloc[0]
        shown = [cells.get((role, event), "–") for role in ARMS]
        label = values.markdown(f"{INTERCURRENT}#row", {"event": event}, {}, drug="study.short")
        rows.append([label, *shown, sentence_case(str(handling))])
    return words.table(
        "suptbl-intercurrent-events", [24, 22, 22, 32], rows, ["left", "right", "right", "left"]
    )


def handling_table(values: Values, material: Material, sheet: Sheet) -> str:
    """Return the adjusted difference under each handling, with its name and what it rests on.

    sheet: the file of estimates of this topic, whose notes stand beneath the table.
    """
    analysis, day = material.primary, material.study["missing_data"]["landmark_day"]["value"]
    reasons, words = Reasons(values), table_words(values, HANDLING)
    rows, labels = [], {}
    for handling, (outcome, estimand, of) in HANDLINGS.items():
        method = f"landmark_{day}" if handling == "landmark" else of
        estimate = analysis.find(outcome, estimand, method)
        primary = estimate is not None and estimate == material.primary_in_points
        labels[method] = _handling(values, "label", handling, primary)
        if estimate is None:
            continue
        n = f"{values.show(f'{estimate.id}.n_exposed')} / {values.show(f'{estimate.id}.n_comparator')}"
        told = [labels[method], _handling(values, "rests_on", handling, primary)]
        rows.append([*told, reasons.cell(estimate), values.show(f"{estimate.id}.p"), n])
    return words.table(
        "suptbl-missing-handling",
        [22, 34, 24, 8, 12],
        rows,
        ["left", "left", "right", "right", "right"],
        reasons.note() + _notes(values, analysis, sheet, labels),
    )


def _handling(values: Values, part: str, handling: str, primary: bool) -> str:
    names = {"drug": "study.short", "day": "protocol.missing_data.landmark_day.value"}
    return values.markdown(f"{HANDLING}#{part}", {"method": handling, "primary": primary}, {}, **names)


def _notes(values: Values, analysis: Analysis, sheet: Sheet, labels: dict[str, str]) -> str:
    """Return what the estimators of this topic noted beside "ok"."""
    told = []
    for place, outcome, _, method, estimate in analysis.estimates_in(sheet):
        note = noted(estimate.status)
        if outcome == "final_score" and note:
            identifier = f"{estimate.id}.note"
            values.add(identifier, None, note, file=sheet.file, row=place, column="status")
            told.append(f" {labels[method]}: {values.show(identifier)}.")
    return "".join(told)


def responders_table(values: Values, analysis: Analysis) -> str:
    """Return responders when a missing outcome is no response, and among people with an outcome."""
    reasons, words = Reasons(values), table_words(values, RESPONDERS, {}, exposed="study.short_start")
    rows = []
    for threshold in thresholds_of(analysis):
        shown = f"say.{analysis.name}.{response_outcome(threshold)}.threshold"
        rows.append(group(values.markdown(f"{RESPONDERS}#group", {}, {}, threshold=shown), 5))
        rows += _responders(values, analysis, reasons, response_outcome(threshold))
    return words.table(
        "suptbl-missing-responders",
        [26, 18, 18, 19, 19],
        rows,
        ["left", "right", "right", "right", "right"],
        reasons.note(),
    )


def _responders(values: Values, analysis: Analysis, reasons: Reasons, outcome: str) -> Iterator[list[str]]:
    for counts, suffix in (("no_response", ""), ("not", "_known")):
        cells = [
            *(_one(analysis, reasons, outcome, f"risk_{role}", f"wilson{suffix}")[0] for role in ARMS),
            *(
                _one(analysis, reasons, outcome, difference.name, f"{difference.method}{suffix}")[0]
                for difference in (CRUDE_RISK_DIFFERENCE, ADJUSTED_RISK_DIFFERENCE)
            ),
        ]
        if any(cells):
            yield [values.words(f"{RESPONDERS}#row", {"counts": counts}), *cells]
