"""The tables of the supplement: every estimate, the balance before and after, and the attrition ledger."""

from collections.abc import Callable

from chart2paper.labels import COVARIATE_LABELS
from chart2paper.paper.characteristics import smd_value
from chart2paper.paper.material import Analysis, Material
from chart2paper.paper.numbers import is_missing, number
from chart2paper.paper.tables_md import table
from chart2paper.paper.values import Values, slug
from chart2paper.paper.words import ESTIMAND_WORDS, METHOD_WORDS, level_in_prose

# The interval of such an NNT shows it.
THROUGH_INFINITY = "interval passes through infinity"


def estimates_table(values: Values, analysis: Analysis) -> str:
    """Return every estimate of an analysis, as in its `estimates.csv`."""
    rows = []
    for _, outcome, estimand, method, estimate in analysis.all_estimates():
        n = f"{values.show(f'{estimate.id}.n_exposed')} / {values.show(f'{estimate.id}.n_comparator')}"
        about = _about(values, analysis, outcome)
        shown = [
            about,
            ESTIMAND_WORDS.get(estimand, estimand.replace("_", " ")),
            METHOD_WORDS.get(method, method.replace("_", " ")),
        ]
        rows.append([*shown, values.show(f"{estimate.id}.full"), values.show(f"{estimate.id}.p"), n])
    title = values.show(f"protocol.analyses.{analysis.name}.title")
    return table(
        ["Outcome", "Estimand", "Method", "Estimate (95% interval)", "p", "n"],
        rows,
        f"Every estimate: {title}.",
        f"suptbl-estimates-{slug(analysis.name).replace('_', '-')}",
        [17, 22, 16, 26, 8, 11],
        ["left", "left", "left", "right", "right", "right"],
        note="n: exposed / comparators. Percent change and responses in percent or percentage points."
        + _notes(values, analysis),
    )


def _notes(values: Values, analysis: Analysis) -> str:
    """Return the notes that estimators left beside "ok", each once; what the table shows anyway is left out."""
    ids: dict[str, str] = {}
    for row, *_, estimate in analysis.all_estimates():
        note = estimate.status.removeprefix("ok: ")
        if estimate.ok and note != "ok" and THROUGH_INFINITY not in note:
            file = analysis.estimates.file
            id = values.add(f"{estimate.id}.note", None, note, file=file, row=row, column="status")
            ids.setdefault(note, id)
    return "".join(f" Note: {values.show(id)}." for id in ids.values())


def _about(values: Values, analysis: Analysis, outcome: str) -> str:
    """Return an outcome in words, with the threshold that makes a response."""
    id = f"say.{analysis.name}.{outcome}.threshold"
    if id not in values:
        return outcome.replace("_", " ")
    return f"response, {values.show(id)}{' points' if outcome.endswith('_points') else '%'}"


def balance_table(values: Values, analysis: Analysis) -> str:
    """Return the SMDs of an analysis before and after matching, with their intervals."""
    frame = analysis.balance.frame
    rows = []
    keys = frame[["covariate", "level"]].fillna("").drop_duplicates()
    for name, level in keys.itertuples(index=False):
        cells = [_smd_with_interval(values, analysis, name, level, sample) for sample in ("before", "after")]
        label = COVARIATE_LABELS.get(name, name)
        rows.append([label if level == "" else f"{label}: {level_in_prose(name, str(level))}", *cells])
    title = values.show(f"protocol.analyses.{analysis.name}.title")
    return table(
        ["Covariate", "Before matching", "After matching"],
        rows,
        f"Standardised mean differences (95% interval): {title}.",
        f"suptbl-balance-{slug(analysis.name).replace('_', '-')}",
        [48, 26, 26],
        ["left", "right", "right"],
    )


def _smd_with_interval(values: Values, analysis: Analysis, name: str, level: str, sample: str) -> str:
    frame = analysis.balance.frame
    wanted = frame["covariate"].eq(name) & frame["level"].fillna("").eq(level) & frame["sample"].eq(sample)
    positions = wanted.to_numpy(dtype=bool).nonzero()[0]
    if len(positions) == 0:
        return "–"
    position = int(positions[0])
    row = frame.iloc[position]
    id = smd_value(values, analysis, position)
    if any(is_missing(row[c]) for c in ("smd", "smd_ci_low", "smd_ci_high")):
        return values.show(id)
    ends = []
    for column in ("smd_ci_low", "smd_ci_high"):
        ends.append(
            values.add(
                f"balance.{analysis.name}.row{position + 2}.{column}",
                float(row[column]),
                number(float(row[column]), "smd"),
                file=analysis.balance.file,
                row=position + 2,
                column=column,
            )
        )
    return f"{values.show(id)} ({values.show(ends[0])} to {values.show(ends[1])})"


def attrition_table(values: Values, analysis: Analysis) -> str:
    """Return the attrition ledger of an analysis: every restriction and whom it removed."""
    rows = []
    file = analysis.attrition.file
    for place, row in analysis.attrition.rows():
        prefix = f"attrition.{analysis.name}.step{row['step']}"
        reason = str(row["reason"])
        cells = [values.add(f"{prefix}.reason", None, reason, file=file, row=place, column="reason")]
        for column in ("exposed", "comparator", "remaining"):
            count = int(row[column])
            text = number(count, "count")
            cells.append(values.add(f"{prefix}.{column}", count, text, file=file, row=place, column=column))
        rows.append([values.show(id) for id in cells])
    title = values.show(f"protocol.analyses.{analysis.name}.title")
    return table(
        ["Restriction", "Ever exposed, removed", "Never exposed, removed", "Remaining"],
        rows,
        f"From everyone in the export to those available for matching: {title}.",
        f"suptbl-attrition-{slug(analysis.name).replace('_', '-')}",
        [52, 16, 16, 16],
        ["left", "right", "right", "right"],
    )


def per_analysis(material: Material, build: Callable[[Analysis], str]) -> str:
    """Return a table per analysis, one below the other."""
    return "\n".join(build(analysis) for analysis in material.analyses)
