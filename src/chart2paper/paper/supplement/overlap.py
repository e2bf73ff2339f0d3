"""Overlap: how far people of both groups could have been given either choice."""

from typing import Any

from chart2paper.catalogue.figures import FIGURES
from chart2paper.writing.figure_parts import figure_part
from chart2paper.writing.material import Material
from chart2paper.writing.numbers import NOT_ESTIMABLE, Kind, is_missing, number
from chart2paper.writing.tables import table_words
from chart2paper.writing.values import Values

SAMPLES, ROLES = ("before", "after"), ("exposed", "comparator")
WORDS = "supplement/overlap"
# Measures, in the order of the table, and how they are printed.
MEASURES: dict[str, Kind] = {
    "effective_people": "people",
    "in_equipoise": "share",
    "in_range_of_other_arm": "share",
}
ENDS = ("low", "high")


def overlap(exposed: float | None, comparator: float | None) -> str:
    """Return what the shares in equipoise say of the choice of treatment (Walker and others 2013: half of each)."""
    if exposed is None or comparator is None:
        return "not_judged"
    return "open" if min(exposed, comparator) >= 0.5 else "settled"


def overlap_was_judged(material: Material) -> bool:
    """Return whether there are scores to judge overlap by."""
    sheet = material.supplement.get("overlap_summary")
    return sheet is not None and not sheet.frame.empty


def overlap_section(values: Values, material: Material) -> str:
    """Return the section on propensity and preference scores; empty when overlap was not assessed."""
    if not overlap_was_judged(material):
        return ""
    parts = {
        "found": " ".join(values.show(identifier) for identifier in _found(values, material)),
        "table": _table(values, material),
        "curve": figure_part(values, material, FIGURES["overlap"], material.primary),
    }
    return values.markdown(f"{WORDS}#page", {}, parts, limits="study.equipoise_limits")


def _found(values: Values, material: Material) -> list[str]:
    ids = {role: summary_value(values, material, "in_equipoise", "before", role) for role in ROLES}
    choice = {"choice_was": overlap(*(values.get(identifier).value for identifier in ids.values()))}
    status = _status(values, material, "before")
    found = [values.sentence("overlap.found", f"{WORDS}#found", choice, **ids, status=status)]
    after = {role: summary_value(values, material, "in_equipoise", "after", role) for role in ROLES}
    within = summary_value(values, material, "in_range_of_other_arm", "after", "exposed")
    if all(values.get(identifier).value is not None for identifier in (*after.values(), within)):
        found.append(values.sentence("overlap.range", f"{WORDS}#range", {}, within=within, **after))
    return found


def _table(values: Values, material: Material) -> str:
    places = [(sample, role) for sample in SAMPLES for role in ROLES]
    rows = [
        [
            _label(values, measure),
            *(values.show(summary_value(values, material, measure, *place)) for place in places),
        ]
        for measure in MEASURES
    ]
    support = []
    for sample in SAMPLES:
        ends = {end: summary_value(values, material, f"common_support_{end}", sample, None) for end in ENDS}
        known = all(values.get(identifier).value is not None for identifier in ends.values())
        support += [values.markdown(f"{WORDS}#support", {}, {}, **ends) if known else NOT_ESTIMABLE, ""]
    rows.append([_label(values, "common_support"), *support])
    words = table_words(values, WORDS, {}, primary="study.primary")
    return words.table(
        "suptbl-overlap", [32, 17, 17, 17, 17], rows, ["left", "right", "right", "right", "right"]
    )


def _label(values: Values, measure: str) -> str:
    return values.words(f"{WORDS}#row", {"measure": measure})


def summary_value(values: Values, material: Material, measure: str, sample: str, role: str | None) -> str:
    """Add one number of the overlap summary and return its id; an empty id when there is no such row."""
    sheet = material.supplement.get("overlap_summary")
    row = _row(material, measure, sample, role)
    if sheet is None or row is None:
        return ""
    place, found = row
    value = None if is_missing(found["value"]) else float(found["value"])
    identifier = ".".join(["overlap", measure, sample, *([role] if role else [])])
    return values.add(identifier, value, _text(measure, value), file=sheet.file, row=place, column="value")


def _text(measure: str, value: float | None) -> str:
    if value is None:
        return NOT_ESTIMABLE
    if MEASURES.get(measure) == "share":
        return f"{number(100 * value, 'share')}%"
    return number(value, MEASURES.get(measure, "ratio"))


def _row(
    material: Material, measure: str, sample: str, role: str | None
) -> tuple[int, dict[str, Any]] | None:
    sheet = material.supplement.get("overlap_summary")
    for place, row in sheet.rows() if sheet else ():
        same_role = is_missing(row["role"]) if role is None else row["role"] == role
        if row["measure"] == measure and row["sample"] == sample and same_role:
            return place, row
    return None


def _status(values: Values, material: Material, sample: str) -> str:
    row = _row(material, "in_equipoise", sample, "exposed")
    assert row is not None
    file = material.supplement["overlap_summary"].file
    return values.add("overlap.status", None, str(row[1]["status"]), file=file, row=row[0], column="status")
