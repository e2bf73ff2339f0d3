"""How the estimate is made and tested: estimators, subgroups, missing data, sensitivity, and the gates."""

from chart2paper.catalogue.checks import CHECKS
from chart2paper.catalogue.estimators import ESTIMATORS
from chart2paper.protocol.text.choice_tables import choice_table, designs_of, shared_table, study_rows
from chart2paper.protocol.text.plan import Plan
from chart2paper.writing.prose import sentence_case
from chart2paper.writing.study_values import choice_text
from chart2paper.writing.tables import table
from chart2paper.writing.values import Values, slug


def estimators_table(values: Values, plan: Plan) -> str:
    """Return each estimator with its model and the designs that use it."""
    used: dict[str, list[str]] = {}
    for analysis in designs_of(plan):
        for name in analysis.choice("estimation", "estimators"):
            used.setdefault(name, []).append(values.show(f"protocol.analyses.{analysis.name}.title"))
    rows = [
        [
            sentence_case(ESTIMATORS[name].label),
            values.markdown(f"estimators/{name}#model"),
            "; ".join(titles),
        ]
        for name, titles in used.items()
    ]
    note = (
        "Intervals are 95% intervals. Differences are exposed minus comparator: negative means less pain. There is one "
        "primary estimate, and no adjustment for the number of others, which are read as supporting it or not."
    )
    return table(
        ["Estimator", "Model and interval", "Designs"],
        rows,
        "Estimators.",
        "tbl-estimators",
        [24, 50, 26],
        note=note,
    )


def sensitivity_tables(values: Values, plan: Plan) -> str:
    """Return every question of the sensitivity grid with its variations, and the choices about the grid."""
    rows = []
    for name, question in plan.study["sensitivity"]["questions"].items():
        place = f"sensitivity.questions.{name}"
        asked = values.add(
            f"plan.grid.{name}.question",
            None,
            question["question"],
            file="protocol",
            column=f"{place}.question",
        )
        labels = "; ".join(question["variations"])
        varied = values.add(
            f"plan.grid.{name}.variations", None, labels, file="protocol", column=f"{place}.variations"
        )
        rows.append([values.show(asked), values.show(varied)])
    count = len(plan.grid)
    number = values.add("plan.grid_size", count, str(count), file="protocol", rule="count of analyses")
    caption = f"Sensitivity analyses: {values.show(number)} analyses, the primary one and those made together included."
    grid = table(["Question", "Variations of the primary analysis"], rows, caption, "tbl-grid", [38, 62])
    return (
        grid
        + "\n"
        + choice_table(values, study_rows(values, plan, "sensitivity"), "grid_table", "grid-choices")
    )


def checks_table(values: Values, plan: Plan) -> str:
    """Return the checks of assumptions: weighting, negative controls, hidden bias."""
    return shared_table(values, plan, "checks", "weighting", "resampling", "explanations")


def gates_table(values: Values, plan: Plan) -> str:
    """Return each diagnostic with the limits at which it warns and fails, fixed before any result is known."""
    rows = []
    for name, check in CHECKS.items():
        choice = plan.choice(f"diagnostics.{name}")
        worse = "below" if check.worse == "lower" else "above"
        limits = [
            _limit(values, name, kind, limit, worse)
            for kind, limit in zip(("warn", "fail"), choice["value"], strict=True)
        ]
        rows.append(
            [
                check.label,
                *limits,
                f"{choice['basis'].capitalize()}. {values.show(f'protocol.diagnostics.{name}.why')}",
            ]
        )
    note = "A failed check hides no number; the conclusion then says that the estimate is not to be read as an effect."
    head = ["Check", "Warns", "Fails", "Basis and reason"]
    return table(head, rows, "Diagnostics and their limits.", "tbl-gates", [30, 15, 15, 40], note=note)


def _limit(values: Values, name: str, kind: str, limit: float | None, worse: str) -> str:
    if limit is None:
        return "never"
    unit = CHECKS[name].unit
    text = f"{worse} {100 * limit:g}%" if unit == "share" else f"{worse} {choice_text(limit)} {unit}"
    return values.show(
        values.add(f"plan.gate.{name}.{kind}", limit, text, file="protocol", column=f"diagnostics.{name}")
    )


def variations_table(values: Values, plan: Plan) -> str:
    """Return the analyses that vary another one, by what they change; empty when there are none."""
    designs = {analysis.name for analysis in designs_of(plan)}
    rows = []
    for analysis in plan.material.analyses:
        if analysis.name in designs:
            continue
        base = plan.study["analyses"][analysis.protocol["based_on"]]
        for section, settings in analysis.protocol.items():
            for setting, choice in settings.items() if isinstance(settings, dict) else ():
                if choice["value"] != base[section][setting]["value"]:
                    rows.append(_variation(values, analysis.name, section, setting, choice["basis"]))
    if not rows:
        return ""
    head = ["Analysis", "Setting", "Choice", "Basis", "Reason"]
    return table(head, rows, "Analyses that vary another one.", "tbl-variations", [22, 18, 22, 12, 26])


def _variation(values: Values, name: str, section: str, setting: str, basis: str) -> list[str]:
    place = f"protocol.analyses.{name}"
    return [
        values.show(f"{place}.title"),
        sentence_case(slug(setting).replace("_", " ")),
        values.show(f"design.{name}.{section}.{setting}"),
        basis,
        values.show(f"{place}.{section}.{setting}.why"),
    ]
