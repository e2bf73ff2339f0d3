"""Who could not be matched, how they differ from those who were, and whom the estimate is about then."""

from typing import Any

import numpy as np

from chart2paper.catalogue.covariates import COVARIATES
from chart2paper.paper.balance_findings import covariate_in_prose
from chart2paper.paper.balance_tables import NONE, row_label
from chart2paper.writing.material import Material, Sheet
from chart2paper.writing.numbers import Kind, is_missing, number
from chart2paper.writing.tables import table
from chart2paper.writing.values import Values, slug

HEADING = "## Exposed people who could not be matched {#sec-kept}"
TABLE = "suptbl-kept"
FOUND = {
    "nobody": "No exposed person was eligible, so that nobody could be left out by matching.",
    "none": "For each of the {all} eligible exposed people a comparator was found. Nobody was left out by matching, "
    "and the estimate is the average effect in all of them.",
    "some": "For {dropped} of the {all} eligible exposed people no comparator was found: {reasons}. They leave the "
    "analysis. The estimate is therefore the average effect in the {kept} who could be matched, which need not be "
    "that in everyone who started {drug}.",
    "all": "For none of the {all} eligible exposed people a comparator was found: {reasons}. There is nobody left "
    "whose effect could be estimated.",
}
DIFFERENCE = (
    "Those who were matched differ most from those who were not in {largest} (SMD {smd}); with {dropped} left out "
    "this describes them and proves no difference."
)


def kept_or_dropped(kept: int, dropped: int) -> str:
    """Return which of the `FOUND` sentences fits the numbers of exposed people matched and not."""
    if not kept + dropped:
        return "nobody"
    if not dropped:
        return "none"
    return "some" if kept else "all"


def kept_dropped_section(values: Values, material: Material) -> str:
    """Return the section on exposed people without a comparator, with a table when there are any and others to
    compare them with."""
    analysis, people = material.primary, f"people.{material.primary.name}"
    names = {"kept": f"{people}.exposed.n", "dropped": f"{people}.unmatched", "drug": "study.short"}
    kept, dropped = (int(values.get(names[name]).value) for name in ("kept", "dropped"))
    names["all"] = values.add(
        "kept.all",
        kept + dropped,
        number(kept + dropped, "count"),
        rule="sum of those matched and not",
        sources=(names["kept"], names["dropped"]),
    )
    names["reasons"] = _reasons(values, analysis.unmatched)
    fits = kept_or_dropped(kept, dropped)
    parts = [HEADING, values.show(values.say("kept.found", FOUND[fits], **names))]
    sheet = material.supplement.get("kept_dropped")
    if fits == "some" and sheet is not None and len(sheet.frame):
        parts += [_difference(values, sheet, names["dropped"]), _table(values, material, sheet)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _reasons(values: Values, sheet: Sheet) -> str:
    """Add the reasons with how many people each is about, the commonest first, and return the id."""
    counts = sheet.frame["reason"].value_counts().sort_index().sort_values(ascending=False, kind="stable")
    ids = []
    for reason, count in counts.items():
        id, rule = f"kept.reason.{slug(str(reason))}", "count of rows with this reason"
        text = f"{reason} ({number(int(count), 'count')})"
        ids.append(values.add(id, int(count), text, file=sheet.file, column="reason", rule=rule))
    names = {f"part{place}": id for place, id in enumerate(ids)}
    return values.say("kept.reasons", "; ".join(f"{{{name}}}" for name in names), **names)


def _difference(values: Values, sheet: Sheet, dropped: str) -> str:
    """Return the sentence on the largest difference, if any, and where all of them are."""
    details = f"@{TABLE} compares them."
    known = sheet.frame["smd"].abs().to_numpy("float64")
    if not np.nansum(known) > 0:
        return details
    position = int(np.nanargmax(known))
    row: dict[str, Any] = {str(name): cell for name, cell in sheet.frame.iloc[position].items()}
    place: dict[str, Any] = {"file": sheet.file, "row": position + 2, "column": "covariate"}
    largest = values.add("kept.largest", None, covariate_in_prose(row), **place)
    smd = _cell(values, sheet, position, "smd", "smd")
    said = values.say("kept.difference", DIFFERENCE, largest=largest, smd=smd, dropped=dropped)
    return f"{values.show(said)} {details}"


def _table(values: Values, material: Material, sheet: Sheet) -> str:
    rows = []
    keys = sheet.frame[["covariate", "level"]].fillna("").astype(str)
    for position in keys.sort_values(["covariate", "level"]).index:
        name, level = keys.loc[position]
        covariate = COVARIATES[name]
        kind: Kind = "share" if level or covariate.kind == "yes_no" else covariate.written
        means = [_shown(values, sheet, position, column, kind) for column in ("kept", "dropped")]
        rows.append([row_label(name, level), *means, _smd(values, sheet, position)])
    people = f"people.{material.primary.name}"
    counts = values.show(f"{people}.exposed.n"), values.show(f"{people}.unmatched")
    rows.insert(0, ["People, n", *counts, ""])
    return table(
        ["Characteristic on the index date", "Matched", "Not matched", "SMD (95% interval)"],
        rows,
        f"Exposed people who were matched and who were not, mean or percent: {values.show('study.primary')}.",
        TABLE,
        [42, 16, 16, 26],
        ["left", "right", "right", "right"],
        note="SMD: matched minus not matched, in standard deviations of all eligible exposed people. Means and "
        "percentages are of those with a known value. Fewer than five people have no interval.",
    )


def _cell(values: Values, sheet: Sheet, position: int, column: str, kind: Kind) -> str:
    cell = float(sheet.frame.iloc[position][column])
    text = f"{number(100 * cell, 'share')}%" if kind == "share" else number(cell, kind)
    id = f"kept.row{position + 2}.{column}"
    return values.add(id, cell, text, file=sheet.file, row=position + 2, column=column)


def _shown(values: Values, sheet: Sheet, position: int, column: str, kind: Kind) -> str:
    if is_missing(sheet.frame.iloc[position][column]):
        return NONE
    return values.show(_cell(values, sheet, position, column, kind))


def _smd(values: Values, sheet: Sheet, position: int) -> str:
    smd, low, high = (
        _shown(values, sheet, position, column, "smd") for column in ("smd", "smd_ci_low", "smd_ci_high")
    )
    return smd if NONE in (smd, low, high) else f"{smd} ({low} to {high})"
