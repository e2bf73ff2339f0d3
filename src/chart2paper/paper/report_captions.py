"""Captions of the artefacts in Snakemake's own report (`snakemake --report`), one file each, by file name."""

from chart2paper.catalogue.figures import FIGURES
from chart2paper.tables import clean, cohort, data_quality, extract, match, model, supplement
from chart2paper.tables.contract import Table
from chart2paper.writing.figure_parts import caption
from chart2paper.writing.values import Values

PAPER = "The paper, written by the run. `results/paper/values.json` gives the source of every number in it."
PROTOCOL = "The study protocol, written from the study file before any outcome is read."
# Aggregate tables: person-level ones stay out of the report, which is made to be passed on within the clinic.
TABLES: tuple[Table, ...] = (
    extract.ROW_LEDGER,
    clean.CLEANING_SUMMARY,
    data_quality.READINGS,
    data_quality.LOSSES,
    cohort.ATTRITION,
    match.BALANCE,
    match.OVERLAP,
    model.RESPONDER_CURVE,
    model.RESPONDER_DIFFERENCE,
    *supplement.SUPPLEMENT_TABLES.values(),
)
# Files of estimates share one table; each is about something else.
ESTIMATES = {
    "estimates": "Every estimate of the analysis",
    "negative_controls_estimates": "Estimates where no effect is possible, and of the period before the exposure",
    "regression_to_mean_estimates": "How much pain falls by itself after a high score",
    "dose_estimates": "How the outcome depends on the dose among the exposed",
    "missing_estimates": "The primary estimate under other ways to handle missing outcomes",
    "repeated_estimates": "Estimates from all scores of each person",
    "resampling_estimates": "The primary estimate by bootstrap and by permutation",
    "weighting_estimates": "The effect by matching, weighting and both, step by step",
}


def captions(words: Values) -> dict[str, str]:
    """Return the file name (without ending) of each artefact and its caption, as reStructuredText.

    words: the passages that ship.
    """
    tables = {table.name: f"Each row is {table.one_row_is}." for table in TABLES}
    estimates = {
        name: f"{what}. Each row is {model.ESTIMATES.one_row_is}." for name, what in ESTIMATES.items()
    }
    # A figure and the table behind it may have one name: the caption serves both.
    figures = {name: caption(words, figure, cited=False) for name, figure in FIGURES.items()}
    found = {**tables, **estimates}
    found |= {name: f"{text} {found[name]}" if name in found else text for name, text in figures.items()}
    return {**found, "paper": PAPER, "protocol": PROTOCOL}
