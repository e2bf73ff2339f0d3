"""The box beside the primary estimate: what was checked, what was found, and whether it may be read as an effect."""

from typing import Any

from chart2paper.catalogue.checks import CHECKS
from chart2paper.writing.about import About
from chart2paper.writing.material import Material, Sheet
from chart2paper.writing.numbers import Kind, is_missing, number
from chart2paper.writing.prose import join
from chart2paper.writing.tables import bare_table, table_words
from chart2paper.writing.values import Values

# Unit -> kind of number, what it is multiplied by, and the unit as printed.
UNITS: dict[str, tuple[Kind, float, str]] = {
    "SD": ("smd", 1, " SD"),
    "covariates": ("count", 1, ""),
    "share": ("share", 100, "%"),
    "points": ("difference", 1, " points"),
}


def gate_of(material: Material) -> str:
    """Return the worst judgement: fail, warn or pass; unknown when nothing could be checked."""
    found = set(_rows(material).values())
    return next((verdict for verdict in ("fail", "warn", "pass") if verdict in found), "unknown")


def _rows(material: Material) -> dict[str, str]:
    frame = material.supplement["diagnostics"].frame
    return dict(zip(frame["check"], frame["judgement"], strict=True))


def add_diagnostics(values: Values, material: Material) -> None:
    """Add `diagnostics.<check>...`, and `primary.gate`, the sentence that the box and the text give."""
    sheet = material.supplement["diagnostics"]
    for place, row in sheet.rows():
        _add_check(values, sheet.file, place, row)
    judged = _rows(material)
    names = {"drug": "study.short"}
    for verdict, count, listed in (
        ("warn", "warned", "warnings"),
        ("fail", "failed", "failures"),
        ("unknown", "unknown", "unknowns"),
    ):
        checks = [name for name, found in judged.items() if found == verdict]
        names[count] = _count(values, sheet, count, len(checks))
        names[listed] = values.add(
            f"diagnostics.{listed}",
            None,
            join([CHECKS[name].prose for name in checks]),
            file=sheet.file,
            column="judgement",
            rule="judgements in words",
        )
    names["checked"] = _count(values, sheet, "checked", sum(found != "unknown" for found in judged.values()))
    choice = {"verdict": gate_of(material), "some_unknown": "unknown" in judged.values()}
    values.sentence("primary.gate", "gate#verdict", choice, **names)


def _count(values: Values, sheet: Sheet, name: str, count: int) -> str:
    identifier, rule = f"diagnostics.{name}", "count of judgements"
    text, column = str(count), "judgement"
    return values.add(identifier, count, text, file=sheet.file, column=column, rule=rule, made="counted")


def _add_check(values: Values, file: str, place: int, row: dict[str, Any]) -> None:
    kind, times, unit = UNITS[str(row["unit"])]
    for name in ("number", "warn_at", "fail_at"):
        missing = is_missing(row[name])
        text = "–" if missing else f"{number(row[name] * times, kind)}{unit}"
        value = None if missing else float(row[name])
        identifier = f"diagnostics.{row['check']}.{name}"
        values.add(identifier, value, text, file=file, row=place, column=name)
    values.add(
        f"diagnostics.{row['check']}.judgement",
        row["judgement"],
        values.words("gate#judged", {"verdict": row["judgement"]}),
        file=file,
        row=place,
        column="judgement",
        about=About("judgement"),
    )


def diagnostics_box(values: Values, material: Material) -> str:
    """Return the box: a row per check with its number, its limits and its judgement."""
    kind = {"pass": "tip", "warn": "warning", "fail": "important", "unknown": "important"}[gate_of(material)]
    rows = [_shown(values, row) for _, row in material.supplement["diagnostics"].rows()]
    words = table_words(values, "gate")
    aligned = ["left", "right", "right", "right", "left"]
    made = {"kind": kind, "table": bare_table(words.head, rows, [44, 14, 15, 14, 13], aligned)}
    return values.markdown("gate#box", {}, made, sentence="primary.gate") + "\n"


def _shown(values: Values, row: dict[str, Any]) -> list[str]:
    identifier = f"diagnostics.{row['check']}"
    numbers = [values.show(f"{identifier}.{name}") for name in ("number", "warn_at", "fail_at")]
    judged = values.show(f"{identifier}.judgement")
    return [
        CHECKS[str(row["check"])].label,
        *numbers,
        judged if row["judgement"] == "pass" else f"**{judged}**",
    ]
