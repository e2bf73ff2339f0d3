"""The section on missing outcomes, scores that come when pain is bad, and treatment that changes."""

from chart2paper.paper import sentences as s
from chart2paper.paper.figures_md import figure
from chart2paper.paper.supplement import missing_sentences as say
from chart2paper.paper.supplement.missing_tables import (
    ANY_REASON,
    DIFFERENCE,
    events_table,
    handling_table,
    missing_table,
    responders_table,
)
from chart2paper.paper.supplement.missing_tipping import tipping_sentences
from chart2paper.writing.material import Analysis, Estimate, Material, Sheet
from chart2paper.writing.prose import join
from chart2paper.writing.values import PROGRAM, Values

HEADING = "## Missing outcomes and changes of treatment {#sec-missing-more}"
TABLES = ("missing_outcomes", "missing_estimates", "tipping_point", "intercurrent_events")
# Methods that handle missing or informative scores otherwise than the primary one, with their names in prose.
OTHERS = {
    "ancova_cr2_observed": "inverse-probability weighting",
    "mi_rubin": "multiple imputation",
    "inverse_intensity": "inverse-intensity weighting",
}


NOT_HANDLED = "Nobody was matched whose missing outcome could be handled in another way."


def handled(material: Material) -> bool:
    """Return whether missing outcomes were counted and handled."""
    return all(name in material.supplement and len(material.supplement[name].frame) for name in TABLES)


def missing_section(values: Values, material: Material) -> str:
    """Return the section; where its results were not made it says so."""
    analysis = material.primary
    if not handled(material):
        said = values.say("missing.agreement", NOT_HANDLED, people=f"people.{analysis.name}.n")
        return f"{HEADING}\n\n{values.show(said)}\n"
    counted, estimates, tipping, events = (material.supplement[name] for name in TABLES)
    missing = _missing(counted)
    stem = analysis.name.replace("_", "-")
    parts = [
        HEADING,
        " ".join(values.show(id) for id in _who(values, analysis, missing))
        + " @suptbl-missing-outcomes gives the reasons.",
        missing_table(values, analysis, counted),
        _methods(values, material),
        f"{values.show(_agreement(values, analysis))} @suptbl-missing-handling sets the handlings side by side.",
        handling_table(values, analysis, estimates, _handlings(values, material)),
        "In the main results a missing outcome counts as no response, in both groups. @suptbl-missing-responders "
        "shows what is found among people with an outcome alone; that leaves out those who stayed away.",
        responders_table(values, analysis),
        "*Tipping points.* "
        + " ".join(values.show(id) for id in tipping_sentences(values, tipping, missing))
        + f" @supfig-tipping-{stem} shows the shifts; shifted scores are cut at the ends of the scale.",
        figure(values, material, analysis, "tipping", f"supfig-tipping-{stem}"),
        _events(values, events),
        events_table(values, events),
    ]
    return "\n\n".join(parts)


def _missing(sheet: Sheet) -> dict[str, int]:
    """Return how many outcomes are missing in each arm."""
    return {str(row["role"]): int(row["n"]) for _, row in sheet.rows() if row["reason"] == ANY_REASON}


def _who(values: Values, analysis: Analysis, missing: dict[str, int]) -> list[str]:
    """Return the sentences on how much is missing in which arm, and how those people differ at baseline."""
    difference = analysis.find(*DIFFERENCE)
    people = len(analysis.analysis_set.frame)
    if not people or not sum(missing.values()):
        text = say.MISSINGNESS["none" if people else "nobody"]
        return [values.say("missing.who", text, missing=f"people.{analysis.name}.missing")]
    if difference is None:
        return []
    names = {"drug": "study.short"} | _difference(difference)
    ids = [values.say("missing.who", say.MISSINGNESS[s.direction(difference)], **names)]
    for role, who in (("exposed", "Exposed people"), ("comparator", "Comparators")):
        baseline = analysis.find("baseline_score", f"missing_difference_{role}", "welch_t")
        if not missing[role] or baseline is None:
            continue
        shown = values.add(f"missing.baseline_{role}.who", None, who, file=PROGRAM, rule="name of the arm")
        inside = values.add(
            f"missing.baseline_{role}.who_inside", None, who.lower(), file=PROGRAM, rule="name of the arm"
        )
        template = say.BASELINE[s.direction(baseline)]
        names = {"who": shown, "who_inside": inside} | _difference(baseline)
        ids.append(values.say(f"missing.baseline_{role}.text", template, **names))
    return ids


def _difference(estimate: Estimate) -> dict[str, str]:
    return {"difference": f"{estimate.id}.full"} if estimate.ok else {"reason": f"{estimate.id}.full"}


