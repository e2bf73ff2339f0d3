"""Overlap: how far people of both groups could have been given either choice."""

from typing import Any

from chart2paper.paper.figures_md import figure
from chart2paper.writing.material import Material
from chart2paper.writing.numbers import NOT_ESTIMABLE, Kind, is_missing, number
from chart2paper.writing.tables import table
from chart2paper.writing.values import Values

HEADING = "## Overlap of the groups {#sec-overlap}"
SAMPLES, ROLES = ("before", "after"), ("exposed", "comparator")
FIGURE, TABLE = "supfig-overlap", "suptbl-overlap"
FOUND = {
    "open": "Before matching, {exposed} of the exposed and {comparator} of the candidates were in equipoise: for most "
    "people of both groups either choice was open.",
    "settled": "Before matching, {exposed} of the exposed and {comparator} of the candidates were in equipoise: for "
    "many people the choice was all but settled by what the records show, and the comparison rests on the others.",
    "none": "Overlap cannot be judged by it here ({status}).",
}
RANGE = (
    "After matching, the scores of {within} of the exposed lie within the range of their comparators’ scores; "
    "{exposed} of the exposed and {comparator} of the comparators were in equipoise."
)
# (label, measure, how it is printed)
MEASURES: tuple[tuple[str, str, Kind], ...] = (
    ("Effective number of people", "effective_people", "people"),
    ("In equipoise", "in_equipoise", "share"),
    ("Within the range of the other group", "in_range_of_other_arm", "share"),
)
SUPPORT = ("common_support_low", "common_support_high")


def overlap(exposed: float | None, comparator: float | None) -> str:
    """Return which of the `FOUND` sentences fits the shares in equipoise (Walker and others 2013: half of each)."""
    if exposed is None or comparator is None:
        return "none"
    return "open" if min(exposed, comparator) >= 0.5 else "settled"


def overlap_was_judged(material: Material) -> bool:
    """Return whether there are scores to judge overlap by."""
    sheet = material.supplement.get("overlap_summary")
    return sheet is not None and not sheet.frame.empty


def overlap_section(values: Values, material: Material) -> str:
    """Return the section on propensity and preference scores; empty when overlap was not assessed."""
    if not overlap_was_judged(material):
        return ""
    found = " ".join(values.show(id) for id in _found(values, material))
    picture = figure(values, material, material.primary, "overlap", FIGURE)
    details = f"@{TABLE} and @{FIGURE} give the details."
    return "\n\n".join([HEADING, _about(values), f"{found} {details}", _table(values, material), picture])


def _about(values: Values) -> str:
    return (
        f"The propensity score is the probability of being exposed, given the covariates that the analysis matches "
        f"on or adjusts for [@rosenbaum1983]. It was estimated by logistic regression in the eligible exposed people "
        f"and all candidate comparators, each of whom counts once; candidates already resemble someone exposed in "
        f"what is matched exactly or within a largest difference. The preference score is the same probability were "
        f"the exposure given to half of all; from {values.show('study.equipoise_limits')} either choice was open "
        f"(equipoise) [@walker2013]."
    )


def _found(values: Values, material: Material) -> list[str]:
    ids = {role: summary_value(values, material, "in_equipoise", "before", role) for role in ROLES}
    fits = overlap(*(values.get(id).value for id in ids.values()))
    status = _status(values, material, "before")
    found = [values.say("overlap.found", FOUND[fits], **ids, status=status)]
    after = {role: summary_value(values, material, "in_equipoise", "after", role) for role in ROLES}
    within = summary_value(values, material, "in_range_of_other_arm", "after", "exposed")
    if all(values.get(id).value is not None for id in (*after.values(), within)):
        found.append(values.say("overlap.range", RANGE, within=within, **after))
    return found


def _table(values: Values, material: Material) -> str:
    places = [(sample, role) for sample in SAMPLES for role in ROLES]
    rows = [
        [label, *(values.show(summary_value(values, material, measure, *place)) for place in places)]
        for label, measure, _ in MEASURES
    ]
    support = []
    for sample in SAMPLES:
        ids = [summary_value(values, material, measure, sample, None) for measure in SUPPORT]
        known = all(values.get(id).value is not None for id in ids)
        support += [" to ".join(values.show(id) for id in ids) if known else NOT_ESTIMABLE, ""]
    rows.append(["Propensity scores that both groups reach", *support])
    head = ["Measure", "Before: exposed", "Before: candidates", "After: exposed", "After: comparators"]
    return table(
        head,
        rows,
        f"Overlap of the groups: {values.show('study.primary')}.",
        TABLE,
        [32, 17, 17, 17, 17],
        ["left", "right", "right", "right", "right"],
        note="Effective number of people: what people of unequal weight count for (Kish). Comparators of one set "
        "together weigh as much as its exposed person.",
    )


def summary_value(values: Values, material: Material, measure: str, sample: str, role: str | None) -> str:
    """Add one number of the overlap summary and return its id; an empty id when there is no such row."""
    sheet = material.supplement.get("overlap_summary")
    row = _row(material, measure, sample, role)
    if sheet is None or row is None:
        return ""
    place, found = row
    value = None if is_missing(found["value"]) else float(found["value"])
    id = ".".join(["overlap", measure, sample, *([role] if role else [])])
    return values.add(id, value, _text(measure, value), file=sheet.file, row=place, column="value")


def _text(measure: str, value: float | None) -> str:
    if value is None:
        return NOT_ESTIMABLE
    kinds = {name: kind for _, name, kind in MEASURES}
    if kinds.get(measure) == "share":
        return f"{number(100 * value, 'share')}%"
    return number(value, kinds.get(measure, "ratio"))


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
