"""Captions of the artefacts in Snakemake's own report (`snakemake --report`), one file each, by file name."""

from chart2paper.catalogue.figures import FIGURES
from chart2paper.tables import clean, cohort, data_quality, extract, match, model, supplement
from chart2paper.tables.contract import Table
from chart2paper.writing.figure_parts import caption
from chart2paper.writing.values import Values

WORDS = "report/captions"
# Its part that is of any table; the others are called as their files are.
ANY_TABLE = "table"
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


def captions(words: Values) -> dict[str, str]:
    """Return the file name (without ending) of each artefact and its caption, as reStructuredText.

    words: the passages that ship. A figure and the table behind it may have one name: the caption serves both.
    """
    found = {table.name: words.words(f"{WORDS}#{ANY_TABLE}", row=table.one_row_is) for table in TABLES}
    found |= {
        part: words.words(f"{WORDS}#{part}", row=model.ESTIMATES.one_row_is)
        for part in words.parts(WORDS)
        if part != ANY_TABLE
    }
    figures = {name: caption(words, figure, cited=False) for name, figure in FIGURES.items()}
    found |= {name: f"{text} {found[name]}" if name in found else text for name, text in figures.items()}
    return found
