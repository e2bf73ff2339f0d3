"""Tables of choices: what was chosen, on what basis, and why."""

from chart2paper.protocol.text.plan import Plan
from chart2paper.writing.material import Analysis
from chart2paper.writing.phrases import ELEMENTS
from chart2paper.writing.study_choices import setting_name, shared_choices
from chart2paper.writing.tables import table, table_words
from chart2paper.writing.values import Values

WORDS = "protocol/choices"
WIDTHS = [22, 34, 12, 32]


def choice_row(values: Values, plan: Plan, label: str, path: str, shown: str = "") -> list[str]:
    """Return one choice as a row; `shown` is the value that says it in words, if there is one."""
    facts, why = _facts(values, plan, path)
    return [
        label,
        values.show(shown or f"protocol.{path}.value"),
        values.words(f"{WORDS}#basis", facts),
        values.markdown(f"{WORDS}#reason", facts, **why),
    ]


def basis_and_reason(values: Values, plan: Plan, path: str) -> str:
    """Return the basis of a choice and its reason in one cell."""
    facts, why = _facts(values, plan, path)
    return values.markdown(f"{WORDS}#basis_and_reason", facts, **why)


def _facts(values: Values, plan: Plan, path: str) -> tuple[dict[str, str | bool], dict[str, str]]:
    why = f"protocol.{path}.why"
    given = bool(values.text(why))
    return {"basis": plan.choice(path)["basis"], "given": given}, {"why": why} if given else {}


def design_rows(values: Values, plan: Plan, analysis: Analysis, *sections: str) -> list[list[str]]:
    """Return the choices of some sections of one design."""
    return [
        choice_row(
            values,
            plan,
            setting_name(values, section, setting),
            f"analyses.{analysis.name}.{section}.{setting}",
            f"design.{analysis.name}.{section}.{setting}",
        )
        for section, setting in ELEMENTS
        if section in sections
    ]


def study_rows(values: Values, plan: Plan, *sections: str) -> list[list[str]]:
    """Return the choices of some sections that all designs share."""
    return [
        choice_row(values, plan, label, path)
        for section in sections
        for path, label, _ in shared_choices(values, plan.study)
        if path.startswith(f"{section}.")
    ]


def choice_table(values: Values, rows: list[list[str]], caption: str, identifier: str, **names: str) -> str:
    """Return rows of choices as a table; `caption` is a part of the passage, `names` the values that it shows."""
    words = table_words(values, WORDS)
    beneath = values.markdown(f"{WORDS}#{caption}", {}, **names)
    return table(words.head, rows, beneath, f"tbl-{identifier}", WIDTHS)


def shared_table(values: Values, plan: Plan, name: str, *sections: str) -> str:
    """Return the choices of some sections that all designs share as a table, by its name in texts."""
    return choice_table(values, study_rows(values, plan, *sections), f"{name}_table", name)


def per_design(values: Values, plan: Plan, name: str, *sections: str) -> str:
    """Return a table of the choices of some sections for each design, the primary one first."""
    return "\n".join(
        choice_table(
            values,
            design_rows(values, plan, analysis, *sections),
            f"{name}_of_design",
            label_of(name, analysis),
            title=title_of(analysis),
        )
        for analysis in designs_of(plan)
    )


def label_of(name: str, analysis: Analysis) -> str:
    """Return what the table of a design is referred to by, without the kind."""
    return f"{name}-{analysis.name}".replace("_", "-")


def title_of(analysis: Analysis) -> str:
    """Return the id of the title of an analysis."""
    return f"protocol.analyses.{analysis.name}.title"


def designs_of(plan: Plan) -> list[Analysis]:
    """Return the designs, the primary one first."""
    primary = plan.material.primary
    return [primary, *(analysis for analysis in plan.material.designs if analysis is not primary)]
