"""What the start page says: the study, its primary result, the stages and how to read the pages."""

from pathlib import Path
from typing import Any

from chart2paper.audit.pages_pieces import write_piece
from chart2paper.audit.run import Run
from chart2paper.paper.study_values import SIMULATED

# The primary result as the paper says it, and the estimate behind it.
RESULT = ("primary.effect.full", "primary.effect.estimate")


def write(run: Run, folder: Path) -> None:
    """Write the piece `start`: title, question, result, analyses, banner."""
    write_piece(folder, "start", 0, start_of(run))


def start_of(run: Run) -> dict[str, Any]:
    """Return what the start page shows."""
    study = run.study
    primary = study["primary_analysis"]
    return {
        "study": study["study"],
        "title": study["paper"]["title"],
        "banner": SIMULATED["banner"] if study["clinic"]["simulated"] else "",
        "primary": primary,
        "analyses": {
            name: {"title": a["title"], "question": a["question"]} for name, a in study["analyses"].items()
        },
    }
