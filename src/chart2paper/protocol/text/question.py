"""Front page, milestones, and the question with its parts."""

from chart2paper.protocol.canonical import digest
from chart2paper.protocol.text.choice_tables import choice_row, choice_table, designs_of
from chart2paper.protocol.text.plan import Plan
from chart2paper.writing.material import Analysis
from chart2paper.writing.tables import table
from chart2paper.writing.values import PROGRAM, Values

# The estimate that answers the question: the first of these estimators that a design has.
MEASURES = (
    ("ancova", "difference in the final score, adjusted for the baseline score and covariates"),
    ("group_means", "difference between the groups in the change of the score"),
    ("whole_sample_regression", "adjusted difference in percent change"),
    ("percent_change", "difference in percent change"),
)
NO_MEASURE = "the protocol asks for no difference between the groups"


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
    show = values.show
    rows = [
        ["Title", show("study.title")],
        ["Design", show("study.subtitle")],
        ["Research question", show("study.question")],
        ["Treatment", show("study.drug")],
        ["Primary analysis", show("study.primary")],
        ["Authors", show("study.authors")],
        [
            "Records",
            "Simulated" if plan.material.simulated else "Records of care, collected before this study",
        ],
        [
            "Registration",
            "The workflow registers nothing by itself. `chart2paper lock` records this protocol and prints what to "
            "deposit; registry and number then go into the study’s text on ethics, which this protocol and the "
            "paper print.",
        ],
    ]
    return table(["Item", "Entry"], rows, "The study at a glance.", "tbl-glance", [22, 78])


def milestones_table(values: Values, plan: Plan) -> str:
    """Return the milestones and where each is recorded, and the data lock date with its reason."""
    register = f"An entry of `{values.show('plan.register')}`"
    rows = [
        ["Protocol locked", "Before outcomes are opened, with `chart2paper lock`", register],
        ["Outcomes opened", "By the workflow, before the first rule that reads one", register],
        ["Amendments", "Each is a new lock", f"{register}; the paper lists every change with its reason"],
        ["Report", "The paper, made by the same run as its numbers", "The manifest of the run"],
    ]
    steps = table(
        ["Milestone", "When", "Recorded in"],
        rows,
        "Milestones and amendments.",
        "tbl-milestones",
        [22, 40, 38],
    )
    lock = [choice_row(values, plan, "Data lock date", "data_lock_date", "study.lock_date")]
    return steps + "\n" + choice_table(lock, "Last day of the records.", "lock-date")


def question_tables(values: Values, plan: Plan) -> str:
    """Return the parts of the question (population, exposure, comparator, outcome, time) of each design."""
    return "\n".join(_question(values, plan, analysis) for analysis in designs_of(plan))


def _question(values: Values, plan: Plan, analysis: Analysis) -> str:
    show, design = values.show, f"design.{analysis.name}"
    asked = analysis.protocol["estimation"]["estimators"]["value"]
    measure = next((words for name, words in MEASURES if name in asked), NO_MEASURE)
    population = [f"{design}.eligibility.min_age", f"{design}.eligibility.pain_diagnosis"]
    rows = [
        ["Objective", show(f"protocol.analyses.{analysis.name}.question")],
        [
            "Hypothesis",
            "No direction is assumed. Intervals are two-sided, and benefit, harm and no clear difference are "
            "reported alike.",
        ],
        ["Population", "; ".join(map(show, population))],
        ["Exposure", f"{show('study.drug')}, {show('study.dose')}"],
        ["Comparator", f"People without {show('study.short')} by the date on which they are matched"],
        ["Outcome", f"Pain on the 0–10 numeric rating scale: {show(f'{design}.outcome.rule')}"],
        ["Time", show(f"{design}.when")],
        ["Main measure", measure],
    ]
    is_primary = analysis is plan.material.primary
    kind = "Primary objective" if is_primary else "Further objective"
    caption = f"{kind}: {show(f'protocol.analyses.{analysis.name}.title')}."
    return table(
        ["Part", "Content"], rows, caption, f"tbl-question-{analysis.name.replace('_', '-')}", [22, 78]
    )
