"""What is measured: exposure, outcome, covariates, and follow-up."""

from chart2paper.catalogue.covariates import COVARIATES
from chart2paper.protocol.text.choice_tables import (
    WORDS,
    choice_row,
    choice_table,
    designs_of,
    per_design,
    shared_table,
    study_rows,
    title_of,
)
from chart2paper.protocol.text.plan import Plan
from chart2paper.writing.material import Analysis
from chart2paper.writing.tables import table_words
from chart2paper.writing.values import PROGRAM, Values

COVARIATE, FOLLOW_UP = "protocol/covariates", "protocol/follow_up"


def exposure_table(values: Values, plan: Plan) -> str:
    """Return what counts as the exposure drug."""
    return shared_table(values, plan, "exposure", "exposure")


def outcome_tables(values: Values, plan: Plan) -> str:
    """Return the outcome and which score of a day counts, and then which score it is in each design."""
    label = values.words(f"{WORDS}#outcome")
    named = [choice_row(values, plan, label, "outcome"), *study_rows(values, plan, "score")]
    return (
        choice_table(values, named, "outcome_table", "score")
        + "\n"
        + per_design(values, plan, "outcome", "outcome")
    )


def covariates_table(values: Values, plan: Plan) -> str:
    """Return every covariate of the primary analysis with its meaning, when it is assessed, and its use."""
    analysis = plan.material.primary
    uses = {name: _uses(values, analysis, name) for name in COVARIATES}
    rows = [_covariate(values, analysis, name, used) for name, used in uses.items() if used]
    words = table_words(values, COVARIATE, title=title_of(analysis))
    return words.table("tbl-covariates", [24, 32, 18, 26], rows)


def _covariate(values: Values, analysis: Analysis, name: str, uses: list[str]) -> list[str]:
    covariate = COVARIATES[name]
    meaning = values.add(
        f"plan.covariate.{name}", None, covariate.meaning, file="data dictionary", column=name
    )
    label = values.add(
        f"plan.covariate_name.{name}",
        None,
        covariate.title(values.outcome),
        file=PROGRAM,
        rule="name of the covariate",
    )
    window = values.show(f"design.{analysis.name}.baseline.window_days")
    when = window if name == "baseline_score" else values.words(f"{COVARIATE}#until_index_date")
    return [values.show(label), values.show(meaning), when, "; ".join(uses)]


def _uses(values: Values, analysis: Analysis, name: str) -> list[str]:
    uses = [
        values.words(f"{COVARIATE}#use", {"use": setting})
        for section, setting in (
            ("matching", "exact"),
            ("matching", "distance_on"),
            ("estimation", "adjust_for"),
        )
        if name in analysis.choice(section, setting)
    ]
    most = analysis.choice("matching", "calipers").get(name)
    if most is None:
        return uses
    column = f"analyses.{analysis.name}.matching.calipers"
    shown = values.add(f"plan.caliper.{name}", most, f"{most:g}", file="protocol", column=column)
    return [values.markdown(f"{COVARIATE}#use", {"use": "caliper"}, most=shown), *uses]


def follow_up_table(values: Values, plan: Plan) -> str:
    """Return when follow-up starts and ends in each design, and what does not end it."""
    rows = []
    for analysis in designs_of(plan):
        design = f"design.{analysis.name}"
        left_out = analysis.choice("eligibility", "min_exposure_days") is not None
        rows.append(
            [
                values.show(title_of(analysis)),
                values.show(f"{design}.time_zero.rule"),
                values.show(f"{design}.outcome.window_days"),
                values.words(f"{FOLLOW_UP}#early", {"early": "left_out" if left_out else "followed"}),
            ]
        )
    return table_words(values, FOLLOW_UP).table("tbl-follow-up", [20, 32, 22, 26], rows)
