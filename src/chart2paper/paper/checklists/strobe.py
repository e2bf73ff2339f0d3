"""STROBE for cohort studies.

Numbers and topics: von Elm et al. 2007, Lancet 370:1453, whose items RECORD's checklist reprints; compared with copies
of that checklist. The recommendations are shortened in our words.
"""

from chart2paper.paper.checklists import answers
from chart2paper.paper.checklists.item import Checklist, Item

STROBE = Checklist(
    "strobe",
    "STROBE checklist for cohort studies [@vonelm2007]",
    {
        "Title and abstract": (
            Item("1a", "Design named in title or abstract", "Abstract"),
            Item("1b", "Informative and balanced abstract", "Abstract"),
        ),
        "Introduction": (
            Item("2", "Background and rationale", "@sec-introduction"),
            Item("3", "Objectives, prespecified hypotheses", answers.hypotheses),
        ),
        "Methods": (
            Item("4", "Key elements of the design", "@sec-designs"),
            Item("5", "Setting, locations, dates", "@sec-source"),
            Item(
                "6a",
                "Eligibility, sources and methods of selection, follow-up",
                "@sec-designs; @sec-matching",
            ),
            Item(
                "6b", "Matching criteria, numbers exposed and unexposed", "@sec-matching; @sec-participants"
            ),
            Item("7", "Definitions of outcomes, exposures, confounders", "@sec-outcome; @suptbl-designs"),
            Item("8", "Sources and methods of measurement", "@sec-source; @sec-outcome"),
            Item("9", "Efforts to address bias", "@sec-designs; @sec-limitations"),
            Item("10", "Study size", "Not chosen in advance: everyone eligible was included (@supfig-flow)"),
            Item("11", "Quantitative variables", "@sec-outcome; @sec-statistics"),
            Item("12a", "Statistical methods, control of confounding", "@sec-matching; @sec-statistics"),
            Item("12b", "Subgroups and interactions", "@sec-statistics"),
            Item("12c", "Missing data", answers.missing_outcomes),
            Item("12d", "Loss to follow-up", "@sec-missing"),
            Item("12e", "Sensitivity analyses", answers.sensitivity),
        ),
        "Results": (
            Item("13a", "Numbers at each stage", "@supfig-flow"),
            Item("13b", "Reasons for non-participation", "@sec-flow-tables"),
            Item("13c", "Flow diagram", "@supfig-flow"),
            Item("14a", "Characteristics of participants", "@suptbl-characteristics"),
            Item(
                "14b",
                "Missing data for each variable",
                "In part: outcome in @suptbl-characteristics; covariates not one by one",
            ),
            Item("14c", "Follow-up time", "@suptbl-characteristics"),
            Item("15", "Outcome events or summary measures", "@suptbl-outcomes"),
            Item(
                "16a",
                "Unadjusted and adjusted estimates with intervals",
                "@tbl-compare; @suptbl-outcomes; @sec-estimates",
            ),
            Item("16b", "Category boundaries", "@sec-outcome (response thresholds)"),
            Item("16c", "Absolute risks", "@suptbl-outcomes"),
            Item("17", "Other analyses", answers.further_analyses),
        ),
        "Discussion": (
            Item("18", "Key results", "@sec-findings"),
            Item("19", "Limitations, direction and size of bias", "@sec-limitations"),
            Item("20", "Cautious interpretation", "@sec-findings; @sec-evidence"),
            Item("21", "Generalisability", "@sec-limitations"),
        ),
        "Other information": (
            Item("22", "Funding", answers.funding),
            Item("", "Registration", answers.registration),
        ),
    },
)
