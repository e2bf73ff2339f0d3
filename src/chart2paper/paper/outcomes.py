"""The table of outcomes: both arms, the difference with its interval, and p."""

from collections.abc import Iterator

from chart2paper.catalogue.covariates import COVARIATES
from chart2paper.catalogue.estimands import TARGETS, Known, effects_at, interactions, response_outcome
from chart2paper.catalogue.responders import (
    ADJUSTED_NNT,
    ADJUSTED_RISK_DIFFERENCE,
    CRUDE_NNT,
    CRUDE_RISK_DIFFERENCE,
    main_thresholds,
)
from chart2paper.paper.reasons import Reasons
from chart2paper.writing.literal import literal
from chart2paper.writing.material import Analysis, Estimate, Material
from chart2paper.writing.tables import group, table, table_words
from chart2paper.writing.values import Values

WORDS = "tables/outcomes"
ARMS = ("exposed", "comparator")
SCORES = {"baseline": "baseline_score", "final": "final_score", "change": "score_change"}
Key = tuple[str, str, str]
RISKS = ("difference_crude", CRUDE_RISK_DIFFERENCE), ("difference_adjusted", ADJUSTED_RISK_DIFFERENCE)
NUMBERS_TO_TREAT = ("nnt_crude", CRUDE_NNT), ("nnt_adjusted", ADJUSTED_NNT)


class Cells:
    """Fills the rows of one analysis's table; what is not part of the analysis stays empty."""

    def __init__(self, values: Values, material: Material) -> None:
        self.values, self.analysis, self.reasons = values, material.primary, Reasons(values)
        self.primary = TARGETS[material.named].known.key

    def label(self, row: str) -> str:
        """Return what the passage calls a row."""
        return self.values.words(f"{WORDS}#row", {"row": row})

    def row(self, label: str, contrast: Key, arms: tuple[str, str, str] | None = None) -> list[str]:
        """Return a row: both arms (outcome, beginning of the estimand, method), the difference, and p.

        The primary estimate is in bold print.
        """
        name = f"**{label}**" if contrast == self.primary else label
        return [name, *(self._arms(*arms) if arms else ["", ""]), *self._contrast(contrast)]

    def _arms(self, outcome: str, stem: str, method: str) -> list[str]:
        found = [self.analysis.find(outcome, f"{stem}_{role}", method) for role in ARMS]
        return [self._cell(estimate) for estimate in found]

    def _contrast(self, key: Key) -> list[str]:
        estimate = self.analysis.find(*key)
        return [self._cell(estimate), self.values.show(f"{estimate.id}.p") if estimate else ""]

    def _cell(self, estimate: Estimate | None) -> str:
        return self.reasons.cell(estimate) if estimate else ""


def outcomes_table(values: Values, material: Material) -> str:
    """Return the outcomes of the primary analysis; reasons why something is not estimable stand beneath."""
    cells, people = Cells(values, material), f"people.{material.primary.name}"
    counts = [values.show(f"{people}.{role}.with_outcome") for role in ARMS]
    rows = [
        [cells.label("people"), *counts, "", ""],
        *_group(values, _scores(cells), "scores"),
        *_group(values, _percent(cells), "percent"),
        *_responders(cells),
        *_group(values, _subgroups(cells), "subgroups"),
    ]
    words = table_words(values, WORDS, drug="study.short_start", title="study.primary")
    aligned = ["left", "right", "right", "right", "right"]
    note = words.note + cells.reasons.note()
    return table(words.head, rows, words.caption, "suptbl-outcomes", [29, 20, 20, 23, 8], aligned, note)


def _group(values: Values, rows: Iterator[list[str]], rows_of: str, **names: str) -> list[list[str]]:
    """Return a group's heading and its rows that are not empty; nothing when all are."""
    filled = [row for row in rows if any(row[1:])]
    title = values.markdown(f"{WORDS}#group", {"rows_of": rows_of}, {}, **names)
    return [group(title, 5), *filled] if filled else []


def _scores(cells: Cells) -> Iterator[list[str]]:
    for row, outcome in SCORES.items():
        yield cells.row(cells.label(row), (outcome, "difference", "welch_t"), (outcome, "mean", "t_interval"))
    for row, name in (("adjusted", "adjusted_final_score"), ("weighted", "weighted_final_score")):
        yield cells.row(cells.label(row), TARGETS[name].known.key)


def _percent(cells: Cells) -> Iterator[list[str]]:
    means, of_means = ("percent_change", "mean_of_ratios"), ("percent_change", "ratio_of_means")
    model = TARGETS["adjusted_percent_change"].known.key
    for row, contrast, arms in (
        ("mean_of_ratios", TARGETS["percent_change"].known.key, (*means, "t_interval")),
        (
            "ratio_of_means",
            (of_means[0], f"{of_means[1]}_difference", "delta_method"),
            (*of_means, "delta_method"),
        ),
        ("median_shift", (means[0], f"{means[1]}_difference", "mann_whitney"), None),
        ("model", model, (model[0], "predicted", model[2])),
    ):
        yield cells.row(cells.label(row), contrast, arms)


def thresholds_of(analysis: Analysis) -> list[float]:
    """Return the response thresholds of an analysis in the main text; others stand in the supplement."""
    return main_thresholds(analysis.choice("estimation", "responder_thresholds_percent"))


def _responders(cells: Cells) -> list[list[str]]:
    rows = []
    for threshold in thresholds_of(cells.analysis):
        shown = f"say.{cells.analysis.name}.{response_outcome(threshold)}.threshold"
        rows += _group(cells.values, _at_threshold(cells, threshold), "response", threshold=shown)
    return rows


def _at_threshold(cells: Cells, threshold: float) -> Iterator[list[str]]:
    parameters, risks = {"threshold": f"{threshold:g}"}, (response_outcome(threshold), "risk", "wilson")
    for (row, difference), (of_number, number) in zip(RISKS, NUMBERS_TO_TREAT, strict=True):
        arms = risks if difference is CRUDE_RISK_DIFFERENCE else None
        yield cells.row(cells.label(row), Known(difference, parameters).key, arms)
        yield cells.row(cells.label(of_number), Known(number, parameters).key)


def _subgroups(cells: Cells) -> Iterator[list[str]]:
    covariate, first, second = cells.analysis.choice("estimation", "subgroups")
    at = {level: literal(COVARIATES[covariate].in_table(level)) for level in (first, second)}
    for one, other, both in zip(
        effects_at(first), effects_at(second), interactions(first, second), strict=True
    ):
        yield cells.row(at[first], one.key)
        yield cells.row(at[second], other.key)
        yield cells.row(cells.label("interaction"), both.key)
