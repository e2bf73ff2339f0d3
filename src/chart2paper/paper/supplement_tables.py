"""The tables of the supplement: every estimate, and the attrition ledger."""

from collections.abc import Callable, Iterable

from chart2paper.catalogue.estimands import Known, estimand_of
from chart2paper.catalogue.responders import THROUGH_INFINITY
from chart2paper.status import noted, notes
from chart2paper.writing.about import About
from chart2paper.writing.material import Analysis, Material
from chart2paper.writing.numbers import number
from chart2paper.writing.tables import table_words
from chart2paper.writing.values import Values, slug


def estimates_table(values: Values, analysis: Analysis) -> str:
    """Return every estimate of an analysis, as in its `estimates.csv`."""
    rows = []
    for _, *key, estimate in analysis.all_estimates():
        known = estimand_of(*key)
        n = f"{values.show(f'{estimate.id}.n_exposed')} / {values.show(f'{estimate.id}.n_comparator')}"
        names = [_about(values, analysis, known), known.words, known.method_words]
        rows.append([*names, values.show(f"{estimate.id}.full"), values.show(f"{estimate.id}.p"), n])
    words = table_words(values, "tables/estimates", title=f"protocol.analyses.{analysis.name}.title")
    return words.table(
        f"suptbl-estimates-{slug(analysis.name).replace('_', '-')}",
        [17, 22, 16, 26, 8, 11],
        rows,
        ["left", "left", "left", "right", "right", "right"],
        _notes(values, analysis),
    )


def _notes(values: Values, analysis: Analysis) -> str:
    """Return the notes that estimators left beside "ok", each once; what the table shows anyway is left out."""
    ids: dict[str, str] = {}
    for row, *_, estimate in analysis.all_estimates():
        note = noted(estimate.status)
        if note and THROUGH_INFINITY not in notes(estimate.status):
            file = analysis.estimates.file
            identifier = values.add(f"{estimate.id}.note", None, note, file=file, row=row, column="status")
            ids.setdefault(note, identifier)
    return notes_beneath(values, ids.values())


def notes_beneath(values: Values, ids: Iterable[str]) -> str:
    """Return what estimators left beside their results, to follow the note beneath a table."""
    return "".join(
        f" {values.markdown('tables/estimates#noted', {}, {}, note=identifier)}" for identifier in ids
    )


def _about(values: Values, analysis: Analysis, known: Known) -> str:
    """Return an outcome in words, with the threshold that makes a response."""
    identifier = f"say.{analysis.name}.{known.key[0]}.threshold"
    return known.outcome_words(values.show(identifier) if identifier in values else "")


def attrition_table(values: Values, analysis: Analysis) -> str:
    """Return the attrition ledger of an analysis: every restriction and whom it removed."""
    rows = [[values.show(identifier) for identifier in ids] for ids in add_attrition(values, analysis)]
    words = table_words(values, "tables/attrition", title=f"protocol.analyses.{analysis.name}.title")
    identifier = f"suptbl-attrition-{slug(analysis.name).replace('_', '-')}"
    return words.table(identifier, [52, 16, 16, 16], rows, ["left", "right", "right", "right"])


def add_attrition(values: Values, analysis: Analysis) -> list[list[str]]:
    """Add every cell of the attrition ledger; return the ids, one list per restriction."""
    file = analysis.attrition.file
    ids = []
    for place, row in analysis.attrition.rows():
        prefix = f"attrition.{analysis.name}.step{row['step']}"
        reason = str(row["reason"])
        ids.append([values.add(f"{prefix}.reason", None, reason, file=file, row=place, column="reason")])
        for column in ("exposed", "comparator", "remaining"):
            count, identifier = int(row[column]), f"{prefix}.{column}"
            about = About("restriction", analysis=analysis.name, reason=reason, cell=column)
            text = number(count, "count")
            ids[-1].append(
                values.add(identifier, count, text, file=file, row=place, column=column, about=about)
            )
    return ids


def per_analysis(material: Material, build: Callable[[Analysis], str]) -> str:
    """Return a table per analysis, one below the other."""
    return "\n".join(build(analysis) for analysis in material.analyses)
