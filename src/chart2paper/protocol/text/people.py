"""Who may be in the study: each criterion with its window, its source and its reason; and the code lists."""

from typing import Any

import pandas as pd

from chart2paper.catalogue.covariates import COVARIATES
from chart2paper.protocol.text.choice_tables import basis_and_reason, designs_of, label_of, title_of
from chart2paper.protocol.text.data import list_file
from chart2paper.protocol.text.plan import Plan
from chart2paper.writing.days import days_text
from chart2paper.writing.literal import literal
from chart2paper.writing.material import Analysis
from chart2paper.writing.phrases import ELEMENTS
from chart2paper.writing.prose import join
from chart2paper.writing.study_choices import setting_name
from chart2paper.writing.tables import table_words
from chart2paper.writing.values import Values, slug, text_slug

CRITERIA, CODES, DRUG_NAMES = "protocol/eligibility", "protocol/codes", "protocol/drug_names"


def eligibility_tables(values: Values, plan: Plan) -> str:
    """Return the criteria of each design with the days in which each is assessed."""
    return "\n".join(_criteria(values, plan, analysis) for analysis in designs_of(plan))


def _criteria(values: Values, plan: Plan, analysis: Analysis) -> str:
    rows = []
    for section, setting in ELEMENTS:
        if section != "eligibility":
            continue
        path = f"analyses.{analysis.name}.eligibility.{setting}"
        days = values.add(
            f"plan.assessed.{analysis.name}.{setting}",
            None,
            assessed(values, setting, analysis.protocol),
            file="protocol",
            column=path,
            rule="in words",
        )
        rows.append(
            [
                setting_name(values, section, setting),
                values.show(f"design.{analysis.name}.eligibility.{setting}"),
                values.show(days),
                values.words(f"{CRITERIA}#source", {"criterion": setting}),
                basis_and_reason(values, plan, path),
            ]
        )
    words = table_words(values, CRITERIA, title=title_of(analysis))
    return words.table(f"tbl-{label_of('eligibility', analysis)}", [14, 22, 16, 18, 30], rows)


def assessed(values: Values, setting: str, protocol: dict[str, Any]) -> str:
    """Return the days, relative to the index date, in which a criterion is assessed."""
    value = protocol["eligibility"][setting]["value"]
    if value is None or value is False:
        return values.words(f"{CRITERIA}#not_assessed")
    first, last = protocol["outcome"]["window_days"]["value"]
    return {
        "min_age": days_text(values, 0, 0),
        "pain_diagnosis": days_text(values, None, 0),
        "washout_days": days_text(values, -int(value), -1),
        "under_care_days": days_text(values, -int(value), 0),
        "min_exposure_days": days_text(values, 0, int(value)),
        "outcome_required": days_text(values, first, last),
    }[setting]


def code_table(values: Values, plan: Plan) -> str:
    """Return the painful conditions with the codes of each system; an asterisk stands for any further signs."""
    rows = []
    for (group, mechanism), codes in plan.conditions.groupby(["pain_group", "mechanism"], sort=True):
        cells = [_codes(values, plan, str(group), system, codes) for system in ("ICD9CM", "ICD10CM")]
        names = {"pain_group": str(group), "mechanism": str(mechanism)}
        in_words = [literal(COVARIATES[name].in_table(level)) for name, level in names.items()]
        rows.append([*in_words, *cells])
    words = table_words(values, CODES, file=list_file(values, plan, "pain_conditions"))
    return words.table("tbl-codes", [22, 16, 31, 31], rows)


def _codes(values: Values, plan: Plan, group: str, system: str, codes: pd.DataFrame) -> str:
    found = sorted(codes.loc[codes["system"] == system, "code_pattern"])
    file = plan.study["codelists"]["pain_conditions"]
    identifier = f"plan.codes.{text_slug(group)}.{slug(system)}"
    text = ", ".join(found) or values.words(f"{CODES}#none")
    return values.show(values.add(identifier, None, text, file=file, column="code_pattern"))


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
    return table_words(values, DRUG_NAMES).table("tbl-drug-names", [28, 72], rows)
