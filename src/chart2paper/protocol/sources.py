"""What a study rests on: where its register lies, the files that are its data, the code that makes its numbers."""

from pathlib import Path

from chart2paper.jobs.library_files import library_files, short_path
from chart2paper.protocol.study import Study
from chart2paper.reading.mapping import Mapping

# Stages whose scripts make numbers; figures and the paper only show them.
STAGES = ("extract", "clean", "cohort", "match", "model")
# What the names of the files of the export begin with, among those that are a study's data.
EXPORT = "export/"
REGISTERS = Path("data/register")


def register_of(study: str) -> str:
    """Return where the register of a study lies."""
    return str(REGISTERS / f"{study}.jsonl")


def linkage_of(clinic: str) -> str:
    """Return where the linkage log of a clinic lies."""
    return f"data/linkage/{clinic}.csv"


def data_files(study: Study, mapping: Mapping) -> dict[str, str]:
    """Return the files that make up the data of a study, name -> path: the export, its mapping, the code lists.

    The names do not tell where the export lies, so that moving it is no change. Nor do they hold the names of its
    files, which are the clinic's own and may name people: the register is committed. A file is named by the first
    table that it fills, with a number from the second such file on.
    """
    lists = study.codelists
    return {
        **_export_files(study.clinic.raw_folder, mapping),
        "mapping": study.clinic.mapping,
        "codelists/pain_conditions": lists.pain_conditions,
        "codelists/drugs": lists.drugs,
        "codelists/score_words": lists.score_words,
    }


def _export_files(raw_folder: str, mapping: Mapping) -> dict[str, str]:
    named: dict[str, str] = {}
    for file in mapping.files:
        table = file.tables[0].table
        same = sum(name.split(" ")[0] == f"{EXPORT}{table}" for name in named)
        named[f"{EXPORT}{table} {same + 1}" if same else f"{EXPORT}{table}"] = f"{raw_folder}/{file.file}"
    return named


def number_code(root: str | Path) -> list[str]:
    """Return the code that makes the numbers: scripts of the stages up to the estimates and all they import."""
    scripts = sorted(path for stage in STAGES for path in Path(root, "scripts", stage).glob("*.py"))
    imported = {file for script in scripts for file in library_files(script)}
    return [*map(short_path, scripts), *sorted(imported)]
