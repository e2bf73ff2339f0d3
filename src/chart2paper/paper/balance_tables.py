"""The balance table of the supplement: how alike the groups are before and after matching."""

from typing import Any

from chart2paper.catalogue.covariates import COVARIATES
from chart2paper.catalogue.outcomes import Outcome
from chart2paper.paper.people_facts import beyond_chance
from chart2paper.writing.literal import literal
from chart2paper.writing.material import Analysis
from chart2paper.writing.numbers import NOT_ESTIMABLE, Kind, is_missing, number
from chart2paper.writing.tables import table_words
from chart2paper.writing.values import Values, slug

NONE = "–"
OUTSIDE = "†"


def balance_table(values: Values, analysis: Analysis) -> str:
    """Return SMDs before and after matching; after it also variance ratio, Kolmogorov-Smirnov and what is flagged."""
    frame = analysis.balance.frame
    rows = []
    # A number stands above the row that says how often it is missing.
    keys = frame[["covariate", "level"]].fillna("").drop_duplicates().sort_values(["covariate", "level"])
    for name, level in keys.itertuples(index=False):
        before, after = (_position(analysis, name, level, sample) for sample in ("before", "after"))
        rows.append(
            [
                row_label(name, level, values.outcome),
                smd_with_interval(values, analysis, before),
                smd_with_interval(values, analysis, after),
                _variance_ratio(values, analysis, after),
                _cell(values, analysis, after, "ks", "ratio"),
                marked(
                    judgement(
                        analysis, after, float(values.get("protocol.balance.smd_threshold.value").value)
                    )
                ),
            ]
        )
    words = table_words(
        values,
        "tables/balance",
        title=f"protocol.analyses.{analysis.name}.title",
        limit="protocol.balance.smd_threshold.value",
        ratios="study.variance_ratio_limits",
    )
    identifier = f"suptbl-balance-{slug(analysis.name).replace('_', '-')}"
    aligned = ["left", "right", "right", "right", "right", "left"]
    return words.table(identifier, [28, 21, 21, 8, 7, 15], rows, aligned)


def row_label(name: str, level: str, outcome: Outcome) -> str:
    """Return the first cell of a row, as Markdown: the covariate, and its level where it has one."""
    covariate = COVARIATES[name]
    title = covariate.title(outcome)
    return title if level == "" else f"{title}: {literal(covariate.in_prose(level))}"


def _position(analysis: Analysis, name: str, level: str, sample: str) -> int | None:
    frame = analysis.balance.frame
    wanted = frame["covariate"].eq(name) & frame["level"].fillna("").eq(level) & frame["sample"].eq(sample)
    positions = wanted.to_numpy(dtype=bool).nonzero()[0]
    return int(positions[0]) if len(positions) else None


def balance_value(values: Values, analysis: Analysis, position: int, column: str, kind: Kind) -> str:
    """Add one cell of the balance table and return its id."""
    cell = analysis.balance.frame.iloc[position][column]
    missing = is_missing(cell)
    return values.add(
        f"balance.{analysis.name}.row{position + 2}.{column}",
        None if missing else float(cell),
        NOT_ESTIMABLE if missing else number(float(cell), kind),
        file=analysis.balance.file,
        row=position + 2,
        column=column,
    )


def _cell(values: Values, analysis: Analysis, position: int | None, column: str, kind: Kind) -> str:
    if position is None or is_missing(analysis.balance.frame.iloc[position][column]):
        return NONE
    return values.show(balance_value(values, analysis, position, column, kind))


def _variance_ratio(values: Values, analysis: Analysis, position: int | None) -> str:
    cell = _cell(values, analysis, position, "variance_ratio", "ratio")
    if position is None or is_missing(analysis.balance.frame.iloc[position]["variance_ratio"]):
        return cell
    outside = analysis.balance.frame.iloc[position]["variance_ratio_flagged"]
    return f"{cell}{OUTSIDE}" if not is_missing(outside) and outside else cell


def smd_with_interval(values: Values, analysis: Analysis, position: int | None) -> str:
    """Return the SMD of a row with its interval, as far as there is one."""
    if position is None:
        return NONE
    row = analysis.balance.frame.iloc[position]
    shown = values.show(balance_value(values, analysis, position, "smd", "smd"))
    if any(is_missing(row[column]) for column in ("smd", "smd_ci_low", "smd_ci_high")):
        return shown
    low, high = (
        values.show(balance_value(values, analysis, position, column, "smd"))
        for column in ("smd_ci_low", "smd_ci_high")
    )
    return f"{shown} ({low} to {high})"


def marked(judged: str) -> str:
    """Return the words of a judgement as Markdown; a release knows them by their class, whatever they are."""
    return f"[{judged}]{{.judged}}" if judged else ""


def judgement(analysis: Analysis, position: int | None, limit: float) -> str:
    """Return how a row after matching is judged by the small-sample rule; empty for a negligible difference."""
    if position is None:
        return ""
    row: Any = analysis.balance.frame.iloc[[position]]
    if row["smd_flagged"].fillna(False).iloc[0]:
        return "flagged"
    if is_missing(row["smd"].iloc[0]) or abs(row["smd"].iloc[0]) <= limit:
        return ""
    return "beyond chance" if beyond_chance(row).iloc[0] else "within chance"
