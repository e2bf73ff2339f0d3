"""How the estimate is made and tested: estimators, subgroups, missing data, sensitivity, and the gates."""

from chart2paper.catalogue.checks import CHECKS, Check
from chart2paper.catalogue.estimators import ESTIMATORS
from chart2paper.protocol.text.choice_tables import (
    basis_and_reason,
    choice_row,
    choice_table,
    designs_of,
    shared_table,
    study_rows,
    title_of,
)
from chart2paper.protocol.text.plan import Plan
from chart2paper.writing.phrases import ELEMENTS
from chart2paper.writing.prose import sentence_case
from chart2paper.writing.study_choices import setting_name
from chart2paper.writing.study_values import choice_text
from chart2paper.writing.tables import table_words
from chart2paper.writing.values import Values


def estimators_table(values: Values, plan: Plan) -> str:
    """Return each estimator with its model and the designs that use it."""
    used: dict[str, list[str]] = {}
    for analysis in designs_of(plan):
        for name in analysis.choice("estimation", "estimators"):
            used.setdefault(name, []).append(values.show(title_of(analysis)))
    rows = [
        [
            sentence_case(ESTIMATORS[name].label),
            values.markdown(f"estimators/{name}#model"),
            "; ".join(titles),
        ]
        for name, titles in used.items()
    ]
    return table_words(values, "protocol/estimators").table("tbl-estimators", [24, 50, 26], rows)


def sensitivity_tables(values: Values, plan: Plan) -> str:
    """Return every question of the sensitivity grid with its variations, and the choices about the grid."""
    rows = []
    for name, question in plan.study["sensitivity"]["questions"].items():
        path = f"sensitivity.questions.{name}"
        texts = {"question": question["question"], "variations": "; ".join(question["variations"])}
        rows.append(
            [
                values.show(
                    values.add(
                        f"plan.grid.{name}.{part}", None, text, file="protocol", column=f"{path}.{part}"
                    )
                )
                for part, text in texts.items()
            ]
        )
    count = len(plan.grid)
    number = values.add("plan.grid_size", count, str(count), file="protocol", rule="count of analyses")
    grid = table_words(values, "protocol/grid", analyses=number).table("tbl-grid", [38, 62], rows)
    about = study_rows(values, plan, "sensitivity")
    return grid + "\n" + choice_table(values, about, "grid_table", "grid-choices")


def checks_table(values: Values, plan: Plan) -> str:
    """Return the checks of assumptions: weighting, negative controls, hidden bias."""
    return shared_table(values, plan, "checks", "weighting", "resampling", "explanations")


def gates_table(values: Values, plan: Plan) -> str:
    """Return each diagnostic with the limits at which it warns and fails, fixed before any result is known."""
    rows = []
    for name, check in CHECKS.items():
        path = f"diagnostics.{name}"
        warn, fail = plan.choice(path)["value"]
        limits = [_limit(values, check, "warn", warn), _limit(values, check, "fail", fail)]
        rows.append([check.label, *limits, basis_and_reason(values, plan, path)])
    return table_words(values, "protocol/gates").table("tbl-gates", [30, 15, 15, 40], rows)


def _limit(values: Values, check: Check, kind: str, limit: float | None) -> str:
    passage, facts = "protocol/gates#limit", {"unit": check.unit}
    if limit is None:
        return values.words(passage, {**facts, "limited": "never"})
    limited = "below" if check.worse == "lower" else "above"
    number = f"{100 * limit:g}" if check.unit == "share" else choice_text(values, limit)
    text = values.words(passage, {**facts, "limited": limited}, number=number)
    column = f"diagnostics.{check.name}"
    return values.show(
        values.add(f"plan.gate.{check.name}.{kind}", limit, text, file="protocol", column=column)
    )


def variations_table(values: Values, plan: Plan) -> str:
    """Return the analyses that vary another one, by what they change; empty when there are none."""
    designs = {analysis.name for analysis in designs_of(plan)}
    rows = []
    for analysis in plan.material.analyses:
        if analysis.name in designs:
            continue
        base = plan.study["analyses"][analysis.protocol["based_on"]]
        for section, setting in ELEMENTS:
            if analysis.choice(section, setting) != base[section][setting]["value"]:
                path, label = f"{analysis.name}.{section}.{setting}", setting_name(values, section, setting)
                row = choice_row(values, plan, label, f"analyses.{path}", f"design.{path}")
                rows.append([values.show(title_of(analysis)), *row])
    if not rows:
        return ""
    return table_words(values, "protocol/variations").table("tbl-variations", [22, 18, 22, 12, 26], rows)
