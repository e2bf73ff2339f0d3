"""The files a protocol names: are they all there?"""

import csv
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

from chart2paper.named_files import problem_of_export, problem_of_raw_folder, problems_of_settings
from chart2paper.problems import Problem, did_you_mean, raise_if_any
from chart2paper.protocol.study import Study
from chart2paper.reading.mapping import Mapping, load_mapping


def load_mapping_of(study: Study) -> Mapping:
    """Return the clinic's mapping; raise `Problems` when it cannot be used."""
    raise_if_any(_misplaced(study, "the study file", [("clinic.mapping", study.clinic.mapping)]))
    return load_mapping(study.clinic.mapping)


def missing_files(study: Study, mapping: Mapping, file: str) -> list[Problem]:
    """Return a problem for every file of the protocol and of the export that does not exist.

    An exposure that the drug list cannot name counts as missing too, for it would find nobody; and so does the
    truth of another clinic.
    """
    return [
        *_missing_settings(study, file),
        *_misplaced(study, file, _named(study)),
        *_missing_exports(study, mapping),
        *_unlisted_ingredients(study, file),
        *_missing_engine(study, file),
        *_truth_of_another_clinic(study, mapping, file),
    ]


def _missing_settings(study: Study, file: str) -> Iterator[Problem]:
    for setting, path in _named(study):
        if not Path(path).exists():
            yield Problem(file, f"there is no {path}", "correct the path or add the file", column=setting)


def _misplaced(study: Study, file: str, named: list[tuple[str, str]]) -> Iterator[Problem]:
    return problems_of_settings(named, file, [study.clinic.raw_folder, study.results_dir])


def _named(study: Study) -> list[tuple[str, str]]:
    """Return the files that a study names, as (setting, path)."""
    named = {
        "codelists.pain_conditions": study.codelists.pain_conditions,
        "codelists.drugs": study.codelists.drugs,
        "codelists.score_words": study.codelists.score_words,
        "clinic.truth": study.clinic.truth,
        "paper.text_folder": study.paper.text_folder,
        "paper.references": study.paper.references,
        "paper.literature": study.paper.literature,
        "paper.reported": study.paper.reported,
    }
    return [(setting, path) for setting, path in named.items() if path is not None]


def _missing_exports(study: Study, mapping: Mapping) -> Iterator[Problem]:
    folder = Path(study.clinic.raw_folder)
    if not folder.is_dir():
        yield Problem(str(folder), "the folder with the export does not exist", "put the export there")
        return
    misplaced = problem_of_raw_folder(folder, study.results_dir)
    if misplaced:
        yield misplaced
        return
    present = {path.name for path in folder.iterdir()}
    for name in (file.file for file in mapping.files):
        wrong = problem_of_export(folder, name)
        if wrong:
            yield wrong
        elif name not in present:
            todo = f"add it, or correct the name in {study.clinic.mapping}"
            yield Problem(
                str(folder / name), "the mapping names this file, but it is not in the export", todo
            )


def _missing_engine(study: Study, file: str) -> Iterator[Problem]:
    if study.paper.engine == "quarto" and shutil.which("quarto") is None:
        what = "there is no quarto on the PATH"
        yield Problem(file, what, "install Quarto, or write `engine: embedded`", column="paper.engine")


def _unlisted_ingredients(study: Study, file: str) -> Iterator[Problem]:
    drugs = Path(study.codelists.drugs)
    if not drugs.is_file():
        return
    with drugs.open(encoding="utf-8", newline="") as rows:
        listed = {part for row in csv.DictReader(rows) for part in (row.get("ingredient") or "").split("+")}
    for name in study.exposure.ingredients.value:
        for part in name.split("+"):
            if part not in listed:
                what = f'"{part}" is not an ingredient of {drugs}.{did_you_mean(part, listed)}'
                yield Problem(
                    file, what, "correct it, or add the drug to the list", column="exposure.ingredients"
                )


def _truth_of_another_clinic(study: Study, mapping: Mapping, file: str) -> Iterator[Problem]:
    truth = study.clinic.truth
    if truth is None or not Path(truth).is_file():
        return
    named = json.loads(Path(truth).read_text(encoding="utf-8")).get("clinic")
    if named != mapping.clinic:
        what = f"this is the truth of the clinic {named}, and the mapping is of the clinic {mapping.clinic}"
        todo = "name the truth of these simulated records; for real records set simulated: false and delete the line"
        yield Problem(file, what, todo, column="clinic.truth")
