"""The table of published results that the forest plot shows beside this study's estimates."""

from chart2paper.catalogue.outcomes import OUTCOMES
from chart2paper.tables.contract import Column, Table

MEASURES = (*(outcome.points for outcome in OUTCOMES.values()), "percent change", "standardised difference")
KINDS = ("between arms", "within one arm")
DESIGNS = ("trial", "pooled", "cohort")

LITERATURE = Table(
    "literature",
    "a published study and what its abstract reports",
    (
        Column("study", "text", "authors", required=True),
        Column("year", "integer", "year of publication", required=True),
        Column("doi", "text", "DOI"),
        Column("design", "text", "design in words"),
        Column("n", "text", "people, as reported"),
        Column("population", "text", "who they were"),
        Column("dose_mg", "text", "daily dose, as reported", unit="mg"),
        Column("outcome", "text", "outcome, as reported"),
        Column("effect", "text", "result, as reported"),
        Column("ci_low", "text", "lower limit of its 95% interval, as reported"),
        Column("ci_high", "text", "upper limit, as reported"),
        Column("p", "text", "p value, as reported"),
        Column("discontinued_or_ae", "text", "stopped treatment or adverse events, as reported"),
        Column("note", "text", "what else matters"),
        Column(
            "plot_measure", "text", "unit of the axis; empty = fits none, listed in words", values=MEASURES
        ),
        Column("plot_kind", "text", "a comparison of arms, or a change that is not an effect", values=KINDS),
        Column("plot_design", "text", "one randomised trial, pooled trials, or a cohort", values=DESIGNS),
        Column("plot_estimate", "number", "estimate"),
        Column("plot_low", "number", "lower limit; empty = none reported"),
        Column("plot_high", "number", "upper limit; empty = none reported"),
        Column(
            "plot_basis",
            "text",
            "reported, or a difference of reported numbers",
            values=("reported", "derived"),
        ),
        Column("plot_note", "text", "how it was derived, or why it is not drawn"),
    ),
    key=("study", "year"),
)
