"""Tables of choices: what was chosen, on what basis, and why."""

from collections.abc import Iterable

from chart2paper.protocol.text.plan import Plan
from chart2paper.writing.material import Analysis
from chart2paper.writing.phrases import ELEMENTS
from chart2paper.writing.study_choices import shared_choices
from chart2paper.writing.tables import table
from chart2paper.writing.values import Values

HEAD = ["Element", "Choice", "Basis", "Reason"]
WIDTHS = [22, 34, 12, 32]


def choice_row(values: Values, plan: Plan, label: str, place: str, shown: str = "") -> list[str]:
    """Return one choice as a row of HEAD; `shown` is the value that says it in words, if there is one."""
    why = f"protocol.{place}.why"
    return [
        label,
        values.show(shown or f"protocol.{place}.value"),
        plan.choice(place)["basis"],
        values.show(why) if values.text(why) else "No reason is given.",
    ]


def design_rows(values: Values, plan: Plan, analysis: Analysis, *sections: str) -> list[list[str]]:
    """Return the choices of some sections of one design."""
    return [
        choice_row(
            values,
            plan,
            label,
            f"analyses.{analysis.name}.{section}.{setting}",
            f"design.{analysis.name}.{section}.{setting}",
        )
        for section, setting, label in ELEMENTS
        if section in sections
    ]


def study_rows(values: Values, plan: Plan, section: str) -> list[list[str]]:
    """Return the choices of a section that all designs share."""
    return [
        choice_row(values, plan, label, place)
        for place, label, _ in shared_choices(plan.study)
        if place.startswith(f"{section}.")
    ]


def choice_table(rows: Iterable[list[str]], caption: str, identifier: str) -> str:
    """Return rows of HEAD as a table."""
    return table(HEAD, list(rows), caption, f"tbl-{identifier}", WIDTHS)


def per_design(values: Values, plan: Plan, sections: tuple[str, ...], what: str, identifier: str) -> str:
    """Return a table of choices for each design, the primary one first."""
    parts = []
    for analysis in designs_of(plan):
        caption = f"{what}: {values.show(f'protocol.analyses.{analysis.name}.title')}."
        rows = design_rows(values, plan, analysis, *sections)
        parts.append(choice_table(rows, caption, f"{identifier}-{analysis.name.replace('_', '-')}"))
    return "\n".join(parts)


def designs_of(plan: Plan) -> list[Analysis]:
    """Return the designs, the primary one first."""
    primary = plan.material.primary
    return [primary, *(analysis for analysis in plan.material.designs if analysis is not primary)]
