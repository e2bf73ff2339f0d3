"""Section of the supplement: the primary analysis with other sensible choices."""

from typing import Any

from chart2paper.catalogue.estimands import TARGETS
from chart2paper.catalogue.figures import FIGURES
from chart2paper.paper.estimate_values import Writing, why_not
from chart2paper.paper.supplement import sensitivity_facts as facts
from chart2paper.writing.about import About
from chart2paper.writing.figure_parts import figure_part
from chart2paper.writing.material import Material, Sheet
from chart2paper.writing.numbers import is_missing, number, p_value
from chart2paper.writing.prose import sentence
from chart2paper.writing.tables import group, table_words
from chart2paper.writing.values import PROTOCOL, Values

# By unit, which the table has.
WRITING = {
    target.known.estimand.number.unit: Writing.of(target.known.estimand.number) for target in TARGETS.values()
}
WORDS = "supplement/sensitivity"


def sensitivity_section(values: Values, material: Material) -> str:
    """Return the section: what the grid says in sentences, the specification curve and the table of all analyses."""
    sheet = material.supplement.get("sensitivity")
    if sheet is None or sheet.frame.empty:
        about = {"people": f"people.{material.primary.name}.n"}
        values.nothing("sensitivity.say.verdict")
        said = values.sentence("sensitivity.say.counted", f"{WORDS}#not_run", {}, **about)
        return values.markdown(f"{WORDS}#page", {"run": False}, {}, findings=said) + "\n"
    for place, row in sheet.rows():
        _add_row(values, sheet.file, place, row)
    parts = {
        "findings": _findings(values, sheet),
        "table": _table(values, material, sheet),
        "curve": figure_part(values, material, FIGURES["specification_curve"], material.primary),
    }
    return values.markdown(f"{WORDS}#page", {"run": True}, parts) + "\n"


def _id(row: dict[str, Any]) -> str:
    return f"sensitivity.grid.{str(row['name']).replace('+', '.')}"


def _add_row(values: Values, file: str, place: int, row: dict[str, Any]) -> None:
    """Add the values of one analysis: label, numbers of people and sets, estimate with interval, and p."""
    identifier, writing = _id(row), WRITING[row["unit"]]

    def cell(name: str, value: Any, text: str, column: str) -> str:
        return values.add(f"{identifier}.{name}", value, text, file=file, row=place, column=column)

    cell("label", None, str(row["label"]), "label")
    for name in ("n_exposed", "n_comparator", "sets"):
        cell(name, int(row[name]), number(int(row[name]), "count"), name)
    if is_missing(row["estimate"]) or is_missing(row["ci_low"]) or is_missing(row["ci_high"]):
        cell("full", None, why_not(str(row["status"])), "status")
        cell("p", None, "", "p_value")
        return
    estimate, low, high = (float(row[name]) for name in ("estimate", "ci_low", "ci_high"))
    parts = (
        cell("estimate", estimate, writing.one(estimate), "estimate"),
        cell("ci_low", low, writing.one(low), "ci_low"),
        cell("ci_high", high, writing.one(high), "ci_high"),
    )
    full = f"{writing.one(estimate)} ({writing.interval(low, high, estimate)})"
    values.add(f"{identifier}.full", None, full, rule="estimate (95% interval)", sources=parts, made="full")
    p = None if is_missing(row["p_value"]) else float(row["p_value"])
    cell("p", p, "" if p is None else p_value(p), "p_value")


def _findings(values: Values, sheet: Sheet) -> str:
    counts = facts.tally(sheet.frame, values.outcome)
    names = {"drug": "study.short"}
    for name in ("all", "estimable", "benefit", "harm", "clear_benefit", "clear_harm", "equal"):
        count = getattr(counts, name)
        names[name] = values.add(
            f"sensitivity.count.{name}",
            count,
            number(count, "count"),
            file=sheet.file,
            rule="counted",
            made="counted",
            about=About("words"),
        )
    ids = [values.sentence("sensitivity.say.counted", f"{WORDS}#counted", {}, **names)]
    if counts.equal:
        ids.append(values.sentence("sensitivity.say.equal", f"{WORDS}#equal", {}, **names))
    ids += _spread(values, sheet)
    if sheet.frame["changed"].str.contains("min_exposure_days", regex=False).any():
        ids.append(values.sentence("sensitivity.say.future", f"{WORDS}#future", {}, **names))
    choice = {"verdict": facts.verdict(counts)}
    ids.append(values.sentence("sensitivity.say.verdict", f"{WORDS}#verdict", choice, **names))
    return " ".join(map(values.show, ids))


def _spread(values: Values, sheet: Sheet) -> list[str]:
    """Return the sentence on how far the estimates lie apart; none when there is nothing to compare."""
    rows = [row for _, row in sheet.rows()]
    names: dict[str, str] = {}
    for name, position in facts.furthest(sheet.frame).items():
        row = rows[position]
        names[name] = f"{_id(row)}.{'full' if name == 'primary' else 'estimate'}"
        words = _in_prose(values, row)
        names[f"{name}_label"] = values.add(
            f"sensitivity.spread.{name}",
            None,
            words,
            file=sheet.file,
            row=position + 2,
            column="label",
            about=About("found"),
        )
    return [values.sentence("sensitivity.say.spread", f"{WORDS}#spread", {}, **names)] if names else []


def _in_prose(values: Values, row: dict[str, Any]) -> str:
    if row["is_primary"] == 1:
        return values.words(f"{WORDS}#primary_in_prose")
    return str(row["label"]) if row["question"] == "crossed" else f"{_heading(row).lower()}: {row['label']}"


def _heading(row: dict[str, Any]) -> str:
    return sentence(str(row["question"]))


def _table(values: Values, material: Material, sheet: Sheet) -> str:
    """Return every analysis, below the question that it answers."""
    rows: list[list[str]] = []
    words = table_words(values, WORDS)
    last = "primary"
    for _, row in sheet.rows():
        if row["question"] != last:
            rows.append(group(_question(values, material, str(row["question"])), 5))
            last = row["question"]
        people = " / ".join(values.show(f"{_id(row)}.{name}") for name in ("n_exposed", "n_comparator"))
        shown = [values.show(f"{_id(row)}.{name}") for name in ("label", "full", "p", "sets")]
        rows.append([*shown[:3], people, shown[3]])
    return words.table(
        "suptbl-sensitivity", [40, 28, 9, 14, 9], rows, ["left", "right", "right", "right", "right"]
    )


def _question(values: Values, material: Material, name: str) -> str:
    """Return the protocol's question in its own words."""
    identifier, column = f"sensitivity.question.{name}", f"sensitivity.questions.{name}.question"
    if name == "crossed":
        return values.words(f"{WORDS}#several")
    text = material.study["sensitivity"]["questions"][name]["question"]
    return values.show(values.add(identifier, None, text, file=PROTOCOL, column=column))
