"""Who may be in the study: each criterion with its window, its source and its reason; and the code lists."""

from typing import Any

import pandas as pd

from chart2paper.catalogue.covariates import COVARIATES
from chart2paper.protocol.text.choice_tables import choice_row, designs_of
from chart2paper.protocol.text.data import list_file
from chart2paper.protocol.text.plan import Plan
from chart2paper.writing.days import days_text
from chart2paper.writing.literal import literal
from chart2paper.writing.material import Analysis
from chart2paper.writing.phrases import ELEMENTS
from chart2paper.writing.prose import join
from chart2paper.writing.tables import table
from chart2paper.writing.values import Values, slug, text_slug

SOURCES = {
    "min_age": "birth date or age in the records",
    "pain_diagnosis": "diagnosis codes (@tbl-codes)",
    "washout_days": "drug orders (@tbl-drug-names)",
    "under_care_days": "completed visits and stays",
    "min_exposure_days": "drug orders (@tbl-drug-names)",
    "outcome_required": "pain scores",
}


def eligibility_tables(values: Values, plan: Plan) -> str:
    """Return the criteria of each design with the days in which each is assessed."""
    return "\n".join(_criteria(values, plan, analysis) for analysis in designs_of(plan))


def _criteria(values: Values, plan: Plan, analysis: Analysis) -> str:
    rows = []
    for section, setting, label in ELEMENTS:
        if section != "eligibility":
            continue
        place = f"analyses.{analysis.name}.eligibility.{setting}"
        _, chosen, basis, why = choice_row(
            values, plan, label, place, f"design.{analysis.name}.eligibility.{setting}"
        )
        days = assessed(setting, analysis.protocol)
        identifier = values.add(
            f"plan.assessed.{analysis.name}.{setting}",
            None,
            days,
            file="protocol",
            column=place,
            rule="in words",
        )
        rows.append(
            [label, chosen, values.show(identifier), SOURCES[setting], f"{basis.capitalize()}. {why}"]
        )
    caption = f"Eligibility: {values.show(f'protocol.analyses.{analysis.name}.title')}."
    head = ["Criterion", "Required", "Assessed", "Source", "Basis and reason"]
    return table(
        head, rows, caption, f"tbl-eligibility-{analysis.name.replace('_', '-')}", [14, 22, 16, 18, 30]
    )


def assessed(setting: str, protocol: dict[str, Any]) -> str:
    """Return the days, relative to the index date, in which a criterion is assessed."""
    value = protocol["eligibility"][setting]["value"]
    if value is None or value is False:
        return "not assessed"
    first, last = protocol["outcome"]["window_days"]["value"]
    return {
        "min_age": days_text(0, 0),
        "pain_diagnosis": days_text(None, 0),
        "washout_days": days_text(-int(value), -1),
        "under_care_days": days_text(-int(value), 0),
        "min_exposure_days": days_text(0, int(value)),
        "outcome_required": days_text(first, last),
    }[setting]


def code_table(values: Values, plan: Plan) -> str:
    """Return the painful conditions with the codes of each system; an asterisk stands for any further signs."""
    rows = []
    for (group, mechanism), codes in plan.conditions.groupby(["pain_group", "mechanism"], sort=True):
        cells = [_codes(values, plan, str(group), system, codes) for system in ("ICD9CM", "ICD10CM")]
        names = {"pain_group": str(group), "mechanism": str(mechanism)}
        in_words = [literal(COVARIATES[name].in_table(level)) for name, level in names.items()]
        rows.append([*in_words, *cells])
    file = f"`{values.show(list_file(values, plan, 'pain_conditions'))}`"
    note = (
        f"From {file}, which also gives the version and source of each entry. An asterisk stands for any "
        "further signs."
    )
    head = ["Painful condition", "Mechanism", "ICD-9-CM", "ICD-10-CM"]
    return table(head, rows, "Diagnosis codes.", "tbl-codes", [22, 16, 31, 31], note=note)


def _codes(values: Values, plan: Plan, group: str, system: str, codes: pd.DataFrame) -> str:
    found = sorted(codes.loc[codes["system"] == system, "code_pattern"])
    file = plan.study["codelists"]["pain_conditions"]
    identifier = f"plan.codes.{text_slug(group)}.{slug(system)}"
    return values.show(
        values.add(identifier, None, ", ".join(found) or "none", file=file, column="code_pattern")
    )


def drug_names_table(values: Values, plan: Plan) -> str:
    """Return the names in drug orders that are read as the exposure drug, by ingredient and route of the list."""
    drugs, wanted = plan.drugs, plan.choice("exposure.ingredients")["value"]
    parts = {part for name in wanted for part in name.split("+")}
    file = plan.study["codelists"]["drugs"]
    listed = drugs[drugs["ingredient"].map(lambda name: name in wanted or set(name.split("+")) <= parts)]
    rows = []
    for ingredient, names in listed.groupby("ingredient", sort=True):
        text = join(sorted(names["name"]))
        identifier = values.add(
            f"plan.drugs.{text_slug(str(ingredient))}", None, text, file=file, column="name"
        )
        rows.append([literal(str(ingredient)), values.show(identifier)])
    return table(["Ingredient", "Names read as this drug"], rows, "Drug names.", "tbl-drug-names", [28, 72])
