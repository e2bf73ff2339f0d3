"""Section of the supplement: the effect in kinds of people, each pair compared by one interaction."""

from typing import Any

from chart2paper.catalogue.covariates import COVARIATES
from chart2paper.paper.supplement.cells import Cells
from chart2paper.writing.material import Material, Sheet
from chart2paper.writing.numbers import is_missing
from chart2paper.writing.tables import group, table
from chart2paper.writing.values import Values, slug

CLEAR = 0.05
SAY = {
    "none": "None of the {tests} comparisons of subgroups that could be made gives clear evidence that the effect "
    "differs between two kinds of people, once their number is allowed for (Holm). In groups this small only "
    "large differences between effects would have shown.",
    "some": "Of {tests} comparisons of subgroups, {clear} gave evidence that the effect differs, with their number "
    "allowed for (Holm): {which}. A subgroup finding of one study needs to be repeated before it is believed.",
    "not_estimable": "No comparison of subgroups could be made.",
}
NOTE = (
    "n: people with an outcome score. Only the difference between two effects is tested; a p value within one group "
    "answers no question. p is adjusted for the number of comparisons (Holm)."
)


def subgroups_section(values: Values, material: Material) -> str:
    """Return the section on subgroups."""
    sheet = material.supplement["subgroups"]
    heading = "## Subgroups {#sec-subgroup-tests}"
    return "\n\n".join([heading, _sentence(values, sheet), _table(values, sheet)]) + "\n"


def _sentence(values: Values, sheet: Sheet) -> str:
    tested = [row for _, row in sheet.rows() if not is_missing(row["p_holm"])]
    clear = [row["subgroup"] for row in tested if row["p_holm"] < CLEAR]
    fits = "not_estimable" if not tested else "some" if clear else "none"
    which = "; ".join(COVARIATES[name].label for name in clear)
    counts: tuple[tuple[str, Any, str, str], ...] = (
        ("tests", len(tested), str(len(tested)), "count of p_holm"),
        ("clear", len(clear), str(len(clear)), "count of p_holm below 0.05"),
        ("which", None, which, "subgroups with p_holm below 0.05"),
    )
    names = {
        name: values.add(f"subgroups.{name}", value, text, file=sheet.file, column="p_holm", rule=rule)
        for name, value, text, rule in counts
    }
    return values.show(values.say("say.subgroups", SAY[fits], **names))


def _table(values: Values, sheet: Sheet) -> str:
    rows = []
    for place, row in sheet.rows():
        cells = Cells(values, sheet, place, row, f"subgroups.{slug(row['subgroup'])}")
        rows.append(group(COVARIATES[row["subgroup"]].label, 4))
        rows += [_kind(values, cells, side) for side in ("first", "second")]
        interaction = cells.interval("interaction", "interaction_low", "interaction_high", "difference")
        rows.append(["Difference of the two", "", values.show(interaction), values.show(cells.p("p_holm"))])
    return table(
        ["People", "n", "Adjusted difference, points (95% interval)", "p (Holm)"],
        rows,
        "The effect in kinds of people, and the difference between the two effects.",
        "suptbl-subgroups",
        [36, 12, 36, 16],
        ["left", "right", "right", "right"],
        note=NOTE,
    )


def _kind(values: Values, cells: Cells, side: str) -> list[str]:
    effect = cells.interval(f"difference_{side}", f"{side}_low", f"{side}_high", "difference")
    count = cells.number(f"n_{side}", "count")
    label = values.add(
        f"{cells.id}.{side}",
        cells.row[side],
        COVARIATES[cells.row["subgroup"]].in_table(cells.row[side]),
        file=cells.sheet.file,
        row=cells.place,
        column=side,
    )
    return [values.show(label), values.show(count), values.show(effect), ""]
