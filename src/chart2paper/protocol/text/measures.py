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
)
from chart2paper.protocol.text.plan import Plan
from chart2paper.writing.material import Analysis
from chart2paper.writing.tables import table
from chart2paper.writing.values import PROGRAM, Values


def exposure_table(values: Values, plan: Plan) -> str:
    """Return what counts as the exposure drug."""
    return shared_table(values, plan, "exposure", "exposure")


def outcome_tables(values: Values, plan: Plan) -> str:
    """Return the outcome and which score of a day counts, and then which score it is in each design."""
    label = values.words(f"{WORDS}#outcome")
    named = [choice_row(values, plan, label, "outcome"), *study_rows(values, plan, "pain_score")]
    return (
        choice_table(values, named, "outcome_table", "pain-score")
        + "\n"
        + per_design(values, plan, "outcome", "outcome")
    )


def covariates_table(values: Values, plan: Plan) -> str:
    """Return every covariate of the primary analysis with its meaning, when it is assessed, and its use."""
    analysis = plan.material.primary
    uses = {name: _uses(values, analysis, name) for name in COVARIATES}
    rows = []
    for name, covariate in COVARIATES.items():
        if not uses[name]:
            continue
        meaning = values.add(
            f"plan.covariate.{name}", None, covariate.meaning, file="data dictionary", column=name
        )
        window = values.show(f"design.{analysis.name}.baseline.window_days")
        when = window if name == "baseline_score" else "up to the index date"
        label = values.add(
            f"plan.covariate_name.{name}",
            None,
            covariate.label,
            file=PROGRAM,
            rule="name of the covariate",
        )
        rows.append([values.show(label), values.show(meaning), when, "; ".join(uses[name])])
    caption = f"Covariates: {values.show(f'protocol.analyses.{analysis.name}.title')}."
    note = (
        "Covariates are those that a prescriber could know on the index date; nothing after it is a covariate. The "
        "reasons for the choice stand with matching and estimation."
    )
    return table(
        ["Covariate", "Meaning", "Assessed", "Use"],
        rows,
        caption,
        "tbl-covariates",
        [24, 32, 18, 26],
        note=note,
    )


def _uses(values: Values, analysis: Analysis, name: str) -> list[str]:
    uses = [
        words
        for section, setting, words in (
            ("matching", "exact", "equal within a set"),
            ("matching", "distance_on", "matched closely"),
            ("estimation", "adjust_for", "adjusted for"),
        )
        if name in analysis.choice(section, setting)
    ]
    most = analysis.choice("matching", "calipers").get(name)
    if most is not None:
        identifier = f"plan.caliper.{name}"
        column = f"analyses.{analysis.name}.matching.calipers"
        uses.insert(
            0,
            f"within {values.show(values.add(identifier, most, f'{most:g}', file='protocol', column=column))} in a set",
        )
    return uses


def follow_up_table(values: Values, plan: Plan) -> str:
    """Return when follow-up starts and ends in each design, and what does not end it."""
    rows = []
    for analysis in designs_of(plan):
        design = f"design.{analysis.name}"
        conditioned = analysis.choice("eligibility", "min_exposure_days") is not None
        rows.append(
            [
                values.show(f"protocol.analyses.{analysis.name}.title"),
                values.show(f"{design}.time_zero.rule"),
                values.show(f"{design}.outcome.window_days"),
                "People who stop early are left out"
                if conditioned
                else "Stopping the drug does not end follow-up",
            ]
        )
    note = (
        "Follow-up also ends with the last record before the data lock date. Someone without a score in the window has "
        "a missing outcome, which is counted with its reason."
    )
    head = ["Design", "Starts", "Outcome window", "Stopping"]
    return table(head, rows, "Follow-up.", "tbl-follow-up", [20, 32, 22, 26], note=note)
