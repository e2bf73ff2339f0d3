"""Answers that depend on the run: which analyses it has, whether they were locked, what is shared."""

from pathlib import Path

from chart2paper.paper.checklists.item import IN_PART, NOT_ADDRESSED, NOT_APPLICABLE
from chart2paper.paper.supplement.missing import handled
from chart2paper.paper.supplement.overlap import overlap_was_judged
from chart2paper.writing.designs import emulates_trial
from chart2paper.writing.literal import as_code
from chart2paper.writing.material import Material
from chart2paper.writing.study_texts import DECLARED


def target_trial(material: Material) -> bool:
    """Whether the primary analysis emulates a target trial."""
    return emulates_trial(material.primary)


def design_diagram(material: Material) -> str:
    """Where the design is drawn: in the protocol; a table has what the primary analysis emulates, if it does."""
    drawn = "the diagram is in the protocol document, not in the paper"
    return f"{IN_PART}: {'@suptbl-trial' if target_trial(material) else '@suptbl-designs'}; {drawn}"


def sensitivity(material: Material) -> str:
    """Where sensitivity analyses are: their grid, else the other analyses, else nowhere."""
    if "sensitivity" in material.supplement:
        return "@sec-sensitivity"
    if len(material.analyses) > 1:
        return "@sec-statistics; @sec-estimates"
    return f"{NOT_ADDRESSED}: the protocol has one analysis"


def several_designs(material: Material) -> str:
    """Where the use of several designs is told and compared."""
    if len(material.designs) > 1:
        return "@sec-designs; @suptbl-designs; @sec-reasons; @tbl-compare"
    return "@sec-designs; @suptbl-designs (one design)"


def registration(material: Material) -> str:
    """Whether the protocol was fixed before outcomes were opened, and registered: the lock answers the first."""
    locked = {
        "prespecified": "by the clinic’s register, the protocol was locked before this workflow opened outcomes",
        "changed": "by the clinic’s register, the protocol was locked before this workflow opened outcomes, and "
        "changed later",
        "exploratory": "a protocol file fixes every choice, but it was not locked before outcomes were opened",
    }[material.lock["label"]]
    start = NOT_ADDRESSED if material.lock["label"] == "exploratory" else IN_PART
    return f"{start}: {locked} (@sec-designs); no entry in a public registry is known to the workflow"


def hypotheses(material: Material) -> str:
    """Where the objective stands, and whether it was fixed before outcomes were opened."""
    if material.lock["label"] == "exploratory":
        return "@sec-introduction; exploratory, as @sec-designs says"
    return "@sec-introduction; locked before this workflow opened outcomes (@sec-designs)"


def code_lists(material: Material) -> str:
    """Where every code stands that decides who has which condition or drug; files without the clinic's folders."""
    files = ", ".join(as_code(Path(path).name) for _, path in sorted(material.study["codelists"].items()))
    return f"@sec-outcome; every code with its meaning in {files}"


def validated_codes(material: Material) -> str:
    """Whether the codes were compared with a chart review: the workflow does not do that."""
    if material.simulated:
        return f"{NOT_APPLICABLE}: the records are simulated, and the truth behind each is known"
    return f"{NOT_ADDRESSED}: codes and drug lines were not compared with a review of the charts"


def approval(material: Material) -> str:
    """Where approval, waiver or exemption stands."""
    return _declared(material, "approval")


def funding(material: Material) -> str:
    """Where it stands who paid for the study."""
    return _declared(material, "funding")


def interests(material: Material) -> str:
    """Where competing interests stand."""
    return _declared(material, "interests")


def _declared(material: Material, topic: str) -> str:
    """Return where the authors speak of a topic, if their text on ethics has a word of it."""
    if DECLARED[topic].search(material.declarations):
        return "@sec-declarations"
    return f"{NOT_ADDRESSED}: the authors’ text on ethics does not speak of it"


def data_access(material: Material) -> str:
    """Who can have the records."""
    if material.simulated:
        return "@sec-declarations: the records are simulated and part of the project"
    start = "@sec-declarations;" if DECLARED["data"].search(material.declarations) else f"{IN_PART}:"
    return f"{start} results are files beside this paper (@sec-provenance)"


def population(material: Material) -> str:
    """How far the authors could reach the population of the source."""
    if material.simulated:
        return "@sec-source: all of the export; the records are simulated and part of the project"
    return "@sec-source: all of the export, as the clinic made it"


def region_and_time(material: Material) -> str:
    """Whether the abstract names region and years: the workflow knows the last day only."""
    if material.simulated:
        return f"{NOT_APPLICABLE}: the records are simulated; their last day is in @sec-source"
    return f"{NOT_ADDRESSED} in the abstract: the last day of the records is in @sec-source"


def missing_outcomes(material: Material) -> str:
    """Where missing outcomes are counted and handled."""
    return "@sec-missing; @sec-missing-more"


def dose(material: Material) -> str:
    """Where dose and time on treatment are told."""
    shown = {"dose_response", "time_on_treatment"} & set(material.supplement)
    return "@sec-harms" if shown else f"{NOT_ADDRESSED}: no dose or time on treatment was worked out"


def events_after_start(material: Material) -> str:
    """Where stopping, starting and other drugs during follow-up are told."""
    if handled(material):
        return "@suptbl-intercurrent-events"
    return f"{NOT_ADDRESSED}: what happened between time zero and the outcome was not counted"


def assumptions_tested(material: Material) -> str:
    """Where the assumptions of the analysis are put to the test."""
    parts = ["@sec-robust"]
    parts += ["@sec-overlap"] if overlap_was_judged(material) else []
    parts += ["@sec-explain"] if "e_values" in material.supplement else []
    return "; ".join(parts)


def further_analyses(material: Material) -> str:
    """Where other analyses than the primary one are."""
    return "; ".join(
        dict.fromkeys(["@sec-subgroups", "@sec-estimates", *_if_addressed(sensitivity(material))])
    )


def _if_addressed(where: str) -> list[str]:
    return [] if where.startswith(NOT_ADDRESSED) else where.split("; ")
