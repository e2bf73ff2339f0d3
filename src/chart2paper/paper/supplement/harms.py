"""Section of the supplement: adverse effects, reasons for stopping, time on treatment, and dose."""

from chart2paper.catalogue.figures import FIGURES
from chart2paper.paper.result_facts import direction
from chart2paper.paper.supplement.cells import DASH, Cells
from chart2paper.writing.figure_parts import figure_part
from chart2paper.writing.literal import literal
from chart2paper.writing.material import Material, Sheet
from chart2paper.writing.prose import sentence_case
from chart2paper.writing.tables import group, table_words
from chart2paper.writing.values import Values, text_slug

TOTALS = ("any adverse effect", "stopped for any reason")
# What the records hold of harms, in the order of the table.
KINDS = ("adverse_effect", "stopped")
WORDS = "supplement/harms"
HARMS_TABLE, DOSE_TABLE = "supplement/harms_table", "supplement/dose_table"


def harms_section(values: Values, material: Material) -> str:
    """Return the section on harms, time on treatment and dose."""
    primary, days = material.primary, int(material.study["harms"]["days_after_stop"]["value"])
    shown = values.add("harms.days", days, str(days), file="protocol", column="harms.days_after_stop")
    recorded = material.supplement["harms"].frame["kind"].eq("adverse_effect").any()
    parts = {
        "table": _harms_table(values, material.supplement["harms"]),
        "curve": figure_part(values, material, FIGURES["time_on_treatment"], primary),
        "dose": _dose_sentence(values, material),
        "dose_table": _dose_table(values, material.supplement["dose_response"]),
    }
    choice = {"effects": "recorded" if recorded else "not_recorded"}
    return values.markdown(f"{WORDS}#page", choice, parts, days=shown) + "\n"


def harms_limits(values: Values, material: Material) -> str:
    """Return what limits the comparison of harms, or that there was none, by what was counted."""
    effects = material.supplement["harms"].frame.query("kind == 'adverse_effect'")
    both = effects.groupby("role")["n"].max().gt(0).sum() == 2
    counted = "not_recorded" if effects.empty else "compared" if both else "nobody"
    return values.markdown(f"{WORDS}#limits", {"counted": counted}) + "\n"


def _harms_table(values: Values, sheet: Sheet) -> str:
    cells: dict[str, dict[str, dict[str, str]]] = {kind: {} for kind in KINDS}
    for place, row in sheet.rows():
        identifier = f"harms.{row['kind']}.{text_slug(row['event'])}.{row['role']}"
        arms = cells[row["kind"]].setdefault(row["event"], {})
        arms[row["role"]] = _people(Cells(values, sheet, place, row, identifier))
    rows, words = [], table_words(values, HARMS_TABLE)
    for kind in KINDS:
        rows += [group(values.words(f"{HARMS_TABLE}#group", {"kind": kind}), 3)] if cells[kind] else []
        for event in sorted(cells[kind], key=lambda event: (event not in TOTALS, event)):
            arms = cells[kind][event]
            rows.append(
                [literal(sentence_case(event)), arms.get("exposed", DASH), arms.get("comparator", DASH)]
            )
    return words.table("suptbl-harms", [34, 33, 33], rows, ["left", "right", "right"])


def _people(cells: Cells) -> str:
    """Return `7 of 64, 11% (5 to 21)`, or `0 of 64, up to 5%`."""
    names = {name: cells.number(name, "count") for name in ("persons", "n")}
    shares = {"share": "share", "low": "ci_low", "high": "ci_high", "missed": "rule_of_three"}
    names |= {name: cells.number(column, "share", 100) for name, column in shares.items()}
    if not cells.row["n"]:
        return DASH
    choice = {"had_it": "some" if cells.row["persons"] else "none"}
    return cells.values.show(
        cells.values.sentence(f"{cells.id}.text", f"{HARMS_TABLE}#people", choice, **names)
    )


def _dose_sentence(values: Values, material: Material) -> str:
    slope = material.primary.find("final_score", "slope_per_mg", "ols_hc3")
    if slope is None:
        return ""
    choice = {"direction": direction(slope, values.outcome.better)}
    return values.show(values.sentence("say.dose", f"{WORDS}#dose", choice, slope=f"{slope.id}.full"))


def _dose_table(values: Values, sheet: Sheet) -> str:
    rows, words = [], table_words(values, DOSE_TABLE)
    for place, row in sheet.rows():
        cells = Cells(values, sheet, place, row, f"dose.band{row['band']}")
        limits = {"low": cells.number("dose_from", "score"), "high": cells.number("dose_below", "score")}
        choice = {"open_end": values.text(limits["high"]) == DASH}
        label = values.sentence(f"{cells.id}.label", f"{DOSE_TABLE}#band", choice, **limits)
        change = cells.interval("change", "ci_low", "ci_high", "difference")
        rows.append([values.show(identifier) for identifier in (label, cells.number("n", "count"), change)])
    return words.table("suptbl-dose", [40, 20, 40], rows, ["left", "right", "right"])
