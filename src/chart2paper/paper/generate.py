"""Everything the manuscript needs from the results: the values, and the generated texts by path."""

from chart2paper.paper.balance_tables import balance_table
from chart2paper.paper.characteristics import characteristics_table
from chart2paper.paper.checklists.fill import checklist_tables
from chart2paper.paper.comparison import (
    add_designs_compared,
    add_literature,
    add_reported,
    add_truth,
    has_comparison,
)
from chart2paper.paper.comparison_table import compare_table
from chart2paper.paper.diagnostics import add_diagnostics, diagnostics_box, gate_of
from chart2paper.paper.estimate_values import add_estimates
from chart2paper.paper.figures_md import figure_parts
from chart2paper.paper.findings import add_findings, add_primary
from chart2paper.paper.literature import add_evidence, literature_section
from chart2paper.paper.lock_text import add_lock, lock_text
from chart2paper.paper.matching_text import matching_text
from chart2paper.paper.methods_text import (
    missing_text,
    outcome_text,
    reasons_tables,
    statistics_text,
    strengths_text,
)
from chart2paper.paper.outcomes import outcomes_table
from chart2paper.paper.people_values import add_people
from chart2paper.paper.provenance import add_software, provenance_table, software_text
from chart2paper.paper.records import add_records, ledger_table, quarantine_table, rules_table
from chart2paper.paper.summary import add_summary
from chart2paper.paper.supplement import SECTIONS
from chart2paper.paper.supplement.harms import harms_limits
from chart2paper.paper.supplement_tables import attrition_table, estimates_table, per_analysis
from chart2paper.paper.truth import truth_box
from chart2paper.writing.authors import authors_file
from chart2paper.writing.designs import designs_table, target_trial_table
from chart2paper.writing.material import Material
from chart2paper.writing.phrases import add_phrases
from chart2paper.writing.study_texts import STUDY_TEXTS, add_plain_texts, check_texts
from chart2paper.writing.study_values import add_study
from chart2paper.writing.values import Values


def write_paper(material: Material, texts: dict[str, str], folder: str) -> tuple[Values, dict[str, str]]:
    """Return the paper's values, and the generated files as relative path -> text.

    `texts` are the study's own texts by file name, `folder` is where they stand. Raises `Problems` when a
    text is missing.
    """
    check_texts(texts, folder)
    values = Values(material.passages)
    add_study(values, material)
    add_lock(values, material)
    add_diagnostics(values, material)
    for analysis in material.analyses:
        add_phrases(values, analysis, material.study["exposure"]["short_name"])
        add_people(values, analysis)
        add_estimates(values, analysis)
        gate = gate_of(material) if analysis is material.primary else "none"
        add_findings(values, analysis, gate, material.named)
    add_reported(values, material)
    add_literature(values, material)
    add_records(values, material)
    add_software(values)
    parts = _parts(values, material)
    add_evidence(values, material)
    add_primary(values, material)
    add_summary(values, material)
    add_plain_texts(values, texts, folder)
    own = {f"texts/{name}": texts[name] for name in STUDY_TEXTS}
    if not texts["comparison.md"].strip() and material.literature is None:
        own["texts/comparison.md"] = values.markdown("no_comparison") + "\n"
    return values, {
        **parts,
        **own,
        "authors.yml": authors_file(material.study["paper"]["authors"]),
        "_variables.yml": values.as_variables(),
        "_templates.json": values.as_templates(),
    }


def _parts(values: Values, material: Material) -> dict[str, str]:
    compared = add_designs_compared(values, material)
    distances = add_truth(values, material)
    tables = {
        "designs": designs_table(values, material),
        "trial": target_trial_table(values, material),
        "reasons": reasons_tables(values, material),
        "characteristics": characteristics_table(values, material.primary),
        "compare": compare_table(values, material),
        "outcomes": outcomes_table(values, material),
        "attrition": per_analysis(material, lambda analysis: attrition_table(values, analysis)),
        "balance": per_analysis(material, lambda analysis: balance_table(values, analysis)),
        "estimates": per_analysis(material, lambda analysis: estimates_table(values, analysis)),
        **checklist_tables(material),
        "ledger": ledger_table(values, material),
        "rules": rules_table(values, material),
        "quarantine": quarantine_table(values, material),
        "files": provenance_table(values, material),
    }
    texts = {
        "diagnostics": diagnostics_box(values, material),
        "lock": lock_text(values, material),
        "outcome": outcome_text(values, material),
        "matching": matching_text(values, material),
        "statistics": statistics_text(values, material),
        "missing": missing_text(values, material),
        "strengths": strengths_text(values, material),
        "software": software_text(values),
        "compare": _compare(values, material, compared),
        "truth": truth_box(values, material, distances),
        "published": literature_section(values, material),
        "harms_limits": harms_limits(values, material),
        "simulated": f"{values.markdown('simulated')}\n" if material.simulated else "",
    }
    return {
        **{f"tables/{name}.md": text for name, text in tables.items()},
        **{f"texts/{name}.md": text for name, text in texts.items()},
        **{f"figures/{name}": text for name, text in figure_parts(values, material).items()},
        **{f"supplement/{name}.md": section(values, material) for name, section in SECTIONS.items()},
    }


def _compare(values: Values, material: Material, sentences: list[str]) -> str:
    """Return what the other designs found, in words; empty when there is nothing to compare with."""
    if not has_comparison(material):
        return ""
    paragraphs = []
    for analysis in material.designs:
        if analysis is not material.primary and values.text(f"say.{analysis.name}.percent.text"):
            title, text = f"protocol.analyses.{analysis.name}.title", f"say.{analysis.name}.percent.text"
            paragraphs.append(values.markdown("other_designs#design", title=title, text=text))
    paragraphs += [values.show(identifier) for identifier in sentences]
    return values.markdown("other_designs#section", {}, {"paragraphs": "\n\n".join(paragraphs)})
