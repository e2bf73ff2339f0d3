# What every room's rules use: the library files of a script, and the settings handed to it.

RUN_LOCK = RunLock(f".snakemake/{STUDY.study}.lock")
BANNER = "Simulated data - not real patients" if STUDY.clinic.simulated else ""


def library(script):
    """Library files that a script imports: editing one reruns what uses it, and nothing before."""
    return library_files(BASE / "scripts" / script)


def setting(section):
    """The plain values of one section of an analysis, for `params`."""

    def of_analysis(wildcards):
        return values_of(getattr(STUDY.analyses[wildcards.analysis], section))

    return of_analysis


def matching_setting(name):
    """One plain value of the matching section, for stages that need no more than that."""

    def of_analysis(wildcards):
        return values_of(getattr(STUDY.analyses[wildcards.analysis].matching, name))

    return of_analysis


def title(wildcards):
    """The printed name of an analysis."""
    return STUDY.analyses[wildcards.analysis].title


def clean(table):
    """Path of a cleaned table."""
    return f"{RESULTS}/clean/{table}.parquet"


def per_analysis(path):
    """Paths of one kind of file, one per analysis, in the protocol's order."""
    return expand(f"{RESULTS}/{{analysis}}/{path}", analysis=ANALYSES)


def print_paper():
    """Say where the paper is, if this run was for it."""
    paper = Path(RESULTS, "paper", "paper.html")
    if paper.exists():
        print(f"\nThe paper is in {paper.parent}/: paper.html, paper.pdf, paper.docx")