def _methods(values: Values, material: Material) -> str:
    days = values.show("protocol.missing_data.landmark_day.value")
    drug = values.show("study.short")
    return (
        f"*Multiple imputation.* Each missing final score was filled in "
        f"{values.show('protocol.missing_data.imputations.value')} times with the score of a person of the same "
        f"group with a similar prediction (predictive mean matching [@vanbuuren2018]), predicted from the "
        f"covariates of the analysis and from scores shortly before and after the outcome window. Matched sets "
        f"stayed as they were; each completed data set was analysed like the primary one and the results were "
        f"pooled by Rubin’s rules [@rubin1987] with small-sample degrees of freedom [@barnard1999]. *Visits that "
        f"pain brings on.* People may come, and be scored, because their last score was bad. All scores of the "
        f"window were analysed with weights that undo this as far as the last recorded score, the group and time "
        f"explain who comes in a week [@lin2004; @buzkova2007]. *Landmark.* To mirror a condition on the length "
        f"of use without crediting one group with time in which nobody could have left it, people who still "
        f"took {drug} on day {days} were compared with their comparators under care without it on that day, on "
        f"scores after it [@anderson1983]. It answers another question: not what starting {drug} does, but how "
        f"those fare who go on with it; as people go on with what helps them, it tends to favour {drug}."
    )


def _handlings(values: Values, material: Material) -> list[tuple[str, str, str]]:
    day = material.study["missing_data"]["landmark_day"]["value"]
    shown = values.show("protocol.missing_data.landmark_day.value")
    drug = values.show("study.short")
    return [
        (
            "ancova_cr2",
            "**Primary**: people with an outcome",
            "Alike in covariates, outcomes are missing at random",
        ),
        (
            "ancova_cr2_observed",
            "Weighted for having an outcome",
            "The same, without trust in the outcome model",
        ),
        ("mi_rubin", "Multiple imputation", "Missing at random given covariates and nearby scores"),
        ("all_scores_unweighted", "All scores of the window, unweighted", "Visits do not depend on pain"),
        (
            "inverse_intensity",
            "All scores, inverse-intensity weights",
            "Visits depend on the last recorded score alone",
        ),
        (
            f"landmark_{day}",
            f"Landmark on day {shown}",
            f"Another question: those who still take {drug} on that day",
        ),
    ]


def _agreement(values: Values, analysis: Analysis) -> str:
    """Return the sentence on whether the other handlings lead where the primary estimate leads."""
    found = {
        method: analysis.find("final_score", "adjusted_difference", method)
        for method in ("ancova_cr2", *OTHERS)
    }
    ways = {method: s.direction(estimate) for method, estimate in found.items()}
    primary = ways.pop("ancova_cr2")
    estimable = {method: way for method, way in ways.items() if way != "not_estimable"}
    differing = [OTHERS[method] for method, way in estimable.items() if way != primary]
    rule = "direction of each estimate against that of the primary one"
    names = {method: f"{estimate.id}.full" for method, estimate in found.items() if estimate is not None}
    if primary == "not_estimable":
        return values.say("missing.agreement", say.AGREEMENT["no_primary"], rule, **names)
    if not estimable:
        return values.say("missing.agreement", say.AGREEMENT["none_other"], rule, **names)
    if not differing:
        return values.say("missing.agreement", say.AGREEMENT["all"], rule, **names)
    which = values.add(
        "missing.agreement_which", None, join(differing), rule=rule, sources=tuple(names.values())
    )
    return values.say("missing.agreement", say.AGREEMENT["some"], rule, which=which)


def _events(values: Values, sheet: Sheet) -> str:
    """Return the text on intercurrent events; how many stopped the exposure stands in front."""
    text = (
        "*Intercurrent events* are what happens between index date and outcome and changes what the outcome "
        "means. The primary analysis asks what follows from starting, whatever happens then (the treatment policy "
        "strategy [@ich2019]), so that outcomes count as observed. @suptbl-intercurrent-events gives the counts."
    )
    for place, row in sheet.rows():
        if (row["role"], row["event"]) == ("exposed", "stopped_exposure"):
            n, people = (
                values.add(
                    f"missing.stopped.{name}",
                    int(row[name]),
                    f"{int(row[name]):,}",
                    file=sheet.file,
                    row=place,
                    column=name,
                )
                for name in ("n", "people")
            )
            chosen = say.STOPPED["some" if int(row["n"]) else "none"]
            stopped = values.say("missing.stopped.text", chosen, drug="study.short", n=n, people=people)
            return f"{text} {values.show(stopped)}"
    return text
