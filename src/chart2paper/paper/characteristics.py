"""Table 1: who was compared."""

from chart2paper.catalogue.covariate import Covariate
from chart2paper.catalogue.covariates import CHARACTERISTICS, COVARIATES, MISSING, NOT_RECORDED
from chart2paper.paper.balance_tables import balance_value
from chart2paper.paper.people_values import levels, missing_reasons
from chart2paper.writing.literal import literal
from chart2paper.writing.material import Analysis
from chart2paper.writing.tables import group, table_words
from chart2paper.writing.values import Values, slug, text_slug

WORDS = "tables/characteristics"
ARMS = ("exposed", "comparator")
# Levels of one covariate that Table 1 shows; rarer ones are in the balance table of the supplement.
MOST_LEVELS = 8


def characteristics_table(values: Values, analysis: Analysis) -> str:
    """Return Table 1: characteristics of both arms after matching, with SMDs."""
    counts = [values.show(f"people.{analysis.name}.{role}.n") for role in ARMS]
    rows = [[values.markdown(f"{WORDS}#people"), *counts, ""]]
    for name in CHARACTERISTICS:
        rows += _characteristic(values, analysis, COVARIATES[name])
    rows += _follow_up(values, analysis)
    words = table_words(values, WORDS, drug="study.short_start")
    aligned, identifier = ["left", "right", "right", "right"], "suptbl-characteristics"
    return words.table(identifier, [46, 21, 21, 12], rows, aligned)


def _characteristic(values: Values, analysis: Analysis, covariate: Covariate) -> list[list[str]]:
    prefix, name = f"people.{analysis.name}", covariate.name
    label = covariate.title(values.outcome)
    people = analysis.analysis_set.frame
    if not covariate.has_levels:
        cells = [_pair(values, f"{prefix}.{role}.{name}.mean", f"{prefix}.{role}.{name}.sd") for role in ARMS]
        return [[label, *cells, _smd(values, analysis, name, None)]]
    found = levels(covariate, people)
    shown = values.markdown(f"{WORDS}#levels", {}, {"label": label})
    if found == ["1"] and covariate.kind == "yes_no":
        return [[shown, *_shares(values, prefix, name, "1"), _smd(values, analysis, name, None)]]
    rows = [group(shown, 4)] if found else []
    listed = [level for level in found if level != NOT_RECORDED][:MOST_LEVELS]
    for level in [*listed, *([NOT_RECORDED] if NOT_RECORDED in found else [])]:
        smd = _smd(values, analysis, name, _balance_level(covariate, level))
        rows.append([literal(covariate.in_table(level)), *_shares(values, prefix, name, level), smd])
    return rows


def _pair(values: Values, first: str, second: str) -> str:
    if values.get(first).value is None:
        return "–"
    return f"{values.show(first)} ({values.show(second)})"


def _shares(values: Values, prefix: str, name: str, level: str) -> list[str]:
    ids = [f"{prefix}.{role}.{name}.{text_slug(level)}" for role in ARMS]
    return [_pair(values, f"{identifier}.count", f"{identifier}.percent") for identifier in ids]


def _balance_level(covariate: Covariate, level: str) -> str | None:
    """Return how the table of balance names a level; yes or no is compared as a number, which has none."""
    if level == NOT_RECORDED:
        return MISSING
    return None if covariate.kind == "yes_no" else level


def _smd(values: Values, analysis: Analysis, name: str, level: str | None) -> str:
    frame = analysis.balance.frame
    at_level = frame["level"].isna() if level is None else frame["level"].eq(level)
    wanted = frame["covariate"].eq(name) & frame["sample"].eq("after") & at_level
    positions = wanted.fillna(False).to_numpy(dtype=bool).nonzero()[0]
    if len(positions) == 0:
        return "–"
    return values.show(balance_value(values, analysis, int(positions[0]), "smd", "smd"))


def _follow_up(values: Values, analysis: Analysis) -> list[list[str]]:
    prefix = f"people.{analysis.name}"
    days = []
    for role in ARMS:
        first, middle, last = (values.show(f"{prefix}.{role}.days.{q}") for q in ("q1", "median", "q3"))
        known = values.get(f"{prefix}.{role}.days.median").value is not None
        days.append(f"{middle} ({first} to {last})" if known else "–")
    missing = [values.show(f"{prefix}.{role}.missing") for role in ARMS]
    reasons = [
        [
            values.markdown(f"{WORDS}#reason", reason=f"{prefix}.reasons.{slug(reason)}"),
            *_reason_counts(values, prefix, reason),
            "",
        ]
        for reason in missing_reasons(analysis.analysis_set.frame)
    ]
    return [
        group(values.markdown(f"{WORDS}#follow_up"), 4),
        [values.markdown(f"{WORDS}#days"), *days, ""],
        [values.markdown(f"{WORDS}#missing"), *missing, ""],
        *reasons,
    ]


def _reason_counts(values: Values, prefix: str, reason: str) -> list[str]:
    return [values.show(f"{prefix}.{role}.missing_because.{slug(reason)}") for role in ARMS]
