"""Where the records come from, and what is done to them."""

from pathlib import Path

from chart2paper.protocol.text.plan import Plan
from chart2paper.tables.private_values import birth_date_files
from chart2paper.writing.prose import join
from chart2paper.writing.tables import table
from chart2paper.writing.values import PROTOCOL, Values

BIRTH_FILES = join([f"`{name}`" for name in birth_date_files()])
MANAGEMENT = (
    (
        "Reading",
        "The export is read as text and never changed. Every row is kept or set aside with a reason; a ledger "
        "accounts for all of them.",
    ),
    (
        "Identity",
        "People get study ids from a log that stays in the clinic. Their record numbers are replaced by these, also "
        "where one was typed elsewhere and can be told from other numbers. Columns that the mapping does not name are "
        "not read; names of people are read only to find one person under two record numbers, and go no further. The "
        "clinic’s own results are about single people and are kept as the charts are: they hold dates of visits, "
        f"orders and scores, dates of birth (in {BIRTH_FILES} and the internal pages that show them, because an age "
        "needs the day), and what was typed into mapped columns. Ages over the highest group are grouped, and their "
        "dates of birth are emptied when they are cleaned. What may leave the clinic is aggregates under disclosure "
        "control (@sec-sharing).",
    ),
    (
        "Cleaning",
        "Each rule is a named and tested function. Every value that it changes is logged with file and row; what no "
        "rule understands is set aside, and nothing is guessed.",
    ),
    (
        "Codes",
        "Diagnoses, drugs and words for pain are read with versioned lists. A list that matches nothing stops the run.",
    ),
    (
        "Order of work",
        "Outcomes are opened after the protocol can be locked; diagnostics are judged by limits set before.",
    ),
    (
        "Reproducibility",
        "The same records, protocol and code give the same files, to the last sign. A manifest holds the "
        "fingerprint of every file, and `snakemake verify` recomputes it.",
    ),
    (
        "Software checks",
        "Estimators are tested against published examples and other packages, and the whole study against "
        "simulated clinics whose true effect is known.",
    ),
)


def source_table(values: Values, plan: Plan) -> str:
    """Return the data source: files, code systems, span of time, and what it lacks.

    The protocol leaves the clinic: it names no folder of the clinic, and no file of the export.
    """
    lists = ("pain_conditions", "drugs", "pain_words")
    shown = {name: f"`{values.show(list_file(values, plan, name))}`" for name in lists}
    rows = [
        ["Export of the records", "Tables as the record system writes them; they stay in the clinic"],
        ["Which file and column is what", "A mapping file, which stays in the clinic"],
        ["Diagnosis codes", shown["pain_conditions"]],
        ["Drug names", shown["drugs"]],
        ["Words for pain", shown["pain_words"]],
        ["Last day used", values.show("study.lock_date")],
        ["Linkage to other sources", "None"],
        ["Form of the data", "Tables with the names of the OMOP common data model"],
        [
            "Version of the data",
            "The fingerprint that `chart2paper lock` records, made with the clinic’s key",
        ],
    ]
    return table(["Item", "Entry"], rows, "Data source.", "tbl-source", [34, 66])


def list_file(values: Values, plan: Plan, name: str) -> str:
    """Add the name of a code list's file, without the folders that it lies in, and return its id."""
    file = Path(plan.study["codelists"][name]).name
    return values.add(f"plan.file.{name}", None, file, file=PROTOCOL, column=f"codelists.{name}")


def fitness_table() -> str:
    """Return, for each part of the question, what the records must hold and which check shows whether they do."""
    rows = [
        [
            "Exposure",
            "Orders with date, drug, dose and route",
            "Rows set aside, with reasons; doses that cannot be read",
        ],
        [
            "Outcome",
            "Scores with date and kind of question",
            "Share without an outcome, by group (@tbl-gates)",
        ],
        ["Eligibility", "Coded diagnoses, visits with their status", "Attrition, reason by reason"],
        [
            "Confounding",
            "What a prescriber knew on the index date",
            "Balance, overlap and the placebo window (@tbl-gates)",
        ],
        [
            "Size",
            "Enough people to find a difference that matters",
            "Smallest detectable difference (@tbl-gates)",
        ],
    ]
    head = ["Part", "The records must hold", "Shown by"]
    return table(
        head, rows, "Fit for purpose: what is needed, and what will show it.", "tbl-fit", [18, 40, 42]
    )


def management_table() -> str:
    """Return how records are handled and checked."""
    return table(
        ["Step", "What is done"],
        [list(row) for row in MANAGEMENT],
        "Data management and quality control.",
        "tbl-quality",
        [22, 78],
    )
