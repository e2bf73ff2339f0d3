"""The primary result beside published comparisons on the same scale, and the table of published results."""

from typing import Any

from chart2paper.paper.comparison import literature_ids, told_in_points
from chart2paper.paper.result_facts import overlap
from chart2paper.writing.material import Material
from chart2paper.writing.numbers import is_missing
from chart2paper.writing.prose import join
from chart2paper.writing.tables import table_words
from chart2paper.writing.values import Values

RULE = "published intervals on the same scale, by whether they overlap with the primary interval"


def add_evidence(values: Values, material: Material) -> str:
    """Add the sentence that sets the primary interval beside published ones on the same scale; return its id."""
    published = _on_same_scale(material, values.outcome.points)
    primary = told_in_points(material, material.primary)
    if material.literature is None or not published:
        return values.sentence("say.evidence", "evidence", {"found": "no_literature"})
    if primary is None or primary.low is None or primary.high is None:
        count = values.add(
            "say.evidence_published",
            len(published),
            str(len(published)),
            file=material.literature.file,
            rule=RULE,
        )
        return values.sentence("say.evidence", "evidence", {"found": "no_estimate"}, published=count)
    own = (primary.low, primary.high)
    groups: dict[str, list[str]] = {"overlapping": [], "apart": []}
    for prefix, row in published:
        theirs = (float(row["plot_low"]), float(row["plot_high"]))
        groups["overlapping" if overlap(own, theirs) else "apart"].append(_named(values, prefix))
    fits = "none" if not groups["overlapping"] else "some" if groups["apart"] else "all"
    names = {
        name: values.add(
            f"say.evidence_{name}", None, join(studies), file=material.literature.file, rule=RULE
        )
        for name, studies in groups.items()
    }
    return values.sentence("say.evidence", "evidence", {"found": fits}, ci=f"{primary.id}.ci", **names)


def _on_same_scale(material: Material, measure: str) -> list[tuple[str, dict[str, Any]]]:
    """Return what the ids of each comparison on the scale of the outcome begin with, and its row."""
    if material.literature is None:
        return []
    ids = literature_ids(material.literature)
    return [
        (ids[place], row)
        for place, row in material.literature.rows()
        if row["plot_measure"] == measure
        and row["plot_kind"] == "between arms"
        and not is_missing(row["plot_low"])
        and not is_missing(row["plot_high"])
    ]


def _named(values: Values, prefix: str) -> str:
    study, year = values.text(f"{prefix}.study"), values.text(f"{prefix}.year")
    low, high = values.text(f"{prefix}.plot_low"), values.text(f"{prefix}.plot_high")
    return f"{study} {year} ({low} to {high})"


def literature_section(values: Values, material: Material) -> str:
    """Return the section on published results, as their abstracts state them; empty when the study names none."""
    if material.literature is None:
        return ""
    rows, ids = [], literature_ids(material.literature)
    for place, row in material.literature.rows():
        prefix = ids[place]
        show = {
            column: values.show(f"{prefix}.{column}")
            for column in ("study", "year", "design", "n", "outcome")
        }
        interval = ""
        if not is_missing(row["ci_low"]) and not is_missing(row["ci_high"]):
            interval = f" ({values.show(f'{prefix}.ci_low')} to {values.show(f'{prefix}.ci_high')})"
        result = f"{values.show(f'{prefix}.effect')}{interval}"
        rows.append([f"{show['study']} {show['year']}", show["design"], show["n"], show["outcome"], result])
    words = table_words(values, "published")
    widths = [20, 22, 14, 22, 22]
    shown = words.table("suptbl-literature", widths, rows)
    return values.markdown("published#section", {}, {"table": shown}) + "\n"
