"""Everything the protocol's manuscript needs: its values, and the generated texts by path."""

import re

from chart2paper.catalogue.figures import figures_of
from chart2paper.protocol.text import analyses, data, measures, people, question
from chart2paper.protocol.text.choice_tables import designs_of, per_design, shared_table
from chart2paper.protocol.text.plan import Plan
from chart2paper.writing.authors import authors_file
from chart2paper.writing.designs import designs_table, target_trial_table
from chart2paper.writing.figure_parts import figure_part
from chart2paper.writing.phrases import add_phrases
from chart2paper.writing.study_texts import VAR
from chart2paper.writing.study_values import add_study
from chart2paper.writing.values import Values

OWN_TEXTS = ("setting.md", "limitations.md", "ethics.md")
REFERENCE = re.compile(r"@(?:sec|tbl|fig|eq|suptbl|supfig)-")
WORDS = "protocol/manuscript"
# What the manuscript says between its tables: parts of the passage, each with the values that it shows.
SAID: dict[str, dict[str, str]] = {
    "front": {name: f"plan.{name}" for name in ("choices", "bases")},
    "design": {"designs": "design.count", "primary": "study.primary"},
    **{name: {} for name in ("fingerprint", "population", "outcome", "missing", "sharing", "limits")},
}


def write_protocol(plan: Plan, texts: dict[str, str]) -> tuple[Values, dict[str, str]]:
    """Return the protocol's values, and the generated files as relative path -> text.

    `texts` are the study's own texts by file name; one that names a result is left to the paper.
    """
    values = Values(plan.material.passages)
    add_study(values, plan.material)
    for analysis in plan.material.analyses:
        add_phrases(values, analysis, plan.study["exposure"]["short_name"])
    question.add_front(values, plan)
    parts = {f"tables/{name}.md": text for name, text in _tables(values, plan).items()}
    parts |= {f"texts/{name}": _own(values, texts.get(name, "")) for name in OWN_TEXTS}
    parts |= {f"texts/{name}.md": _words(values, name, **shown) for name, shown in SAID.items()}
    parts["texts/simulated.md"] = _words(values, "simulated") if plan.material.simulated else ""
    parts["figures/design.md"] = _figures(values, plan)
    parts["authors.yml"] = authors_file(plan.study["paper"]["authors"])
    return values, {**parts, "_variables.yml": values.as_variables()}


def _words(values: Values, part: str, **shown: str) -> str:
    return values.markdown(f"{WORDS}#{part}", {}, **shown) + "\n"


def _tables(values: Values, plan: Plan) -> dict[str, str]:
    several, reasons = len(plan.material.designs) > 1, values.words(f"{WORDS}#reasons")
    return {
        "glance": question.glance_table(values, plan),
        "milestones": question.milestones_table(values, plan),
        "question": question.question_tables(values, plan),
        "trial": target_trial_table(values, plan.material, "tbl-trial"),
        "designs": designs_table(values, plan.material, "tbl-designs", reasons) if several else "",
        "time_zero": per_design(values, plan, "time_zero", "time_zero", "baseline"),
        "eligibility": people.eligibility_tables(values, plan),
        "exposure": measures.exposure_table(values, plan),
        "outcome": measures.outcome_tables(values, plan),
        "covariates": measures.covariates_table(values, plan),
        "follow_up": measures.follow_up_table(values, plan),
        "matching": per_design(values, plan, "matching", "matching"),
        "balance": shared_table(values, plan, "balance", "balance"),
        "estimators": analyses.estimators_table(values, plan),
        "estimation": per_design(values, plan, "estimation", "estimation"),
        "subgroups": shared_table(values, plan, "subgroups", "subgroups", "harms"),
        "missing": shared_table(values, plan, "missing", "missing_data"),
        "sensitivity": analyses.sensitivity_tables(values, plan),
        "checks": analyses.checks_table(values, plan),
        "gates": analyses.gates_table(values, plan),
        "variations": analyses.variations_table(values, plan),
        "source": data.source_table(values, plan),
        "fitness": data.fitness_table(values),
        "management": data.management_table(values),
        "sharing": shared_table(values, plan, "sharing", "release"),
        "codes": people.code_table(values, plan),
        "drug_names": people.drug_names_table(values, plan),
    }


def _own(values: Values, text: str) -> str:
    """Return a text of the study, unless it names a result or a part of the paper."""
    unknown = any(identifier not in values for identifier in VAR.findall(text)) or REFERENCE.search(text)
    return _words(values, "in_the_paper") if unknown else text


def _figures(values: Values, plan: Plan) -> str:
    drawn = [(figure, analysis) for figure in figures_of("designs") for analysis in designs_of(plan)]
    return "\n".join(figure_part(values, plan.material, *which) for which in drawn)
