"""The studies that ship with the project, as they shipped: their settings and texts, to tell a clinic's own study from.

`shipped.json` beside this file holds them. `make docs` writes it; a test holds it in step. The files themselves
would not do: a clinic may edit them in place.
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from chart2paper.protocol.load import load_study
from chart2paper.protocol.study import Study

STUDY_FILES = ("config.yaml", "studies/mimic3_demo.yaml", "studies/function_demo.yaml")
RECORD = Path(__file__).with_name("shipped.json")
# What makes a study the one that shipped, whatever choices somebody tries out in it.
IDENTITY = ("study", "clinic.mapping", "clinic.simulated", "exposure.ingredients.value", "paper.text_folder")


@dataclass(frozen=True)
class Shipped:
    """studies: name -> what its file sets, as plain values. texts: name -> file name -> text."""

    studies: dict[str, dict[str, Any]]
    texts: dict[str, dict[str, str]]

    def values(self, path: str) -> list[Any]:
        """Return what the shipped studies have at a path such as `paper.title`, without empty ones."""
        found = [value_at(study, path) for study in self.studies.values()]
        return [value for value in found if value]


@cache
def shipped() -> Shipped:
    """Return the record of what shipped."""
    content = json.loads(RECORD.read_text(encoding="utf-8"))
    return Shipped(content["studies"], content["texts"])


def is_shipped(study: Study) -> bool:
    """Return whether a study is one that ships, on the records that it ships for."""
    settings = study.model_dump(mode="json")
    known = shipped().studies.get(study.study)
    return known is not None and all(value_at(settings, p) == value_at(known, p) for p in IDENTITY)


def value_at(settings: dict[str, Any], path: str) -> Any:
    """Return the setting at a path such as `clinic.mapping`; None where it is not set."""
    found: Any = settings
    for part in path.split("."):
        found = found.get(part) if isinstance(found, dict) else None
    return found


def record(root: Path) -> str:
    """Return the content of `shipped.json` for the checkout at `root`."""
    studies = [load_study(root / file) for file in STUDY_FILES]
    texts = {study.study: _texts(root / study.paper.text_folder) for study in studies}
    settings = {study.study: study.model_dump(mode="json", exclude_unset=True) for study in studies}
    content = {"studies": settings, "texts": texts}
    return json.dumps(content, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def _texts(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.md"))}
