"""What each loss is called in a clinic's words, and what to do about it."""

from chart2paper.reading.mapping.accepted import AGE, COVARIATES, DAILY_DOSE, ELIGIBLE, EXPOSED, ROWS, SCORES

# Everything is gone.
NOBODY: dict[str, tuple[str, str]] = {
    EXPOSED: (
        "nobody has the exposure: no order was read as one",
        "look for its drug among the texts that were not understood, and check the exposure's ingredients, routes and "
        "highest dose in the study file",
    ),
    SCORES: (
        "nobody has a pain score of the kinds that are studied",
        "check which column holds the score, the kinds of score under values: measurement_source_value in the mapping, "
        "and score.kinds in the study file",
    ),
    AGE: (
        "the age of nobody is known: no birth date was read",
        "map the birth dates, and check how they are written (date_formats)",
    ),
    ELIGIBLE: (
        "the analysis {where} is left without exposed people or without comparators",
        "look at its steps in the report of check_export: begin with the one that removes most people",
    ),
}
SOME: dict[str, tuple[str, str]] = {
    EXPOSED: (
        "{lost} of {of} people whose orders name the exposure cannot be counted as exposed, because the orders are "
        "not read",
        "look at the drug lines, doses and routes that were not understood",
    ),
    AGE: ("the age of {lost} of {of} people is not known", "check the birth dates in the list of patients"),
    COVARIATES: (
        "{lost} of {of} people leave the analysis {where}, because something that matching needs is not known of them",
        "check the columns that it is made from",
    ),
    DAILY_DOSE: (
        "the daily dose of {lost} of {of} orders of the exposure's drug is not read",
        "look at the directions that were not understood",
    ),
    "drug_exposure.drug_source_value": (
        "{lost} of {of} orders that name the exposure, an opioid or an adjuvant are not understood",
        "look at the lines: several orders in one cell need split in the mapping, other words a line in the drug list",
    ),
    "person_id": (
        "{lost} of {of} rows have a record number that is not in the list of patients, or none",
        "export the list of patients and these records with the same selection, and compare how the numbers are "
        "written in both files (zeros in front, .0 behind)",
    ),
    ROWS: ("{lost} of {of} rows cannot be read as rows", "look at these rows of the file"),
}
COLUMN = (
    "{lost} of {of} values of {column} are not understood, or missing where they are needed",
    "see which texts they are, and list them in the mapping or in a code list; for dates and numbers check how the "
    "file writes them",
)


def words_of_loss(what: str, where: str, lost: int, of: int) -> tuple[str, str]:
    """Return what is lost and what to do. what: the name of the loss; where: a file or an analysis."""
    column = what.partition(".")[2]
    said, todo = (
        NOBODY[what] if what in NOBODY and lost == of else SOME.get(what) or SOME.get(column) or COLUMN
    )
    names = {"lost": f"{lost:,}", "of": f"{of:,}", "where": where, "column": column}
    return said.format(**names), todo
