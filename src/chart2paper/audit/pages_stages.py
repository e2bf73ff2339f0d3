"""The stages: what went in and came out, the rows accounted for, what was changed and what was set aside."""

from pathlib import Path
from typing import Any

from chart2paper.audit.pages_pieces import write_keyed
from chart2paper.audit.run import Run
from chart2paper.audit.stage_sections import SECTIONS

# Stage: the question it answers.
STAGES = {
    "extract": "What does the export say?",
    "clean": "Which values can be believed?",
    "cohort": "Who is in, and when does their clock start?",
    "match": "Who is compared with whom?",
    "model": "What is the effect, and how sure are we?",
    "figures": "What does it look like?",
    "paper": "What do we say?",
}
# By-products that a stage collects in the tables it leaves, and the paper's own copies.
BY_PRODUCTS = ("clean/parts/", "paper/generated/")


def write(run: Run, folder: Path) -> None:
    """Write the items of kind `stage`, by the name of the stage."""
    write_keyed(folder, "stage", {name: stage_item(run, name) for name in STAGES})


def stage_of(run: Run, path: str) -> str:
    """Return the stage that a file of the results belongs to; an empty text for none."""
    folders = (run.inside(path) or "").split("/")[:-1]
    return next((name for name in folders if name in STAGES), "")


def stage_item(run: Run, name: str) -> dict[str, Any]:
    """Return what the pages say of a stage."""
    keys = [key for key in run.jobs if _makes_for(run, key, name)]
    made = [path for key in keys for path in run.jobs[key]["outputs"] if stage_of(run, path) == name]
    read = dict.fromkeys(path for key in keys for path in run.data_inputs(key))
    names = list(STAGES)
    place = names.index(name)
    return {
        "question": STAGES[name],
        "before": names[place - 1] if place else "",
        "after": names[place + 1] if place + 1 < len(names) else "",
        "read": sorted(path for path in read if stage_of(run, path) != name),
        "made": sorted(path for path in made if not _is_by_product(run, path)),
        "by_products": sum(_is_by_product(run, path) for path in made),
        "jobs": sorted(keys),
        "sections": SECTIONS[name](run) if made else [],
    }


def _makes_for(run: Run, key: str, stage: str) -> bool:
    return any(stage_of(run, path) == stage for path in run.jobs[key]["outputs"])


def _is_by_product(run: Run, path: str) -> bool:
    return (run.inside(path) or "").startswith(BY_PRODUCTS)
