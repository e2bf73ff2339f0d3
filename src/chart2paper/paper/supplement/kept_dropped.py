"""Who could not be matched, how they differ from those who were, and whom the estimate is about then."""

from typing import Any

import numpy as np

from chart2paper.catalogue.covariates import COVARIATES
from chart2paper.paper.balance_findings import covariate_in_prose
from chart2paper.paper.balance_tables import NONE, row_label
from chart2paper.writing.about import About
from chart2paper.writing.material import Material, Sheet
from chart2paper.writing.numbers import Kind, is_missing, number
from chart2paper.writing.tables import table_words
from chart2paper.writing.values import Values, slug

WORDS = "supplement/kept_dropped"


def kept_or_dropped(kept: int, dropped: int) -> str:
    """Return how many of the eligible exposed people were matched, from the numbers of those matched and not."""
    if not kept + dropped:
        return "nobody_eligible"
    if not dropped:
        return "all"
    return "some" if kept else "none"


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
        about=About("count", "eligible", analysis.name, "exposed"),
    )
    names["reasons"] = _reasons(values, analysis.unmatched)
    fits = kept_or_dropped(kept, dropped)
    found = values.sentence("kept.found", f"{WORDS}#found", {"matched": fits}, **names)
    sheet = material.supplement.get("kept_dropped")
    if fits != "some" or sheet is None or not len(sheet.frame):
        return values.markdown(f"{WORDS}#page", {"compared": False, "differ": False}, {}, found=found) + "\n"
    difference = _difference(values, sheet, names["dropped"])
    shown = {"found": found} | ({"difference": difference} if difference else {})
    choice, rows = {"compared": True, "differ": bool(difference)}, {"table": _table(values, material, sheet)}
    return values.markdown(f"{WORDS}#page", choice, rows, **shown) + "\n"


def _reasons(values: Values, sheet: Sheet) -> str:
    """Add the reasons with how many people each is about, the commonest first, and return the id."""
    counts = sheet.frame["reason"].value_counts().sort_index().sort_values(ascending=False, kind="stable")
    ids = []
    for reason, count in counts.items():
        identifier, rule = f"kept.reason.{slug(str(reason))}", "count of rows with this reason"
        text = values.words(f"{WORDS}#reason", {}, reason=str(reason), count=number(int(count), "count"))
        file, column, n = sheet.file, "reason", int(count)
        ids.append(values.add(identifier, n, text, file=file, column=column, rule=rule, made="counted"))
    return values.join("kept.reasons", ids, "; ")


def _difference(values: Values, sheet: Sheet, dropped: str) -> str:
    """Return the id of the sentence on the largest difference; empty when there is none."""
    known = sheet.frame["smd"].abs().to_numpy("float64")
    if not np.nansum(known) > 0:
        return ""
    position = int(np.nanargmax(known))
    row: dict[str, Any] = {str(name): cell for name, cell in sheet.frame.iloc[position].items()}
    place: dict[str, Any] = {"file": sheet.file, "row": position + 2, "column": "covariate"}
    largest = values.add("kept.largest", None, covariate_in_prose(row), **place)
    smd = _cell(values, sheet, position, "smd", "smd")
    names = {"largest": largest, "smd": smd, "dropped": dropped}
    return values.sentence("kept.difference", f"{WORDS}#difference", {}, **names)


def _table(values: Values, material: Material, sheet: Sheet) -> str:
    rows = []
    keys = sheet.frame[["covariate", "level"]].fillna("").astype(str)
    for position in keys.sort_values(["covariate", "level"]).index:
        name, level = keys.loc[position]
        covariate = COVARIATES[name]
        kind: Kind = "share" if level or covariate.kind == "yes_no" else covariate.written
        means = [_shown(values, sheet, position, column, kind) for column in ("kept", "dropped")]
        rows.append([row_label(name, level, values.outcome), *means, _smd(values, sheet, position)])
    people = f"people.{material.primary.name}"
    counts = values.show(f"{people}.exposed.n"), values.show(f"{people}.unmatched")
    rows.insert(0, [values.words(f"{WORDS}#people"), *counts, ""])
    words = table_words(values, WORDS, {}, primary="study.primary")
    return words.table("suptbl-kept", [42, 16, 16, 26], rows, ["left", "right", "right", "right"])


def _cell(values: Values, sheet: Sheet, position: int, column: str, kind: Kind) -> str:
    cell = float(sheet.frame.iloc[position][column])
    text = f"{number(100 * cell, 'share')}%" if kind == "share" else number(cell, kind)
    identifier = f"kept.row{position + 2}.{column}"
    return values.add(identifier, cell, text, file=sheet.file, row=position + 2, column=column)


def _shown(values: Values, sheet: Sheet, position: int, column: str, kind: Kind) -> str:
    if is_missing(sheet.frame.iloc[position][column]):
        return NONE
    return values.show(_cell(values, sheet, position, column, kind))


def _smd(values: Values, sheet: Sheet, position: int) -> str:
    smd, low, high = (
        _shown(values, sheet, position, column, "smd") for column in ("smd", "smd_ci_low", "smd_ci_high")
    )
    if NONE in (smd, low, high):
        return smd
    return values.markdown(f"{WORDS}#smd", {}, {"smd": smd, "low": low, "high": high})
