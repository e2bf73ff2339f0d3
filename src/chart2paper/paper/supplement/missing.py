"""The section on missing outcomes, scores that come when pain is bad, and treatment that changes."""

from chart2paper.catalogue.figures import FIGURES
from chart2paper.paper import result_facts as s
from chart2paper.paper.supplement.cells import Cells
from chart2paper.paper.supplement.missing_tables import (
    ANY_REASON,
    DIFFERENCE,
    HANDLINGS,
    events_table,
    handling_table,
    missing_table,
    responders_table,
)
from chart2paper.paper.supplement.missing_tipping import tipping_sentences
from chart2paper.tables.closed_lists import ROLES
from chart2paper.writing.figure_parts import figure_part
from chart2paper.writing.material import Analysis, Estimate, Material, Sheet
from chart2paper.writing.prose import join
from chart2paper.writing.values import Values

WORDS = "supplement/missing"
TABLES = ("missing_outcomes", "missing_estimates", "tipping_point", "intercurrent_events")
# Methods that handle missing or informative scores otherwise than the primary one.
OTHERS = ("weighted", "mi_rubin", "inverse_intensity")


def handled(material: Material) -> bool:
    """Return whether missing outcomes were counted and handled."""
    return all(name in material.supplement and len(material.supplement[name].frame) for name in TABLES)


def missing_section(values: Values, material: Material) -> str:
    """Return the section; where its results were not made it says so."""
    analysis = material.primary
    if not handled(material):
        people, choice = f"people.{analysis.name}.n", {"others_lead": "not_handled"}
        said = values.sentence("missing.agreement", f"{WORDS}#agreement", choice, people=people)
        return values.markdown(f"{WORDS}#page", {"handled": False}, {}, agreement=said) + "\n"
    counted, estimates, tipping, events = (material.supplement[name] for name in TABLES)
    missing = _missing(counted)
    parts = {
        "sentences": _shown(values, _who(values, analysis, missing)),
        "table": missing_table(values, analysis, counted),
        "handling_table": handling_table(values, material, estimates),
        "responders_table": responders_table(values, analysis),
        "tipping_sentences": _shown(values, tipping_sentences(values, tipping, missing)),
        "curve": figure_part(values, material, FIGURES["tipping"], analysis),
        "stopped_sentence": _stopped(values, events),
        "events_table": events_table(values, events),
    }
    names = {
        "drug": "study.short",
        "day": "protocol.missing_data.landmark_day.value",
        "imputations": "protocol.missing_data.imputations.value",
        "agreement": _agreement(values, material),
    }
    return values.markdown(f"{WORDS}#page", {"handled": True}, parts, **names)


def _shown(values: Values, ids: list[str]) -> str:
    return " ".join(values.show(identifier) for identifier in ids)


def _missing(sheet: Sheet) -> dict[str, int]:
    """Return how many outcomes are missing in each arm."""
    return {str(row["role"]): int(row["n"]) for _, row in sheet.rows() if row["reason"] == ANY_REASON}


def _who(values: Values, analysis: Analysis, missing: dict[str, int]) -> list[str]:
    """Return the sentences on how much is missing in which arm, and how those people differ at baseline."""
    difference = analysis.find(*DIFFERENCE)
    people = len(analysis.analysis_set.frame)
    if not people or not sum(missing.values()):
        none = {"missing": "none" if people else "nobody_matched", "direction": "not_estimable"}
        return [values.sentence("missing.who", f"{WORDS}#who", none, count=f"people.{analysis.name}.missing")]
    if difference is None:
        return []
    some = {"missing": "some", "direction": s.direction(difference, "lower")}
    names = {"drug": "study.short"} | _difference(difference)
    ids = [values.sentence("missing.who", f"{WORDS}#who", some, **names)]
    for role in ROLES:
        baseline = analysis.find("baseline_score", f"missing_difference_{role}", "welch_t")
        if not missing[role] or baseline is None:
            continue
        choice = {"arm": role, "direction": s.direction(baseline, values.outcome.better)}
        identifier = f"missing.baseline_{role}.text"
        ids.append(values.sentence(identifier, f"{WORDS}#baseline", choice, **_difference(baseline)))
    return ids


def _difference(estimate: Estimate) -> dict[str, str]:
    return {"difference": f"{estimate.id}.full"} if estimate.ok else {"reason": f"{estimate.id}.full"}


def _agreement(values: Values, material: Material) -> str:
    """Return the sentence on whether the other handlings lead where the primary estimate leads."""
    found = {"primary": material.primary_in_points}
    found |= {name: material.primary.find(*HANDLINGS[name]) for name in OTHERS}
    ways = {method: s.direction(estimate, values.outcome.better) for method, estimate in found.items()}
    primary = ways.pop("primary")
    estimable = {method: way for method, way in ways.items() if way != "not_estimable"}
    differing = [method for method, way in estimable.items() if way != primary]
    rule = "direction of each estimate against that of the primary one"
    names = {method: f"{estimate.id}.full" for method, estimate in found.items() if estimate is not None}
    lead = _others_lead(primary == "not_estimable", bool(estimable), bool(differing))
    if lead == "elsewhere":
        words = join([values.words("supplement/missing_handling#in_prose", {"method": m}) for m in differing])
        sources = tuple(names.values())
        names = {"which": values.add("missing.agreement_which", None, words, rule=rule, sources=sources)}
    choice = {"others_lead": lead}
    return values.sentence("missing.agreement", f"{WORDS}#agreement", choice, rule=rule, **names)


def _others_lead(no_primary: bool, some_estimable: bool, some_differ: bool) -> str:
    """Return where the other handlings lead, against the primary estimate."""
    if no_primary:
        return "no_primary"
    if not some_estimable:
        return "none_estimable"
    return "elsewhere" if some_differ else "same_way"


def _stopped(values: Values, sheet: Sheet) -> str:
    """Return the sentence on how many exposed people stopped the exposure; empty where they were not counted."""
    for place, row in sheet.rows():
        if (row["role"], row["event"]) == ("exposed", "stopped_exposure"):
            cells = Cells(values, sheet, place, row, "missing.stopped")
            names = {name: cells.number(name, "count") for name in ("n", "people")}
            choice = {"stopped": "some" if int(row["n"]) else "none"}
            said = values.sentence(
                "missing.stopped.text", f"{WORDS}#stopped", choice, drug="study.short", **names
            )
            return values.show(said)
    return ""
