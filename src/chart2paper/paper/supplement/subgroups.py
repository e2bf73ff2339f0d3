"""Section of the supplement: the effect in kinds of people, each pair compared by one interaction."""

from typing import Any

from chart2paper.catalogue.covariates import COVARIATES
from chart2paper.paper.supplement.cells import Cells
from chart2paper.writing.about import About
from chart2paper.writing.material import Material, Sheet
from chart2paper.writing.numbers import is_missing
from chart2paper.writing.tables import group, table_words
from chart2paper.writing.values import Values, slug

CLEAR = 0.05
WORDS = "supplement/subgroups"


def subgroups_section(values: Values, material: Material) -> str:
    """Return the section on subgroups."""
    sheet = material.supplement["subgroups"]
    table_of_all = {"table": _table(values, sheet)}
    return values.markdown(f"{WORDS}#page", {}, table_of_all, sentence=_sentence(values, sheet)) + "\n"


def _sentence(values: Values, sheet: Sheet) -> str:
    tested = [row for _, row in sheet.rows() if not is_missing(row["p_holm"])]
    clear = [row["subgroup"] for row in tested if row["p_holm"] < CLEAR]
    choice = {"found": "not_estimable" if not tested else "some" if clear else "none"}
    which = "; ".join(COVARIATES[name].title(values.outcome) for name in clear)
    counts: tuple[tuple[str, Any, str, str], ...] = (
        ("tests", len(tested), str(len(tested)), "count of p_holm"),
        ("clear", len(clear), str(len(clear)), "count of p_holm below 0.05"),
        ("which", None, which, "subgroups with p_holm below 0.05"),
    )
    names = {
        name: values.add(
            f"subgroups.{name}",
            value,
            text,
            file=sheet.file,
            column="p_holm",
            rule=rule,
            about=About("words"),
            made="" if value is None else "counted",
        )
        for name, value, text, rule in counts
    }
    return values.sentence("say.subgroups", f"{WORDS}#sentence", choice, **names)


def _table(values: Values, sheet: Sheet) -> str:
    rows, words = [], table_words(values, WORDS)
    difference = values.words(f"{WORDS}#difference")
    for place, row in sheet.rows():
        cells = Cells(values, sheet, place, row, f"subgroups.{slug(row['subgroup'])}")
        rows.append(group(COVARIATES[row["subgroup"]].title(values.outcome), 4))
        rows += [_kind(values, cells, side) for side in ("first", "second")]
        interaction = cells.interval("interaction", "interaction_low", "interaction_high", "difference")
        rows.append([difference, "", values.show(interaction), values.show(cells.p("p_holm"))])
    return words.table("suptbl-subgroups", [36, 12, 36, 16], rows, ["left", "right", "right", "right"])


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
