"""Where the records come from, and what is done to them."""

from pathlib import Path

from chart2paper.protocol.text.plan import Plan
from chart2paper.tables.private_values import birth_date_files
from chart2paper.writing.prose import join
from chart2paper.writing.tables import table_words
from chart2paper.writing.values import PROTOCOL, Values


def source_table(values: Values, plan: Plan) -> str:
    """Return the data source: files, code systems, span of time, and what it lacks.

    The protocol leaves the clinic: it names no folder of the clinic, and no file of the export.
    """
    lists = {name: list_file(values, plan, name) for name in ("pain_conditions", "drugs", "score_words")}
    words = table_words(values, "protocol/source", lock_date="study.lock_date", **lists)
    return words.table("tbl-source", [34, 66])


def list_file(values: Values, plan: Plan, name: str) -> str:
    """Add the name of a code list's file, without the folders that it lies in, and return its id."""
    file = Path(plan.study["codelists"][name]).name
    return values.add(f"plan.file.{name}", None, file, file=PROTOCOL, column=f"codelists.{name}")


def fitness_table(values: Values) -> str:
    """Return, for each part of the question, what the records must hold and which check shows whether they do."""
    return table_words(values, "protocol/fitness").table("tbl-fit", [18, 40, 42])


def management_table(values: Values) -> str:
    """Return how records are handled and checked."""
    files = join([f"`{name}`" for name in birth_date_files()])
    words = table_words(values, "protocol/management", {}, {"birth_files": files})
    return words.table("tbl-quality", [22, 78])
