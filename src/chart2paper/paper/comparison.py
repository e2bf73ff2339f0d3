"""Results side by side: what was reported, each analysis, the truth of simulated data, published trials."""

import re
from collections import Counter

from chart2paper.catalogue.estimand import POINTS
from chart2paper.catalogue.estimands import answers, in_points
from chart2paper.paper import result_facts as s
from chart2paper.writing.material import Analysis, Estimate, Material, Sheet
from chart2paper.writing.numbers import Kind, is_missing
from chart2paper.writing.numbers import number as written
from chart2paper.writing.printed import MINUS
from chart2paper.writing.values import Values, slug, text_slug


def has_comparison(material: Material) -> bool:
    """Return whether there is more than one thing to set side by side."""
    return len(material.designs) > 1 or material.reported is not None or bool(material.truth)


def told_in_points(material: Material, analysis: Analysis) -> Estimate | None:
    """Return an analysis's difference in points: the primary one or the first other that it has, if estimable."""
    others = answers(material.named, analysis.choice("estimation", "estimators"))
    keys = [in_points(material.named).key]
    keys += [known.key for known in others if known.estimand.number == POINTS]
    found = (analysis.find(*key) for key in keys)
    return next((estimate for estimate in found if estimate is not None and estimate.ok), None)


def add_designs_compared(values: Values, material: Material) -> list[str]:
    """Add a sentence per other design on how far its difference is from the primary one's; return the ids."""
    primary = told_in_points(material, material.primary)
    ids = []
    for analysis in material.designs:
        other = told_in_points(material, analysis)
        if analysis is material.primary or primary is None or other is None:
            continue
        assert primary.estimate is not None and other.estimate is not None
        prefix = f"say.compared.{analysis.name}"
        distance = abs(primary.estimate - other.estimate)
        fits = s.how_far(other.estimate, primary.estimate, values.outcome)
        ids.append(
            values.sentence(
                f"{prefix}.text",
                "designs_compared",
                {"distance_is": fits},
                drug="study.short",
                other=f"protocol.analyses.{analysis.name}.title",
                primary="study.primary",
                first=f"{other.id}.estimate",
                second=f"{primary.id}.estimate",
                distance=_distance(
                    values, prefix, distance, f"{other.id}.estimate", f"{primary.id}.estimate"
                ),
            )
        )
    return ids


# The true numbers that the paper prints, and how each is written.
TRUE_NUMBERS: dict[str, Kind] = {
    "att_day_90": "difference",
    "per_protocol_day_90": "difference",
    "n_initiators": "count",
    "share_stopped_by_day_60": "share",
}


def add_truth(values: Values, material: Material) -> list[str]:
    """Add the true effects of simulated data and a sentence per design on how far it lies; return the ids."""
    truth, file = material.truth, material.truth_file
    if not truth:
        return []
    for name, kind in TRUE_NUMBERS.items():
        _true_number(values, f"truth.{name}", truth.get(name), kind, file, name)
    for name, value in (truth.get("att_day_90_by_mechanism") or {}).items():
        _true_number(
            values,
            f"truth.by_mechanism.{text_slug(name)}",
            value,
            "difference",
            file,
            f"att_day_90_by_mechanism.{name}",
        )
    ids = [_truth_distance(values, material, analysis, truth["att_day_90"]) for analysis in material.designs]
    return [identifier for identifier in ids if identifier]


def _true_number(
    values: Values, identifier: str, value: float | None, kind: Kind, file: str, column: str
) -> None:
    shown = None if value is None else value * 100 if kind == "share" else value
    text = "–" if shown is None else written(shown, kind)
    values.add(identifier, value, text, file=file, column=column)


def _truth_distance(values: Values, material: Material, analysis: Analysis, truth: float | None) -> str:
    estimate = told_in_points(material, analysis)
    if truth is None or estimate is None or estimate.estimate is None:
        return ""
    prefix = f"say.truth.{analysis.name}"
    distance = abs(estimate.estimate - truth)
    return values.sentence(
        f"{prefix}.text",
        "truth_distance",
        {
            "distance_is": s.how_far(estimate.estimate, truth, values.outcome),
            "holds": s.contains(estimate, truth),
        },
        drug="study.short",
        title=f"protocol.analyses.{analysis.name}.title",
        estimate=f"{estimate.id}.full",
        distance=_distance(values, prefix, distance, f"{estimate.id}.estimate", "truth.att_day_90"),
        truth="truth.att_day_90",
    )


def _distance(values: Values, prefix: str, distance: float, *sources: str) -> str:
    """Add how far two numbers lie apart, and return its id."""
    identifier, text, rule = (
        f"{prefix}.distance",
        written(distance, "difference"),
        "difference without its sign",
    )
    return values.add(identifier, distance, text, rule=rule, made="distance", sources=sources)


def add_reported(values: Values, material: Material) -> None:
    """Add what the repeated study reported: `reported.<item>.quote`, and `.number` where it is a number."""
    if material.reported is None:
        return
    file = material.reported.file
    for number, row in material.reported.rows():
        prefix, rule = f"reported.{slug(str(row['item']))}", f"as {row['kind']}"
        if not is_missing(row["as_reported"]):
            quote = typographic(str(row["as_reported"]))
            values.add(f"{prefix}.quote", None, quote, file=file, row=number, column="as_reported", rule=rule)
        if not is_missing(row["value"]):
            value, text = float(row["value"]), typographic(str(row["value"]))
            values.add(f"{prefix}.number", value, text, file=file, row=number, column="value", rule=rule)


def add_literature(values: Values, material: Material) -> None:
    """Add the published results: `literature.<author>_<year>.<column>`, and how they lie to the primary result."""
    if material.literature is None:
        return
    ids = literature_ids(material.literature)
    for number, row in material.literature.rows():
        for column, cell in row.items():
            text = "" if is_missing(cell) else typographic(str(cell))
            values.add(
                f"{ids[number]}.{slug(column)}",
                None if is_missing(cell) else str(cell),
                text,
                file=material.literature.file,
                row=number,
                column=column,
                rule="as published",
            )


def literature_ids(sheet: Sheet) -> dict[int, str]:
    """Return, by spreadsheet row, what the ids of a published result begin with: `literature.<first author>_<year>`.

    Further results of one author and year are told apart by a number: `literature.younger_2013_2`.
    """
    seen: Counter[str] = Counter()
    ids = {}
    for place, row in sheet.rows():
        first = str(row["study"]).split(",")[0].split(" et al")[0].split("(")[0]
        identifier = f"literature.{slug(first)}_{slug(str(row['year']))}"
        seen[identifier] += 1
        ids[place] = identifier if seen[identifier] == 1 else f"{identifier}_{seen[identifier]}"
    return ids


def typographic(text: str) -> str:
    """Return a quoted text with true minus signs before numbers; ranges and DOIs stay as they are."""
    return re.sub(r"(?<![\w.)-])-(?=\d)", MINUS, text).replace(" %", "%")
