# What every room's rules use: folders, the library files of a script, and the settings handed to it.

import os
from pathlib import Path

from chart2paper.jobs.folders import files_below
from chart2paper.jobs.library_files import library_files, short_path
from chart2paper.protocol.values import analysis_of, estimation_of, values_of

RESULTS = STUDY.results_dir
LOGS = f"{RESULTS}/logs"
BENCHMARKS = f"benchmarks/{STUDY.study}"
WORDS = "reports/text"
ANALYSES = list(STUDY.analyses)
PRIMARY = f"{RESULTS}/{STUDY.primary_analysis}"
# Counts and means with noise are a release of their own.
PRIVATE = STUDY.release.differential_privacy is not None
BANNER = "Simulated data - not real patients" if STUDY.clinic.simulated else ""
# What rooms leave for the supplement of the paper, about the primary analysis; each topic adds its own.
SUPPLEMENT_TABLES = []
# What a rule for every analysis but the primary one, which has one of its own, may be asked for; none has no name.
BESIDE_PRIMARY = (
    "|".join(name for name in ANALYSES if name != STUDY.primary_analysis) or "(?!)"
)

# Every job uses one thread for linear algebra, so that sums never depend on the number of cores.
os.environ["OMP_NUM_THREADS"] = "1"


wildcard_constraints:
    analysis="|".join(ANALYSES),


def library(script):
    """A script and the library files that it imports, for `params`: editing one reruns what uses it, nothing before."""
    path = Path(workflow.basedir, "scripts", script)
    return short_path(path), *library_files(path)


def setting(section, name=None):
    """The plain values of a section of an analysis (or of one choice in it), for `params`."""

    def of_analysis(wildcards):
        found = getattr(STUDY.analyses[wildcards.analysis], section)
        return values_of(getattr(found, name) if name else found)

    return of_analysis


def estimation(wildcards):
    """What is estimated in an analysis, for `params`."""
    return estimation_of(STUDY, wildcards.analysis)


def timing(name):
    """What decides when each thing is assessed in an analysis: plain values of these sections."""
    sections = ("eligibility", "time_zero", "baseline", "outcome")
    return {
        section: values_of(getattr(STUDY.analyses[name], section))
        for section in sections
    }


def design(name):
    """What decides who is in, of an analysis."""
    return {**timing(name), "matching": values_of(STUDY.analyses[name].matching)}


def of_all_analyses(wildcards):
    """What decides who is in, of every analysis."""
    return {name: design(name) for name in ANALYSES}


def title(wildcards):
    """The printed name of an analysis."""
    return STUDY.analyses[wildcards.analysis].title


def clean(table):
    """Path of a cleaned table."""
    return f"{RESULTS}/clean/{table}.parquet"


def artefact(path):
    """Mark an output for `snakemake --report`: its room is the category, its caption is named after the file."""
    stem, folders = Path(path).stem, Path(path).relative_to(RESULTS).parts[:-1]
    return report(
        path,
        caption=f"{workflow.basedir}/reports/captions/{stem}.rst",
        category=folders[-1].capitalize(),
        subcategory=folders[0] if len(folders) > 1 else "all analyses",
        labels={"file": Path(path).name},
    )


def plain(files):
    """Paths of another rule's files: Snakemake compares each file of a rule that refers to another with each other."""
    return [str(path) for path in files]


def per_analysis(path):
    """Paths of one kind of file, one per analysis, in the protocol's order."""
    return expand(f"{RESULTS}/{{analysis}}/{path}", analysis=ANALYSES)


def words(*folders):
    """The passages of a manuscript: those at the top of reports/text, and those in the folders that it names."""
    found = [
        path for name in (".", *folders) for path in Path(WORDS, name).glob("*.md")
    ]
    return sorted(str(path) for path in found)


def words_of(folder):
    """The passages of a folder of reports/text, and of those in it."""
    return [path for path in files_below(Path(WORDS, folder)) if path.endswith(".md")]


def own_texts():
    """What the study says in its own words: its texts, and passages in place of those that ship."""
    return files_below(STUDY.paper.text_folder)


def own_passages(folder):
    """The passages of a folder of reports/text that the study has its own words for."""
    shipped = [Path(path).relative_to(WORDS).as_posix() for path in words_of(folder)]
    found = {str(Path(STUDY.paper.text_folder, name)) for name in shipped}
    return sorted(found & set(own_texts()))


def reports(manuscript):
    """A manuscript and its look; a study's own texts reach it through the generated folder."""
    files = map(Path, files_below("reports"))
    return sorted(
        str(path)
        for path in files
        if not path.is_relative_to("reports/studies")
        and not path.is_relative_to(WORDS)
        and (path.suffix != ".qmd" or path.name == manuscript)
    )
