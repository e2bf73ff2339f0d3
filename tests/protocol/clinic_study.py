"""A clinic's own study of another drug: the shipped study file with everything made its own, as README asks."""

from copy import deepcopy
from pathlib import Path
from typing import Any

from chart2paper.writing.study_choices import choices_in
from chart2paper.yaml_file import read_yaml

ROOT = Path(__file__).parents[2]
TEXTS = {
    "abstract_background.md": "Gabapentin is given for nerve pain, and charts may tell how people fare with it.",
    "plain_background.md": "Gabapentin is a medicine for nerve pain. We asked how people fare with it.",
    "introduction.md": "Gabapentin binds to calcium channels. Trials in nerve pain are many.",
    "setting.md": "One pain clinic of Springfield exported the charts of everyone who came from 2014 to 2020.",
    "comparison.md": "",
    "limitations.md": "Pain is asked by nurses at the desk, where some may not wish to speak of it.",
    "ethics.md": "The ethics board of Springfield waived consent (decision 12/2021). Funding: none. Interests: none.",
    "references.bib": "% none\n",
}


def own_content(folder: Path) -> dict[str, Any]:
    """Write mapping and texts of a clinic of one's own into `folder`; return the study file as plain values."""
    content = deepcopy(read_yaml(ROOT / "config.yaml"))
    content |= {"study": "gabapentin_springfield", "results_dir": "results_springfield"}
    content["clinic"] = {
        "mapping": str(folder / "springfield.yaml"),
        "raw_folder": str(folder / "raw"),
        "simulated": False,
    }
    for _, choice in choices_in(content):
        choice.update(basis="assumed", why="We chose it so.")
    content["exposure"] |= {"name": "gabapentin", "short_name": "gabapentin"}
    content["exposure"]["ingredients"]["value"] = ["gabapentin"]
    content["exposure"]["max_daily_dose_mg"]["value"] = None
    titles = {"replication": "First and last visit", "target_trial": "New users"}
    for name, analysis in content["analyses"].items():
        analysis |= {"title": titles[name], "question": "How does pain change with gabapentin?"}
    content["sensitivity"]["questions"] = {}
    content["sensitivity"]["crossed"]["value"] = {}
    content["paper"] = {
        "title": "Gabapentin for nerve pain in Springfield",
        "short_title": "Gabapentin in Springfield",
        "authors": [{"name": "A. Physician", "affiliation": "Pain Clinic, Springfield"}],
        "text_folder": str(folder / "texts"),
        "references": str(folder / "texts" / "references.bib"),
    }
    mapping = (ROOT / "data/mappings/demo_clinic.yaml").read_text(encoding="utf-8")
    own = mapping.replace("clinic: demo_clinic", "clinic: springfield")
    (folder / "springfield.yaml").write_text(own, encoding="utf-8")
    (folder / "texts").mkdir()
    for name, text in TEXTS.items():
        (folder / "texts" / name).write_text(text, encoding="utf-8")
    return content
