"""What the answers to the checklists depend on: which analyses a run has, whether they were locked, what is shared."""

from pathlib import Path

from chart2paper.paper.supplement.missing import handled
from chart2paper.paper.supplement.overlap import overlap_was_judged
from chart2paper.writing.designs import emulates_trial
from chart2paper.writing.literal import as_code
from chart2paper.writing.material import Material
from chart2paper.writing.passage_declared import Choice
from chart2paper.writing.study_texts import DECLARED
from chart2paper.writing.values import Values

PASSAGE = "checklists/answers"


def answers(values: Values, material: Material) -> dict[str, str]:
    """Return the answers by name: how far an item is addressed | where, as the manuscript writes references."""
    facts, files = facts_of(material), {"files": code_lists(material)}
    return {name: values.words(f"{PASSAGE}#{name}", facts, **files) for name in values.parts(PASSAGE)}


def facts_of(material: Material) -> Choice:
    """Return what the answers are chosen by."""
    there = material.supplement
    named = {f"{topic}_named": bool(words.search(material.declarations)) for topic, words in DECLARED.items()}
    return named | {
        "designs": "several" if len(material.designs) > 1 else "one",
        "analyses": "several" if len(material.analyses) > 1 else "one",
        "emulates_trial": emulates_trial(material.primary),
        "grid": "sensitivity" in there,
        "lock": material.lock["label"],
        "simulated": material.simulated,
        "dose_shown": "dose_response" in there or "time_on_treatment" in there,
        "events_counted": handled(material),
        "overlap_judged": overlap_was_judged(material),
        "e_values": "e_values" in there,
    }


def code_lists(material: Material) -> str:
    """Return the files that have every code which decides on a condition or drug, without the clinic's folders."""
    return ", ".join(as_code(Path(path).name) for _, path in sorted(material.study["codelists"].items()))
