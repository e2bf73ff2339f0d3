"""What the start page says: the study, its primary result, the analyses and the stages."""

from pathlib import Path
from typing import Any

from chart2paper.audit.pages_pieces import write_piece
from chart2paper.audit.pages_stages import STAGES
from chart2paper.audit.run import Run
from chart2paper.audit.value_sources import origins
from chart2paper.writing.study_values import BANNER

# The primary result as the paper says it.
RESULT = "primary.say.effect.text"


def write(run: Run, folder: Path) -> None:
    """Write the piece `start`."""
    write_piece(folder, "start", 0, start_of(run))


def start_of(run: Run) -> dict[str, Any]:
    """Return what the start page shows; `result` is the primary result: its text and the numbers in it."""
    study = run.study
    numbers = [[identifier, run.values[identifier]["text"]] for identifier in origins(run.values, RESULT)]
    return {
        "study": study["study"],
        "title": study["paper"]["title"],
        "banner": BANNER if study["clinic"]["simulated"] else "",
        "primary": study["primary_analysis"],
        "analyses": [[name, a["title"], a["question"]] for name, a in study["analyses"].items()],
        "result": {
            "id": RESULT if RESULT in run.values else "",
            "text": run.values.get(RESULT, {"text": ""})["text"],
            "numbers": numbers,
        },
        "stages": [[name, question] for name, question in STAGES.items()],
        "counts": {"numbers": len(run.values), "files": len(run.makers), "jobs": len(run.jobs)},
    }
