"""TARGET, for observational studies that emulate a target trial.

Topics: Cashin et al. 2025, JAMA (10.1001/jama.2025.13350) and BMJ (10.1136/bmj-2025-087179): 21 items in six sections
(abstract, introduction, methods, results, discussion, other information). The number of items and of sections was
checked against the abstract; the form itself could not be had, so that the order within the last two sections and the
letters of sub-items were written from knowledge of the statement. The table says so beneath it.
"""

from chart2paper.paper.checklists import answers
from chart2paper.paper.checklists.item import Checklist, Item

TRIAL = "@suptbl-trial"

TARGET = Checklist(
    "target",
    "TARGET checklist for the emulation of a target trial [@cashin2025]",
    {
        "Abstract": (
            Item(
                "1",
                "Emulation named; data sources; assumptions, methods, findings",
                "In part: abstract; assumptions are not in it",
            ),
        ),
        "Introduction": (
            Item("2", "Background and gap in knowledge", "@sec-introduction"),
            Item("3", "Causal question", "@sec-introduction; @suptbl-trial"),
            Item(
                "4",
                "Why a target trial is emulated; trials that informed it",
                "@sec-introduction; @sec-evidence",
            ),
        ),
        "Methods": (
            Item("5", "Data sources: purpose, type, place, time, linkage", "@sec-source"),
            Item("6a", "Target trial: eligibility", TRIAL),
            Item("6b", "Target trial: treatment strategies", TRIAL),
            Item("6c", "Target trial: assignment", TRIAL),
            Item("6d", "Target trial: time zero and follow-up", TRIAL),
            Item("6e", "Target trial: outcomes", TRIAL),
            Item("6f", "Target trial: causal contrasts", TRIAL),
            Item(
                "6g",
                "Target trial: identifying assumptions",
                "In part: exchangeability in @suptbl-trial; others not one by one",
            ),
            Item("6h", "Target trial: analysis", TRIAL),
            Item(
                "7a", "Emulation: eligibility, with codes", "@suptbl-trial; @suptbl-designs; @sec-flow-tables"
            ),
            Item("7b", "Emulation: treatment strategies", "@suptbl-trial; @sec-outcome"),
            Item("7c", "Emulation: assignment, covariates adjusted for", "@suptbl-trial; @sec-matching"),
            Item("7d", "Emulation: time zero and follow-up", "@suptbl-trial; @suptbl-designs"),
            Item("7e", "Emulation: outcomes", "@sec-outcome; @suptbl-designs"),
            Item("7f", "Emulation: causal contrasts", TRIAL),
            Item("7g", "Emulation: assumptions, and how they were examined", answers.assumptions_tested),
            Item("7h", "Emulation: analysis, missing data, sensitivity", "@sec-statistics; @sec-missing"),
        ),
        "Results": (
            Item(
                "8",
                "Participants: numbers assessed, eligible, assigned; diagram",
                "@supfig-flow; @sec-flow-tables",
            ),
            Item("9", "Baseline data by strategy", "@suptbl-characteristics"),
            Item("10", "Follow-up: length, and why it ended", answers.events_after_start),
            Item("11", "Missing data", answers.missing_outcomes),
            Item("12", "Outcomes by strategy", "@suptbl-outcomes"),
            Item("13", "Effect estimates with their precision", "@sec-primary; @suptbl-outcomes"),
            Item("14", "Additional analyses", answers.further_analyses),
        ),
        "Discussion": (
            Item("15", "Interpretation", "@sec-findings; @sec-evidence"),
            Item("16", "Limitations: differences to the target trial, assumptions", "@sec-limitations"),
        ),
        "Other information": (
            Item("17", "Ethics", answers.approval),
            Item("18", "Registration and protocol", answers.registration),
            Item("19", "Availability of data and code", answers.data_access),
            Item("20", "Funding", answers.funding),
            Item("21", "Competing interests", answers.interests),
        ),
    },
    note="The items were written from the published statement’s topics; its form was not at hand when they were. "
    "Where a journal asks for the form, compare the numbers with it.",
)
