"""The table that sets results side by side: reported, each analysis, and the truth of simulated data."""

from collections.abc import Iterator
from dataclasses import dataclass

from chart2paper.catalogue.estimands import (
    ADJUSTED_DIFFERENCE,
    TARGETS,
    Known,
    interactions,
    response_outcome,
)
from chart2paper.catalogue.responders import ADJUSTED_NNT, CRUDE_NNT
from chart2paper.paper.estimate_values import unit_of
from chart2paper.paper.reasons import Reasons
from chart2paper.paper.truth import true_interaction
from chart2paper.writing.material import Analysis, Material
from chart2paper.writing.numbers import number
from chart2paper.writing.tables import group, table
from chart2paper.writing.values import Values

WORDS = "tables/compare"


@dataclass(frozen=True)
class Line:
    """A row of estimates: its label in the passage, the key of its estimate, and the item that was reported.

    reduction: the item was reported as a reduction, where the other columns have a change. truth: id of the true one.
    """

    row: str
    key: tuple[str, str, str]
    item: str = ""
    reduction: bool = False
    truth: str = ""


PERCENT = (
    Line("exposed", ("percent_change", "mean_of_ratios_exposed", "t_interval"), "percent_change_exposed"),
    Line(
        "comparator",
        ("percent_change", "mean_of_ratios_comparator", "t_interval"),
        "percent_change_comparator",
    ),
    Line("difference", TARGETS["percent_change"].known.key, "percent_change_difference"),
    Line(
        "adjusted_percent", TARGETS["adjusted_percent_change"].known.key, "adjusted_reduction", reduction=True
    ),
)
POINTS = (
    Line("change", TARGETS["unadjusted_change"].known.key),
    Line("adjusted_score", ADJUSTED_DIFFERENCE, truth="truth.att_day_90"),
)


class _Table:
    """The rows of one table: a cell for what was reported (if any), one per design, one for the truth (if known)."""

    def __init__(self, values: Values, material: Material) -> None:
        self.values, self.material, self.reasons = values, material, Reasons(values)
        self.no_part = values.words(f"{WORDS}#no_part")
        self.columns = len(material.designs) + int(material.reported is not None) + int(bool(material.truth))

    def group(self, rows_of: str, **names: str) -> list[str]:
        """Return the row that heads a group."""
        title = self.values.markdown(f"{WORDS}#group", {"rows_of": rows_of}, {}, **names)
        return group(title, self.columns + 1)

    def framed(self, row: str, cells: list[str], reported: str = "", truth: str = "") -> list[str]:
        """Return a row of one cell per design; `reported` is a cell, `truth` the id of a value."""
        label = self.values.words(f"{WORDS}#row", {"row": row})
        first = [reported or self.no_part] if self.material.reported is not None else []
        last = [self.values.show(truth) if truth else self.no_part] if self.material.truth else []
        return [label, *first, *cells, *last]

    def line(self, line: Line) -> list[str]:
        """Return a row of estimates."""
        found = [analysis.find(*line.key) for analysis in self.material.designs]
        cells = [self.no_part if estimate is None else self.reasons.cell(estimate) for estimate in found]
        return self.framed(line.row, cells, self.reported(line.item, line.reduction), line.truth)

    def reported(self, item: str, reduction: bool = False) -> str:
        """Return what the repeated study reported of an item; empty when it did not."""
        identifier = f"reported.{item}.number"
        if identifier not in self.values:
            return ""
        if reduction:
            return self.values.markdown(f"{WORDS}#reduction", estimate=identifier)
        return self.values.show(identifier)

    def people(self, role: str) -> list[str]:
        """Return the row with the number of matched people of an arm."""
        cells = [self.values.show(f"people.{analysis.name}.{role}.n") for analysis in self.material.designs]
        return self.framed(f"{role}_n", cells, self.reported(f"n_{role}"))


