"""Names, folders and files that must be the clinic's own."""

from collections.abc import Iterator
from typing import Any

from chart2paper.problems import Problem
from chart2paper.protocol.own.shipped import shipped, value_at
from chart2paper.protocol.study import Study
from chart2paper.reading.mapping import Mapping

PROJECT = "chart2paper"
TEMPLATE = "reports/studies/template"
# Setting -> what to do when it is the one of a study that ships, in the order of the study file.
OWN_NAMES = {
    "study": "give the study a name of its own: its register of locks and its releases are kept under this name",
    "results_dir": "give it a folder of its own, such as results_my_clinic: the shipped study has its results there",
    "clinic.mapping": "copy the mapping to a file of your own, such as data/mappings/my_clinic.yaml",
    "clinic.raw_folder": "put the export in a folder of its own, such as data/raw/my_clinic: this one is committed",
    "paper.title": "write the title of your study",
    "paper.short_title": "write the running header of your study",
    "paper.text_folder": f"copy {TEMPLATE} to a folder of your own, and answer its questions",
}
# Files about the drug of the study that ships with them: setting -> what to do in a study of another drug.
OF_ITS_DRUG = {
    "paper.literature": "delete the line, or name a file with published results on your drug",
    "paper.reported": "delete the line, or name a file with what the study that you repeat reported",
    "paper.repeats": "delete the line, or name the study that you repeat",
}


def problems_of_names(study: Study, mapping: Mapping, file: str) -> Iterator[Problem]:
    """Give each name, folder or file that is a shipped study's, and each author who is the project."""
    settings, ours = study.model_dump(mode="json"), shipped()
    for path, todo in OWN_NAMES.items():
        if _same(value_at(settings, path), [*ours.values(path), TEMPLATE]):
            yield Problem(file, "this is the one of a study that ships with the workflow", todo, column=path)
    if mapping.clinic in {_clinic(path) for path in ours.values("clinic.mapping")}:
        what = "this is the name of a clinic that ships with the workflow"
        todo = "give your clinic a name of its own: its linkage log is kept under this name"
        yield Problem(study.clinic.mapping, what, todo, column="clinic")
    for author in study.paper.authors:
        if PROJECT in " ".join([author.name, *author.affiliations]).casefold():
            what = "an author is the project and not a person of the clinic"
            yield Problem(file, what, "name who answers for this study", column="paper.authors")
    for known in ours.studies.values():
        if not set(study.exposure.ingredients.value) & set(known["exposure"]["ingredients"]["value"]):
            yield from _of_another_drug(settings, known, file)


def _of_another_drug(settings: dict[str, Any], known: dict[str, Any], file: str) -> Iterator[Problem]:
    for path, todo in OF_ITS_DRUG.items():
        if _same(value_at(settings, path), [value_at(known, path)]):
            what = f"this is about {known['exposure']['name']}, and the study is about another drug"
            yield Problem(file, what, todo, column=path)


def _same(value: str | None, known: list[str | None]) -> bool:
    """Return whether a setting is one of those known, however its case, spaces and slashes are written."""
    return value is not None and _plain(value) in {_plain(other) for other in known if other}


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).removeprefix("./").rstrip("/")


def _clinic(mapping: str) -> str:
    """Return the name of a shipped clinic, which names its mapping."""
    return mapping.rpartition("/")[2].removesuffix(".yaml")
