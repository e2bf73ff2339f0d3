"""The table of outcomes: both arms, the difference with its interval, and p."""

from collections.abc import Iterator

from chart2paper.catalogue.estimands import response_outcome
from chart2paper.paper.reasons import Reasons
from chart2paper.writing.literal import literal
from chart2paper.writing.material import Analysis
from chart2paper.writing.tables import group, table, table_words
from chart2paper.writing.values import Values

ARMS = ("exposed", "comparator")
SCORES = (("baseline_score", "Baseline"), ("final_score", "Outcome"), ("score_change", "Change"))
# Moderate and substantial benefit (Dworkin 2008); other thresholds stand in the supplement.
MAIN_THRESHOLDS = (30, 50)


class Cells:
    """Fills the cells of one analysis's table; what is not part of the analysis stays empty."""

    def __init__(self, values: Values, analysis: Analysis) -> None:
        self.values, self.analysis, self.reasons = values, analysis, Reasons(values)

    def arms(self, outcome: str, stem: str, method: str) -> list[str]:
        """Return the estimates of both arms."""
        return [self._one(outcome, f"{stem}_{role}", method)[0] for role in ARMS]

    def contrast(self, outcome: str, estimand: str, method: str) -> list[str]:
        """Return a difference with its interval, and p."""
        return self._one(outcome, estimand, method)

    def _one(self, outcome: str, estimand: str, method: str) -> list[str]:
        estimate = self.analysis.find(outcome, estimand, method)
        if estimate is None:
            return ["", ""]
        return [self.reasons.cell(estimate), self.values.show(f"{estimate.id}.p")]


def outcomes_table(values: Values, analysis: Analysis, identifier: str) -> str:
    """Return the outcomes of the primary analysis; reasons why something is not estimable stand beneath."""
    cells = Cells(values, analysis)
    counts = [values.show(f"people.{analysis.name}.{role}.with_outcome") for role in ARMS]
    rows = [
        ["People with an outcome score, n", *counts, "", ""],
        *_group("Pain score (0–10), mean", _scores(cells)),
        *_group("Percent change in pain", _percent(cells)),
        *_responders(cells),
        *_group("Subgroups, adjusted difference", _subgroups(cells)),
    ]
    words = table_words(values, "tables/outcomes", drug="study.short_start", title="study.primary")
    aligned = ["left", "right", "right", "right", "right"]
    note = words.note + cells.reasons.note()
    return table(words.head, rows, words.caption, identifier, [29, 20, 20, 23, 8], aligned, note)


def _group(title: str, rows: Iterator[list[str]]) -> list[list[str]]:
    """Return a group's heading and its rows that are not empty; nothing when all are."""
    filled = [row for row in rows if any(row[1:])]
    return [group(title, 5), *filled] if filled else []


def _scores(cells: Cells) -> Iterator[list[str]]:
    for outcome, label in SCORES:
        contrast = cells.contrast(outcome, "difference", "welch_t")
        yield [label, *cells.arms(outcome, "mean", "t_interval"), *contrast]
    for method, label in (
        ("ancova_cr2", "**Adjusted difference**"),
        ("ancova_cr2_observed", "Adjusted, weighted for missing outcomes"),
    ):
        yield [label, "", "", *cells.contrast("final_score", "adjusted_difference", method)]


def _percent(cells: Cells) -> Iterator[list[str]]:
    for stem, label, method, test in (
        ("mean_of_ratios", "Mean of each person’s", "t_interval", "welch_t"),
        ("ratio_of_means", "Ratio of the means", "delta_method", "delta_method"),
    ):
        contrast = cells.contrast("percent_change", f"{stem}_difference", test)
        yield [label, *cells.arms("percent_change", stem, method), *contrast]
    shift = cells.contrast("percent_change", "mean_of_ratios_difference", "mann_whitney")
    yield ["Shift of the median (Mann–Whitney)", "", "", *shift]
    predicted = cells.arms("percent_change", "predicted", "ols_hc3")
    model = cells.contrast("percent_change", "adjusted_difference", "ols_hc3")
    yield ["Whole-sample model, predicted", *predicted, *model]


def main_thresholds(analysis: Analysis) -> list[float]:
    """Return the response thresholds of the main text: 30 % and 50 %, or all when the protocol has neither."""
    asked = sorted(analysis.choice("estimation", "responder_thresholds_percent"))
    return [threshold for threshold in asked if threshold in MAIN_THRESHOLDS] or asked


def _responders(cells: Cells) -> list[list[str]]:
    rows = []
    for threshold in main_thresholds(cells.analysis):
        shown = cells.values.show(f"say.{cells.analysis.name}.{response_outcome(threshold)}.threshold")
        rows += _group(f"At least {shown}% less pain, %", _at_threshold(cells, response_outcome(threshold)))
    return rows


def _at_threshold(cells: Cells, outcome: str) -> Iterator[list[str]]:
    for method, label in (("newcombe", "crude"), ("standardised_logistic", "adjusted")):
        arms = cells.arms(outcome, "risk", "wilson") if method == "newcombe" else ["", ""]
        yield [f"Risk difference, {label}", *arms, *cells.contrast(outcome, "risk_difference", method)]
        yield [f"Number needed to treat, {label}", "", "", *cells.contrast(outcome, "nnt", method)]


def _subgroups(cells: Cells) -> Iterator[list[str]]:
    _, first, second = cells.analysis.choice("estimation", "subgroups")
    for outcome, method in (("final_score", "ancova_cr2"), ("percent_change", "ols_hc3")):
        for estimand, label in (
            (f"difference_{first}", first),
            (f"difference_{second}", second),
            (f"interaction_{first}_vs_{second}", "interaction"),
        ):
            yield [
                literal(label.replace("_", " ").capitalize()),
                "",
                "",
                *cells.contrast(outcome, estimand, method),
            ]