def compare_table(values: Values, material: Material) -> str:
    """Return one column for what was reported (if any), one per design, one for the truth (simulated only)."""
    made, choice = _Table(values, material), _facts(values, material)
    rows = [
        made.group("people"),
        *(made.people(role) for role in ("exposed", "comparator")),
        made.group("mean_of_ratios"),
        *map(made.line, PERCENT),
        made.group("ratio_of_means"),
        *(_ratio_of_means(made, role) for role in ("exposed", "comparator")),
        made.group("points"),
        *map(made.line, POINTS),
        *_responders(made),
        made.group("subgroups"),
        _interaction(made),
    ]
    titles = [values.show(f"protocol.analyses.{analysis.name}.title") for analysis in material.designs]
    head = values.markdown(f"{WORDS}#head", choice, {"designs": " | ".join(titles)}).split("|")
    named = {"repeats": "study.repeats"} if choice["named"] else {}
    note = values.markdown(f"{WORDS}#note", choice, {}, **named)
    share = 74 // made.columns
    return table(
        [cell.strip() for cell in head],
        rows,
        values.markdown(f"{WORDS}#caption"),
        "tbl-compare",
        [100 - share * made.columns, *[share] * made.columns],
        ["left", *["right"] * made.columns],
        note=note + made.reasons.note(),
    )


def _facts(values: Values, material: Material) -> dict[str, bool]:
    """Return what the words around the table are chosen by."""
    return {
        "reported": material.reported is not None,
        "named": material.reported is not None and bool(values.text("study.repeats")),
        "derived": "reported.percent_change_difference.number" in values,
        "truth": bool(material.truth),
    }


def _ratio_of_means(made: _Table, role: str) -> list[str]:
    return made.framed(role, [_one_ratio(made, analysis, role) for analysis in made.material.designs])


def _one_ratio(made: _Table, analysis: Analysis, role: str) -> str:
    """Return change / baseline of the group means: estimated where it is, derived from the means otherwise."""
    estimated = analysis.find("percent_change", f"ratio_of_means_{role}", "delta_method")
    if estimated is not None:
        return made.reasons.cell(estimated)
    change = analysis.find("score_change", f"mean_{role}", "t_interval")
    final = analysis.find("final_score", f"mean_{role}", "t_interval")
    if change is None or final is None or change.estimate is None or final.estimate is None:
        return made.no_part
    # The baseline mean of those who have an outcome, whom the mean change is about.
    baseline = final.estimate - change.estimate
    if baseline <= 0:
        return made.no_part
    percent = 100 * change.estimate / baseline
    return made.values.show(
        made.values.add(
            f"derived.{analysis.name}.ratio_of_means_{role}",
            percent,
            number(percent, "percent"),
            rule="100 x mean change / (mean outcome - mean change)",
            made="percent of start",
            sources=(f"{change.id}.estimate", f"{final.id}.estimate"),
        )
    )


def _responders(made: _Table) -> Iterator[list[str]]:
    """Yield rows for the largest response threshold of the primary analysis."""
    primary = made.material.primary
    threshold = max(primary.choice("estimation", "responder_thresholds_percent"), default=None)
    if threshold is None:
        return
    outcome, parameters = response_outcome(threshold), {"threshold": f"{threshold:g}"}
    yield made.group("response", threshold=f"say.{primary.name}.{outcome}.threshold")
    for line in (
        Line("exposed_percent", (outcome, "risk_exposed", "wilson")),
        Line("comparator_percent", (outcome, "risk_comparator", "wilson")),
        Line("nnt_crude", Known(CRUDE_NNT, parameters).key, f"nnt_{threshold:g}"),
        Line("nnt_adjusted", Known(ADJUSTED_NNT, parameters).key),
    ):
        yield made.line(line)


def _interaction(made: _Table) -> list[str]:
    cells = [_one_interaction(made, analysis) for analysis in made.material.designs]
    return made.framed("interaction", cells, truth=true_interaction(made.values, made.material))


def _one_interaction(made: _Table, analysis: Analysis) -> str:
    """Return the first interaction that the analysis has, with its unit."""
    _, first, second = analysis.choice("estimation", "subgroups")
    for known in interactions(first, second):
        estimate = analysis.find(*known.key)
        if estimate is not None:
            cell = made.reasons.cell(estimate)
            unit = made.values.words("estimate#unit", {"unit": unit_of(known)})
            return f"{cell} {unit}" if estimate.ok else cell
    return made.no_part
