"""The STROBE checklist for cohort studies (von Elm 2007) with the place of each item in the paper."""

from chart2paper.paper.material import Material
from chart2paper.paper.tables_md import group, table

NOT_ADDRESSED = "Not addressed"


def strobe_table(material: Material) -> str:
    """Return the 22 items with section references, or "not addressed" where that is so."""
    registered = "Not addressed: a protocol file fixes every choice (@sec-reasons), but it was not registered"
    rows: list[list[str]] = [
        group("Title and abstract", 3, at=1),
        ["1a", "Design named in title or abstract", "Abstract"],
        ["1b", "Informative and balanced abstract", "Abstract"],
        group("Introduction", 3, at=1),
        ["2", "Background and rationale", "@sec-introduction"],
        ["3", "Objectives, prespecified hypotheses", "@sec-introduction; @sec-reasons"],
        group("Methods", 3, at=1),
        ["4", "Key elements of the design", "@sec-designs"],
        ["5", "Setting, locations, dates", "@sec-source"],
        ["6a", "Eligibility, sources and methods of selection, follow-up", "@sec-designs; @sec-matching"],
        ["6b", "Matching criteria, numbers exposed and unexposed", "@sec-matching; @sec-participants"],
        ["7", "Definitions of outcomes, exposures, confounders", "@sec-outcome; @suptbl-designs"],
        ["8", "Sources and methods of measurement", "@sec-source; @sec-outcome"],
        ["9", "Efforts to address bias", "@sec-designs; @sec-limitations"],
        ["10", "Study size", "Not chosen in advance: everyone eligible was included (@supfig-flow)"],
        ["11", "Quantitative variables", "@sec-outcome; @sec-statistics"],
        ["12a", "Statistical methods, control of confounding", "@sec-matching; @sec-statistics"],
        ["12b", "Subgroups and interactions", "@sec-statistics"],
        ["12c", "Missing data", "@sec-missing"],
        ["12d", "Loss to follow-up", "@sec-missing"],
        ["12e", "Sensitivity analyses", _sensitivity(material)],
        group("Results", 3, at=1),
        ["13a", "Numbers at each stage", "@supfig-flow"],
        ["13b", "Reasons for non-participation", "@sec-flow-tables"],
        ["13c", "Flow diagram", "@supfig-flow"],
        ["14a", "Characteristics of participants", "@suptbl-characteristics"],
        [
            "14b",
            "Missing data for each variable",
            "@suptbl-characteristics (outcome; covariates: not addressed)",
        ],
        ["14c", "Follow-up time", "@suptbl-characteristics"],
        ["15", "Outcome events or summary measures", "@suptbl-outcomes"],
        [
            "16a",
            "Unadjusted and adjusted estimates with intervals",
            "@tbl-compare; @suptbl-outcomes; @sec-estimates",
        ],
        ["16b", "Category boundaries", "@sec-outcome (response thresholds)"],
        ["16c", "Absolute risks", "@suptbl-outcomes"],
        ["17", "Other analyses", "@sec-subgroups; @sec-estimates"],
        group("Discussion", 3, at=1),
        ["18", "Key results", "@sec-findings"],
        ["19", "Limitations, direction and size of bias", "@sec-limitations"],
        ["20", "Cautious interpretation", "@sec-findings; @sec-evidence"],
        ["21", "Generalisability", "@sec-limitations"],
        group("Other information", 3, at=1),
        ["22", "Funding", "@sec-declarations"],
        ["", "Registration", registered],
    ]
    return table(
        ["Item", "Recommendation (shortened)", "Where"],
        rows,
        "STROBE checklist for cohort studies [@vonelm2007].",
        "suptbl-strobe",
        [8, 50, 42],
    )


def _sensitivity(material: Material) -> str:
    if "sensitivity" in material.supplement:
        return "@sec-sensitivity"
    if len(material.analyses) > 1:
        return "@sec-statistics; @sec-estimates"
    return f"{NOT_ADDRESSED}: the protocol has one analysis"
