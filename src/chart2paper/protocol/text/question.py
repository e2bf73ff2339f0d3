"""Front page, milestones, and the question with its parts."""

from chart2paper.protocol.canonical import digest
from chart2paper.protocol.text.choice_tables import (
    WORDS,
    choice_row,
    choice_table,
    designs_of,
    label_of,
    title_of,
)
from chart2paper.protocol.text.plan import Plan
from chart2paper.writing.material import Analysis
from chart2paper.writing.tables import table_words
from chart2paper.writing.values import PROGRAM, Values

# The estimate that answers the question: the first of these estimators that a design has.
MEASURES = ("ancova", "group_means", "whole_sample_regression", "percent_change")


def add_front(values: Values, plan: Plan) -> None:
    """Add the fingerprint of the choices, their number, and where the register lies."""
    values.add("plan.fingerprint", None, digest(plan.choices), file="protocol", rule="SHA-256 of all choices")
    count = len(plan.choices)
    values.add("plan.choices", count, str(count), file="protocol", rule="count of choices")
    named = {"named": bool(values.text("study.basis_reported"))}
    values.sentence("plan.bases", "protocol/bases", named, rule="in words", reported="study.basis_reported")
    values.add("plan.register", None, plan.register, file=PROGRAM, rule="name of the file")


def glance_table(values: Values, plan: Plan) -> str:
    """Return the front page as a table: what is studied, by whom, and where the plan is registered."""
    shown = ("title", "subtitle", "question", "drug", "primary", "authors")
    words = table_words(
        values,
        "protocol/glance",
        {"simulated": plan.material.simulated},
        **{name: f"study.{name}" for name in shown},
    )
    return words.table("tbl-glance", [22, 78])


def milestones_table(values: Values, plan: Plan) -> str:
    """Return the milestones and where each is recorded, and the data lock date with its reason."""
    steps = table_words(values, "protocol/milestones", register="plan.register")
    label = values.words(f"{WORDS}#data_lock_date")
    lock = [choice_row(values, plan, label, "data_lock_date", "study.lock_date")]
    return (
        steps.table("tbl-milestones", [22, 40, 38])
        + "\n"
        + choice_table(values, lock, "lock_date_table", "lock-date")
    )


def question_tables(values: Values, plan: Plan) -> str:
    """Return the parts of the question (population, exposure, comparator, outcome, time) of each design."""
    return "\n".join(_question(values, plan, analysis) for analysis in designs_of(plan))


def _question(values: Values, plan: Plan, analysis: Analysis) -> str:
    design, estimators = f"design.{analysis.name}", analysis.choice("estimation", "estimators")
    measure = next((name for name in MEASURES if name in estimators), "none")
    words = table_words(
        values,
        "protocol/question",
        {"primary": analysis is plan.material.primary},
        {"measured": values.words("protocol/question#measure", {"measure": measure})},
        title=title_of(analysis),
        question=f"protocol.analyses.{analysis.name}.question",
        min_age=f"{design}.eligibility.min_age",
        pain_diagnosis=f"{design}.eligibility.pain_diagnosis",
        drug="study.drug",
        dose="study.dose",
        short="study.short",
        outcome_rule=f"{design}.outcome.rule",
        when=f"{design}.when",
    )
    return words.table(f"tbl-{label_of('question', analysis)}", [22, 78])
