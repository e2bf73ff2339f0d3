"""What each number of two papers says, and of whom: its record in `values.json`, never its id."""

from dataclasses import fields

from chart2paper.catalogue.figures import FIGURES
from chart2paper.changes.run import Run
from chart2paper.writing.about import About

# Files whose numbers are about the export and not about the study: they grow with it.
OF_THE_EXPORT = (
    "clean/row_ledger.csv",
    "clean/quarantine.csv",
    "clean/cleaning_summary.csv",
    "data_quality/readings.csv",
    "data_quality/unread.csv",
    "data_quality/losses.csv",
)
# The same, below the folder of each analysis.
OF_EACH_ANALYSIS = ("cohort/attrition.csv", "cohort/losses.csv")
_FIELDS = {field.name for field in fields(About)}


def subject(identifier: str, *runs: Run) -> About | None:
    """Return what a number says, by the first run that has it; None where nothing is known of it.

    An earlier version may have kept less with its numbers, or something that this one does not know.
    """
    value = next((run.values[identifier] for run in runs if identifier in run.values), {})
    known = value.get("about", {})
    return About(**known) if known and _FIELDS.issuperset(known) else None


def is_of_the_export(identifier: str, moved: set[str], *runs: Run) -> bool:
    """Return whether a number is about the export and not about the study, by the first run that has it.

    A sentence is when each of its numbers that `moved` is.
    """
    run = next((run for run in runs if identifier in run.values), None)
    if run is None:
        return False
    value, told = run.values[identifier], subject(identifier, run)
    if told is not None and told.kind == "picture":
        return told.group in FIGURES and any(
            source.file in OF_EACH_ANALYSIS for source in FIGURES[told.group].sources
        )
    if value["file"]:
        return value["file"] in _files_of_the_export(run)
    sources = [source for source in value["sources"] if source in moved]
    return bool(sources) and all(is_of_the_export(source, moved, *runs) for source in sources)


def _files_of_the_export(run: Run) -> set[str]:
    each = (f"{analysis}/{file}" for analysis in run.analyses for file in OF_EACH_ANALYSIS)
    return {run.name(file) for file in (*OF_THE_EXPORT, *each)}
